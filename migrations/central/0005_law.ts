/** Step 5 of the centre: what the law asks of a person beside the certificate and the household (death, custody, other benefits, signed
 *  choices, guardians, holds), and how far the months of an entitlement go. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
ALTER TABLE access.unit DROP CONSTRAINT unit_kind_check;
ALTER TABLE access.unit ADD CONSTRAINT unit_kind_check CHECK (kind IN ('TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS', 'FINANCE'));

ALTER TABLE "person" ADD COLUMN renewal_applied_on date;
ALTER TABLE "person" ADD COLUMN death_date date;
ALTER TABLE "person" ADD COLUMN death_source text;
ALTER TABLE "person" ADD COLUMN custody_kind text;
ALTER TABLE "person" ADD COLUMN custody_from date;
ALTER TABLE "person" ADD COLUMN custody_to date;
ALTER TABLE "person" ADD COLUMN v_life bigint NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN other_benefits jsonb;
ALTER TABLE "person" ADD COLUMN v_other_benefits bigint NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN elections jsonb;
ALTER TABLE "person" ADD COLUMN v_election bigint NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN guardian_name text;
ALTER TABLE "person" ADD COLUMN guardian_id_number text;
ALTER TABLE "person" ADD COLUMN guardian_phone text;
ALTER TABLE "person" ADD COLUMN guardian_relation text;
ALTER TABLE "person" ADD COLUMN v_guardian bigint NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN holds jsonb;
ALTER TABLE "person" ADD COLUMN v_holds bigint NOT NULL DEFAULT 0;
ALTER TABLE "entitlement" ADD COLUMN last_payable_month text;
ALTER TABLE "entitlement" ADD COLUMN exit_reason text;
ALTER TABLE "entitlement" ADD COLUMN exited_on date;
ALTER TABLE "entitlement" ADD COLUMN suspensions jsonb;
ALTER TABLE "entitlement" ADD COLUMN account_returned_on date;
ALTER TABLE "entitlement" ADD COLUMN v_course bigint NOT NULL DEFAULT 0;

/* Comparison with the registers of other bodies, and what it found. */
CREATE TABLE "register" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  kind text,
  month text,
  as_of date,
  source text,
  file_hash text,
  row_count integer,
  page_count integer,
  handed_by bigint,
  handed_on date,
  pages_done integer,
  state text,
  v_head bigint NOT NULL DEFAULT 0,
  v_progress bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "registerPage" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  register_id bigint,
  page integer,
  rows jsonb,
  v_page bigint NOT NULL DEFAULT 0,
  v_holders bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX register_page_register_id ON "registerPage" (scope, register_id);
CREATE TABLE "comparison" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  month text,
  registers jsonb,
  started_by bigint,
  started_on date,
  state text,
  persons integer,
  holders integer,
  counts jsonb,
  raised integer,
  seen_again integer,
  finished_on date,
  reported_on date,
  reported_by bigint,
  report_words text,
  v_run bigint NOT NULL DEFAULT 0,
  v_report bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE "finding" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  place_code bigint,
  code text,
  severity text,
  benefit text,
  list text,
  first_seen_month text,
  found_on date,
  found_by bigint,
  comparison_id bigint,
  last_seen_month text,
  times_seen integer,
  points jsonb,
  holder_id_number text,
  holder_name text,
  holder_birth_date date,
  holder_phone text,
  holder_village bigint,
  holder_hukou text,
  holder_certificate_number text,
  state text,
  assigned_to bigint,
  assigned_on date,
  visited_on date,
  outcome text,
  evidence text,
  paper_id bigint,
  answered_by bigint,
  answered_on date,
  closed_by bigint,
  closed_on date,
  close_words text,
  moves integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_seen bigint NOT NULL DEFAULT 0,
  v_holder bigint NOT NULL DEFAULT 0,
  v_work bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX finding_person_id ON "finding" (scope, person_id);
CREATE INDEX finding_holder_id_number ON "finding" (scope, holder_id_number);
CREATE INDEX finding_place_code ON "finding" (scope, place_code);
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
  v_about bigint NOT NULL DEFAULT 0,
  v_words bigint NOT NULL DEFAULT 0,
  v_outcome bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX objection_notice_id ON "objection" (scope, notice_id);
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

/* Payment rosters and their rows. */
CREATE TABLE "roster" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  month text,
  first_month text,
  since_month text,
  cycle text,
  state text,
  pass integer,
  built_by bigint,
  built_at text,
  checked_by bigint,
  checked_on date,
  reopen_reason text,
  job text,
  progress jsonb,
  pack_version text,
  townships jsonb,
  totals jsonb,
  row_hash text,
  locked_hash text,
  locked_by bigint,
  locked_on date,
  signatures jsonb,
  submitted_by bigint,
  submitted_on date,
  received_by bigint,
  received_on date,
  paid_on date,
  bank_file_hash text,
  returned jsonb,
  settled_by bigint,
  settled jsonb,
  v_head bigint NOT NULL DEFAULT 0,
  v_work bigint NOT NULL DEFAULT 0,
  v_figures bigint NOT NULL DEFAULT 0,
  v_signing bigint NOT NULL DEFAULT 0,
  v_finance bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX roster_month ON "roster" (scope, month);
CREATE INDEX roster_state ON "roster" (scope, state);
CREATE INDEX roster_job ON "roster" (scope, job);
CREATE TABLE "rosterRow" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  roster_id bigint,
  roster_month text,
  person_id bigint,
  entitlement_id bigint,
  benefit text,
  month text,
  kind text,
  amount_fen integer,
  standard_id text,
  pack_version text,
  movement text,
  held_reason text,
  held_detail jsonb,
  payee_name text,
  payee_id_number text,
  payee_village bigint,
  account_holder text,
  bank_name text,
  account_number text,
  result text,
  bank_reason text,
  result_on date,
  v_row bigint NOT NULL DEFAULT 0,
  v_payee bigint NOT NULL DEFAULT 0,
  v_account bigint NOT NULL DEFAULT 0,
  v_result bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX roster_row_roster_id ON "rosterRow" (scope, roster_id);
CREATE INDEX roster_row_person_id ON "rosterRow" (scope, person_id);
CREATE INDEX roster_row_entitlement_id ON "rosterRow" (scope, entitlement_id);
/* What is above belongs to the centre's own work (ID3). */
ALTER SEQUENCE access.device_number MAXVALUE 4194303;
/* The way of a file to its end, what becomes of a subsidy, and what is looked after beside: agents, waivers, recoveries, leads, checks of a
   household, delegations, applications taken in for another place. */
ALTER TABLE "person" ADD COLUMN guardian_authorisation text;
ALTER TABLE "person" ADD COLUMN is_incapable boolean;
ALTER TABLE "person" ADD COLUMN renewal_receipt_on date;
ALTER TABLE "person" ADD COLUMN policy_told_on date;
ALTER TABLE "person" ADD COLUMN policy_told_by text;
ALTER TABLE "person" ADD COLUMN policy_told_way text;
ALTER TABLE "person" ADD COLUMN policy_told_signed boolean;
ALTER TABLE "person" ADD COLUMN duty_told_on date;
ALTER TABLE "person" ADD COLUMN v_renewal_receipt bigint NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN v_told bigint NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN applied_by text;
ALTER TABLE "application" ADD COLUMN agent_name text;
ALTER TABLE "application" ADD COLUMN agent_id_number text;
ALTER TABLE "application" ADD COLUMN agent_phone text;
ALTER TABLE "application" ADD COLUMN agent_authorisation text;
ALTER TABLE "application" ADD COLUMN declarations jsonb;
ALTER TABLE "application" ADD COLUMN taken_in_at bigint;
ALTER TABLE "application" ADD COLUMN forwarding_id bigint;
ALTER TABLE "application" ADD COLUMN forwarded_on date;
ALTER TABLE "application" ADD COLUMN determined_at text;
ALTER TABLE "application" ADD COLUMN v_applicant bigint NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN v_declared bigint NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN v_route bigint NOT NULL DEFAULT 0;
ALTER TABLE "entitlement" ADD COLUMN proposal jsonb;
ALTER TABLE "entitlement" ADD COLUMN proposed_on date;
ALTER TABLE "entitlement" ADD COLUMN v_proposal bigint NOT NULL DEFAULT 0;
CREATE TABLE "waiver" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "person_id" bigint,
  "items" jsonb,
  "signed_on" date,
  "signed_by" text,
  "words" text,
  "recorded_by" bigint,
  "witness" text,
  "revoked_on" date,
  "revoked_by" bigint,
  "moves" integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_witness bigint NOT NULL DEFAULT 0,
  v_end bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "waiver_person_id" ON "waiver" (scope, person_id);
CREATE TABLE "recovery" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "person_id" bigint,
  "entitlement_id" bigint,
  "cause" text,
  "months" jsonb,
  "amount_fen" integer,
  "opened_on" date,
  "opened_by" bigint,
  "debtor" text,
  "state" text,
  "noticed_on" date,
  "paid_back" jsonb,
  "paid_fen" integer,
  "refused_on" date,
  "closed_on" date,
  "moves" integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_debtor bigint NOT NULL DEFAULT 0,
  v_course bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "recovery_person_id" ON "recovery" (scope, person_id);
CREATE INDEX "recovery_entitlement_id" ON "recovery" (scope, entitlement_id);
CREATE TABLE "lead" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "person_id" bigint,
  "benefits" jsonb,
  "source" text,
  "village" bigint,
  "words" text,
  "opened_on" date,
  "opened_by" bigint,
  "lead_name" text,
  "lead_phone" text,
  "state" text,
  "contacts" jsonb,
  "outcome" text,
  "outcome_reason" text,
  "outcome_words" text,
  "application_id" bigint,
  "closed_on" date,
  "moves" integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_who bigint NOT NULL DEFAULT 0,
  v_course bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "lead_person_id" ON "lead" (scope, person_id);
CREATE TABLE "economicCheck" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "person_id" bigint,
  "application_id" bigint,
  "authorised_on" date,
  "authorised_by" text,
  "recorded_by" bigint,
  "state" text,
  "asked_on" date,
  "answered_on" date,
  "finding" text,
  "income_fen" integer,
  "property_fen" integer,
  "answer_words" text,
  "moves" integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_course bigint NOT NULL DEFAULT 0,
  v_answer bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "economicCheck_person_id" ON "economicCheck" (scope, person_id);
CREATE TABLE "delegation" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "matter" text,
  "valid_from" date,
  "document" text,
  "words" text,
  "decided_by" bigint,
  "decided_on" date,
  "revoked_on" date,
  "revoke_document" text,
  v_about bigint NOT NULL DEFAULT 0,
  v_end bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "delegation_matter" ON "delegation" (scope, matter);
CREATE TABLE "forwarding" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "application_id" bigint,
  "to_township" bigint,
  "benefits" jsonb,
  "submitted_on" date,
  "forwarded_on" date,
  "slip_number" text,
  "forwarded_by" bigint,
  "person_name" text,
  "person_phone" text,
  "file_state" text,
  "file_state_since" date,
  v_about bigint NOT NULL DEFAULT 0,
  v_who bigint NOT NULL DEFAULT 0,
  v_course bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "forwarding_application_id" ON "forwarding" (scope, application_id);
UPDATE person SET needs_long_term_care = NULL WHERE needs_long_term_care = false;

/* Documents that were printed, and each time that one was, the roll-out of a county and its daily bulletins. */
CREATE TABLE "document" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  application_id bigint,
  line_id bigint,
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

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(db);
  }
}
