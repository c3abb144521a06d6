/** Delegation of the determination as a table: who may determine on which day, and that nobody does what they passed before (S004 art.13; T15). */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import { isRefusal } from './command.ts';
import { delegatedOn } from './delegation.ts';
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
import { nextCommand, turnOf } from './next-step.ts';

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

  test.each([
    [township, null, 'TOWNSHIP'],
    [county, null, undefined],
    [county, 'TOWNSHIP', 'COUNTY'],
  ] as const)('%s determines: written on the file (before: %s)', (role, before, after) => {
    const file = madeUpFile({ state: 'DETERMINING', enteredOn: '2026-03-02', determinedAt: before });
    const args = {
      applicationId: file.id,
      judged: looked(role, person, file),
      approved: ['LIVING', 'NURSING'],
    };
    const records = { application: [file], person: [person], delegations: [since('2026-03-01')] };
    const [set] = setsOf(decideAs(role, 'review.determine', args, records), 'application');
    expect(set?.determinedAt).toBe(after);
  });

  /** The file of the table: in HOME, passed by the federation, marked by an earlier program or not: that says nothing. */
  test.each([
    ['no decision', '2026-03-18', [], 'CIVIL_AFFAIRS'],
    ['the day before it begins', '2026-02-28', [since('2026-03-01')], 'CIVIL_AFFAIRS'],
    ['the day it begins, on a file that waits already', '2026-03-01', [since('2026-03-01')], 'TOWNSHIP'],
    ['the day before it ends', '2026-03-09', [since('2026-03-01', '2026-03-10')], 'TOWNSHIP'],
    ['the day it ends', '2026-03-10', [since('2026-03-01', '2026-03-10')], 'CIVIL_AFFAIRS'],
    ['ended before it began', '2026-03-05', [since('2026-03-01', '2026-03-01')], 'CIVIL_AFFAIRS'],
    ['given again', '2026-04-02', [since('2026-03-01', '2026-03-10'), since('2026-04-01')], 'TOWNSHIP'],
    ['between two', '2026-03-20', [since('2026-03-01', '2026-03-10'), since('2026-04-01')], 'CIVIL_AFFAIRS'],
    ['of another township', '2026-03-05', [since('2026-03-01', null, elsewhere)], 'CIVIL_AFFAIRS'],
  ] as const)('DG1 whose turn: %s', (_what, on, delegations, turn) => {
    for (const determinedAt of [null, 'TOWNSHIP']) {
      const file = madeUpFile({ state: 'DETERMINING', enteredOn: '2026-03-02', determinedAt });
      expect(turnOf({ ...file.values, scope: file.scope }, delegatedOn(delegations, on))).toBe(turn);
      const command = nextCommand(
        { ...file.values, scope: file.scope },
        township,
        delegatedOn(delegations, on),
      );
      expect(command).toBe(turn === 'TOWNSHIP' ? 'review.determine' : null);
    }
  });

  test.each([
    ['from today', TODAY, since('2026-03-01'), null],
    ['DG2 from a later day', '2026-04-01', since('2026-03-01'), null],
    ['DG2 from an earlier one, written down late', '2026-03-10', since('2026-03-01'), null],
    ['from the day it began: never in force', '2026-03-01', since('2026-03-01'), null],
    ['before it began', '2026-02-28', since('2026-03-01'), 'person/dates-crossed'],
    ['a second time', '2026-05-01', since('2026-03-01', '2026-04-01'), 'delegation/revoked'],
  ] as const)('ended %s', (_what, revokedOn, row, refusal) => {
    const args = { delegationId: row.id, revokedOn, document: '乌民发〔2026〕12号' };
    const decision = decideAs(county, 'delegation.revoke', args, { delegation: [row] });
    expect(isRefusal(decision) ? decision.refusal : null).toBe(refusal);
  });

  test.each([
    ['while one stands', '2026-04-01', since('2026-03-01'), 'delegation/standing'],
    [
      'before the end of one that ends',
      '2026-03-31',
      since('2026-03-01', '2026-04-01'),
      'delegation/standing',
    ],
    ['on the day one ends', '2026-04-01', since('2026-03-01', '2026-04-01'), null],
  ] as const)('given again %s', (_what, from, row, refusal) => {
    const args = { township: row.scope, from, document: '乌民发〔2026〕13号', words: '' };
    const decision = decideAs(county, 'delegation.grant', args, { delegations: [row] });
    expect(isRefusal(decision) ? decision.refusal : null).toBe(refusal);
  });
});
