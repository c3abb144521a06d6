/** Step 4 of the replica: the way of a file to its end, and what is looked after beside it (S004 arts 8–13). */
export const matters = `
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
  "request_hash" TEXT,
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
CREATE TABLE "checkingBody" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "purpose" TEXT,
  "serial" INTEGER,
  "body_name" TEXT,
  "public_key" TEXT,
  "entered_on" TEXT,
  "entered_by" INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "checking_body_purpose" ON "checkingBody" (purpose);
CREATE TABLE "evaluation" (
  id INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL,
  "person_id" INTEGER,
  "application_id" INTEGER,
  "round" INTEGER,
  "held_on" TEXT,
  "words" TEXT,
  "chair" TEXT,
  "delegates" TEXT,
  "state" TEXT,
  "counts" TEXT,
  "moves" INTEGER,
  v_about INTEGER NOT NULL DEFAULT 0,
  v_who INTEGER NOT NULL DEFAULT 0,
  v_course INTEGER NOT NULL DEFAULT 0,
  v_place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX "evaluation_person_id" ON "evaluation" (person_id);
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
CREATE INDEX application_open ON "application" (state, returned_by, entered_on, scope, state_since, preliminary_passed_on,
  sent_to_federation_on, federation_passed_on, accepted_by, submitted_by, preliminary_by, federation_by, person_id)
  WHERE state NOT IN ('APPROVED', 'REFUSED', 'MERGED', 'NOT_ACCEPTED', 'WITHDRAWN');
/* Lists of what is to be decided or told. */
CREATE INDEX entitlement_proposed ON "entitlement" (proposed_on, person_id) WHERE proposed_on IS NOT NULL;
CREATE INDEX lead_open ON "lead" (opened_on) WHERE state = 'OPEN';
CREATE INDEX recovery_open ON "recovery" (opened_on) WHERE closed_on IS NULL;
CREATE INDEX person_untold ON "person" (id) WHERE certificate_number IS NOT NULL AND policy_told_on IS NULL
  AND merged_into IS NULL AND death_date IS NULL;
CREATE INDEX person_ending ON "person" (id) WHERE death_date IS NOT NULL OR custody_kind = 'CUSTODIAL' OR certificate_status = 'REVOKED'
  OR other_benefits IS NOT NULL;
CREATE INDEX entitlement_suspended ON "entitlement" (person_id) WHERE state = 'SUSPENDED';
/* Before the box had three answers an empty one said nothing. */
UPDATE person SET needs_long_term_care = NULL WHERE needs_long_term_care = 0;
`;
