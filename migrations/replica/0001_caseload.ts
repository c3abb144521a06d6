/** Step 1 of the replica's file: the record tables of registry version 1, and what a replica keeps beside them — its acts, what each
 *  touched, confirmed values of dirty rows, cursors, drafts, the record of revealed numbers, and the search index.
 *  Frozen: a mistake gets a new number. */
export const sql = `
CREATE TABLE "person" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  name TEXT,
  id_number TEXT,
  sex TEXT,
  birth_date TEXT,
  ethnicity TEXT,
  phone TEXT,
  residence_address TEXT,
  contact_stated_on TEXT,
  hukou_village INTEGER,
  hukou_kind TEXT,
  hukou_address TEXT,
  certificate_number TEXT,
  disability_class INTEGER,
  grade INTEGER,
  certificate_expires_on TEXT,
  certificate_status TEXT,
  household_category TEXT,
  household_from TEXT,
  needs_long_term_care INTEGER,
  account_holder TEXT,
  bank_name TEXT,
  account_number TEXT,
  account_kind TEXT,
  origin TEXT,
  roster_benefits TEXT,
  v_identity INTEGER NOT NULL DEFAULT 0,
  v_contact INTEGER NOT NULL DEFAULT 0,
  v_hukou INTEGER NOT NULL DEFAULT 0,
  v_certificate INTEGER NOT NULL DEFAULT 0,
  v_household INTEGER NOT NULL DEFAULT 0,
  v_bank INTEGER NOT NULL DEFAULT 0,
  v_origin INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_id_number ON "person" (id_number);
CREATE TABLE "application" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  applied_living INTEGER,
  applied_nursing INTEGER,
  submitted_via TEXT,
  submitted_by INTEGER,
  submitted_on TEXT,
  materials TEXT,
  missing TEXT,
  notice_count INTEGER,
  state TEXT,
  state_since TEXT,
  returned_by TEXT,
  reason_code TEXT,
  reason_words TEXT,
  accepted_on TEXT,
  accepted_by INTEGER,
  preliminary_passed_on TEXT,
  preliminary_by INTEGER,
  entered_on TEXT,
  sent_to_federation_on TEXT,
  federation_passed_on TEXT,
  federation_by INTEGER,
  determined_on TEXT,
  determined_by INTEGER,
  v_file INTEGER NOT NULL DEFAULT 0,
  v_submission INTEGER NOT NULL DEFAULT 0,
  v_materials INTEGER NOT NULL DEFAULT 0,
  v_state INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX application_person_id ON "application" (person_id);
CREATE TABLE "history" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  application_id INTEGER,
  action TEXT,
  state_after TEXT,
  actor INTEGER,
  device INTEGER,
  made_at TEXT,
  reason_code TEXT,
  words TEXT,
  document_kind TEXT,
  document_number TEXT,
  details TEXT,
  v_entry INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX history_person_id ON "history" (person_id);
CREATE INDEX history_application_id ON "history" (application_id);
CREATE TABLE "entitlement" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  application_id INTEGER,
  benefit TEXT,
  state TEXT,
  entitled_from TEXT,
  decided_on TEXT,
  pack_version TEXT,
  v_terms INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX entitlement_person_id ON "entitlement" (person_id);
CREATE TABLE "conflict" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  record_type TEXT,
  record_id INTEGER,
  group_name TEXT,
  kind TEXT,
  mine_by INTEGER,
  mine_at TEXT,
  mine_device INTEGER,
  mine_number INTEGER,
  theirs_by INTEGER,
  theirs_at TEXT,
  theirs_device INTEGER,
  case_values TEXT,
  money_values TEXT,
  health_values TEXT,
  identity_values TEXT,
  state TEXT,
  choice TEXT,
  settled_by INTEGER,
  settled_at TEXT,
  settle_reason TEXT,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_case_values INTEGER NOT NULL DEFAULT 0,
  v_money_values INTEGER NOT NULL DEFAULT 0,
  v_health_values INTEGER NOT NULL DEFAULT 0,
  v_identity_values INTEGER NOT NULL DEFAULT 0,
  v_settlement INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX conflict_person_id ON "conflict" (person_id);
CREATE INDEX conflict_record_id ON "conflict" (record_id);
CREATE TABLE "colleague" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  account_name TEXT,
  person_name TEXT,
  role TEXT,
  unit_name TEXT,
  unit_scope INTEGER,
  v_profile INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "computer" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  computer_name TEXT,
  unit_name TEXT,
  v_profile INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "division" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  division_name TEXT,
  parent INTEGER,
  v_profile INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
  scope INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  commit_number INTEGER NOT NULL,
  chains TEXT NOT NULL,
  complete INTEGER NOT NULL
) STRICT;

CREATE TABLE act (
  number INTEGER PRIMARY KEY,
  form_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  frame TEXT NOT NULL,
  actor INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  person_id INTEGER,
  new_ids TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  local_refusal TEXT,
  outcome TEXT NOT NULL,
  code TEXT,
  detail TEXT,
  commit_number INTEGER,
  receipt TEXT,
  received_at TEXT,
  is_dismissed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX act_open ON act (number) WHERE is_open = 1;
CREATE INDEX act_outcome ON act (outcome, number);
CREATE INDEX act_person ON act (person_id);

CREATE TABLE act_touch (
  touched TEXT NOT NULL,
  number INTEGER NOT NULL,
  mode TEXT NOT NULL,
  PRIMARY KEY (touched, number, mode)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_touch_number ON act_touch (number);

CREATE TABLE shadow (
  type TEXT NOT NULL,
  id INTEGER NOT NULL,
  confirmed TEXT,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  account INTEGER NOT NULL,
  kind TEXT NOT NULL,
  draft_key TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (account, kind, draft_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE reveal (
  at TEXT NOT NULL,
  account INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE person_search USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='unicode61');
`;
