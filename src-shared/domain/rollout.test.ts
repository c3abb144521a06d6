/** The roll-out of a county: target, phases, sign-off, ledger (dossier (i); S000; S001 §3(3)). */
import { describe, expect, test } from 'vitest';
import type { Row } from '../records/rows.ts';
import type { TownshipNumbers } from './bulletin.ts';
import type { Command, DecideContext } from './command.ts';
import {
  bulletinAsk,
  bulletinRemake,
  isHistoryChanged,
  isSigned,
  nextPhase,
  rolloutAdvance,
  rolloutCount,
  type RolloutNumbers,
  type RolloutPhase,
  rolloutDue,
  rolloutReopen,
  rolloutSetTarget,
  rolloutSign,
  signedHash,
  type Unmet,
  unmetFor,
} from './rollout.ts';
import type { Role } from './state.ts';

const context = (role: Role = 'COUNTY_CIVIL_AFFAIRS_APPROVER', accountId = 5): DecideContext => ({
  actor: { accountId, role },
  madeAt: '2019-01-13T10:00:00.000Z',
  madeOn: '2019-01-13',
  device: 30,
  number: 4,
  scope: 159999000000,
  packVersion: '2018-01',
  newId: () => 99,
});
const FEDERATION = 'COUNTY_FEDERATION_REVIEWER';
const township = (more: Partial<TownshipNumbers> = {}): TownshipNumbers => ({
  ...{ township: 159999101000, target: 5, entered: 5, reviewed: 5, determined: 5, blocks: 0, openErrors: 0 },
  ...more,
});
const past = (months: number, unreconciled = 0, hash = 'a') => ({
  months,
  unreconciled,
  fen: months * 100,
  hash,
});
const numbers = (more: Partial<RolloutNumbers> = {}): RolloutNumbers => ({
  asOf: '2019-01-13T09:00:00.000Z',
  rows: [township()],
  systemFen: 52_000,
  history: past(0),
  ...more,
});
const of = (...rows: TownshipNumbers[]): RolloutNumbers => numbers({ rows });

describe('RO2 RO3 what still stands between a phase and the next', () => {
  test.each<[RolloutPhase, string, RolloutNumbers | null, number | null, Unmet[]]>([
    ['NOT_STARTED', 'only the signatures', null, 52_000, []],
    ['CURRENT_ENTRY', 'nobody counted', null, 52_000, ['NOT_COUNTED']],
    ['CURRENT_ENTRY', 'everything there', numbers(), 52_000, []],
    ['CURRENT_ENTRY', 'one not entered', of(township({ entered: 4 })), 52_000, ['NOT_ALL_ENTERED']],
    ['CURRENT_ENTRY', 'one not reviewed', of(township({ reviewed: 4 })), 52_000, ['NOT_ALL_REVIEWED']],
    [
      'CURRENT_ENTRY',
      'one township makes not up for another',
      of(township({ entered: 4 }), township({ township: 2, entered: 9 })),
      52_000,
      ['NOT_ALL_ENTERED'],
    ],
    [
      'CURRENT_ENTRY',
      'nothing to reach is not reached',
      of(township({ target: 0, entered: 0 })),
      0,
      ['NOT_ALL_ENTERED', 'NOT_ALL_REVIEWED'],
    ],
    [
      'CURRENT_REVIEWED',
      'one not determined',
      of(township({ determined: 4 })),
      52_000,
      ['NOT_ALL_DETERMINED'],
    ],
    ['CURRENT_DETERMINED', 'all of it', numbers(), 52_000, []],
    ['CURRENT_DETERMINED', 'a BLOCK is open', of(township({ blocks: 1 })), 52_000, ['BLOCKS_OPEN']],
    ['CURRENT_DETERMINED', 'a fen too much', numbers(), 51_999, ['TOTALS_DIFFER']],
    [
      'CURRENT_DETERMINED',
      'no roster in the system',
      numbers({ systemFen: null }),
      52_000,
      ['TOTALS_DIFFER'],
    ],
    [
      'CURRENT_DETERMINED',
      'fallen behind again',
      of(township({ determined: 4, blocks: 2 })),
      1,
      ['NOT_ALL_DETERMINED', 'BLOCKS_OPEN', 'TOTALS_DIFFER'],
    ],
    ['CURRENT_SIGNED_OFF', 'on to history at once', numbers(), 52_000, []],
    ['HISTORY_ENTRY', 'no month yet', numbers(), 52_000, ['HISTORY_MISSING']],
    [
      'HISTORY_ENTRY',
      'a month differs from finance',
      numbers({ history: past(36, 1) }),
      52_000,
      ['HISTORY_UNRECONCILED'],
    ],
    ['HISTORY_ENTRY', 'all reconciled', numbers({ history: past(36) }), 52_000, []],
    [
      'HISTORY_RECONCILED',
      'a BLOCK is open',
      { ...of(township({ blocks: 3 })), history: past(36) },
      52_000,
      ['BLOCKS_OPEN'],
    ],
    ['HISTORY_SIGNED_OFF', 'the end', numbers(), 52_000, []],
  ])('%s: %s', (phase, _what, counted, finance, unmet) =>
    expect(unmetFor(phase, counted, finance)).toEqual(unmet),
  );
});

test.each([
  ['2018-12-12', '2019-01-12', '2019-03-12'],
  ['2018-12-31', '2019-01-31', '2019-03-31'],
  ['2018-11-30', '2018-12-30', '2019-02-28'],
])('live on %s: persons by %s, history by %s (S001 §3)', (live, current, history) => {
  expect(rolloutDue(live)).toEqual({ current, history });
});

const target = {
  ...{ liveOn: '2018-12-12', targetMonth: '2018-12', targetFen: 52_000, financeFen: 52_000 },
  targets: [{ township: 159999101000, living: 2, nursing: 3 }],
};
const rollout = (more: object = {}): Row<'rollout'> =>
  ({
    ...{ type: 'rollout', id: 70, scope: 159999000000, versions: {} },
    values: {
      ...target,
      phase: 'NOT_STARTED',
      state: 'IDLE',
      numbers: null,
      signatures: [],
      ledger: null,
      ...more,
    },
  }) as unknown as Row<'rollout'>;
const decide = (command: Command<never>, args: object, row: Row<'rollout'> | null, as = context()) =>
  command.decide({ rollout: row ? [row] : [] }, command.args.parse(args), as);
const sign = (row: Row<'rollout'>, as = context(), hash = signedHash(row)) =>
  decide(rolloutSign as unknown as Command<never>, { rolloutId: 70, hash }, row, as);
const setsOf = (decision: unknown) =>
  (decision as { changes: { set: Record<string, unknown> }[] }).changes[0]?.set ?? {};

test('RO1 the target is one for a county, and is typed again until both have signed', () => {
  const made = decide(rolloutSetTarget as never, { rolloutId: null, ...target }, null);
  expect(made).toMatchObject({
    changes: [{ type: 'rollout', isNew: true, set: { phase: 'NOT_STARTED', targetFen: 52_000 } }],
    claims: [{ key: 'rollout:159999000000', take: true }],
  });
  const signed = rollout({ signatures: [{ body: 'FEDERATION', by: 6, at: 'x', hash: 'y' }] });
  expect(setsOf(decide(rolloutSetTarget as never, { rolloutId: 70, ...target }, signed))).toMatchObject({
    signatures: [],
  });
});

test('RO1 RO3 the second signature of another body over the same begins the work', () => {
  const first = setsOf(sign(rollout()));
  expect(first.phase).toBeUndefined();
  const second = setsOf(sign(rollout(first), context(FEDERATION, 6)));
  expect(second).toMatchObject({ phase: 'CURRENT_ENTRY', signatures: [] });
  expect(second.ledger).toMatchObject([
    {
      phase: 'CURRENT_ENTRY',
      on: '2019-01-13',
      signatures: [
        { body: 'CIVIL_AFFAIRS', by: 5 },
        { body: 'FEDERATION', by: 6 },
      ],
    },
  ]);
});

test('RO4 a signature over other numbers counts for nothing', () => {
  const first = setsOf(sign(rollout({ phase: 'CURRENT_DETERMINED', numbers: numbers() })));
  const counted = rollout({
    ...first,
    phase: 'CURRENT_DETERMINED',
    numbers: numbers({ asOf: '2019-01-14T09:00:00.000Z' }),
  });
  const second = setsOf(sign(counted, context(FEDERATION, 6)));
  expect(second.phase).toBeUndefined();
  expect(isSigned(second.signatures as never, signedHash(counted))).toBe(false);
});

test('销号: both sign, it stands in the ledger, and is opened again with its reason (RO5)', () => {
  const ready = rollout({ phase: 'CURRENT_DETERMINED', numbers: numbers() });
  const first = setsOf(sign(ready));
  const off = setsOf(sign(rollout({ ...ready.values, ...first }), context(FEDERATION, 6)));
  expect(off.phase).toBe('CURRENT_SIGNED_OFF');
  const back = setsOf(
    decide(
      rolloutReopen as never,
      { rolloutId: 70, reason: '查出漏录' },
      rollout({ ...ready.values, ...off }),
    ),
  );
  expect(back).toMatchObject({ phase: 'CURRENT_ENTRY', signatures: [] });
  expect(back.ledger).toMatchObject([
    { phase: 'CURRENT_SIGNED_OFF', reason: null },
    { phase: 'CURRENT_ENTRY', reason: '查出漏录' },
  ]);
});

describe('refused, and nothing changed', () => {
  const ready = { phase: 'CURRENT_DETERMINED', numbers: numbers() };
  const twice = { ...target, targets: [...target.targets, ...target.targets] };
  const none = { ...target, targets: [{ township: 159999101000, living: 0, nursing: 0 }] };
  test.each<[string, () => unknown, string]>([
    [
      'a township twice',
      () => decide(rolloutSetTarget as never, { rolloutId: null, ...twice }, null),
      'rollout/township-twice',
    ],
    [
      'nobody at all',
      () => decide(rolloutSetTarget as never, { rolloutId: null, ...none }, null),
      'rollout/nothing-to-reach',
    ],
    [
      'another target after it was signed',
      () =>
        decide(rolloutSetTarget as never, { rolloutId: 70, ...target }, rollout({ phase: 'CURRENT_ENTRY' })),
      'rollout/target-signed',
    ],
    [
      'a signature over what stood there before',
      () => sign(rollout(ready), context(), '0'.repeat(64)),
      'rollout/numbers-changed',
    ],
    [
      'the same body twice',
      () => sign(rollout({ ...ready, ...setsOf(sign(rollout(ready))) })),
      'rollout/signed-already',
    ],
    [
      'a signature with a BLOCK open',
      () => sign(rollout({ ...ready, numbers: of(township({ blocks: 1 })) })),
      'rollout/conditions-open',
    ],
    [
      'a signature where none is asked',
      () => sign(rollout({ phase: 'CURRENT_ENTRY', numbers: numbers() })),
      'rollout/nothing-to-sign',
    ],
    [
      'a signature while it is counted',
      () => sign(rollout({ ...ready, state: 'COUNTING' })),
      'rollout/still-counting',
    ],
    [
      'going on without numbers',
      () => decide(rolloutAdvance as never, { rolloutId: 70 }, rollout({ phase: 'CURRENT_ENTRY' })),
      'rollout/conditions-open',
    ],
    [
      'going on where two must sign',
      () => decide(rolloutAdvance as never, { rolloutId: 70 }, rollout(ready)),
      'rollout/nothing-to-advance',
    ],
    [
      'going on from the end',
      () => decide(rolloutAdvance as never, { rolloutId: 70 }, rollout({ phase: 'HISTORY_SIGNED_OFF' })),
      'rollout/nothing-to-advance',
    ],
    [
      'counting before the target is signed',
      () => decide(rolloutCount as never, { rolloutId: 70 }, rollout()),
      'rollout/not-begun',
    ],
    [
      'opening again what was never signed off',
      () => decide(rolloutReopen as never, { rolloutId: 70, reason: 'x' }, rollout(ready)),
      'rollout/not-signed-off',
    ],
    ['what is not here', () => decide(rolloutCount as never, { rolloutId: 70 }, null), 'rollout/not-found'],
  ])('%s', (_what, act, code) => expect(act()).toMatchObject({ refusal: code }));
});

test('RO6 the history is signed off by two, what was signed is kept, and a later change is seen', () => {
  const whole = { phase: 'HISTORY_RECONCILED', numbers: numbers({ history: past(127) }) };
  const first = setsOf(sign(rollout(whole)));
  const { phase, ledger } = setsOf(sign(rollout({ ...whole, ...first }), context(FEDERATION, 6)));
  expect(phase).toBe('HISTORY_SIGNED_OFF');
  expect(ledger).toMatchObject([{ phase, signatures: [{}, {}], history: past(127) }]);
  const stands = (history: unknown) =>
    isHistoryChanged(rollout({ phase, ledger, numbers: numbers({ history: history as never }) }));
  expect([stands(past(127)), stands(past(127, 0, 'b'))]).toEqual([false, true]);
  const open = { ...whole, numbers: numbers({ history: past(126, 1) }) };
  expect(sign(rollout(open))).toMatchObject({
    ...{ refusal: 'rollout/conditions-open', detail: { unmet: ['HISTORY_UNRECONCILED'] } },
  });
});

test('phases follow each other to the end', () => {
  expect(nextPhase('NOT_STARTED')).toBe('CURRENT_ENTRY');
  expect(nextPhase('HISTORY_SIGNED_OFF')).toBeNull();
});

describe('the bulletin of a day', () => {
  const ask = (args: object, same: object[] = []) =>
    bulletinAsk.decide(
      { same: same.map((values, id) => ({ type: 'bulletin', id, values }) as never) },
      bulletinAsk.args.parse(args),
      context(),
    );
  test('is asked for with its hour in Asia/Shanghai', () => {
    expect(ask({ day: '2019-01-13', hour: 17 })).toMatchObject({
      changes: [{ isNew: true, set: { asOf: '2019-01-13T09:00:00.000Z', state: 'COUNTING' } }],
    });
  });
  test.each<[string, object, object[], string]>([
    ['before its hour', { day: '2019-01-13', hour: 23 }, [], 'bulletin/hour-not-come'],
    [
      'a second time',
      { day: '2019-01-13', hour: 17 },
      [{ asOf: '2019-01-13T09:00:00.000Z' }],
      'bulletin/made-already',
    ],
  ])('%s is refused', (_what, args, same, code) => expect(ask(args, same)).toMatchObject({ refusal: code }));
  test.each([
    ['MADE', undefined],
    ['COUNTING', 'bulletin/still-counting'],
  ])('made again while %s', (state, refused) => {
    const decision = bulletinRemake.decide(
      { bulletin: [{ type: 'bulletin', id: 1, values: { state } } as never] },
      { bulletinId: 1 },
      context(),
    );
    if (refused) expect(decision).toMatchObject({ refusal: refused });
    else expect(decision).toMatchObject({ changes: [{ set: { state: 'RECOUNTING' } }] });
  });
});
