/** Findings as tasks (dossier (h); S004 arts 7, 8): raised, found again, answered with evidence, closed by another. */
import { describe, expect, test } from 'vitest';
import type { Row, Values } from '../records/rows.ts';
import { ACTOR_OF, CLERK, decideAs, madeUpPerson, REVIEWER, rowOf, setsOf } from './made-up-file.ts';
import type { Role } from './state.ts';

const PERSON = madeUpPerson();
const alert = (code: string, more: Record<string, unknown> = {}) => ({
  ...{ code, benefit: null, list: null, points: [] },
  ...more,
});
const finding = (values: Partial<Row<'finding'>['values']> = {}): Row<'finding'> =>
  rowOf('finding', 900, {
    ...{ personId: PERSON.id, code: 'DEAD_PERSON', severity: 'BLOCK_ROSTER', state: 'OPEN' },
    ...{ lastSeenMonth: '2026-02', timesSeen: 1 },
    ...values,
  });
const raise = (alerts: unknown[], known: Row<'finding'>[], month = '2026-03') =>
  decideAs(
    'COUNTY_CIVIL_AFFAIRS_APPROVER',
    'finding.raise',
    { personId: PERSON.id, comparisonId: 5, month, alerts },
    { person: [PERSON], known },
  );

describe('FN1 one open finding of a code', () => {
  test('new: FN4 its severity is the code’s', () => {
    expect(setsOf(raise([alert('DEAD_PERSON'), alert('AGE_OVER_100')], []), 'finding')).toMatchObject([
      {
        code: 'DEAD_PERSON',
        severity: 'BLOCK_ROSTER',
        state: 'OPEN',
        firstSeenMonth: '2026-03',
        timesSeen: 1,
      },
      { code: 'AGE_OVER_100', severity: 'VERIFY' },
    ]);
  });
  test('the next month: seen again', () => {
    const sets = setsOf(raise([alert('DEAD_PERSON', { points: ['DEATH'] })], [finding()]), 'finding');
    expect(sets).toEqual([{ lastSeenMonth: '2026-03', timesSeen: 2, points: ['DEATH'] }]);
  });
  test('the same month: nothing', () => {
    expect(raise([alert('DEAD_PERSON')], [finding({ lastSeenMonth: '2026-03' })])).toEqual({ changes: [] });
  });
  test('the other benefit too: it is of both now', () => {
    const known = finding({ benefit: 'LIVING', lastSeenMonth: '2026-03' });
    expect(setsOf(raise([alert('DEAD_PERSON')], [known]), 'finding')).toEqual([{ benefit: null }]);
  });
  test('closed, and found once more: a new one', () => {
    const sets = setsOf(raise([alert('DEAD_PERSON')], [finding({ state: 'CLOSED' })]), 'finding');
    expect(sets).toMatchObject([{ state: 'OPEN', timesSeen: 1 }]);
  });
});

const answer = {
  findingId: 900,
  visitedOn: '2026-03-17',
  outcome: 'STOP_PROPOSED',
  evidence: '火化证明',
  paperId: null,
};

test('FN2 what was found out has evidence, and a line in the history', () => {
  const decision = decideAs('TOWNSHIP_CLERK', 'finding.answer', answer, { finding: [finding()] });
  expect(setsOf(decision, 'finding')).toMatchObject([
    { state: 'ANSWERED', answeredBy: CLERK, evidence: '火化证明' },
  ]);
  expect(setsOf(decision, 'history')).toMatchObject([{ action: 'finding.answer', words: '火化证明' }]);
  expect(() =>
    decideAs('TOWNSHIP_CLERK', 'finding.answer', { ...answer, evidence: ' ' }, { finding: [finding()] }),
  ).toThrow();
});

const paper = (set: Partial<Values<'paper'>>) =>
  rowOf('paper', 77, { personId: PERSON.id, material: 'OTHER', ...set });
test.each<[string, Row<'paper'>[], string | null]>([
  ['a paper of the person', [paper({})], null],
  ['of somebody else', [paper({ personId: 4 })], 'finding/no-paper'],
  ['that was taken away', [paper({ removedAt: '2026-03-17T00:00:00.000Z' })], 'finding/no-paper'],
  ['that is not here', [], 'finding/no-paper'],
])('FN2 a paper as evidence: %s', (_what, papers, refusal) => {
  const records = { finding: [finding()], paper: papers };
  const decision = decideAs('TOWNSHIP_CLERK', 'finding.answer', { ...answer, paperId: 77 }, records);
  if (refusal) expect(decision).toMatchObject({ refusal });
  else expect(setsOf(decision, 'finding')).toMatchObject([{ state: 'ANSWERED', paperId: 77 }]);
});

const line = (actor: number, action: string) => rowOf('history', 901, { personId: PERSON.id, actor, action });

describe('FN3 who closes', () => {
  const answered = { state: 'ANSWERED', answeredBy: CLERK };
  test.each<[string, Role, Row<'finding'>, Row<'history'>[], string | null]>([
    ['nobody has looked', 'TOWNSHIP_REVIEWER', finding(), [], 'finding/not-answered'],
    ['who found it out', 'TOWNSHIP_CLERK', finding(answered), [], 'finding/four-eyes'],
    [
      'who put the data in',
      'TOWNSHIP_REVIEWER',
      finding(answered),
      [line(REVIEWER, 'person.register')],
      'finding/four-eyes',
    ],
    ['another', 'TOWNSHIP_REVIEWER', finding(answered), [line(CLERK, 'person.register')], null],
    ['civil affairs', 'COUNTY_CIVIL_AFFAIRS_APPROVER', finding(answered), [], null],
    ['the federation', 'COUNTY_FEDERATION_REVIEWER', finding(answered), [], 'command/not-your-role'],
    [
      'what holds nothing back: who found it out',
      'TOWNSHIP_CLERK',
      finding({ ...answered, severity: 'VERIFY' }),
      [],
      null,
    ],
    ['closed before', 'TOWNSHIP_REVIEWER', finding({ state: 'CLOSED' }), [], 'finding/closed'],
  ])('%s', (_what, role, found, lines, refusal) => {
    const decision = decideAs(
      role,
      'finding.close',
      { findingId: 900, words: '' },
      { finding: [found], lines },
    );
    if (refusal) expect(decision).toMatchObject({ refusal });
    else expect(setsOf(decision, 'finding')).toMatchObject([{ state: 'CLOSED', closedBy: ACTOR_OF[role] }]);
  });
});

test('FN5 a holder’s task stands in the township that the act names', () => {
  const holder = {
    ...{ idNumber: '159999198102260072', name: '达木丁', birthDate: '1981-02-26', phone: null },
    ...{ village: 159999101001, hukou: null, certificateNumber: '15999919810226007242' },
  };
  const args = {
    township: 159999101000,
    holder,
    comparisonId: 5,
    month: '2026-03',
    alerts: [alert('SHOULD_RECEIVE')],
  };
  const decide = (scope: number) =>
    decideAs('COUNTY_CIVIL_AFFAIRS_APPROVER', 'finding.raiseHolder', args, { known: [] }, { scope });
  expect(setsOf(decide(159999101000), 'finding')).toMatchObject([
    { holderName: '达木丁', severity: 'VERIFY' },
  ]);
  expect(decide(159999102000)).toMatchObject({ refusal: 'finding/no-township' });
});
