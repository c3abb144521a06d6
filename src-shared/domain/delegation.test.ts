/** Delegation of the determination as a table: who may determine on which day, and that nobody does what they passed before (S004 art.13; T15). */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import { isRefusal } from './command.ts';
import {
  CLERK,
  decideAs,
  looked,
  madeUpFile,
  madeUpPerson,
  REVIEWER,
  rowOf,
  setsOf,
  TODAY,
} from './made-up-file.ts';

describe('T15 C075 a township determines while the county’s decision stands, and nobody what they passed before', () => {
  const since = (validFrom: string, revokedOn: string | null = null, more: object = {}) => ({
    ...rowOf('delegation', makeId(9, 300), { matter: 'DETERMINATION', validFrom, revokedOn }),
    ...more,
  });
  const elsewhere = { scope: 159999102000 };
  const township = 'TOWNSHIP_REVIEWER';
  const county = 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  const person = madeUpPerson();

  test.each([
    ['no decision', township, [], CLERK, 'review/not-delegated'],
    ['since before', township, [since('2026-03-01')], CLERK, null],
    ['since today', township, [since(TODAY)], CLERK, null],
    ['from tomorrow', township, [since('2026-03-19')], CLERK, 'review/not-delegated'],
    ['taken back today', township, [since('2026-03-01', TODAY)], CLERK, 'review/not-delegated'],
    ['taken back tomorrow', township, [since('2026-03-01', '2026-03-19')], CLERK, null],
    ['to another township', township, [since('2026-03-01', null, elsewhere)], CLERK, 'review/not-delegated'],
    ['who passed it', township, [since('2026-03-01')], REVIEWER, 'review/four-eyes'],
    ['the county still', county, [since('2026-03-01')], REVIEWER, null],
  ] as const)('%s', (_what, role, delegations, preliminaryBy, refusal) => {
    const file = madeUpFile({ state: 'DETERMINING', enteredOn: '2026-03-02', preliminaryBy });
    const args = {
      applicationId: file.id,
      judged: looked(role, person, file),
      approved: ['LIVING', 'NURSING'],
    };
    const records = { application: [file], person: [person], delegations };
    const decision = decideAs(role, 'review.determine', args, records);
    expect(isRefusal(decision) ? decision.refusal : null).toBe(refusal);
  });

  test('the federation’s review stays, and hands the file to whoever determines', () => {
    const file = madeUpFile({
      state: 'FEDERATION_REVIEW',
      enteredOn: '2026-03-02',
      preliminaryBy: REVIEWER,
    });
    const role = 'COUNTY_FEDERATION_REVIEWER';
    const args = { applicationId: file.id, judged: looked(role, person, file) };
    const passed = (delegations: readonly ReturnType<typeof since>[]) =>
      setsOf(
        decideAs(role, 'review.passFederation', args, {
          application: [file],
          person: [person],
          delegations,
        }),
        'application',
      )[0];
    expect(passed([since('2026-03-01')])).toMatchObject({ state: 'DETERMINING', determinedAt: 'TOWNSHIP' });
    expect(passed([])?.determinedAt).toBeUndefined();
  });
});
