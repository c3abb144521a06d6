/** Acts on the history of payments (历史数据补录): entered by hand or from a file, explained by the county, taken back with a reason, and finance's figures
 *  typed month by month (dossier e.11, (i); S001 §3(3)). What history is and how it is judged: past-payment.ts (PA1–PA5).
 *  PH2 once both bodies signed the history off, nothing of it is entered, explained, taken back or typed until the county has opened it again
 *  with a reason (RO5, RO6; dossier (i) ∴).
 *  PH1 the office that has the papers enters; that a difference is right is said by the county, and not by whoever entered it (∴).  */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { isPlainMonth } from './calendar.ts';
import {
  type Change,
  change,
  create,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  type Refusal,
  refuse,
} from './command.ts';
import { historyLine } from './history.ts';
import { packOf } from './pack-book.ts';
import { judgedBy } from './pack.ts';
import {
  differencesIn,
  differencesOf,
  FIRST_PAST_MONTH,
  gapsOf,
  type PastPeriod,
  periodOf,
  standingPast,
} from './past-payment.ts';
import { idSchema } from './person.ts';
import { COUNTY_ROLLOUT, countyRollout } from './rollout.ts';
import { BENEFITS } from './state.ts';

const monthSchema = z.string().refine(isPlainMonth);
const fenSchema = z.number().int().positive().max(100_000_000);
const words = z.string().trim().max(300);
const PERIODS_MAX = 40;
const PAST_MAX = 200;
const ROWS_MAX = 2_000;
const DRAWN_MAX = 50;
const MONTHS_AT_ONCE = 36;
export const PAST_SOURCES = ['PAPER', 'FILE'] as const;

/** PH2. */
function signedOff(records: Loaded): Refusal | null {
  const isOver = countyRollout(records)?.values.phase === 'HISTORY_SIGNED_OFF';
  return isOver ? refuse('past/signed-off') : null;
}

const pastOf = (records: Loaded) => standingPast((records.past ?? []) as Row<'pastPayment'>[]);

const overlaps = (a: PastPeriod, b: PastPeriod): boolean =>
  a.benefit === b.benefit && a.fromMonth <= b.toMonth && b.fromMonth <= a.toMonth;

/** Whether a roster pays a month of the period (PA2). */
function isOnRoster(period: PastPeriod, rows: readonly Row<'rosterRow'>[]): boolean {
  return rows.some(
    ({ values: { benefit, month, result } }) =>
      benefit === period.benefit &&
      (month ?? '') >= period.fromMonth &&
      (month ?? '') <= period.toMonth &&
      (result === 'PAID' || result === 'PENDING'),
  );
}

/** Why periods cannot be taken in. */
export function refusalOfPeriods(
  periods: readonly PastPeriod[],
  known: readonly PastPeriod[],
  rows: readonly Row<'rosterRow'>[],
  thisMonth: string,
): Refusal | null {
  for (const [at, period] of periods.entries()) {
    const { fromMonth, toMonth } = period;
    if (fromMonth < FIRST_PAST_MONTH) return refuse('past/before-2016', ['fromMonth']);
    if (fromMonth > toMonth) return refuse('past/months-turned', ['toMonth']);
    if (toMonth > thisMonth) return refuse('past/not-past', ['toMonth']);
    const others = [...periods.slice(0, at), ...known];
    if (others.some((other) => overlaps(other, period))) return refuse('past/month-twice', ['fromMonth']);
    if (isOnRoster(period, rows)) return refuse('past/on-a-roster', ['toMonth']);
  }
  return null;
}

/** Enters what was paid before. The months are held against the packs that the act names. */
export const pastRecord = defineCommand({
  name: 'past.record',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    source: z.enum(PAST_SOURCES),
    periods: z
      .array(
        z.strictObject({
          benefit: z.enum(BENEFITS),
          fromMonth: monthSchema,
          toMonth: monthSchema,
          amountFen: fenSchema,
        }),
      )
      .min(1)
      .max(PERIODS_MAX),
    /** Why months are left out. */
    words: words.default(''),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: ({ personId }) => ({ type: 'person', id: personId }),
  needs: ({ personId }) => [
    { as: 'person', type: 'person', id: personId },
    { as: 'past', type: 'pastPayment', by: 'personId', value: personId, limit: PAST_MAX },
    { as: 'drawn', type: 'entitlement', by: 'personId', value: personId, limit: DRAWN_MAX },
    // Of a record that was merged into this one too (MG4).
    {
      ...{ as: 'rows', type: 'rosterRow', by: 'entitlementId', limit: ROWS_MAX },
      valueFrom: { step: 'drawn', field: 'id', each: true },
    },
    ...COUNTY_ROLLOUT,
  ],
  decide(records, { periods, source, words: said }, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    if (person.values.mergedInto) return refuse('person/merged');
    const closed = signedOff(records);
    if (closed) return closed;
    const known = pastOf(records).map(periodOf);
    const rows = (records.rows ?? []) as Row<'rosterRow'>[];
    const no = refusalOfPeriods(periods, known, rows, context.madeOn.slice(0, 7));
    if (no) return no;
    const pack = packOf(context);
    if (!pack) return refuse('pack/unknown');
    const by = judgedBy(pack);
    const made = periods.map((period): Change => {
      const gaps = said
        ? []
        : gapsOf([...known, ...periods].filter(({ benefit }) => benefit === period.benefit));
      // A gap is told with the period that comes after it.
      const own = gaps.filter(
        ({ to }) => to < period.fromMonth && to >= lastBefore(period, [...known, ...periods]),
      );
      const differences = [...differencesOf(person, period, by), ...own];
      return create('pastPayment', context.newId(), {
        ...{ personId: person.id, ...period, source, words: said || null },
        ...{ recordedBy: context.actor.accountId, recordedOn: context.madeOn, packVersion: pack.version },
        ...{ state: differences.length ? 'UNRECONCILED' : 'RECONCILED', differences: differences as never },
      });
    });
    const line = historyLine(context, {
      ...{ personId: person.id, action: 'past.record', words: said || null },
      details: {
        periods: periods.map(({ benefit, fromMonth, toMonth }) => `${benefit} ${fromMonth} ${toMonth}`),
      },
    });
    return { changes: [...made, line] };
  },
});

/** The last month of the same benefit that stands before a period. */
function lastBefore({ benefit, fromMonth }: PastPeriod, periods: readonly PastPeriod[]): string {
  const ends = periods.filter((each) => each.benefit === benefit && each.toMonth < fromMonth);
  return (
    ends
      .map(({ toMonth }) => toMonth)
      .sort()
      .at(-1) ?? fromMonth
  );
}

const onOne = {
  version: 1,
  target: ({ pastPaymentId }: { pastPaymentId: number }) => ({
    type: 'pastPayment' as const,
    id: pastPaymentId,
  }),
  needs: ({ pastPaymentId }: { pastPaymentId: number }): Need[] => [
    { as: 'payment', type: 'pastPayment', id: pastPaymentId },
    ...COUNTY_ROLLOUT,
  ],
};

function standing(records: Loaded): Row<'pastPayment'> | Refusal {
  const payment = firstOf(records, 'payment', 'pastPayment');
  if (!payment) return refuse('past/not-found');
  return payment.values.state === 'WITHDRAWN' ? refuse('past/withdrawn') : (signedOff(records) ?? payment);
}

function told(context: DecideContext, payment: Row<'pastPayment'>, action: string, reason: string): Change {
  return historyLine(context, { personId: payment.values.personId as number, action, words: reason });
}

/** The county has looked at what differs, and says why it stands (PA3, PH1). */
export const pastExplain = defineCommand({
  ...onOne,
  name: 'past.explain',
  args: z.strictObject({ pastPaymentId: idSchema, words: words.min(1) }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, { words: said }, context) {
    const payment = standing(records);
    if ('refusal' in payment) return payment;
    if (!differencesIn(payment).length) return refuse('past/nothing-differs');
    if (payment.values.state === 'EXPLAINED') return refuse('past/explained');
    if (payment.values.recordedBy === context.actor.accountId) return refuse('past/four-eyes');
    const set = { state: 'EXPLAINED', explainedBy: context.actor.accountId, explainedWords: said };
    return {
      changes: [change('pastPayment', payment.id, set), told(context, payment, 'past.explain', said)],
    };
  },
});

/** Entered wrongly: it no longer counts, and stays. */
export const pastWithdraw = defineCommand({
  ...onOne,
  name: 'past.withdraw',
  args: z.strictObject({ pastPaymentId: idSchema, words: words.min(1) }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'],
  decide(records, { words: said }, context) {
    const payment = standing(records);
    if ('refusal' in payment) return payment;
    const set = { state: 'WITHDRAWN', explainedBy: context.actor.accountId, explainedWords: said };
    return {
      changes: [change('pastPayment', payment.id, set), told(context, payment, 'past.withdraw', said)],
    };
  },
});

/** What finance says it paid in months of history (e.11: «the finance figure typed by the county»). */
export const pastSetMonths = defineCommand({
  name: 'past.setMonths',
  version: 1,
  args: z.strictObject({
    months: z
      .array(
        z.strictObject({
          month: monthSchema,
          financeFen: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
        }),
      )
      .min(1)
      .max(MONTHS_AT_ONCE),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: () => null,
  needs: ({ months }) => [
    ...months.map(
      ({ month }): Need => ({ as: month, type: 'pastMonth', by: 'month', value: month, limit: 1 }),
    ),
    ...COUNTY_ROLLOUT,
  ],
  decide(records, { months }, context) {
    const closed = signedOff(records);
    if (closed) return closed;
    if (new Set(months.map(({ month }) => month)).size !== months.length)
      return refuse('past/month-twice', ['months']);
    if (months.some(({ month }) => month < FIRST_PAST_MONTH)) return refuse('past/before-2016', ['months']);
    if (months.some(({ month }) => month > context.madeOn.slice(0, 7)))
      return refuse('past/not-past', ['months']);
    const changes = months.map(({ month, financeFen }) => {
      const set = { month, financeFen, typedBy: context.actor.accountId, typedOn: context.madeOn };
      const stands = firstOf(records, month, 'pastMonth');
      return stands ? change('pastMonth', stands.id, set) : create('pastMonth', context.newId(), set);
    });
    return { changes };
  },
});
