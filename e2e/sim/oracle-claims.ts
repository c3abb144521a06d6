/** The oracle on what must be unique across townships: one ID number is one person, with one open file and one entitlement of each subsidy;
 *  whoever may be a second record of somebody is held as a candidate until that is settled (dossier m.3 new-new duplicates). It works the
 *  old number's long form out for itself.                                                                                          */
import type { Row } from '#shared/records/rows.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ENDED = ['APPROVED', 'REFUSED', 'MERGED'];

export function longForm(idNumber: string): string {
  if (idNumber.length !== 15) return idNumber;
  const digits = `${idNumber.slice(0, 6)}19${idNumber.slice(6)}`;
  let sum = 0;
  for (const [at, weight] of WEIGHTS.entries()) sum += weight * Number(digits[at]);
  return digits + '10X98765432'[sum % 11];
}

/** Every rule that the rows of all townships together break, in words. */
export function claimFaults(rows: readonly Row[]): string[] {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const once = (key: string, row: Row): void => {
    const before = seen.get(key);
    const here = `${row.type} ${row.id} of ${row.scope}`;
    if (before) faults.push(`${key} is ${before} and ${here}`);
    seen.set(key, here);
  };
  const candidates = new Set<number>();
  for (const row of rows) {
    if (row.type !== 'conflict') continue;
    const { kind, state, recordId } = row.values as Row<'conflict'>['values'];
    if (kind === 'duplicate' && state === 'OPEN' && recordId !== null) candidates.add(recordId);
  }
  const numbers = new Map<number, string>();
  for (const row of rows) {
    if (row.type !== 'person') continue;
    const { idNumber, mergedInto } = row.values as Row<'person'>['values'];
    if (!idNumber) continue;
    numbers.set(row.id, longForm(idNumber));
    if (mergedInto === null && !candidates.has(row.id)) once(`person ${longForm(idNumber)}`, row);
  }
  for (const row of rows) {
    if (row.type === 'application') {
      const { personId, state, appliedLiving, appliedNursing } = row.values as Row<'application'>['values'];
      if (ENDED.includes(state ?? '') || candidates.has(personId ?? 0)) continue;
      const number = numbers.get(personId ?? 0);
      if (appliedLiving) once(`open LIVING ${number}`, row);
      if (appliedNursing) once(`open NURSING ${number}`, row);
    }
    if (row.type === 'entitlement') {
      const { personId, state, benefit } = row.values as Row<'entitlement'>['values'];
      if (state === 'ACTIVE') once(`entitled ${benefit} ${numbers.get(personId ?? 0)}`, row);
    }
  }
  return faults;
}
