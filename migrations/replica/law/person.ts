/** Step 4 of the replica: what the law asks of a person beside the certificate and the household, and how far the months of an entitlement go
 *  (S004 arts 1, 9). */
export const person = `
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
`;
