/** Step 2 of the centre: the record tables of registry version 1 — every physical key leads with its scope, so that they can be
 *  partitioned by county — and the sync core's own: scopes with their commit counters, commits, the log by audience class,
 *  outcomes, claims, chunks of a first sync. Frozen: a mistake gets a new number. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
CREATE TABLE "person" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  name text,
  id_number text,
  sex text,
  birth_date date,
  ethnicity text,
  phone text,
  residence_address text,
  contact_stated_on date,
  hukou_village bigint,
  hukou_kind text,
  hukou_address text,
  certificate_number text,
  disability_class integer,
  grade integer,
  certificate_expires_on date,
  certificate_status text,
  household_category text,
  household_from text,
  needs_long_term_care boolean,
  account_holder text,
  bank_name text,
  account_number text,
  account_kind text,
  origin text,
  roster_benefits jsonb,
  v_identity bigint NOT NULL DEFAULT 0,
  v_contact bigint NOT NULL DEFAULT 0,
  v_hukou bigint NOT NULL DEFAULT 0,
  v_certificate bigint NOT NULL DEFAULT 0,
  v_household bigint NOT NULL DEFAULT 0,
  v_bank bigint NOT NULL DEFAULT 0,
  v_origin bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX person_id_number ON "person" (scope, id_number);
CREATE TABLE "application" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  applied_living boolean,
  applied_nursing boolean,
  submitted_via text,
  submitted_by bigint,
  submitted_on date,
  materials jsonb,
  missing jsonb,
  notice_count integer,
  state text,
  state_since date,
  returned_by text,
  reason_code text,
  reason_words text,
  accepted_on date,
  accepted_by bigint,
  preliminary_passed_on date,
  preliminary_by bigint,
  entered_on date,
  sent_to_federation_on date,
  federation_passed_on date,
  federation_by bigint,
  determined_on date,
  determined_by bigint,
  v_file bigint NOT NULL DEFAULT 0,
  v_submission bigint NOT NULL DEFAULT 0,
  v_materials bigint NOT NULL DEFAULT 0,
  v_state bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX application_person_id ON "application" (scope, person_id);
CREATE TABLE "history" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  application_id bigint,
  action text,
  state_after text,
  actor bigint,
  device integer,
  made_at text,
  reason_code text,
  words text,
  document_kind text,
  document_number text,
  details jsonb,
  v_entry bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX history_person_id ON "history" (scope, person_id);
CREATE INDEX history_application_id ON "history" (scope, application_id);
CREATE TABLE "entitlement" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  application_id bigint,
  benefit text,
  state text,
  entitled_from text,
  decided_on date,
  pack_version text,
  v_terms bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX entitlement_person_id ON "entitlement" (scope, person_id);
CREATE TABLE "conflict" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  record_type text,
  record_id bigint,
  group_name text,
  kind text,
  mine_by bigint,
  mine_at text,
  mine_device integer,
  mine_number integer,
  theirs_by bigint,
  theirs_at text,
  theirs_device integer,
  case_values jsonb,
  money_values jsonb,
  health_values jsonb,
  identity_values jsonb,
  state text,
  choice text,
  settled_by bigint,
  settled_at text,
  settle_reason text,
  v_about bigint NOT NULL DEFAULT 0,
  v_case_values bigint NOT NULL DEFAULT 0,
  v_money_values bigint NOT NULL DEFAULT 0,
  v_health_values bigint NOT NULL DEFAULT 0,
  v_identity_values bigint NOT NULL DEFAULT 0,
  v_settlement bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX conflict_person_id ON "conflict" (scope, person_id);
CREATE INDEX conflict_record_id ON "conflict" (scope, record_id);
CREATE TABLE "colleague" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  account_name text,
  person_name text,
  role text,
  unit_name text,
  unit_scope bigint,
  v_profile bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "computer" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  computer_name text,
  unit_name text,
  v_profile bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "division" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  division_name text,
  parent bigint,
  v_profile bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);

CREATE TABLE scope (
  scope bigint PRIMARY KEY,
  epoch text NOT NULL,
  head bigint NOT NULL DEFAULT 0
);

CREATE TABLE commit (
  scope bigint NOT NULL,
  number bigint NOT NULL,
  device integer NOT NULL,
  act_number bigint NOT NULL,
  actor bigint NOT NULL,
  body text NOT NULL,
  made_at text NOT NULL,
  received_at text NOT NULL,
  PRIMARY KEY (scope, number)
);

CREATE TABLE log (
  scope bigint NOT NULL,
  audience text NOT NULL,
  commit bigint NOT NULL,
  payload text NOT NULL,
  digest text NOT NULL,
  chain text NOT NULL,
  PRIMARY KEY (scope, audience, commit)
);

CREATE TABLE outcome (
  device integer NOT NULL,
  number bigint NOT NULL,
  digest text NOT NULL,
  outcome text NOT NULL,
  code text,
  detail text NOT NULL,
  scope bigint NOT NULL,
  commit bigint,
  receipt text NOT NULL,
  received_at text NOT NULL,
  frame text NOT NULL,
  PRIMARY KEY (device, number)
);

CREATE TABLE claim (
  claim_key text PRIMARY KEY,
  scope bigint NOT NULL,
  record_id bigint NOT NULL
);

CREATE TABLE chunk (
  hash text PRIMARY KEY,
  scope bigint NOT NULL,
  audience text NOT NULL,
  body bytea NOT NULL
);

CREATE SEQUENCE receipt_number;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(db);
  }
}
