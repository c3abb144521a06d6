/** Step 4 of the replica: policy packs, their keys, and what a new pack changes. */
export const packs = `
/* Policy packs as their units signed them, the keys, what a county issues, and what a new pack changes. */
CREATE TABLE "pack" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  pack_region TEXT,
  pack_number INTEGER,
  content TEXT,
  key_id TEXT,
  signature TEXT,
  taken_at TEXT,
  v_issue INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pack_pack_region ON "pack" (pack_region);
CREATE TABLE "packKey" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  key_region TEXT,
  unit_name TEXT,
  public_key TEXT,
  entered_at TEXT,
  signed_by TEXT,
  key_signature TEXT,
  v_key INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pack_key_key_region ON "packKey" (key_region);
CREATE TABLE "packOffer" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  signed_pack TEXT,
  offered_by INTEGER,
  offered_at TEXT,
  state TEXT,
  faults TEXT,
  judged_at TEXT,
  v_offer INTEGER NOT NULL DEFAULT 0,
  v_verdict INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pack_offer_state ON "packOffer" (state);
CREATE TABLE "reevaluation" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  pack_name TEXT,
  document_no TEXT,
  before_version TEXT,
  after_version TEXT,
  starts_on TEXT,
  state TEXT,
  at_scope INTEGER,
  after_person INTEGER,
  judged INTEGER,
  changed INTEGER,
  done_at TEXT,
  v_order INTEGER NOT NULL DEFAULT 0,
  v_progress INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX reevaluation_state ON "reevaluation" (state);
CREATE TABLE "rejudgement" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  application_id INTEGER,
  entitlement_id INTEGER,
  benefit TEXT,
  from_month TEXT,
  before_fen INTEGER,
  after_fen INTEGER,
  before_reasons TEXT,
  after_reasons TEXT,
  rule_name TEXT,
  article TEXT,
  document_no TEXT,
  before_version TEXT,
  after_version TEXT,
  judged_at TEXT,
  state TEXT,
  answered_by INTEGER,
  answered_at TEXT,
  answer_words TEXT,
  moves INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_answer INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX rejudgement_person_id ON "rejudgement" (person_id);
CREATE INDEX rejudgement_state ON "rejudgement" (state);
`;
