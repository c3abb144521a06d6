/** The payment roster (发放清册) as acts of the county: built by civil affairs, checked, locked, signed by civil affairs and the federation, handed
 *  to finance, paid, settled from the bank's result file (dossier (e); S004 arts 4, 5). The rows are made and settled by the centre, which alone
 *  holds every ledger: an act says what is to be done (`job`), and the centre's jobs do it page by page.
 *  RA1 one roster a county and month, and one at a time on its way to finance (S004 art.4; 国发〔2015〕52号 二(三)).  RA2 while the centre works at the rows nobody else does.
 *  RA3 what is locked and signed is the hash that the signer had before them.  RA4 it is not locked while somebody came or went unexplained
 *  (e.3).  RA5 finance pays and does not edit (S004 art.5): the bank's result must add up to what was handed over, to the fen.
 *  RA6 a month that was missed is built late, unless a later one stands (its months are paid there), it stands locked, or it lies before the
 *  county began (∴).
 *  Elsewhere: the states (roster-state.ts), the rows (roster-plan.ts), figures and hash (roster-figures.ts), what the centre does
 *  (src-server/jobs). Out of scope: payments in cash (c.6).                                                                            */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { isPlainMonth, type PlainMonth } from './calendar.ts';
import {
  change,
  create,
  defineCommand,
  firstOf,
  type Loaded,
  type Need,
  type Refusal,
  refuse,
} from './command.ts';
import { historyLine } from './history.ts';
import { addMonths, quarterEnd } from './month.ts';
import { dateSchema, idSchema } from './person.ts';
import { FIRST_PAST_MONTH } from './past-payment.ts';
import { packOf } from './pack-book.ts';
import { coveredIn, ROSTER_TERMS } from './roster-calendar.ts';
import { COUNTY_ROLLOUT, countyRollout } from './rollout.ts';
import { balances, payableOf, type RosterPart } from './roster-figures.ts';
import {
  isRosterRefusal,
  lockRoster,
  reopenRoster,
  ROSTER_STATES,
  type RosterAnswer,
  type RosterPaper,
  type RosterSignature,
  type RosterState,
  signRoster,
  submitToFinance,
} from './roster-state.ts';
import { BENEFITS, bodyOf, type Role } from './state.ts';

export const ROSTER_JOBS = ['BUILD', 'SETTLE'] as const;
export type RosterJob = (typeof ROSTER_JOBS)[number];

/** Why a bank sent a payment back (e.10). */
export const BANK_REASONS = [
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_NAME_MISMATCH',
  'ACCOUNT_CLOSED',
  'FROZEN',
  'DORMANT',
  'OTHER',
] as const;
export type BankReason = (typeof BANK_REASONS)[number];

/** More than a county's bank returns in a month; a file with more is no result. */
export const RETURNED_MAX = 2_000;

/** States in which a roster is still with civil affairs: there is one of these at a time (RA1). */
export const OPEN_STATES: readonly RosterState[] = [
  'DRAFT',
  'CHECKED',
  'LOCKED',
  'SIGNED_ONE',
  'SIGNED_BOTH',
];
const CIVIL_AFFAIRS: readonly Role[] = ['COUNTY_CIVIL_AFFAIRS_APPROVER'];
const FINANCE: readonly Role[] = ['COUNTY_FINANCE'];
/** More rosters than a county makes in fifteen years. */
const ROSTERS_MAX = 200;
/** Rosters of a month that may stand beside each other: none. One more shows a fault. */
const A_MONTH_MAX = 2;
const MONTHS_A_QUARTER = 3;

const monthSchema = z.string().refine(isPlainMonth);
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const rosterArgs = { rosterId: idSchema };

/** Key of the claim that a county has one roster a month. */
export function rosterClaim(county: number, month: PlainMonth): string {
  return `roster:${county}:${month}`;
}

export function paperOf({ values }: Row<'roster'>): RosterPaper {
  return {
    state: values.state as RosterState,
    hash: values.lockedHash,
    signatures: (values.signatures ?? []) as unknown as RosterSignature[],
  };
}

/** What every act on a roster reads. */
const onRoster = {
  version: 1,
  target: (args: { rosterId: number }) => ({ type: 'roster' as const, id: args.rosterId }),
  needs: (args: { rosterId: number }): Need[] => [{ as: 'roster', type: 'roster', id: args.rosterId }],
};

/** The roster, when nobody works at it (RA2). */
function idleRoster(records: Loaded): Row<'roster'> | Refusal {
  const roster = firstOf(records, 'roster', 'roster');
  if (!roster) return refuse('roster/not-found');
  return roster.values.job ? refuse('roster/centre-works') : roster;
}

function refused(answer: RosterAnswer): Refusal | null {
  if (!isRosterRefusal(answer)) return null;
  const code = answer.code.toLowerCase().replaceAll('_', '-');
  return refuse(`roster/${code}`, undefined, answer.missing ? [...answer.missing] : undefined);
}

/** Fields of a roster after a step of roster-state.ts. */
function stepTo(roster: Row<'roster'>, paper: RosterPaper, set: Row<'roster'>['values'] | object = {}) {
  const { state, hash, signatures } = paper;
  return change('roster', roster.id, {
    ...{ state, lockedHash: hash, signatures: signatures as never },
    ...set,
  });
}

const asMonth = (as: string, month: PlainMonth): Need => ({
  ...{ as, type: 'roster', by: 'month', value: month, limit: A_MONTH_MAX },
});

function openRosters(records: Loaded): Row<'roster'>[] {
  return OPEN_STATES.flatMap((state) => (records[state] ?? []) as Row<'roster'>[]);
}

/** The first month that the county may pay by these rosters: the one after the last that was paid outside the system, as its roll-out says;
 *  without a roll-out the first month of the subsidies (RA6). */
function startMonth(records: Loaded): PlainMonth {
  const last = countyRollout(records)?.values.targetMonth;
  return last ? addMonths(last, 1) : FIRST_PAST_MONTH;
}

/** Builds the roster of a month, or makes its rows again. */
export const rosterBuild = defineCommand({
  name: 'roster.build',
  version: 1,
  args: z.strictObject({
    month: monthSchema,
    /** A quarter is built in its last month and holds the three (e.4). */
    cycle: z.enum(['MONTHLY', 'QUARTERLY']).default('MONTHLY'),
  }),
  roles: CIVIL_AFFAIRS,
  target: () => null,
  needs: ({ month }) => [
    asMonth('same', month),
    ...ROSTER_STATES.map(
      (state): Need => ({ as: state, type: 'roster', by: 'state', value: state, limit: ROSTERS_MAX }),
    ),
    ...COUNTY_ROLLOUT,
  ],
  decide(records, { month, cycle }, context) {
    const due = coveredIn(context.madeOn.slice(0, 7), packOf(context)?.roster ?? ROSTER_TERMS);
    if (month > due) return refuse('roster/future-month', ['month']);
    const isQuarter = cycle === 'QUARTERLY';
    if (isQuarter && quarterEnd(month) !== month) return refuse('roster/not-a-quarter', ['month']);
    const all = ROSTER_STATES.flatMap((state) => (records[state] ?? []) as Row<'roster'>[]);
    if (all.some(({ values }) => (values.month ?? '') > month))
      return refuse('roster/later-exists', ['month']);
    if (month < startMonth(records)) return refuse('roster/before-start', ['month']);
    const same = firstOf(records, 'same', 'roster');
    const other = openRosters(records).find(({ id }) => id !== same?.id);
    if (other) return refuse('roster/earlier-open', ['month'], { month: other.values.month });
    const work = {
      ...{ month, cycle, firstMonth: isQuarter ? addMonths(month, 1 - MONTHS_A_QUARTER) : month },
      ...{ state: 'DRAFT', job: 'BUILD', progress: null, builtBy: context.actor.accountId },
      ...{ builtAt: context.madeAt, checkedBy: null, checkedOn: null },
    };
    const claims = (recordId: number) => [
      { key: rosterClaim(context.scope, month), recordId, take: true, path: ['month'] },
    ];
    if (!same) {
      const roster = create('roster', context.newId(), { ...work, pass: 1 });
      return { changes: [roster], claims: claims(roster.id) };
    }
    if (same.values.job) return refuse('roster/centre-works');
    if (!['DRAFT', 'CHECKED'].includes(same.values.state as string))
      return refuse('roster/month-done', ['month'], { state: same.values.state });
    const again = { ...work, pass: (same.values.pass ?? 1) + 1 };
    return { changes: [change('roster', same.id, again)], claims: claims(same.id) };
  },
});

/** Somebody has looked at the held rows and at the difference to the month before. */
export const rosterCheck = defineCommand({
  ...onRoster,
  name: 'roster.check',
  args: z.strictObject({ ...rosterArgs, hash: hashSchema }),
  roles: CIVIL_AFFAIRS,
  decide(records, { hash }, context) {
    const roster = idleRoster(records);
    if ('refusal' in roster) return roster;
    if (roster.values.state !== 'DRAFT')
      return refuse('roster/already-handled', undefined, { state: roster.values.state });
    if (roster.values.rowHash !== hash) return refuse('roster/rows-changed');
    const set = { state: 'CHECKED', checkedBy: context.actor.accountId, checkedOn: context.madeOn };
    return { changes: [change('roster', roster.id, set)] };
  },
});

/** RA3, RA4: from now on its rows are those of the hash. */
export const rosterLock = defineCommand({
  ...onRoster,
  name: 'roster.lock',
  args: z.strictObject({ ...rosterArgs, hash: hashSchema }),
  roles: CIVIL_AFFAIRS,
  decide(records, { hash }, context) {
    const roster = idleRoster(records);
    if ('refusal' in roster) return roster;
    if (roster.values.rowHash !== hash) return refuse('roster/rows-changed');
    const totals = roster.values.totals as unknown as RosterPart;
    const unbalanced = BENEFITS.filter((benefit) => !balances(totals.identity[benefit]));
    if (unbalanced.length) return refuse('roster/does-not-balance', undefined, unbalanced);
    const locked = lockRoster(paperOf(roster), hash);
    const no = refused(locked);
    if (no) return no;
    const set = { lockedBy: context.actor.accountId, lockedOn: context.madeOn };
    return { changes: [stepTo(roster, locked as RosterPaper, set)] };
  },
});

/** A body signs and seals what it had before it (S004 art.4). */
export const rosterSign = defineCommand({
  ...onRoster,
  name: 'roster.sign',
  args: z.strictObject({ ...rosterArgs, hash: hashSchema }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER', 'COUNTY_FEDERATION_REVIEWER'],
  decide(records, { hash }, context) {
    const roster = idleRoster(records);
    if ('refusal' in roster) return roster;
    const paper = paperOf(roster);
    if (paper.hash !== null && paper.hash !== hash) return refuse('roster/rows-changed');
    const body = bodyOf(context.actor.role) as RosterSignature['body'];
    const signed = signRoster(paper, { body, by: context.actor.accountId, on: context.madeOn });
    return refused(signed) ?? { changes: [stepTo(roster, signed as RosterPaper)] };
  },
});

/** Opened again for correction: both signatures are void. */
export const rosterReopen = defineCommand({
  ...onRoster,
  name: 'roster.reopen',
  args: z.strictObject({ ...rosterArgs, reason: z.string().trim().min(1).max(300) }),
  roles: CIVIL_AFFAIRS,
  decide(records, { reason }) {
    const roster = idleRoster(records);
    if ('refusal' in roster) return roster;
    const opened = reopenRoster(paperOf(roster));
    const set = { reopenReason: reason, lockedBy: null, lockedOn: null, checkedBy: null, checkedOn: null };
    return refused(opened) ?? { changes: [stepTo(roster, opened as RosterPaper, set)] };
  },
});

/** To finance, with both signatures. */
export const rosterSubmit = defineCommand({
  ...onRoster,
  name: 'roster.submit',
  args: z.strictObject(rosterArgs),
  roles: CIVIL_AFFAIRS,
  decide(records, _args, context) {
    const roster = idleRoster(records);
    if ('refusal' in roster) return roster;
    const sent = submitToFinance(paperOf(roster));
    const set = { submittedBy: context.actor.accountId, submittedOn: context.madeOn };
    return refused(sent) ?? { changes: [stepTo(roster, sent as RosterPaper, set)] };
  },
});

/** Finance has the roster and pays by it. */
export const rosterReceive = defineCommand({
  ...onRoster,
  name: 'roster.receive',
  args: z.strictObject({ ...rosterArgs, hash: hashSchema }),
  roles: FINANCE,
  decide(records, { hash }, context) {
    const roster = idleRoster(records);
    if ('refusal' in roster) return roster;
    if (roster.values.state !== 'SUBMITTED_TO_FINANCE')
      return refuse('roster/already-handled', undefined, { state: roster.values.state });
    if (roster.values.lockedHash !== hash) return refuse('roster/rows-changed');
    const set = { state: 'PAYING', receivedBy: context.actor.accountId, receivedOn: context.madeOn };
    return { changes: [change('roster', roster.id, set)] };
  },
});

/** The bank's result: which rows came back and why; everything else was paid. The centre writes it into the rows. */
export const rosterSettle = defineCommand({
  ...onRoster,
  name: 'roster.settle',
  args: z.strictObject({
    ...rosterArgs,
    paidOn: dateSchema,
    bankFileHash: hashSchema,
    paidRows: z.number().int().min(0),
    paidFen: z.number().int().min(0),
    returnedFen: z.number().int().min(0),
    returned: z.array(z.strictObject({ rowId: idSchema, reason: z.enum(BANK_REASONS) })).max(RETURNED_MAX),
  }),
  roles: FINANCE,
  decide(records, args, context) {
    const roster = idleRoster(records);
    if ('refusal' in roster) return roster;
    if (roster.values.state !== 'PAYING')
      return refuse('roster/already-handled', undefined, { state: roster.values.state });
    if (args.paidOn > context.madeOn) return refuse('roster/future-date', ['paidOn']);
    if (args.paidOn < (roster.values.submittedOn ?? '')) return refuse('roster/paid-before-sent', ['paidOn']);
    const ids = args.returned.map(({ rowId }) => rowId);
    if (new Set(ids).size !== ids.length) return refuse('roster/returned-twice', ['returned']);
    const due = payableOf(roster.values.totals as unknown as RosterPart);
    const told = { rows: args.paidRows + ids.length, fen: args.paidFen + args.returnedFen };
    if (told.rows !== due.rows || told.fen !== due.fen)
      return refuse('roster/result-differs', ['paidFen'], { due, told });
    const set = {
      ...{ job: 'SETTLE', progress: null, paidOn: args.paidOn, bankFileHash: args.bankFileHash },
      ...{ returned: args.returned, settledBy: context.actor.accountId },
      settled: { rows: args.paidRows, fen: args.paidFen, returnedFen: args.returnedFen },
    };
    return { changes: [change('roster', roster.id, set)] };
  },
});

/** The township has put right the account to which a payment came back, or the bank says that it is open again: what is owed is issued with the
 *  next roster (e.10). */
export const paymentAccountCorrected = defineCommand({
  name: 'payment.accountCorrected',
  version: 1,
  args: z.strictObject({ entitlementId: idSchema, words: z.string().trim().max(300).default('') }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'],
  target: ({ entitlementId }) => ({ type: 'entitlement', id: entitlementId }),
  needs: ({ entitlementId }) => [{ as: 'entitlement', type: 'entitlement', id: entitlementId }],
  decide(records, { words }, context) {
    const entitlement = firstOf(records, 'entitlement', 'entitlement');
    if (!entitlement) return refuse('entitlement/not-found');
    if (!entitlement.values.accountReturnedOn) return refuse('payment/nothing-returned');
    const line = historyLine(context, {
      personId: entitlement.values.personId as number,
      applicationId: entitlement.values.applicationId,
      action: 'payment.accountCorrected',
      words: words || null,
      details: { benefit: entitlement.values.benefit },
    });
    return { changes: [change('entitlement', entitlement.id, { accountReturnedOn: null }), line] };
  },
});
