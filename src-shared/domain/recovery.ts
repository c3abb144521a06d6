/** 追缴: money that was paid beyond what was due comes back (S004 art.12; dossier e.9). Civil affairs opens the case, the township writes to the
 *  family, what is paid back is counted until nothing is left.
 *  RC1 only months after the last payable one are recovered; of a fraud, months before too (S004 art.12; EX4; (f) CERT_REVOKED).  RC2 the month of a death
 *  is never recovered (S004 art.12).  RC3 the credit record hears of it only where the place's pack says so, after a refusal, and never where the office was wrong (S004 art.12; ∴).
 *  RC4 nothing is set off against later months without written consent (∴).                                                              */
import { z } from 'zod';
import type { FieldValue } from '../records/registry.ts';
import type { Row, Values } from '../records/rows.ts';
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
import type { DocumentKind } from './document-kind.ts';
import { historyLine } from './history.ts';
import { packOf } from './pack-book.ts';
import { dateSchema, idSchema, monthSchema } from './person.ts';

export const RECOVERY_CAUSES = ['LATE_REPORT', 'DUPLICATE', 'DATA_ERROR', 'FRAUD'] as const;
export const PAYBACK_WAYS = ['CASH', 'TRANSFER', 'OFFSET'] as const;
const MONTHS_MAX = 140;
const words = z.string().trim().max(300);
const recoveryId = idSchema;

export interface PaidBack {
  readonly amountFen: number;
  readonly on: string;
  readonly way: (typeof PAYBACK_WAYS)[number];
  readonly by: number;
}
export interface RecoveredMonth {
  readonly month: string;
  readonly amountFen: number;
}

/** Fen that still have to come back. */
export function owedFen({ values }: Pick<Row<'recovery'>, 'values'>): number {
  return (values.amountFen ?? 0) - (values.paidFen ?? 0);
}

export const recoveryOpen = defineCommand({
  name: 'recovery.open',
  version: 1,
  args: z.strictObject({
    entitlementId: idSchema,
    months: z
      .array(z.strictObject({ month: monthSchema, amountFen: z.number().int().positive() }))
      .min(1)
      .max(MONTHS_MAX),
    cause: z.enum(RECOVERY_CAUSES),
    /** Who has the money: the person, or the family. */
    debtor: z.string().trim().min(1).max(50),
    words: words.min(1),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'entitlement', id: args.entitlementId }),
  needs: (args) => [{ as: 'entitlement', type: 'entitlement', id: args.entitlementId }],
  decide(records, args, context) {
    const entitlement = firstOf(records, 'entitlement', 'entitlement');
    if (!entitlement) return refuse('entitlement/not-found');
    const { lastPayableMonth, personId, applicationId, benefit } = entitlement.values;
    const names = args.months.map(({ month }) => month);
    if (new Set(names).size < names.length) return refuse('recovery/month-twice', ['months']);
    const isBeyond = (month: string): boolean => lastPayableMonth !== null && month > lastPayableMonth;
    if (args.cause !== 'FRAUD' && args.cause !== 'DUPLICATE' && !names.every(isBeyond))
      return refuse('recovery/month-was-due', ['months'], { lastPayableMonth });
    const amountFen = args.months.reduce((sum, each) => sum + each.amountFen, 0);
    const id = context.newId();
    return {
      changes: [
        create('recovery', id, {
          ...{ personId, entitlementId: entitlement.id, cause: args.cause, amountFen, debtor: args.debtor },
          ...{ months: args.months as unknown as FieldValue, openedOn: context.madeOn },
          ...{ openedBy: context.actor.accountId, state: 'OPEN', paidBack: [], paidFen: 0 },
        }),
        historyLine(context, {
          ...{ personId: personId as number, applicationId, action: 'recovery.open', words: args.words },
          reasonCode: args.cause,
          details: { benefit, months: names, amountFen, recoveryId: id },
        }),
      ],
    };
  },
});

const shared = {
  version: 1,
  target: (args: { recoveryId: number }) => ({ type: 'recovery' as const, id: args.recoveryId }),
  needs: (args: { recoveryId: number }): Need[] => [
    { as: 'recovery', type: 'recovery', id: args.recoveryId },
  ],
};
const OPEN_STATES = ['OPEN', 'NOTICED', 'PAYING'] as const;

function recoveryIn(records: Loaded, states: readonly string[]) {
  const recovery = firstOf(records, 'recovery', 'recovery');
  if (!recovery) return refuse('recovery/not-found');
  const { state } = recovery.values;
  return states.includes(state ?? '')
    ? { recovery }
    : refuse('recovery/already-handled', undefined, { state });
}

interface Step {
  readonly action: string;
  readonly words?: string | null;
  readonly documentKind?: DocumentKind;
  readonly details?: Readonly<Record<string, FieldValue>>;
}

function stepped(
  context: DecideContext,
  { id, values }: Row<'recovery'>,
  set: Partial<Values<'recovery'>>,
  step: Step,
) {
  return {
    changes: [
      change('recovery', id, set),
      historyLine(context, {
        ...step,
        personId: values.personId as number,
        details: { recoveryId: id, ...step.details },
      }),
    ],
  };
}

const TOWNSHIP = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;

/** 追缴通知书: the township writes to the family (S004 art.4, art.12). */
export const recoveryNotice = defineCommand({
  ...shared,
  name: 'recovery.notice',
  args: z.strictObject({ recoveryId, noticedOn: dateSchema, words }),
  roles: TOWNSHIP,
  decide(records, args, context) {
    const found = recoveryIn(records, ['OPEN']);
    if ('refusal' in found) return found;
    if (args.noticedOn > context.madeOn) return refuse('person/future-date', ['noticedOn']);
    return stepped(
      context,
      found.recovery,
      { state: 'NOTICED', noticedOn: args.noticedOn },
      {
        action: 'recovery.notice',
        words: args.words || null,
        documentKind: 'RECOVERY_NOTICE',
        details: { on: args.noticedOn },
      },
    );
  },
});

/** What came back. The last of it closes the case. */
export const recoveryPayBack = defineCommand({
  ...shared,
  name: 'recovery.payBack',
  args: z.strictObject({
    recoveryId,
    amountFen: z.number().int().positive(),
    on: dateSchema,
    way: z.enum(PAYBACK_WAYS),
    /** Day of the written consent, for what is set off (RC4). */
    consentOn: dateSchema.nullable().default(null),
    words,
  }),
  roles: [...TOWNSHIP, 'COUNTY_CIVIL_AFFAIRS_APPROVER', 'COUNTY_FINANCE'],
  decide(records, args, context) {
    const found = recoveryIn(records, OPEN_STATES);
    if ('refusal' in found) return found;
    const { recovery } = found;
    if (args.on > context.madeOn) return refuse('person/future-date', ['on']);
    if (args.way === 'OFFSET' && !args.consentOn) return refuse('recovery/consent-needed', ['consentOn']);
    const left = owedFen(recovery);
    if (args.amountFen > left) return refuse('recovery/too-much', ['amountFen'], { left });
    const { amountFen, on, way } = args;
    const one: PaidBack = { amountFen, on, way, by: context.actor.accountId };
    const paidBack = [...((recovery.values.paidBack ?? []) as unknown as PaidBack[]), one];
    const isDone = amountFen === left;
    const set: Partial<Values<'recovery'>> = {
      ...{ paidBack: paidBack as never, paidFen: (recovery.values.paidFen ?? 0) + amountFen },
      state: isDone ? 'CLOSED' : 'PAYING',
      ...(isDone && { closedOn: context.madeOn }),
    };
    return stepped(context, recovery, set, {
      ...{ action: 'recovery.payBack', words: args.words || null, details: { amountFen, on } },
    });
  },
});

/** 拒不退回: the refusal is on record, with what was said (S004 art.12). */
export const recoveryRefused = defineCommand({
  ...shared,
  name: 'recovery.refused',
  args: z.strictObject({ recoveryId, refusedOn: dateSchema, words: words.min(1) }),
  roles: TOWNSHIP,
  decide(records, args, context) {
    const found = recoveryIn(records, ['NOTICED', 'PAYING']);
    if ('refusal' in found) return found;
    if (args.refusedOn > context.madeOn) return refuse('person/future-date', ['refusedOn']);
    if (found.recovery.values.refusedOn)
      return refuse('recovery/already-handled', undefined, { state: found.recovery.values.state });
    return stepped(
      context,
      found.recovery,
      { refusedOn: args.refusedOn },
      { action: 'recovery.refused', words: args.words, details: { on: args.refusedOn } },
    );
  },
});

/** 核销. */
export const recoveryWriteOff = defineCommand({
  ...shared,
  name: 'recovery.writeOff',
  args: z.strictObject({ recoveryId, words: words.min(1) }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, args, context) {
    const found = recoveryIn(records, OPEN_STATES);
    if ('refusal' in found) return found;
    return stepped(
      context,
      found.recovery,
      { state: 'WRITTEN_OFF', closedOn: context.madeOn },
      { action: 'recovery.writeOff', words: args.words, details: { amountFen: owedFen(found.recovery) } },
    );
  },
});

/** 记入个人征信 (S004 art.12; RC3). */
export const recoveryReportCredit = defineCommand({
  ...shared,
  name: 'recovery.reportCredit',
  args: z.strictObject({ recoveryId, words: words.min(1) }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, args, context) {
    const found = recoveryIn(records, ['NOTICED', 'PAYING']);
    if ('refusal' in found) return found;
    if (!packOf(context)?.recovery.creditRecord) return refuse('recovery/no-credit-record');
    const { cause, refusedOn } = found.recovery.values;
    if (cause === 'DATA_ERROR') return refuse('recovery/office-error');
    if (!refusedOn) return refuse('recovery/not-refused');
    return stepped(
      context,
      found.recovery,
      { state: 'REPORTED_CREDIT', closedOn: context.madeOn },
      { action: 'recovery.reportCredit', words: args.words },
    );
  },
});
