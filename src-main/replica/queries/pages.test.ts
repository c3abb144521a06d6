/** What the screens read: the case page, today, the review queue, conflicts — on one file with a case in each situation. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Me } from './reading.ts';
import {
  CHEN,
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  personFields,
  SAREN,
  TestDesk,
  WANG,
} from '../test-desk.ts';
import { casePage, personByIdNumber } from './case-page.ts';
import { conflictList, conflictPage } from './conflicts.ts';
import { reviewFileOf, reviewQueue, today } from './work.ts';

let desk: TestDesk;
const PERSON = 100;
const FILE = 200;

/** A file of person `at`, in a state since a date. */
function fileOf(at: number, state: string, since: string, more: Record<string, unknown> = {}) {
  return [
    { type: 'person' as const, id: PERSON + at, set: personFields(demoPerson(at)) },
    {
      type: 'application' as const,
      id: FILE + at,
      set: {
        ...{ personId: PERSON + at, state, stateSince: since, appliedNursing: true, appliedLiving: false },
        ...{ submittedOn: '2026-10-09', acceptedOn: '2026-10-09', acceptedBy: NAREN.accountId, missing: [] },
        ...(more as Record<string, never>),
      },
    },
  ];
}

beforeAll(() => {
  desk = new TestDesk();
  desk.confirmReference();
  const passed = { preliminaryPassedOn: '2026-10-12', preliminaryBy: WANG.accountId };
  desk.confirm(NORTH, [
    ...fileOf(0, 'SUBMITTED', '2026-11-02'),
    ...fileOf(1, 'PRELIMINARY_REVIEW', '2026-10-09'),
    ...fileOf(2, 'PRELIMINARY_PASSED', '2026-10-12', passed),
    ...fileOf(3, 'SUPPLEMENT_REQUESTED', '2026-10-12'),
    ...fileOf(4, 'FEDERATION_REVIEW', '2026-10-30', { ...passed, sentToFederationOn: '2026-10-30' }),
    ...fileOf(5, 'DETERMINING', '2026-10-30', { ...passed, federationPassedOn: '2026-10-30' }),
    ...fileOf(6, 'RETURNED_TO_TOWNSHIP', '2026-10-30', {
      ...{ returnedBy: 'FEDERATION', reasonCode: 'CERT_GRADE_MISMATCH', reasonWords: '请换新证' },
      enteredOn: '2026-10-13',
    }),
    ...fileOf(7, 'APPROVED', '2026-10-20'),
    ...fileOf(8, 'REFUSED', '2026-10-20'),
    {
      type: 'entitlement',
      id: 300,
      set: { personId: PERSON + 7, benefit: 'NURSING', state: 'ACTIVE', entitledFrom: '2026-10' },
    },
    { type: 'person', id: PERSON + 7, set: { grade: 1, certificateExpiresOn: '2026-12-01' } },
    {
      type: 'conflict',
      id: 400,
      set: {
        ...{
          personId: PERSON + 1,
          recordType: 'person',
          recordId: PERSON + 1,
          groupName: 'bank',
          kind: 'ask',
        },
        ...{ mineBy: NAREN.accountId, mineAt: '2026-11-01T01:00:00.000Z', mineDevice: 21, mineNumber: 1 },
        ...{
          theirsBy: WANG.accountId,
          theirsAt: '2026-10-31T01:00:00.000Z',
          theirsDevice: 22,
          state: 'OPEN',
        },
        moneyValues: {
          before: { accountNumber: '6217999900000000101' },
          mine: { accountNumber: '6217999900000000218' },
          theirs: { accountNumber: '6217999900000000325' },
        },
      },
    },
    {
      type: 'conflict',
      id: 401,
      set: {
        ...{ personId: PERSON + 2, recordType: 'person', recordId: PERSON + 2, groupName: 'contact' },
        ...{ kind: 'merged', mineBy: NAREN.accountId, mineAt: '2026-11-02T01:00:00.000Z', state: 'NOTED' },
        identityValues: { before: { phone: null }, mine: { phone: '139' }, theirs: { phone: '150' } },
      },
    },
  ]);
});
afterAll(() => desk.close());

const tasksOf = (who: Me) =>
  today(desk.reading(who))
    .groups.flatMap(({ group, rows }) => rows.map((row) => [row.personId - PERSON, group, row.task]))
    .sort((a, b) => Number(a[0]) - Number(b[0]));

describe('today', () => {
  test('gives each role the files that wait for it, in the group of their urgency', () => {
    expect(tasksOf(NAREN)).toEqual([
      [0, 'mine', 'application.accept'],
      [2, 'overdue', 'application.enter'],
      [6, 'returned', 'application.sendToFederation'],
    ]);
    expect(tasksOf(WANG).map(([at]) => at)).toEqual([0, 1, 2, 6]);
    expect(tasksOf(CHEN)).toEqual([[4, expect.any(String), 'review.passFederation']]);
    expect(tasksOf(SAREN)).toEqual([[5, expect.any(String), 'review.determine']]);
  });

  test('its counts are those of its lists, and every open file is somebody’s', () => {
    for (const who of [NAREN, WANG, CHEN, SAREN]) {
      const { counts, groups, waitingFor } = today(desk.reading(who));
      const sizes = Object.fromEntries(groups.map(({ group, rows }) => [group, rows.length]));
      expect(counts).toMatchObject({ overdue: sizes.overdue, soon: sizes.soon, returned: sizes.returned });
      const mine = groups.reduce((sum, { rows }) => sum + rows.length, 0);
      expect(mine + counts.others).toBe(7);
      expect(waitingFor.reduce((sum, { count }) => sum + count, 0)).toBe(counts.others);
    }
  });

  test('of a long group the most urgent come, and how many there are', () => {
    const whole = today(desk.reading(WANG));
    const cut = today(desk.reading(WANG), 1);
    expect(whole.groups.some(({ total }) => total > 1)).toBe(true);
    for (const [at, { group, total, rows }] of cut.groups.entries()) {
      expect({ group, total }).toEqual({ group, total: whole.groups[at]?.rows.length });
      expect(rows).toEqual(whole.groups[at]?.rows.slice(0, 1));
    }
    expect(cut.counts).toEqual(whole.counts);
  });

  test('the most urgent is the next one', () => {
    const overview = today(desk.reading());
    expect(overview.next).toMatchObject({ personId: PERSON + 2, deadline: { kind: 'overdue' } });
  });

  test('conflicts of money are not the federation’s', () => {
    expect(today(desk.reading(NAREN)).counts.conflicts).toBe(1);
    expect(today(desk.reading(CHEN)).counts.conflicts).toBe(0);
  });

  test('a certificate that runs out within ninety days is a reminder', () => {
    expect(today(desk.reading()).expiring).toEqual([
      { personId: PERSON + 7, name: demoPerson(7).name, days: 29 },
    ]);
  });
});

describe('the review queue', () => {
  const queue = (who: Me) => reviewQueue(desk.reading(who)).map(({ personId }) => personId - PERSON);

  test('holds what a role judges and nothing else', () => {
    expect([queue(NAREN), queue(WANG), queue(CHEN), queue(SAREN)]).toEqual([[], [1], [4], [5]]);
  });

  test('says whom four eyes keep from it', () => {
    const own = { ...WANG, accountId: NAREN.accountId };
    expect(reviewQueue(desk.reading(own))[0]?.blockedByFourEyes).toBe(true);
    expect(reviewQueue(desk.reading(WANG))[0]?.blockedByFourEyes).toBe(false);
  });

  test('the hash that a file shows is the one that its judgement must bring', () => {
    const file = reviewFileOf(desk.reading(WANG), FILE + 1);
    expect(file?.judged).toMatch(/^[0-9a-f]{64}$/);
    expect(reviewFileOf(desk.reading(SAREN), FILE + 1)?.judged).not.toBe(file?.judged);
    expect(reviewFileOf(desk.reading(WANG), 9_999)).toBeNull();
  });
});

describe('the case page', () => {
  test('shows the numbers masked, the station and the next step', () => {
    const page = casePage(desk.reading(), PERSON + 6);
    const { idNumber, accountNumber } = demoPerson(6);
    expect(JSON.stringify(page)).not.toContain(idNumber);
    expect(JSON.stringify(page)).not.toContain(accountNumber);
    expect(page?.applications[0]).toMatchObject({
      nextStep: { command: 'application.sendToFederation', waitsFor: 'me' },
      reasonCode: 'CERT_GRADE_MISMATCH',
      place: 'received',
    });
    expect(casePage(desk.reading(), 9_999)).toBeNull();
  });

  test('the amount of this month comes from the pack in force', () => {
    expect(casePage(desk.reading(), PERSON + 7)?.entitlements).toMatchObject([
      { benefit: 'NURSING', state: 'ACTIVE', monthlyFen: 11_000 },
    ]);
  });

  test('a role that may not hold money is told so', () => {
    expect(casePage(desk.reading(CHEN), PERSON + 1)?.seesMoney).toBe(false);
    expect(casePage(desk.reading(NAREN), PERSON + 1)?.seesMoney).toBe(true);
  });

  test('an open conflict stands on the page until it is settled', () => {
    expect(casePage(desk.reading(), PERSON + 1)?.openConflicts).toEqual([
      { conflictId: 400, groupName: 'bank', kind: 'ask' },
    ]);
    expect(casePage(desk.reading(), PERSON + 2)?.openConflicts).toEqual([]);
  });

  test('a person is found by ID number, with the open file if there is one', () => {
    const found = personByIdNumber(desk.reading(), demoPerson(4).idNumber);
    expect(found).toMatchObject({ personId: PERSON + 4, openApplication: { applicationId: FILE + 4 } });
    expect(personByIdNumber(desk.reading(), demoPerson(8).idNumber)?.openApplication).toBeNull();
    expect(personByIdNumber(desk.reading(), demoPerson(50).idNumber)).toBeNull();
  });
});

describe('conflicts', () => {
  test('open ones come first; the federation sees none of money', () => {
    expect(conflictList(desk.reading()).map(({ conflictId }) => conflictId)).toEqual([400, 401]);
    expect(conflictList(desk.reading(CHEN)).map(({ conflictId }) => conflictId)).toEqual([401]);
  });

  test('one shows both sides, who, when and where, masked', () => {
    const page = conflictPage(desk.reading(), 400);
    expect(page?.mine.who).toBe('娜仁');
    expect(page?.theirs.who).toBe('王建国');
    expect(page?.mine.device).toBe('查干淖尔-1号机');
    expect(JSON.stringify(page)).not.toContain('6217999900000000218');
    const account = page?.fields.find(({ field }) => field === 'accountNumber');
    expect(account?.mine).toMatch(/0218$/);
    expect(account?.theirs).toMatch(/0325$/);
  });

  test('without its values there is nothing to show', () => {
    expect(conflictPage(desk.reading(), 999)).toBeNull();
  });
});

test('an act of one’s own shows where it is, from saved to waiting', () => {
  const other = new TestDesk();
  other.confirmReference();
  const { ids, number } = other.taken(NAREN, 'application.submit', intakeArgs(demoPerson(1)));
  const place = (upTo: number) =>
    casePage(other.reading(NAREN, upTo), ids[1] as number)?.applications[0]?.place;
  expect([place(0), place(number)]).toEqual(['saved', 'waiting']);
  const history = casePage(other.reading(NAREN, number), ids[1] as number)?.history;
  expect(history).toMatchObject([{ who: '娜仁', place: 'waiting', action: 'application.submit' }]);
  other.close();
});
