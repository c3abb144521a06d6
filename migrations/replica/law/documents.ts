/** Step 4 of the replica: documents that were printed, the roll-out of a county and its daily bulletins (sections (i), (k)). */
export const documents = `
/* Documents that were printed, and each time that one was; the roll-out of a county and its daily bulletins. */
CREATE TABLE "document" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  application_id INTEGER,
  line_id INTEGER,
  notice_id INTEGER,
  kind TEXT,
  number TEXT,
  edition INTEGER,
  hash TEXT,
  issued_by INTEGER,
  issued_at TEXT,
  device INTEGER,
  replaces INTEGER,
  case_content TEXT,
  identity_content TEXT,
  health_content TEXT,
  money_content TEXT,
  voided_by INTEGER,
  voided_at TEXT,
  void_reason TEXT,
  moves INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_case_content INTEGER NOT NULL DEFAULT 0,
  v_identity_content INTEGER NOT NULL DEFAULT 0,
  v_health_content INTEGER NOT NULL DEFAULT 0,
  v_money_content INTEGER NOT NULL DEFAULT 0,
  v_standing INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX document_person_id ON "document" (person_id);
CREATE INDEX document_number ON "document" (number);
CREATE INDEX document_notice_id ON "document" (notice_id);
CREATE TABLE "printing" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  document_id INTEGER,
  person_id INTEGER,
  ordinal INTEGER,
  printed_by INTEGER,
  printed_at TEXT,
  device INTEGER,
  moves INTEGER,
  v_entry INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX printing_person_id ON "printing" (person_id);
CREATE INDEX printing_document_id ON "printing" (document_id);
CREATE TABLE "rollout" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  live_on TEXT,
  target_month TEXT,
  targets TEXT,
  target_fen TEXT,
  finance_fen TEXT,
  phase TEXT,
  phase_since TEXT,
  state TEXT,
  asked_at TEXT,
  numbers TEXT,
  signatures TEXT,
  ledger TEXT,
  v_target INTEGER NOT NULL DEFAULT 0,
  v_progress INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX rollout_state ON "rollout" (state);
CREATE TABLE "bulletin" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  day TEXT,
  as_of TEXT,
  state TEXT,
  asked_by INTEGER,
  cut TEXT,
  rows TEXT,
  hash TEXT,
  made_at TEXT,
  remade_at TEXT,
  remade_hash TEXT,
  v_about INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX bulletin_state ON "bulletin" (state);
CREATE INDEX bulletin_day ON "bulletin" (day);
`;
