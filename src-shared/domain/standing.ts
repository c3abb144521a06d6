/** What becomes of a subsidy that somebody draws: proposed and decided, held back and paid on, ended and given back (dossier (f), e.6–e.8, (b)).
 *  ST1 the township and the federation propose, civil affairs decides; the township's reviewer decides death, moving away and waiver (∴).
 *  ST2 whoever proposed does not decide (four eyes ∴).  ST3 a suspension is for doubt; a certificate under renewal is no ground (S004 art.9(4)).
 *  ST4 an exit needs its fact on record, and that fact's day gives the last payable month (exit.ts).  ST5 nothing ends by itself: a job or a
 *  list only shows what is due.  ST6 who has left applies anew, except where the office was wrong: then every month is paid (e.7 ∴).      */
import { z } from 'zod';
import type { FieldValue } from '../records/registry.ts';
import type { Row, Values } from '../records/rows.ts';
import { entitledClaim } from './claim-keys.ts';
import {
  change,
  type Claim,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  type Refusal,
  refuse,
} from './command.ts';
import { EXIT_REASONS, exitEffectOf, type ExitReason, quarterOf } from './exit.ts';
import { exitDayOf } from './exit-ground.ts';
import { historyLine } from './history.ts';
import { packOf } from './pack-book.ts';
import { dateSchema, idSchema, monthSchema } from './person.ts';
import type { Suspension } from './roster-rows.ts';
import { type Benefit, bodyOf, type Role } from './state.ts';

/** Doubts for which a subsidy is held back (e.7 ∴); none of them is a certificate (ST3). */
export const SUSPEND_REASONS = [
  'NOT_FOUND',
  'RECHECK_UNANSWERED',
  'RETURNED_TWICE',
  'OBJECTION_PENDING',
  'FACTS_IN_DOUBT',
] as const;
export type SuspendReason = (typeof SUSPEND_REASONS)[number];
export const RESUME_OUTCOMES = ['UNFOUNDED', 'FORFEITED'] as const;
export const STANDING_CHANGES = ['SUSPEND', 'RESUME', 'EXIT'] as const;
/** Exits that the township's reviewer decides (dossier (b) ∴). */
export const TOWNSHIP_EXITS: readonly ExitReason[] = ['DEATH', 'HUKOU_OUT', 'WAIVED'];

export interface StoredSuspension extends Suspension {
  readonly reason: SuspendReason;
}

/** What somebody wants to become of a subsidy, until it is decided. */
export interface Proposal {
  readonly change: (typeof STANDING_CHANGES)[number];
  readonly reason: ExitReason | SuspendReason | null;
  readonly on: string | null;
  readonly words: string;
  readonly by: number;
  readonly body: string;
}

type Entitlement = Row<'entitlement'>;
const WAIVERS_OF_A_PERSON_MAX = 50;
const words = z.string().trim().max(300);
const entitlementId = idSchema;

export function suspensionsOf({ values }: Pick<Entitlement, 'values'>): StoredSuspension[] {
  return (values.suspensions ?? []) as unknown as StoredSuspension[];
}

export function proposalOf({ values }: Pick<Entitlement, 'values'>): Proposal | null {
  return values.proposal as unknown as Proposal | null;
}

const shared = {
  version: 1,
  target: (args: { entitlementId: number }) => ({ type: 'entitlement' as const, id: args.entitlementId }),
  needs: (args: { entitlementId: number }): Need[] => [
    { as: 'entitlement', type: 'entitlement', id: args.entitlementId },
    { as: 'person', type: 'person', idFrom: { step: 'entitlement', field: 'personId' } },
  ],
};

function standingIn(records: Loaded, states: readonly string[]) {
  const entitlement = firstOf(records, 'entitlement', 'entitlement');
  if (!entitlement) return refuse('entitlement/not-found');
  const { state } = entitlement.values;
  return states.includes(state ?? '')
    ? { entitlement }
    : refuse('entitlement/already-handled', undefined, { state });
}

function ownProposal(context: DecideContext, entitlement: Entitlement): Refusal | null {
  return proposalOf(entitlement)?.by === context.actor.accountId ? refuse('review/four-eyes') : null;
}

const DECIDED = { proposal: null, proposedOn: null } as const;

interface Line {
  readonly action: string;
  readonly words?: string | null;
  readonly reasonCode?: string | null;
  readonly documentKind?: 'EXIT_NOTICE';
  readonly details?: Readonly<Record<string, FieldValue>>;
}

/** Writes an entitlement and its line of history. */
function moved(
  context: DecideContext,
  { id, values }: Entitlement,
  set: Partial<Values<'entitlement'>>,
  line: Line,
) {
  return [
    change('entitlement', id, set),
    historyLine(context, {
      ...line,
      personId: values.personId as number,
      applicationId: values.applicationId,
      details: { benefit: values.benefit, entitlementId: id, ...line.details },
    }),
  ];
}

/** A stop, a resumption or an end that somebody asks for (dossier (b): P). */
export const entitlementPropose = defineCommand({
  ...shared,
  name: 'entitlement.propose',
  args: z.strictObject({
    entitlementId,
    change: z.enum(STANDING_CHANGES),
    reason: z
      .enum([...EXIT_REASONS, ...SUSPEND_REASONS])
      .nullable()
      .default(null),
    on: dateSchema.nullable().default(null),
    words: words.min(1),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_FEDERATION_REVIEWER'],
  decide(records, args, context) {
    const from = args.change === 'RESUME' ? ['SUSPENDED'] : ['ACTIVE', 'SUSPENDED'];
    const found = standingIn(records, from);
    if ('refusal' in found) return found;
    const { entitlement } = found;
    if (proposalOf(entitlement)) return refuse('entitlement/proposal-open');
    const isFit =
      args.change === 'RESUME' ||
      ((args.change === 'EXIT' ? EXIT_REASONS : SUSPEND_REASONS) as readonly string[]).includes(
        args.reason ?? '',
      );
    if (!isFit) return refuse('entitlement/reason-unfit', ['reason']);
    if ((args.on ?? '') > context.madeOn) return refuse('person/future-date', ['on']);
    const proposal: Proposal = {
      ...{ change: args.change, reason: args.reason, on: args.on, words: args.words },
      ...{ by: context.actor.accountId, body: bodyOf(context.actor.role) },
    };
    return {
      changes: moved(
        context,
        entitlement,
        { proposal: proposal as never, proposedOn: context.madeOn },
        {
          action: 'entitlement.propose',
          words: args.words,
          reasonCode: args.reason,
          details: { change: args.change, on: args.on },
        },
      ),
    };
  },
});

/** What was proposed is not done, with the reason. */
export const entitlementDecline = defineCommand({
  ...shared,
  name: 'entitlement.decline',
  args: z.strictObject({ entitlementId, words: words.min(1) }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER', 'TOWNSHIP_REVIEWER'],
  decide(records, args, context) {
    const found = standingIn(records, ['ACTIVE', 'SUSPENDED']);
    if ('refusal' in found) return found;
    const proposal = proposalOf(found.entitlement);
    if (!proposal) return refuse('entitlement/no-proposal');
    const eyes = ownProposal(context, found.entitlement);
    if (eyes) return eyes;
    const isMine = mayEnd(context.actor.role, proposal.reason);
    if (!isMine || (proposal.change !== 'EXIT' && bodyOf(context.actor.role) === 'TOWNSHIP'))
      return refuse('entitlement/out-of-competence');
    return {
      changes: moved(context, found.entitlement, DECIDED, {
        action: 'entitlement.decline',
        words: args.words,
        reasonCode: proposal.reason,
        details: { change: proposal.change },
      }),
    };
  },
});

function mayEnd(role: Role, reason: string | null): boolean {
  return (
    role === 'COUNTY_CIVIL_AFFAIRS_APPROVER' || (TOWNSHIP_EXITS as readonly string[]).includes(reason ?? '')
  );
}

/** 停发: months from here on wait, until the doubt is settled (e.7). */
export const entitlementSuspend = defineCommand({
  ...shared,
  name: 'entitlement.suspend',
  args: z.strictObject({
    entitlementId,
    reason: z.enum(SUSPEND_REASONS),
    /** First month that waits. */
    from: monthSchema,
    words: words.min(1),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, args, context) {
    const found = standingIn(records, ['ACTIVE']);
    if ('refusal' in found) return found;
    const { entitlement } = found;
    const eyes = ownProposal(context, entitlement);
    if (eyes) return eyes;
    const before = suspensionsOf(entitlement);
    const last = before.at(-1)?.to ?? '';
    if (args.from < (entitlement.values.entitledFrom ?? '') || args.from <= last)
      return refuse('entitlement/month-unfit', ['from'], { last });
    const one: StoredSuspension = { from: args.from, to: null, outcome: 'OPEN', reason: args.reason };
    return {
      changes: moved(
        context,
        entitlement,
        { state: 'SUSPENDED', suspensions: [...before, one] as never, ...DECIDED },
        {
          action: 'entitlement.suspend',
          words: args.words,
          reasonCode: args.reason,
          documentKind: 'EXIT_NOTICE',
          details: { month: args.from },
        },
      ),
    };
  },
});

/** The open suspension, closed with what became of its months. */
function closed(
  list: readonly StoredSuspension[],
  to: string,
  outcome: (typeof RESUME_OUTCOMES)[number],
): StoredSuspension[] {
  return list.map((each) =>
    each.to === null ? { ...each, to: to < each.from ? each.from : to, outcome } : each,
  );
}

/** 恢复: what waited is paid when the doubt was unfounded, and forfeited with a reason when it was not (e.7). */
export const entitlementResume = defineCommand({
  ...shared,
  name: 'entitlement.resume',
  args: z.strictObject({
    entitlementId,
    outcome: z.enum(RESUME_OUTCOMES),
    /** Last month that waited; the next one is paid as usual. */
    lastMonth: monthSchema,
    words: words.min(1),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, args, context) {
    const found = standingIn(records, ['SUSPENDED']);
    if ('refusal' in found) return found;
    const { entitlement } = found;
    const eyes = ownProposal(context, entitlement);
    if (eyes) return eyes;
    const list = suspensionsOf(entitlement);
    const open = list.find(({ to }) => to === null);
    if (!open || args.lastMonth < open.from)
      return refuse('entitlement/month-unfit', ['lastMonth'], { last: open?.from ?? null });
    return {
      changes: moved(
        context,
        entitlement,
        { state: 'ACTIVE', suspensions: closed(list, args.lastMonth, args.outcome) as never, ...DECIDED },
        {
          action: 'entitlement.resume',
          words: args.words,
          reasonCode: args.outcome,
          details: { from: open.from, month: args.lastMonth },
        },
      ),
    };
  },
});

function entitled(person: Row<'person'> | null, { id, values }: Entitlement, take: boolean): Claim[] {
  const idNumber = person?.values.idNumber;
  return idNumber ? [{ key: entitledClaim(idNumber, values.benefit as Benefit), recordId: id, take }] : [];
}

/** 退出, 放弃: the subsidy ends; what it claims nationwide is given back, and a new application may be made. */
export const entitlementExit = defineCommand({
  ...shared,
  needs: (args) => [
    ...shared.needs(args),
    {
      as: 'waivers',
      type: 'waiver',
      by: 'personId',
      valueFrom: { step: 'entitlement', field: 'personId' },
      limit: WAIVERS_OF_A_PERSON_MAX,
    },
  ],
  name: 'entitlement.exit',
  args: z.strictObject({
    entitlementId,
    reason: z.enum(EXIT_REASONS),
    /** Day of the event, where the record does not say it. */
    on: dateSchema.nullable().default(null),
    /** Whether the quarter of the event was paid as a quarter: it is then not recovered (S004 art.12). */
    isQuarterPaid: z.boolean().default(false),
    /** What becomes of months that wait, where some do. */
    withheld: z.enum(RESUME_OUTCOMES).nullable().default(null),
    words: words.min(1),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER', 'TOWNSHIP_REVIEWER'],
  decide(records, args, context) {
    const found = standingIn(records, ['ACTIVE', 'SUSPENDED']);
    if ('refusal' in found) return found;
    const { entitlement } = found;
    const { role } = context.actor;
    if (!mayEnd(role, args.reason)) return refuse('entitlement/out-of-competence', ['reason']);
    const eyes = ownProposal(context, entitlement);
    if (eyes) return eyes;
    if (role === 'TOWNSHIP_REVIEWER' && !proposalOf(entitlement))
      return refuse('entitlement/proposal-needed');
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    const waivers = (records.waivers ?? []) as Row<'waiver'>[];
    const day = exitDayOf({ reason: args.reason, on: args.on }, { person, entitlement, waivers }, context);
    if ('refusal' in day) return day;
    const waits = suspensionsOf(entitlement).some(({ to }) => to === null);
    if (waits && !args.withheld) return refuse('entitlement/withheld-needed', ['withheld']);
    const effect = exitEffectOf(
      { reason: args.reason, on: day.on },
      quarterOf(day.on, args.isQuarterPaid),
      packOf(context)?.stop,
    );
    const last = effect.lastPayableMonth;
    const set: Partial<Values<'entitlement'>> = {
      state: args.reason === 'WAIVED' ? 'WAIVED' : 'EXITED',
      lastPayableMonth: last,
      exitReason: args.reason,
      exitedOn: context.madeOn,
      ...(waits && {
        suspensions: closed(suspensionsOf(entitlement), last, args.withheld as 'FORFEITED') as never,
      }),
      ...DECIDED,
    };
    return {
      changes: moved(context, entitlement, set, {
        action: 'entitlement.exit',
        words: args.words,
        reasonCode: args.reason,
        documentKind: 'EXIT_NOTICE',
        details: { on: day.on, month: last },
      }),
      claims: entitled(person, entitlement, false),
    };
  },
});

/** 恢复待遇: the office was wrong, and nothing is lost of it (ST6). */
export const entitlementReinstate = defineCommand({
  ...shared,
  name: 'entitlement.reinstate',
  args: z.strictObject({ entitlementId, words: words.min(1) }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, args, context) {
    const found = standingIn(records, ['EXITED']);
    if ('refusal' in found) return found;
    const { entitlement } = found;
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    if (person.values.deathDate) return refuse('entitlement/person-died');
    const { exitReason, lastPayableMonth } = entitlement.values;
    return {
      changes: moved(
        context,
        entitlement,
        { state: 'ACTIVE', lastPayableMonth: null, exitReason: null, exitedOn: null },
        {
          action: 'entitlement.reinstate',
          words: args.words,
          reasonCode: exitReason,
          details: { month: lastPayableMonth },
        },
      ),
      claims: entitled(person, entitlement, true),
    };
  },
});
