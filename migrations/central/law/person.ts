/** Step 5 of the centre: what the law asks of a person beside the certificate and the household, and how far the months of an entitlement go
 *  (S004 arts 1, 9). */
export const person = `
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
`;
