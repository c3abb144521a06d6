/** I6b beside IN9: an act whose commit the cursor has reached leaves the screen, but where an answer by stick has left it open which history is meant. */
import { expect, test } from 'vitest';
import { ActsOracle } from './oracle-acts.ts';
import type { CentreView, DeskView, RawRow } from './views.ts';

const SCOPE = 5;
const said = { actor: { accountId: 1 }, madeAt: 'then' };
const outcome = {
  outcome: 'applied',
  code: null,
  commit: 3,
  receipt: 'r-1',
  receivedAt: 'then',
  scope: SCOPE,
};

function rules(isOpen: 0 | 1, doubted: 0 | 1, hasReadAnswer: boolean): string[] {
  const found: string[] = [];
  const commits = [{}, {}, { device: 11, actNumber: 7, ...said }];
  const centre = {
    rows: [],
    outcomes: new Map([['11/7', { digest: 'd', frame: { ...outcome, number: 7, detail: null } }]]),
    scopes: new Map([[SCOPE, { epoch: 'e', commits, log: [] }]]),
  } as unknown as CentreView;
  const act: RawRow = {
    ...{ device: 11, number: 7, form_id: 'form', past: null, is_open: isOpen, effect: null },
    ...{ outcome: 'applied', code: null, commit_number: 3, receipt: 'r-1', received_at: 'then' },
    frame: JSON.stringify(said),
  };
  const cursors = [{ scope: SCOPE, commit_number: 4, doubted }];
  const view = { desk: 'north', isAgreed: true, hasReadAnswer, cursors } as unknown as DeskView;
  new ActsOracle((rule) => found.push(rule), []).check(view, act, centre);
  return found;
}

test('it is closed: nothing is said', () => {
  expect(rules(0, 0, false)).toEqual([]);
  expect(rules(0, 1, true)).toEqual([]);
});

test('it is open, and nobody had a reason to doubt: I6b', () => {
  expect(rules(1, 0, false)).toEqual(['I6b']);
  expect(rules(1, 0, true)).toEqual(['I6b']);
  expect(rules(1, 1, false)).toEqual(['I6b']);
});

test('it is open, and an answer was read that leaves it open: nothing, until a line has told', () => {
  expect(rules(1, 1, true)).toEqual([]);
});
