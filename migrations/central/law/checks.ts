/** Step 5 of the centre: public notices and objections (S004 art.6), re-checks and spot checks (art.7). */
export const checks = `
/* Public notices and objections (S004 art.6), re-checks and spot checks (art.7). */
CREATE TABLE "publicNotice" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  division bigint,
  occasion text,
  from_month text,
  to_month text,
  entry_count integer,
  prepared_by bigint,
  prepared_at text,
  prepared_on date,
  entries jsonb,
  state text,
  posted_on date,
  posted_by bigint,
  posted_place text,
  poster text,
  online_place text,
  posted_words text,
  taken_down_on date,
  taken_down_by bigint,
  remover text,
  is_online_down boolean,
  closed_words text,
  v_about bigint NOT NULL DEFAULT 0,
  v_list bigint NOT NULL DEFAULT 0,
  v_course bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "objection" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  notice_id bigint,
  person_id bigint,
  received_on date,
  taken_by bigint,
  taken_at text,
  objection_text text,
  contact_name text,
  contact_phone text,
  state text,
  proposal text,
  decided_words text,
  decided_on date,
  decided_by bigint,
  replied_on date,
  reply_words text,
  settlement text,
  settled_on date,
  settled_by bigint,
  settled_words text,
  v_about bigint NOT NULL DEFAULT 0,
  v_words bigint NOT NULL DEFAULT 0,
  v_outcome bigint NOT NULL DEFAULT 0,
  v_settlement bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX objection_notice_id ON "objection" (scope, notice_id);
/* Photos of a notice as it hangs. */
ALTER TABLE "paper" ADD COLUMN notice_id bigint;
ALTER TABLE "paper" ADD COLUMN v_posting bigint NOT NULL DEFAULT 0;
CREATE INDEX paper_notice_id ON "paper" (scope, notice_id);
CREATE TABLE "recheck" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  division bigint,
  month text,
  person_ids jsonb,
  opened_by bigint,
  opened_at text,
  v_list bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "recheckAnswer" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  recheck_id bigint,
  division bigint,
  month text,
  person_ids jsonb,
  answer text,
  change_kind text,
  checked_on date,
  answer_words text,
  answered_by bigint,
  answered_at text,
  task_state text,
  task_outcome text,
  task_words text,
  task_closed_on date,
  task_closed_by bigint,
  v_about bigint NOT NULL DEFAULT 0,
  v_task bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX recheck_answer_recheck_id ON "recheckAnswer" (scope, recheck_id);
CREATE TABLE "spotCheck" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  body text,
  year integer,
  drawn_on date,
  drawn_by bigint,
  seed text,
  population integer,
  population_hash text,
  pack_version text,
  sample jsonb,
  v_draw bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "spotCheckResult" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  spot_check_id bigint,
  person_id bigint,
  result text,
  checked_on date,
  checkers text,
  result_words text,
  recorded_by bigint,
  recorded_at text,
  task_state text,
  task_outcome text,
  task_words text,
  task_closed_on date,
  task_closed_by bigint,
  moves integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_task bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX spot_check_result_person_id ON "spotCheckResult" (scope, person_id);
`;
