import { describe, expect, test } from 'vitest';
import { emptyValues } from '../records/rows.ts';
import { nextCommand, stationsOf, turnOf } from './next-step.ts';
import { APPLICATION_STATES, type ApplicationState, bodyOf, ROLES, type Role } from './state.ts';

const [HOME, DELEGATED] = [159999101000, 159999102000];
const delegated = new Set([DELEGATED]);
const file = (state: string, more: Record<string, unknown> = {}) => ({
  ...emptyValues('application'),
  scope: HOME,
  state,
  ...more,
});

/** Who a file waits for, and the act that each role would issue next; roles that are not named have none. */
const STEPS: [
  ApplicationState,
  Record<string, unknown>,
  string,
  Partial<Record<'clerk' | 'reviewer' | 'federation' | 'civilAffairs' | 'finance' | 'supervisor', string>>,
][] = [
  ['SUBMITTED', {}, 'TOWNSHIP', { clerk: 'application.accept', reviewer: 'application.accept' }],
  [
    'SUPPLEMENT_REQUESTED',
    {},
    'APPLICANT',
    { clerk: 'application.supplement', reviewer: 'application.supplement' },
  ],
  ['RESUBMITTED', {}, 'TOWNSHIP', { clerk: 'application.accept', reviewer: 'application.accept' }],
  ['PRELIMINARY_REVIEW', {}, 'TOWNSHIP', { reviewer: 'review.passPreliminary' }],
  ['PRELIMINARY_PASSED', {}, 'TOWNSHIP', { clerk: 'application.enter', reviewer: 'application.enter' }],
  [
    'PRELIMINARY_PASSED',
    { enteredOn: '2026-11-02' },
    'TOWNSHIP',
    { clerk: 'application.sendToFederation', reviewer: 'application.sendToFederation' },
  ],
  ['FEDERATION_REVIEW', {}, 'FEDERATION', { federation: 'review.passFederation' }],
  [
    'RETURNED_TO_TOWNSHIP',
    { returnedBy: 'FEDERATION' },
    'TOWNSHIP',
    { clerk: 'application.sendToFederation', reviewer: 'application.sendToFederation' },
  ],
  [
    'RETURNED_TO_TOWNSHIP',
    { returnedBy: 'CIVIL_AFFAIRS' },
    'TOWNSHIP',
    { clerk: 'application.notifyRefusal', reviewer: 'application.notifyRefusal' },
  ],
  ['DETERMINING', {}, 'CIVIL_AFFAIRS', { civilAffairs: 'review.determine' }],
  ['DETERMINING', { determinedAt: 'TOWNSHIP' }, 'CIVIL_AFFAIRS', { civilAffairs: 'review.determine' }],
  ['FEDERATION_REVIEW', { scope: DELEGATED }, 'FEDERATION', { federation: 'review.passFederation' }],
  ['RETURNED_TO_FEDERATION', {}, 'FEDERATION', { federation: 'review.forwardReturn' }],
  ['APPROVED', {}, 'nobody', {}],
  ['REFUSED', {}, 'nobody', {}],
  ['MERGED', {}, 'nobody', {}],
  ['NOT_ACCEPTED', {}, 'nobody', {}],
  ['WITHDRAWN', {}, 'nobody', {}],
  [
    'DETERMINING',
    { scope: DELEGATED },
    'TOWNSHIP',
    { reviewer: 'review.determine', civilAffairs: 'review.determine' },
  ],
  [
    'FORWARDED_TO_HUKOU_PLACE',
    {},
    'TOWNSHIP',
    { clerk: 'application.openForwarded', reviewer: 'application.openForwarded' },
  ],
];

const NAMES: Record<Role, keyof (typeof STEPS)[number][3]> = {
  TOWNSHIP_CLERK: 'clerk',
  TOWNSHIP_REVIEWER: 'reviewer',
  COUNTY_FEDERATION_REVIEWER: 'federation',
  COUNTY_CIVIL_AFFAIRS_APPROVER: 'civilAffairs',
  COUNTY_FINANCE: 'finance',
  SUPERVISOR: 'supervisor',
};

describe('whose turn it is and what they would do', () => {
  test.each(STEPS)('%s %j waits for %s', (state, more, turn, commands) => {
    expect(turnOf(file(state, more), delegated)).toBe(turn);
    for (const role of ROLES)
      expect([role, nextCommand(file(state, more), role, delegated)]).toEqual([
        role,
        commands[NAMES[role]] ?? null,
      ]);
  });

  test('every state is in the table', () => {
    expect(new Set(STEPS.map(([state]) => state))).toEqual(new Set(APPLICATION_STATES));
  });

  test('a file never waits for a body none of whose roles can act on it', () => {
    for (const [state, more, turn] of STEPS) {
      if (turn === 'nobody' || turn === 'APPLICANT') continue;
      const able = ROLES.filter((role) => nextCommand(file(state, more), role, delegated) !== null);
      expect(able.map(bodyOf)).toContain(turn);
    }
  });

  test('a state of a newer program is nobody’s turn and asks for nothing', () => {
    expect(turnOf(file('HELD_BY_AUDIT'), delegated)).toBe('nobody');
    for (const role of ROLES) expect(nextCommand(file('HELD_BY_AUDIT'), role, delegated)).toBeNull();
  });
});

describe('the five stations', () => {
  const statuses = (state: string, more: Record<string, unknown> = {}) =>
    stationsOf(file(state, more)).map(({ status }) => status);

  test.each([
    ['SUBMITTED', {}, ['now', 'later', 'later', 'later', 'later']],
    ['SUPPLEMENT_REQUESTED', {}, ['now', 'later', 'later', 'later', 'later']],
    ['PRELIMINARY_REVIEW', {}, ['done', 'now', 'later', 'later', 'later']],
    ['PRELIMINARY_PASSED', {}, ['done', 'now', 'later', 'later', 'later']],
    ['FEDERATION_REVIEW', {}, ['done', 'done', 'now', 'later', 'later']],
    ['DETERMINING', {}, ['done', 'done', 'done', 'now', 'later']],
    ['APPROVED', {}, ['done', 'done', 'done', 'done', 'now']],
    ['RETURNED_TO_TOWNSHIP', {}, ['done', 'returned', 'later', 'later', 'later']],
    ['RETURNED_TO_FEDERATION', {}, ['done', 'done', 'returned', 'later', 'later']],
    ['REFUSED', {}, ['done', 'refused', 'later', 'later', 'later']],
    ['REFUSED', { returnedBy: 'FEDERATION' }, ['done', 'done', 'refused', 'later', 'later']],
    ['REFUSED', { returnedBy: 'CIVIL_AFFAIRS' }, ['done', 'done', 'done', 'refused', 'later']],
  ])('%s %j', (state, more, wanted) => {
    expect(statuses(state, more)).toEqual(wanted);
  });

  test('a station that is done has its date, one to come has none', () => {
    const dates = { acceptedOn: '2026-10-08', preliminaryPassedOn: '2026-10-12', stateSince: '2026-10-20' };
    expect(stationsOf(file('FEDERATION_REVIEW', dates)).map(({ on }) => on)).toEqual([
      '2026-10-08',
      '2026-10-12',
      '2026-10-20',
      null,
      null,
    ]);
  });
});
