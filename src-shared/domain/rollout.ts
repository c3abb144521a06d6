/** Putting a county's people into the system when it begins: the target, the phases, the sign-off and the ledger.
 *  RO1 the target is the last roster paid outside the system, typed by civil affairs and signed by both bodies; only then work is counted (S000; S001 §3(3); signatures ∴).
 *  RO2 a phase is left when the numbers that the centre counted say so, never on somebody's word (∴, dossier (i)).  RO3 销号: all determined, no BLOCK, the total
 *  equal to finance's to the fen, two signatures of two bodies over the same numbers (S000 台账; conditions ∴).  RO4 new numbers void the signatures (∴).  RO5 what was
 *  signed off is opened again with a reason, and stays in the ledger (∴).  RO6 the history is signed off whole: every month from 2016-01 to the last that
 *  was paid outside the system is finance's to the fen (S001 §3(3)), and what was signed is kept, so that a later change is seen.
 *  Due: persons paid this month within one month of going live, history since 2016-01 within three (S000; S001 §3(3)). Phases, conditions
 *  and signatures ∴ (dossier (i)). The history itself: past-payment.ts. */
import { z } from 'zod';
import { canonicalJson, type Json, sha256Hex } from '../base/canonical.ts';
import type { Row } from '../records/rows.ts';
import { hourOf, type Target, targetOf, totalOf, type TownshipNumbers } from './bulletin.ts';
import {
  change,
  create,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  refuse,
} from './command.ts';
import { addMonthsToDate } from './month.ts';
import type { PastFact } from './past-payment.ts';
import { dateSchema, idSchema } from './person.ts';
import { bodyOf } from './state.ts';

export const ROLLOUT_PHASES = [
  'NOT_STARTED',
  'CURRENT_ENTRY',
  'CURRENT_REVIEWED',
  'CURRENT_DETERMINED',
  'CURRENT_SIGNED_OFF',
  'HISTORY_ENTRY',
  'HISTORY_RECONCILED',
  'HISTORY_SIGNED_OFF',
] as const;
export type RolloutPhase = (typeof ROLLOUT_PHASES)[number];

export interface RolloutNumbers {
  readonly asOf: string;
  readonly rows: readonly TownshipNumbers[];
  /** What the rows of the target's month add up to in the system, in fen; null where there is no such roster. */
  readonly systemFen: number | null;
  /** The history of payments, month by month against finance. */
  readonly history: PastFact;
}

export const UNMET = [
  'NOT_COUNTED',
  'TARGET_NOT_SIGNED',
  'NOT_ALL_ENTERED',
  'NOT_ALL_REVIEWED',
  'NOT_ALL_DETERMINED',
  'BLOCKS_OPEN',
  'TOTALS_DIFFER',
  'HISTORY_MISSING',
  'HISTORY_UNRECONCILED',
  'SIGNATURE_MISSING',
] as const;
export type Unmet = (typeof UNMET)[number];

export interface RolloutSignature {
  readonly body: 'FEDERATION' | 'CIVIL_AFFAIRS';
  readonly by: number;
  readonly at: string;
  /** Of what was signed. */
  readonly hash: string;
}

const hashOf = (value: unknown): string => sha256Hex(canonicalJson(value as Json));
const BODIES = ['CIVIL_AFFAIRS', 'FEDERATION'] as const;

/** Whether both bodies signed what stands now (RO3, RO4). */
export function isSigned(signatures: readonly RolloutSignature[], hash: string): boolean {
  return BODIES.every((body) => signatures.some((each) => each.body === body && each.hash === hash));
}

function behind(numbers: RolloutNumbers, what: 'entered' | 'reviewed' | 'determined'): boolean {
  return numbers.rows.some((row) => row[what] < row.target) || totalOf(numbers.rows).target === 0;
}

/** What still stands between a phase and the next, signatures apart (RO2, RO3). */
export function unmetFor(
  phase: RolloutPhase,
  numbers: RolloutNumbers | null,
  financeFen: number | null,
): Unmet[] {
  if (phase === 'HISTORY_SIGNED_OFF' || phase === 'CURRENT_SIGNED_OFF') return [];
  if (phase === 'NOT_STARTED') return [];
  if (!numbers) return ['NOT_COUNTED'];
  const unmet: Unmet[] = [];
  const { months, unreconciled } = numbers.history;
  if (phase === 'CURRENT_ENTRY') {
    if (behind(numbers, 'entered')) unmet.push('NOT_ALL_ENTERED');
    if (behind(numbers, 'reviewed')) unmet.push('NOT_ALL_REVIEWED');
  }
  if (phase === 'CURRENT_REVIEWED' || phase === 'CURRENT_DETERMINED')
    if (behind(numbers, 'determined')) unmet.push('NOT_ALL_DETERMINED');
  if (phase === 'CURRENT_DETERMINED' || phase === 'HISTORY_RECONCILED') {
    if (numbers.rows.some(({ blocks }) => blocks > 0)) unmet.push('BLOCKS_OPEN');
  }
  if (phase === 'CURRENT_DETERMINED' && (numbers.systemFen === null || numbers.systemFen !== financeFen))
    unmet.push('TOTALS_DIFFER');
  if (phase === 'HISTORY_ENTRY' || phase === 'HISTORY_RECONCILED') {
    if (months === 0) unmet.push('HISTORY_MISSING');
    if (unreconciled > 0) unmet.push('HISTORY_UNRECONCILED');
  }
  return unmet;
}

/** Phases that are left by two signatures. */
export const SIGNED_PHASES: readonly RolloutPhase[] = [
  'NOT_STARTED',
  'CURRENT_DETERMINED',
  'HISTORY_RECONCILED',
];

export function nextPhase(phase: RolloutPhase): RolloutPhase | null {
  return ROLLOUT_PHASES[ROLLOUT_PHASES.indexOf(phase) + 1] ?? null;
}

/** Days by which the persons paid this month, and the history, are due (S000; S001 §3(3)). */
export function rolloutDue(liveOn: string): { readonly current: string; readonly history: string } {
  return { current: addMonthsToDate(liveOn, 1), history: addMonthsToDate(liveOn, 3) };
}

/** A line of the ledger 台账: when a phase was reached, by whom, and over what. */
export interface LedgerLine {
  readonly phase: RolloutPhase;
  readonly on: string;
  readonly by: number;
  readonly signatures: readonly RolloutSignature[];
  /** Why it was opened again. */
  readonly reason: string | null;
  /** What the signatures bound of the history; of its own sign-off alone. */
  readonly history?: PastFact;
}

const numbersOf = ({ values }: Row<'rollout'>): RolloutNumbers | null =>
  (values.numbers ?? null) as RolloutNumbers | null;

/** Whether the history is another than the one that was signed off last: then it is to be opened again (RO5). */
export function isHistoryChanged(rollout: Row<'rollout'>): boolean {
  if (rollout.values.phase !== 'HISTORY_SIGNED_OFF') return false;
  const signed = ((rollout.values.ledger ?? []) as unknown as LedgerLine[]).findLast(
    ({ history }) => history,
  );
  return signed?.history?.hash !== numbersOf(rollout)?.history.hash;
}

/** Enters a phase, with its line in the ledger; what was signed for the one before is void (RO4). */
function enter(
  rollout: Row<'rollout'>,
  context: DecideContext,
  phase: RolloutPhase,
  more: { readonly signatures?: readonly RolloutSignature[]; readonly reason?: string } = {},
) {
  const { signatures = [], reason = null } = more;
  const history = phase === 'HISTORY_SIGNED_OFF' ? numbersOf(rollout)?.history : undefined;
  const line: LedgerLine = {
    ...{ phase, on: context.madeOn, by: context.actor.accountId, signatures, reason },
    ...(history && { history }),
  };
  const ledger = [...((rollout.values.ledger ?? []) as unknown as LedgerLine[]), line];
  const set = { phase, phaseSince: context.madeOn, signatures: [], ledger: ledger as unknown as Json };
  return { changes: [change('rollout', rollout.id, set)] };
}

const fen = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const count = z.number().int().min(0).max(10_000_000);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const COUNTY_ROLES = ['COUNTY_CIVIL_AFFAIRS_APPROVER', 'COUNTY_FEDERATION_REVIEWER'] as const;

const ROLLOUT_STATES = ['IDLE', 'COUNTING', 'COUNTED'] as const;

/** Reads the county's roll-out, whatever it is at; there is one. */
export const COUNTY_ROLLOUT: readonly Need[] = ROLLOUT_STATES.map((state) => ({
  ...{ as: `rollout:${state}`, type: 'rollout', by: 'state', value: state, limit: 1, ofCounty: true },
}));

export function countyRollout(records: Loaded): Row<'rollout'> | null {
  const found = ROLLOUT_STATES.flatMap((state) => records[`rollout:${state}`] ?? []);
  return (found[0] as Row<'rollout'> | undefined) ?? null;
}

const rolloutNeeds = (args: { rolloutId: number }): Need[] => [
  { as: 'rollout', type: 'rollout', id: args.rolloutId },
];
const rolloutCommand = {
  version: 1,
  target: (args: { rolloutId: number }) => ({ type: 'rollout' as const, id: args.rolloutId }),
  needs: rolloutNeeds,
};

function found(records: Loaded) {
  const rollout = firstOf(records, 'rollout', 'rollout');
  return rollout
    ? { ok: true as const, rollout, phase: (rollout.values.phase ?? 'NOT_STARTED') as RolloutPhase }
    : { ok: false as const, refusal: refuse('rollout/not-found') };
}

/** What is signed: the target before work begins, the counted numbers afterwards. */
export function signedThing({ values }: Row<'rollout'>): unknown {
  const { phase, liveOn, targetMonth, targets, targetFen, financeFen, numbers } = values;
  if (phase === 'NOT_STARTED') return { liveOn, targetMonth, targets, targetFen, financeFen };
  return { phase, financeFen, numbers };
}

export function signaturesOf({ values }: Row<'rollout'>): RolloutSignature[] {
  return (values.signatures ?? []) as unknown as RolloutSignature[];
}

/** The hash that a signature binds. */
export function signedHash(rollout: Row<'rollout'>): string {
  return hashOf(signedThing(rollout));
}

/** The last roster paid outside the system: how many by township, and how much. Typed again until both have signed (RO1). */
export const rolloutSetTarget = defineCommand({
  name: 'rollout.setTarget',
  version: 1,
  args: z.strictObject({
    rolloutId: idSchema.nullable(),
    liveOn: dateSchema,
    targetMonth: month,
    targets: z
      .array(z.strictObject({ township: idSchema, living: count, nursing: count }))
      .min(1)
      .max(400),
    targetFen: fen,
    /** What finance paid for the month, as finance says. */
    financeFen: fen,
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => (args.rolloutId === null ? null : { type: 'rollout', id: args.rolloutId }),
  needs: (args) => (args.rolloutId === null ? [] : rolloutNeeds({ rolloutId: args.rolloutId })),
  decide(records, args, context) {
    const { rolloutId, liveOn, targetMonth, targets, targetFen, financeFen } = args;
    if (new Set(targets.map(({ township }) => township)).size !== targets.length)
      return refuse('rollout/township-twice', ['targets']);
    if (!targets.some((each) => targetOf(each as Target) > 0))
      return refuse('rollout/nothing-to-reach', ['targets']);
    const set = { liveOn, targetMonth, targets: [...targets], targetFen, financeFen, signatures: [] };
    if (rolloutId === null) {
      const id = context.newId();
      const start = { phase: 'NOT_STARTED', phaseSince: context.madeOn, state: 'IDLE' };
      return {
        changes: [create('rollout', id, { ...set, ...start })],
        claims: [{ key: `rollout:${context.scope}`, recordId: id, take: true }],
      };
    }
    const it = found(records);
    if (!it.ok) return it.refusal;
    if (it.phase !== 'NOT_STARTED') return refuse('rollout/target-signed');
    return { changes: [change('rollout', it.rollout.id, set)] };
  },
});

/** The centre is asked to count; new numbers void what was signed (RO4). */
export const rolloutCount = defineCommand({
  ...rolloutCommand,
  name: 'rollout.count',
  args: z.strictObject({ rolloutId: idSchema }),
  roles: COUNTY_ROLES,
  decide(records, _args, context) {
    const it = found(records);
    if (!it.ok) return it.refusal;
    if (it.phase === 'NOT_STARTED') return refuse('rollout/not-begun');
    const set = { state: 'COUNTING', askedAt: context.madeAt };
    return { changes: [change('rollout', it.rollout.id, set)] };
  },
});

function signature(rollout: Row<'rollout'>, context: DecideContext): RolloutSignature {
  const body = bodyOf(context.actor.role) as RolloutSignature['body'];
  return { body, by: context.actor.accountId, at: context.madeAt, hash: signedHash(rollout) };
}

/** Signs the target, or the numbers of a phase that is left by signatures; the second one leaves it (RO1, RO3). */
export const rolloutSign = defineCommand({
  ...rolloutCommand,
  name: 'rollout.sign',
  args: z.strictObject({ rolloutId: idSchema, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  roles: COUNTY_ROLES,
  decide(records, args, context) {
    const it = found(records);
    if (!it.ok) return it.refusal;
    const { rollout, phase } = it;
    if (!SIGNED_PHASES.includes(phase)) return refuse('rollout/nothing-to-sign');
    if (rollout.values.state === 'COUNTING') return refuse('rollout/still-counting');
    if (signedHash(rollout) !== args.hash) return refuse('rollout/numbers-changed', ['hash']);
    const unmet = unmetFor(phase, numbersOf(rollout), rollout.values.financeFen as number | null);
    if (unmet.length) return refuse('rollout/conditions-open', undefined, { unmet });
    const mine = signature(rollout, context);
    const before = signaturesOf(rollout);
    if (before.some(({ body, hash }) => body === mine.body && hash === mine.hash))
      return refuse('rollout/signed-already');
    const signatures = [...before.filter(({ body }) => body !== mine.body), mine];
    const next = nextPhase(phase);
    if (next && isSigned(signatures, mine.hash)) return enter(rollout, context, next, { signatures });
    return { changes: [change('rollout', rollout.id, { signatures: signatures as unknown as Json })] };
  },
});

/** On to the next phase where the numbers say so (RO2). */
export const rolloutAdvance = defineCommand({
  ...rolloutCommand,
  name: 'rollout.advance',
  args: z.strictObject({ rolloutId: idSchema }),
  roles: COUNTY_ROLES,
  decide(records, _args, context) {
    const it = found(records);
    if (!it.ok) return it.refusal;
    const { rollout, phase } = it;
    const next = nextPhase(phase);
    if (next === null || SIGNED_PHASES.includes(phase)) return refuse('rollout/nothing-to-advance');
    if (rollout.values.state === 'COUNTING') return refuse('rollout/still-counting');
    const unmet = unmetFor(phase, numbersOf(rollout), rollout.values.financeFen as number | null);
    if (unmet.length) return refuse('rollout/conditions-open', undefined, { unmet });
    return enter(rollout, context, next);
  },
});

const REOPENED: Readonly<Partial<Record<RolloutPhase, RolloutPhase>>> = {
  CURRENT_SIGNED_OFF: 'CURRENT_ENTRY',
  HISTORY_ENTRY: 'CURRENT_ENTRY',
  HISTORY_RECONCILED: 'HISTORY_ENTRY',
  HISTORY_SIGNED_OFF: 'HISTORY_ENTRY',
};

/** Opened again, with the reason; the signatures are void (RO5). */
export const rolloutReopen = defineCommand({
  ...rolloutCommand,
  name: 'rollout.reopen',
  args: z.strictObject({ rolloutId: idSchema, reason: z.string().trim().min(1).max(300) }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, args, context) {
    const it = found(records);
    if (!it.ok) return it.refusal;
    const back = REOPENED[it.phase];
    if (!back) return refuse('rollout/not-signed-off');
    return enter(it.rollout, context, back, { reason: args.reason });
  },
});

const HOUR_MAX = 23;

/** The bulletin of a day's fixed hour, which has passed. The centre counts it from the log (bulletin.ts). */
export const bulletinAsk = defineCommand({
  name: 'bulletin.ask',
  version: 1,
  args: z.strictObject({ day: dateSchema, hour: z.number().int().min(0).max(HOUR_MAX) }),
  roles: COUNTY_ROLES,
  target: () => null,
  needs: (args) => [{ as: 'same', type: 'bulletin', by: 'day', value: args.day, limit: 20 }],
  decide(records, args, context) {
    const asOf = hourOf(args.day, args.hour);
    if (asOf > context.madeAt) return refuse('bulletin/hour-not-come', ['hour']);
    const same = (records.same ?? []) as readonly Row<'bulletin'>[];
    if (same.some(({ values }) => values.asOf === asOf)) return refuse('bulletin/made-already', ['day']);
    const set = { day: args.day, asOf, state: 'COUNTING', askedBy: context.actor.accountId };
    return { changes: [create('bulletin', context.newId(), set)] };
  },
});

/** Made again from the log as of its hour, to be held against what was made then. */
export const bulletinRemake = defineCommand({
  name: 'bulletin.remake',
  version: 1,
  args: z.strictObject({ bulletinId: idSchema }),
  roles: COUNTY_ROLES,
  target: (args) => ({ type: 'bulletin', id: args.bulletinId }),
  needs: (args) => [{ as: 'bulletin', type: 'bulletin', id: args.bulletinId }],
  decide(records) {
    const bulletin = firstOf(records, 'bulletin', 'bulletin');
    if (!bulletin) return refuse('bulletin/not-found');
    if (bulletin.values.state !== 'MADE') return refuse('bulletin/still-counting');
    return { changes: [change('bulletin', bulletin.id, { state: 'RECOUNTING' })] };
  },
});
