/** Step 4 of the replica's file: what the law asks of a person beside the certificate and the household (death, custody, other benefits,
 *  signed choices, guardians, holds), and how far the months of an entitlement go. */
export const sql = `
ALTER TABLE "person" ADD COLUMN renewal_applied_on TEXT;
ALTER TABLE "person" ADD COLUMN death_date TEXT;
ALTER TABLE "person" ADD COLUMN death_source TEXT;
ALTER TABLE "person" ADD COLUMN custody_kind TEXT;
ALTER TABLE "person" ADD COLUMN custody_from TEXT;
ALTER TABLE "person" ADD COLUMN custody_to TEXT;
ALTER TABLE "person" ADD COLUMN v_life INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN other_benefits TEXT;
ALTER TABLE "person" ADD COLUMN v_other_benefits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN elections TEXT;
ALTER TABLE "person" ADD COLUMN v_election INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN guardian_name TEXT;
ALTER TABLE "person" ADD COLUMN guardian_id_number TEXT;
ALTER TABLE "person" ADD COLUMN guardian_phone TEXT;
ALTER TABLE "person" ADD COLUMN guardian_relation TEXT;
ALTER TABLE "person" ADD COLUMN v_guardian INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN holds TEXT;
ALTER TABLE "person" ADD COLUMN v_holds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "entitlement" ADD COLUMN last_payable_month TEXT;
ALTER TABLE "entitlement" ADD COLUMN exit_reason TEXT;
ALTER TABLE "entitlement" ADD COLUMN exited_on TEXT;
ALTER TABLE "entitlement" ADD COLUMN suspensions TEXT;
ALTER TABLE "entitlement" ADD COLUMN account_returned_on TEXT;
ALTER TABLE "entitlement" ADD COLUMN v_course INTEGER NOT NULL DEFAULT 0;

/* Comparison with the registers of other bodies, and what it found. */
CREATE TABLE "register" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  kind TEXT,
  month TEXT,
  as_of TEXT,
  source TEXT,
  file_hash TEXT,
  row_count INTEGER,
  page_count INTEGER,
  handed_by INTEGER,
  handed_on TEXT,
  pages_done INTEGER,
  state TEXT,
  v_head INTEGER NOT NULL DEFAULT 0,
  v_progress INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "registerPage" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  register_id INTEGER,
  page INTEGER,
  rows TEXT,
  v_page INTEGER NOT NULL DEFAULT 0,
  v_holders INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX register_page_register_id ON "registerPage" (register_id);
CREATE TABLE "comparison" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  month TEXT,
  registers TEXT,
  started_by INTEGER,
  started_on TEXT,
  state TEXT,
  persons INTEGER,
  holders INTEGER,
  counts TEXT,
  raised INTEGER,
  seen_again INTEGER,
  finished_on TEXT,
  reported_on TEXT,
  reported_by INTEGER,
  report_words TEXT,
  v_run INTEGER NOT NULL DEFAULT 0,
  v_report INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "finding" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  place_code INTEGER,
  code TEXT,
  severity TEXT,
  benefit TEXT,
  list TEXT,
  first_seen_month TEXT,
  found_on TEXT,
  found_by INTEGER,
  comparison_id INTEGER,
  last_seen_month TEXT,
  times_seen INTEGER,
  points TEXT,
  holder_id_number TEXT,
  holder_name TEXT,
  holder_birth_date TEXT,
  holder_phone TEXT,
  holder_village INTEGER,
  holder_hukou TEXT,
  holder_certificate_number TEXT,
  state TEXT,
  assigned_to INTEGER,
  assigned_on TEXT,
  visited_on TEXT,
  outcome TEXT,
  evidence TEXT,
  paper_id INTEGER,
  answered_by INTEGER,
  answered_on TEXT,
  closed_by INTEGER,
  closed_on TEXT,
  close_words TEXT,
  moves INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_seen INTEGER NOT NULL DEFAULT 0,
  v_holder INTEGER NOT NULL DEFAULT 0,
  v_work INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX finding_person_id ON "finding" (person_id, state, severity);
CREATE INDEX finding_holder_id_number ON "finding" (holder_id_number);
CREATE INDEX finding_place_code ON "finding" (place_code);
/* Rows of registers that do not leave this computer (domain/register.ts RG1), until the next of their kind is read. */
CREATE TABLE register_row (
  register_id INTEGER NOT NULL,
  id_key TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX register_row_register ON register_row (register_id);
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
  v_about INTEGER NOT NULL DEFAULT 0,
  v_words INTEGER NOT NULL DEFAULT 0,
  v_outcome INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX objection_notice_id ON "objection" (notice_id);
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

/* Payment rosters and their rows. */
CREATE TABLE "roster" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  month TEXT,
  first_month TEXT,
  since_month TEXT,
  cycle TEXT,
  state TEXT,
  pass INTEGER,
  built_by INTEGER,
  built_at TEXT,
  checked_by INTEGER,
  checked_on TEXT,
  reopen_reason TEXT,
  job TEXT,
  progress TEXT,
  pack_version TEXT,
  townships TEXT,
  totals TEXT,
  row_hash TEXT,
  locked_hash TEXT,
  locked_by INTEGER,
  locked_on TEXT,
  signatures TEXT,
  submitted_by INTEGER,
  submitted_on TEXT,
  received_by INTEGER,
  received_on TEXT,
  paid_on TEXT,
  bank_file_hash TEXT,
  returned TEXT,
  settled_by INTEGER,
  settled TEXT,
  v_head INTEGER NOT NULL DEFAULT 0,
  v_work INTEGER NOT NULL DEFAULT 0,
  v_figures INTEGER NOT NULL DEFAULT 0,
  v_signing INTEGER NOT NULL DEFAULT 0,
  v_finance INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX roster_month ON "roster" (month);
CREATE INDEX roster_state ON "roster" (state);
CREATE INDEX roster_job ON "roster" (job);
CREATE TABLE "rosterRow" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  roster_id INTEGER,
  roster_month TEXT,
  person_id INTEGER,
  entitlement_id INTEGER,
  benefit TEXT,
  month TEXT,
  kind TEXT,
  amount_fen INTEGER,
  standard_id TEXT,
  pack_version TEXT,
  movement TEXT,
  held_reason TEXT,
  held_detail TEXT,
  payee_name TEXT,
  payee_id_number TEXT,
  payee_village INTEGER,
  account_holder TEXT,
  bank_name TEXT,
  account_number TEXT,
  result TEXT,
  bank_reason TEXT,
  result_on TEXT,
  v_row INTEGER NOT NULL DEFAULT 0,
  v_payee INTEGER NOT NULL DEFAULT 0,
  v_account INTEGER NOT NULL DEFAULT 0,
  v_result INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX roster_row_roster_id ON "rosterRow" (roster_id);
CREATE INDEX roster_row_person_id ON "rosterRow" (person_id);
CREATE INDEX roster_row_entitlement_id ON "rosterRow" (entitlement_id);
/* The way of a file to its end, what becomes of a subsidy, and what is looked after beside: agents, waivers, recoveries, leads, checks of a
   household, delegations, applications taken in for another place. */
ALTER TABLE "person" ADD COLUMN guardian_authorisation TEXT;
ALTER TABLE "person" ADD COLUMN is_incapable INTEGER;
ALTER TABLE "person" ADD COLUMN renewal_receipt_on TEXT;
ALTER TABLE "person" ADD COLUMN policy_told_on TEXT;
ALTER TABLE "person" ADD COLUMN policy_told_by TEXT;
ALTER TABLE "person" ADD COLUMN policy_told_way TEXT;
ALTER TABLE "person" ADD COLUMN policy_told_signed INTEGER;
ALTER TABLE "person" ADD COLUMN duty_told_on TEXT;
ALTER TABLE "person" ADD COLUMN v_renewal_receipt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN v_told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN applied_by TEXT;
ALTER TABLE "application" ADD COLUMN agent_name TEXT;
ALTER TABLE "application" ADD COLUMN agent_id_number TEXT;
ALTER TABLE "application" ADD COLUMN agent_phone TEXT;
ALTER TABLE "application" ADD COLUMN agent_authorisation TEXT;
ALTER TABLE "application" ADD COLUMN declarations TEXT;
ALTER TABLE "application" ADD COLUMN taken_in_at INTEGER;
ALTER TABLE "application" ADD COLUMN forwarding_id INTEGER;
ALTER TABLE "application" ADD COLUMN forwarded_on TEXT;
ALTER TABLE "application" ADD COLUMN determined_at TEXT;
ALTER TABLE "application" ADD COLUMN v_applicant INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN v_declared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN v_route INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "entitlement" ADD COLUMN proposal TEXT;
ALTER TABLE "entitlement" ADD COLUMN proposed_on TEXT;
ALTER TABLE "entitlement" ADD COLUMN v_proposal INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "waiver" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "person_id" INTEGER,
  "items" TEXT,
  "signed_on" TEXT,
  "signed_by" TEXT,
  "words" TEXT,
  "recorded_by" INTEGER,
  "witness" TEXT,
  "revoked_on" TEXT,
  "revoked_by" INTEGER,
  "moves" INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_witness INTEGER NOT NULL DEFAULT 0,
  v_end INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "waiver_person_id" ON "waiver" (person_id);
CREATE TABLE "recovery" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "person_id" INTEGER,
  "entitlement_id" INTEGER,
  "cause" TEXT,
  "months" TEXT,
  "amount_fen" INTEGER,
  "opened_on" TEXT,
  "opened_by" INTEGER,
  "debtor" TEXT,
  "state" TEXT,
  "noticed_on" TEXT,
  "paid_back" TEXT,
  "paid_fen" INTEGER,
  "refused_on" TEXT,
  "closed_on" TEXT,
  "moves" INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_debtor INTEGER NOT NULL DEFAULT 0,
  v_course INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "recovery_person_id" ON "recovery" (person_id);
CREATE INDEX "recovery_entitlement_id" ON "recovery" (entitlement_id);
CREATE TABLE "lead" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "person_id" INTEGER,
  "benefits" TEXT,
  "source" TEXT,
  "village" INTEGER,
  "words" TEXT,
  "opened_on" TEXT,
  "opened_by" INTEGER,
  "lead_name" TEXT,
  "lead_phone" TEXT,
  "state" TEXT,
  "contacts" TEXT,
  "outcome" TEXT,
  "outcome_reason" TEXT,
  "outcome_words" TEXT,
  "application_id" INTEGER,
  "closed_on" TEXT,
  "moves" INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_who INTEGER NOT NULL DEFAULT 0,
  v_course INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "lead_person_id" ON "lead" (person_id);
CREATE TABLE "economicCheck" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "person_id" INTEGER,
  "application_id" INTEGER,
  "authorised_on" TEXT,
  "authorised_by" TEXT,
  "recorded_by" INTEGER,
  "state" TEXT,
  "asked_on" TEXT,
  "answered_on" TEXT,
  "finding" TEXT,
  "income_fen" INTEGER,
  "property_fen" INTEGER,
  "answer_words" TEXT,
  "moves" INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_course INTEGER NOT NULL DEFAULT 0,
  v_answer INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "economicCheck_person_id" ON "economicCheck" (person_id);
CREATE TABLE "delegation" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "matter" TEXT,
  "valid_from" TEXT,
  "document" TEXT,
  "words" TEXT,
  "decided_by" INTEGER,
  "decided_on" TEXT,
  "revoked_on" TEXT,
  "revoke_document" TEXT,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_end INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "delegation_matter" ON "delegation" (matter);
CREATE TABLE "forwarding" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "application_id" INTEGER,
  "to_township" INTEGER,
  "benefits" TEXT,
  "submitted_on" TEXT,
  "forwarded_on" TEXT,
  "slip_number" TEXT,
  "forwarded_by" INTEGER,
  "person_name" TEXT,
  "person_phone" TEXT,
  "file_state" TEXT,
  "file_state_since" TEXT,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_who INTEGER NOT NULL DEFAULT 0,
  v_course INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "forwarding_application_id" ON "forwarding" (application_id);
/* What has ended: two states more, and which level determines. */
DROP VIEW person_list_now;
CREATE VIEW person_list_now AS
  SELECT p.id, p.hukou_village AS village,
    CASE WHEN a.state NOT IN ('APPROVED', 'REFUSED', 'MERGED', 'NOT_ACCEPTED', 'WITHDRAWN') THEN coalesce(a.state_since, '') END AS open_since,
    a.state AS file_state,
    coalesce(a.applied_living, 0) | 2 * coalesce(a.applied_nursing, 0) AS applied,
    coalesce((
      SELECT max(e.benefit = 'LIVING') | 2 * max(e.benefit = 'NURSING') FROM entitlement e WHERE e.person_id = p.id AND e.state = 'ACTIVE'
    ), 0) AS active,
    p.certificate_expires_on AS expires_on
  FROM person p LEFT JOIN application a ON a.id = (
    SELECT n.id FROM application n WHERE n.person_id = p.id
    ORDER BY CASE WHEN n.state IN ('APPROVED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN') THEN 1 WHEN n.state = 'MERGED' THEN 2 ELSE 0 END,
      n.submitted_on DESC, n.id DESC LIMIT 1)
  WHERE p.merged_into IS NULL;
DROP INDEX application_open;
CREATE INDEX application_open ON "application" (state, returned_by, entered_on, determined_at, state_since, preliminary_passed_on,
  sent_to_federation_on, federation_passed_on, accepted_by, submitted_by, preliminary_by, federation_by, person_id)
  WHERE state NOT IN ('APPROVED', 'REFUSED', 'MERGED', 'NOT_ACCEPTED', 'WITHDRAWN');
/* Lists of what is to be decided or told. */
CREATE INDEX entitlement_proposed ON "entitlement" (proposed_on, person_id) WHERE proposed_on IS NOT NULL;
CREATE INDEX lead_open ON "lead" (opened_on) WHERE state = 'OPEN';
CREATE INDEX recovery_open ON "recovery" (opened_on) WHERE closed_on IS NULL;
CREATE INDEX person_untold ON "person" (id) WHERE certificate_number IS NOT NULL AND policy_told_on IS NULL;
/* Before the box had three answers an empty one said nothing. */
UPDATE person SET needs_long_term_care = NULL WHERE needs_long_term_care = 0;

/* Documents that were printed, and each time that one was; the roll-out of a county and its daily bulletins. */
CREATE TABLE "document" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  person_id INTEGER,
  application_id INTEGER,
  line_id INTEGER,
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
