/** LE1 through what people use: the executor, a group of acts, and a list that would leave the desk. A clock that only the test moves. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LEASE_DAYS } from '#shared/domain/lease.ts';
import { type IssueInput, issueActs } from './executor.ts';
import { actorOf, demoPerson, intakeArgs, NAREN, TEST_NOW_MS, TestDesk, WANG } from './test-desk.ts';

const DAY_MS = 86_400_000;
const LAST_CONTACT = new Date(TEST_NOW_MS).toISOString();
const DISCLOSURE = {
  ...{ listName: 'cases', filters: {}, columnNames: ['姓名'], rowCount: 3, fileHash: 'ab'.repeat(32) },
  ...{ serialNumber: '21-20261102-00000A', numbers: 'masked', reason: '季度核对' },
};
let desk: TestDesk;
let forms = 0;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
});
afterEach(() => desk.close());

function issue(who: typeof NAREN, inputs: readonly Omit<IssueInput, 'formId'>[], contact: string | null) {
  const acts = inputs.map((input) => ({ ...input, formId: `lease-${++forms}` }));
  return issueActs({ ...desk.settings, lastContact: () => contact }, actorOf(who), acts).map((issued) =>
    issued.ok ? 'taken' : issued.code,
  );
}

const intake = (index: number) => ({ name: 'application.submit', args: intakeArgs(demoPerson(index)) });
const afterDays = (days: number) => {
  desk.clock.nowMs = TEST_NOW_MS + days * DAY_MS;
};
function edit() {
  const [row] = desk.rows('SELECT id FROM person ORDER BY id');
  const contact = { phone: '13900000001', statedOn: '2026-11-02' };
  return { name: 'person.edit', args: { personId: row?.id, contact, reason: '本人来电' } };
}
function pass() {
  const [file] = desk.rows('SELECT id FROM application ORDER BY id');
  const args = { applicationId: file?.id, judged: '0'.repeat(64) };
  return { name: 'review.passPreliminary', args };
}

test('LE1 on the last day all is as ever, a millisecond later nothing is decided; nothing is written of it', () => {
  issue(NAREN, [intake(1)], LAST_CONTACT);
  afterDays(LEASE_DAYS);
  expect(issue(WANG, [pass()], LAST_CONTACT)).toEqual(['review/file-changed']);
  desk.clock.nowMs += 1;
  const before = desk.contents();
  expect(issue(WANG, [pass()], LAST_CONTACT)).toEqual(['lease/over']);
  expect(issue(NAREN, [{ name: 'disclosure.record', args: DISCLOSURE }], LAST_CONTACT)).toEqual([
    'lease/over',
  ]);
  expect(desk.contents()).toEqual(before);
});

test('LE1 taking in and correcting go on, in one import beside what does not', () => {
  issue(NAREN, [intake(1)], LAST_CONTACT);
  afterDays(LEASE_DAYS + 10);
  expect(
    issue(NAREN, [intake(2), edit(), { name: 'disclosure.record', args: DISCLOSURE }], LAST_CONTACT),
  ).toEqual(['taken', 'taken', 'lease/over']);
});

test('LE2 heard again, all goes on; a desk that was never told anything has only just begun', () => {
  afterDays(LEASE_DAYS + 10);
  const today = new Date(desk.clock.nowMs).toISOString();
  const list = { name: 'disclosure.record', args: DISCLOSURE };
  expect(issue(NAREN, [list], LAST_CONTACT)).toEqual(['lease/over']);
  expect(issue(NAREN, [list], today)).toEqual(['taken']);
  expect(issue(NAREN, [list], null)).toEqual(['taken']);
});
