/** Step 5 of the centre: the way of a file to its end, and what is looked after beside it (S004 arts 8–13). */
export const matters = `
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
  "request_hash" text,
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
CREATE TABLE "checkingBody" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "purpose" text,
  "serial" integer,
  "body_name" text,
  "public_key" text,
  "entered_on" date,
  "entered_by" bigint,
  v_about bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "checking_body_purpose" ON "checkingBody" (scope, purpose);
CREATE TABLE "evaluation" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  "person_id" bigint,
  "application_id" bigint,
  "round" integer,
  "held_on" date,
  "words" text,
  "chair" text,
  "delegates" jsonb,
  "state" text,
  "counts" jsonb,
  "moves" integer,
  v_about bigint NOT NULL DEFAULT 0,
  v_who bigint NOT NULL DEFAULT 0,
  v_course bigint NOT NULL DEFAULT 0,
  v_place bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX "evaluation_person_id" ON "evaluation" (scope, person_id);
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
`;
