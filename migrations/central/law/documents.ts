/** Step 5 of the centre: documents that were printed, the roll-out of a county and its daily bulletins (sections (i), (k)). */
export const documents = `
/* Documents that were printed, and each time that one was, the roll-out of a county and its daily bulletins. */
CREATE TABLE "document" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  application_id bigint,
  line_id bigint,
  notice_id bigint,
  kind text,
  number text,
  edition integer,
  hash text,
  issued_by bigint,
  issued_at text,
  device integer,
  replaces bigint,
  case_content jsonb,
  identity_content jsonb,
  health_content jsonb,
  money_content jsonb,
  voided_by bigint,
  voided_at text,
  void_reason text,
  moves integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_case_content bigint NOT NULL DEFAULT 0,
  v_identity_content bigint NOT NULL DEFAULT 0,
  v_health_content bigint NOT NULL DEFAULT 0,
  v_money_content bigint NOT NULL DEFAULT 0,
  v_standing bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX document_person_id ON "document" (scope, person_id);
CREATE INDEX document_number ON "document" (scope, number);
CREATE INDEX document_notice_id ON "document" (scope, notice_id);
CREATE TABLE "printing" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  document_id bigint,
  person_id bigint,
  ordinal integer,
  printed_by bigint,
  printed_at text,
  device integer,
  moves integer,
  v_entry bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX printing_person_id ON "printing" (scope, person_id);
CREATE INDEX printing_document_id ON "printing" (scope, document_id);
CREATE TABLE "rollout" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  live_on date,
  target_month text,
  targets jsonb,
  target_fen jsonb,
  finance_fen jsonb,
  phase text,
  phase_since date,
  state text,
  asked_at text,
  numbers jsonb,
  signatures jsonb,
  ledger jsonb,
  v_target bigint NOT NULL DEFAULT 0,
  v_progress bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX rollout_state ON "rollout" (scope, state);
CREATE TABLE "bulletin" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  day date,
  as_of text,
  state text,
  asked_by bigint,
  cut jsonb,
  rows jsonb,
  hash text,
  made_at text,
  remade_at text,
  remade_hash text,
  v_about bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX bulletin_state ON "bulletin" (scope, state);
CREATE INDEX bulletin_day ON "bulletin" (scope, day);
`;
