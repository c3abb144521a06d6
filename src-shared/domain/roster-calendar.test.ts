/** Months that may still be built, and who is told of a roster that is not through (S004 art.4; e.3 reminders ∴). The Sunday 2026-09-20 is
 *  worked. */
import { describe, expect, test } from 'vitest';
import { OFFICIAL_WORK_CALENDAR } from './calendar.ts';
import { coveredIn, dueMonthOf, monthsToBuild, ROSTER_COVERS, rosterDuty } from './roster-calendar.ts';
import { decideAs } from './made-up-file.ts';
import { DEMO_PACK } from './pack.ts';
import type { RosterState } from './roster-state.ts';
import type { Body } from './state.ts';

test.each<[string, string | null, string, 'MONTHLY' | 'QUARTERLY', string[]]>([
  ['the month under way', '2026-08', '2026-09', 'MONTHLY', ['2026-09']],
  ['one was missed', '2026-07', '2026-09', 'MONTHLY', ['2026-08', '2026-09']],
  ['this one is built', '2026-09', '2026-09', 'MONTHLY', []],
  ['none was ever built', null, '2026-02', 'MONTHLY', ['2025-11', '2025-12', '2026-01', '2026-02']],
  ['a quarter in its last month', '2026-06', '2026-10', 'QUARTERLY', ['2026-09']],
])('RK1 %s', (_what, last, now, cycle, expected) => {
  expect(monthsToBuild(last, now, cycle)).toEqual(expected);
});

test.each([
  ['2026-09', 'SAME_MONTH', '2026-09'],
  ['2026-09', 'PREVIOUS_MONTH', '2026-08'],
  ['2026-01', 'PREVIOUS_MONTH', '2025-12'],
] as const)('RK4 the roster due in %s under %s carries %s', (due, covers, covered) => {
  expect(coveredIn(due, { covers })).toBe(covered);
  expect(dueMonthOf(covered, { covers })).toBe(due);
  expect(ROSTER_COVERS).toContain(covers);
});
test('RK1 RK4 under PREVIOUS_MONTH the month under way is not offered', () => {
  expect(monthsToBuild('2026-07', coveredIn('2026-09', { covers: 'PREVIOUS_MONTH' }))).toEqual(['2026-08']);
});

test.each([
  ['2026-03', 'SAME_MONTH', null],
  ['2026-04', 'SAME_MONTH', 'roster/future-month'],
  ['2026-02', 'PREVIOUS_MONTH', null],
  ['2026-03', 'PREVIOUS_MONTH', 'roster/future-month'],
] as const)('RK4 on 2026-03-18 the roster of %s under %s', (month, covers, refusal) => {
  const pack = { ...DEMO_PACK, roster: { ...DEMO_PACK.roster, covers } };
  const decided = decideAs('COUNTY_CIVIL_AFFAIRS_APPROVER', 'roster.build', { month }, {}, { pack });
  expect('refusal' in decided ? decided.refusal : null).toBe(refusal);
});

describe('RK2 RK3 who is told', () => {
  const calendar = OFFICIAL_WORK_CALENDAR;
  const dueOn = '2026-09-25';
  test.each<[string, RosterState | null, Body, string, string[], string | null, number?]>([
    ['six working days before', 'DRAFT', 'CIVIL_AFFAIRS', '2026-09-19', [], null],
    ['five, with a worked Sunday between', 'DRAFT', 'CIVIL_AFFAIRS', '2026-09-20', [], 'roster-build'],
    ['none is built', null, 'CIVIL_AFFAIRS', '2026-09-22', [], 'roster-build'],
    ['locked', 'LOCKED', 'CIVIL_AFFAIRS', '2026-09-25', [], 'roster-sign'],
    ['locked', 'LOCKED', 'FEDERATION', '2026-09-25', [], 'roster-sign'],
    ['signed by this body', 'SIGNED_ONE', 'FEDERATION', '2026-09-25', ['FEDERATION'], null],
    ['signed by the other', 'SIGNED_ONE', 'CIVIL_AFFAIRS', '2026-09-25', ['FEDERATION'], 'roster-sign'],
    ['both', 'SIGNED_BOTH', 'CIVIL_AFFAIRS', '2026-09-25', ['FEDERATION', 'CIVIL_AFFAIRS'], 'roster-submit'],
    ['a draft is not the federation’s', 'DRAFT', 'FEDERATION', '2026-09-25', [], null],
    ['finance waits', 'LOCKED', 'FINANCE', '2026-09-24', [], 'roster-late'],
    ['overdue stays', 'CHECKED', 'CIVIL_AFFAIRS', '2026-09-29', [], 'roster-build'],
    ['with finance, early', 'SUBMITTED_TO_FINANCE', 'FINANCE', '2026-09-02', [], 'roster-pay'],
    ['with finance', 'SUBMITTED_TO_FINANCE', 'CIVIL_AFFAIRS', '2026-09-25', [], null],
    ['paid', 'SETTLED', 'FINANCE', '2026-09-25', [], null],
    ['no matter of a township', 'DRAFT', 'TOWNSHIP', '2026-09-25', [], null],
    ['five days before, where a pack says two', 'LOCKED', 'FEDERATION', '2026-09-22', [], null, 2],
    ['two days before', 'LOCKED', 'FEDERATION', '2026-09-23', [], 'roster-sign', 2],
  ])('%s: %s, %s on %s', (_what, state, body, today, signedBy, expected, remindDays = 5) => {
    expect(rosterDuty({ state, signedBy }, body, { today, dueOn, calendar, remindDays })).toBe(expected);
  });
});
