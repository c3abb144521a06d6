/** What was paid before the county's rosters began (历史数据补录, from 2016-01): a person's subsidy, the months from and to, what was paid a month. It is
 *  held against what the rules say was owed, and county-month by county-month against finance's own figure (S001 §3(3); S000; dossier e.11).
 *  PA1 it is history: no roster row is made of it, nothing is ever paid by it, and a month that it holds is not paid again (e.11 ∴).  PA2 a
 *  month of a person and benefit is there once, and never beside a roster row that pays it (S000 唯一性).  PA3 what differs from the rules is
 *  UNRECONCILED with its reason, until the county has explained it in words (∴).  PA4 what only an old paper can have — a number of 15 digits, a
 *  certificate that has run out — is a flag and no difference (e.11 ∴).  PA5 months follow one another, or words say why not (∴).
 *  Elsewhere: the acts (past-acts.ts).                                                                                                  */
import { canonicalJson, type Json, sha256Hex } from '../base/canonical.ts';
import type { Row } from '../records/rows.ts';
import type { PlainMonth } from './calendar.ts';
import { cellFacts, eligibilityOf, type JudgedBy } from './eligibility.ts';
import { addMonths, monthsFromTo } from './month.ts';
import { factsOfPerson } from './person-facts.ts';
import { standardOf } from './policy-pack.ts';
import type { LedgerRow } from './roster-rows.ts';
import type { Benefit } from './state.ts';

/** The subsidies began with this month (国发〔2015〕52号). */
export const FIRST_PAST_MONTH = '2016-01';

export const PAST_STATES = ['RECONCILED', 'UNRECONCILED', 'EXPLAINED', 'WITHDRAWN'] as const;
export type PastState = (typeof PAST_STATES)[number];

export const PAST_REASONS = [
  'AMOUNT_DIFFERS',
  'AMOUNT_UNKNOWN',
  'NOT_OWED',
  'CANNOT_BE_JUDGED',
  'GAP',
] as const;
export type PastReason = (typeof PAST_REASONS)[number];

/** What was paid a month, over the months named, both included. */
export interface PastPeriod {
  readonly benefit: Benefit;
  readonly fromMonth: PlainMonth;
  readonly toMonth: PlainMonth;
  readonly amountFen: number;
}

/** Months that differ, one after another, for one reason. */
export interface PastDifference {
  readonly reason: PastReason;
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  /** What the rules say was owed a month; null where they do not say. */
  readonly owedFen: number | null;
  /** Codes of the rules. */
  readonly because: readonly string[];
}

/** PA4. */
const ONLY_OLD_PAPERS = [
  ...['ID_15_DIGIT', 'ID_CHECKSUM', 'ID_BIRTHDATE', 'ID_LENGTH', 'ID_CHARSET'],
  ...['CERT_GRACE_OVER', 'CERT_NOT_VALID', 'CERT_ID_MISMATCH', 'DEATH'],
];

type MonthDifference = Omit<PastDifference, 'from' | 'to'>;

/** How a month's payment differs from what the rules say of it. */
function differenceIn(
  person: Row<'person'>,
  { benefit, amountFen }: PastPeriod,
  month: PlainMonth,
  by: JudgedBy,
): MonthDifference | null {
  const facts = factsOfPerson(person.values, { month, applied: [benefit], scope: person.scope });
  if (!facts) return { reason: 'CANNOT_BE_JUDGED', owedFen: null, because: ['ID_MISSING'] };
  const judged = eligibilityOf(facts, by)[benefit];
  const against = judged.reasons.filter((reason) => !isOldPaper(reason, person, month));
  if (against.includes('AMOUNT_UNKNOWN')) return { reason: 'AMOUNT_UNKNOWN', owedFen: null, because: [] };
  if (against.length) return { reason: 'NOT_OWED', owedFen: 0, because: against };
  const found = standardOf(by.packs, benefit, month, cellFacts(facts));
  if (found === 'AMOUNT_UNKNOWN') return { reason: 'AMOUNT_UNKNOWN', owedFen: null, because: [] };
  const owedFen = found.standard.amountFen;
  return owedFen === amountFen ? null : { reason: 'AMOUNT_DIFFERS', owedFen, because: [] };
}

/** A death counts from its month on; the rest are faults of today's paper. */
function isOldPaper(reason: string, person: Row<'person'>, month: PlainMonth): boolean {
  if (reason === 'DEATH') return month <= (person.values.deathDate ?? '').slice(0, 7);
  return ONLY_OLD_PAPERS.includes(reason);
}

/** Every month of a period against the rules, equal neighbours as one (PA3, PA4). */
export function differencesOf(person: Row<'person'>, period: PastPeriod, by: JudgedBy): PastDifference[] {
  const found: PastDifference[] = [];
  for (const month of monthsFromTo(period.fromMonth, period.toMonth)) {
    const differs = differenceIn(person, period, month, by);
    if (!differs) continue;
    const last = found.at(-1);
    const isSame =
      last !== undefined &&
      addMonths(last.to, 1) === month &&
      last.reason === differs.reason &&
      last.owedFen === differs.owedFen &&
      last.because.join() === differs.because.join();
    if (isSame) found[found.length - 1] = { ...last, to: month };
    else found.push({ ...differs, from: month, to: month });
  }
  return found;
}

/** Months of a benefit that nothing stands of between its first and its last one (PA5). */
export function gapsOf(periods: readonly PastPeriod[]): PastDifference[] {
  const sorted = periods.toSorted((a, b) => (a.fromMonth < b.fromMonth ? -1 : 1));
  return sorted.slice(1).flatMap((period, at): PastDifference[] => {
    const before = addMonths((sorted[at] as PastPeriod).toMonth, 1);
    if (before >= period.fromMonth) return [];
    return [{ reason: 'GAP', from: before, to: addMonths(period.fromMonth, -1), owedFen: null, because: [] }];
  });
}

export function periodOf({ values }: Pick<Row<'pastPayment'>, 'values'>): PastPeriod {
  const { benefit, fromMonth, toMonth, amountFen } = values;
  return {
    ...{ benefit: benefit as Benefit, fromMonth: fromMonth as string, toMonth: toMonth as string },
    amountFen: amountFen ?? 0,
  };
}

export function differencesIn({ values }: Pick<Row<'pastPayment'>, 'values'>): PastDifference[] {
  return (values.differences ?? []) as unknown as PastDifference[];
}

/** What stands: everything that was not taken back. */
export function standingPast<P extends Pick<Row<'pastPayment'>, 'values'>>(rows: readonly P[]): P[] {
  return rows.filter(({ values }) => values.state !== 'WITHDRAWN');
}

/** Its months as lines of a ledger, so that no roster pays them again (PA1). */
export function pastLedger(rows: readonly Row<'pastPayment'>[], benefit: string | null): LedgerRow[] {
  return standingPast(rows)
    .map(periodOf)
    .filter((period) => period.benefit === benefit)
    .flatMap(({ fromMonth, toMonth, amountFen }) =>
      monthsFromTo(fromMonth, toMonth).map(
        (month): LedgerRow => ({ month, kind: 'HISTORY', amountFen, result: 'PAID' }),
      ),
    );
}

/** A month of a county's history: what was entered, what finance says it paid. */
export interface PastMonth {
  readonly month: PlainMonth;
  readonly persons: number;
  readonly enteredFen: number;
  /** Null: not typed yet. */
  readonly financeFen: number | null;
  /** Entries of the month that differ from the rules and are not explained. */
  readonly open: number;
  readonly isReconciled: boolean;
}

/** The months of a county's history, each against finance's figure (e.11). */
export function pastMonthsOf(
  payments: readonly Pick<Row<'pastPayment'>, 'values'>[],
  finance: readonly Pick<Row<'pastMonth'>, 'values'>[],
): PastMonth[] {
  const sums = new Map<PlainMonth, { persons: Set<number>; fen: number; open: number }>();
  for (const row of standingPast(payments)) {
    const { fromMonth, toMonth, amountFen } = periodOf(row);
    for (const month of monthsFromTo(fromMonth, toMonth)) {
      const sum = sums.get(month) ?? { persons: new Set<number>(), fen: 0, open: 0 };
      sum.persons.add(row.values.personId ?? 0);
      sum.fen += amountFen;
      if (row.values.state === 'UNRECONCILED') sum.open++;
      sums.set(month, sum);
    }
  }
  const typed = new Map(
    finance.map(({ values }) => [values.month as string, values.financeFen as number | null]),
  );
  return [...new Set([...sums.keys(), ...typed.keys()])].sort().map((month) => {
    const { persons, fen, open } = sums.get(month) ?? { persons: new Set(), fen: 0, open: 0 };
    const financeFen = typed.get(month) ?? null;
    const isReconciled = open === 0 && financeFen === fen;
    return { month, persons: persons.size, enteredFen: fen, financeFen, open, isReconciled };
  });
}

/** What the roll-out's sign-off asks of a county's history (dossier (i)). */
export interface PastFact {
  readonly months: number;
  /** Months that are not finance's to the fen, and those since 2016-01 of which nobody has said anything: a month in which nothing was paid is
   *  typed as nothing (S001 §3(3) ∴). */
  readonly unreconciled: number;
  /** What was entered, of all months. */
  readonly fen: number;
  /** Of the months one by one: what a signature binds. */
  readonly hash: string;
}

/** `until`: the last month that was paid outside the system. */
export function pastFact(months: readonly PastMonth[], until: PlainMonth): PastFact {
  const known = new Set(months.map(({ month }) => month));
  const silent = monthsFromTo(FIRST_PAST_MONTH, until).filter((month) => !known.has(month));
  return {
    months: months.length,
    unreconciled: months.filter(({ isReconciled }) => !isReconciled).length + silent.length,
    fen: months.reduce((sum, { enteredFen }) => sum + enteredFen, 0),
    hash: sha256Hex(canonicalJson(months as unknown as Json)),
  };
}
