/** Step 5 of the centre: policy packs, their keys, and what a new pack changes. */
export const packs = `
/* Policy packs as their units signed them, the keys, what a county issues, and what a new pack changes. */
CREATE TABLE "pack" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  pack_region text,
  pack_number integer,
  content jsonb,
  key_id text,
  signature text,
  taken_at text,
  v_issue bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX pack_pack_region ON "pack" (scope, pack_region);
CREATE TABLE "packKey" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  key_region text,
  unit_name text,
  public_key text,
  entered_at text,
  signed_by text,
  key_signature text,
  v_key bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX pack_key_key_region ON "packKey" (scope, key_region);
CREATE TABLE "packOffer" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  signed_pack jsonb,
  offered_by bigint,
  offered_at text,
  state text,
  faults jsonb,
  judged_at text,
  v_offer bigint NOT NULL DEFAULT 0,
  v_verdict bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX pack_offer_state ON "packOffer" (scope, state);
CREATE TABLE "reevaluation" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  pack_name text,
  document_no text,
  before_version text,
  after_version text,
  starts_on date,
  state text,
  at_scope bigint,
  after_person bigint,
  judged integer,
  changed integer,
  done_at text,
  v_order bigint NOT NULL DEFAULT 0,
  v_progress bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX reevaluation_state ON "reevaluation" (scope, state);
CREATE TABLE "rejudgement" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  application_id bigint,
  entitlement_id bigint,
  benefit text,
  from_month text,
  before_fen integer,
  after_fen integer,
  before_reasons jsonb,
  after_reasons jsonb,
  rule_name text,
  article text,
  document_no text,
  before_version text,
  after_version text,
  judged_at text,
  state text,
  answered_by bigint,
  answered_at text,
  answer_words text,
  moves integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_answer bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX rejudgement_person_id ON "rejudgement" (scope, person_id);
CREATE INDEX rejudgement_state ON "rejudgement" (scope, state);
`;
