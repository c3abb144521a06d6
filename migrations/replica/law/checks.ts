/** Step 4 of the replica: public notices and objections (S004 art.6), re-checks and spot checks (art.7). */
export const checks = `
/* Public notices and objections (S004 art.6), re-checks and spot checks (art.7). */
CREATE TABLE "publicNotice" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  division INTEGER,
  occasion TEXT,
  from_month TEXT,
  to_month TEXT,
  entry_count INTEGER,
  prepared_by INTEGER,
  prepared_at TEXT,
  prepared_on TEXT,
  entries TEXT,
  state TEXT,
  posted_on TEXT,
  posted_by INTEGER,
  posted_place TEXT,
  poster TEXT,
  online_place TEXT,
  posted_words TEXT,
  taken_down_on TEXT,
  taken_down_by INTEGER,
  remover TEXT,
  is_online_down INTEGER,
  closed_words TEXT,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_list INTEGER NOT NULL DEFAULT 0,
  v_course INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "objection" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  notice_id INTEGER,
  person_id INTEGER,
  received_on TEXT,
  taken_by INTEGER,
  taken_at TEXT,
  objection_text TEXT,
  contact_name TEXT,
  contact_phone TEXT,
  state TEXT,
  proposal TEXT,
  decided_words TEXT,
  decided_on TEXT,
  decided_by INTEGER,
  replied_on TEXT,
  reply_words TEXT,
  settlement TEXT,
  settled_on TEXT,
  settled_by INTEGER,
  settled_words TEXT,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_words INTEGER NOT NULL DEFAULT 0,
  v_outcome INTEGER NOT NULL DEFAULT 0,
  v_settlement INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX objection_notice_id ON "objection" (notice_id);
/* Photos of a notice as it hangs. */
ALTER TABLE "paper" ADD COLUMN notice_id INTEGER;
ALTER TABLE "paper" ADD COLUMN v_posting INTEGER NOT NULL DEFAULT 0;
CREATE INDEX paper_notice_id ON "paper" (notice_id);
CREATE TABLE "recheck" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  division INTEGER,
  month TEXT,
  person_ids TEXT,
  opened_by INTEGER,
  opened_at TEXT,
  v_list INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "recheckAnswer" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  recheck_id INTEGER,
  division INTEGER,
  month TEXT,
  person_ids TEXT,
  answer TEXT,
  change_kind TEXT,
  checked_on TEXT,
  answer_words TEXT,
  answered_by INTEGER,
  answered_at TEXT,
  task_state TEXT,
  task_outcome TEXT,
  task_words TEXT,
  task_closed_on TEXT,
  task_closed_by INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_task INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX recheck_answer_recheck_id ON "recheckAnswer" (recheck_id);
CREATE TABLE "spotCheck" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  body TEXT,
  year INTEGER,
  drawn_on TEXT,
  drawn_by INTEGER,
  seed TEXT,
  population INTEGER,
  population_hash TEXT,
  pack_version TEXT,
  sample TEXT,
  v_draw INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "spotCheckResult" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  spot_check_id INTEGER,
  person_id INTEGER,
  result TEXT,
  checked_on TEXT,
  checkers TEXT,
  result_words TEXT,
  recorded_by INTEGER,
  recorded_at TEXT,
  task_state TEXT,
  task_outcome TEXT,
  task_words TEXT,
  task_closed_on TEXT,
  task_closed_by INTEGER,
  moves INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_task INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX spot_check_result_person_id ON "spotCheckResult" (person_id);
`;
