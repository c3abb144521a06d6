/** The oracle on what is owed: which months of a subsidy a roster has to hold, and how much each is, out of the log alone. Its amounts and rules are
 *  written out again from the dossier (e.2–e.10) and the made-up pack; where they would need a calendar it says that it does not know.      */
import type { FoldedRow } from './oracle-fold.ts';

export type Columns = FoldedRow['columns'];

/** Fen of a month of either subsidy: 100 yuan, 110 from July 2026. */
const RAISED_FROM = '2026-07';
const CUTOFF_DAY = 25;
const STANDS = ['PENDING', 'PAID'];

interface Suspension {
  readonly from: string;
  readonly to: string | null;
  readonly outcome: string;
}

export interface OwedMonth {
  /** `row`: it has to be there; `maybe`: it may be. */
  readonly is: 'row' | 'maybe';
  /** Fen that it may say. */
  readonly fen: readonly number[];
  readonly kind: 'CURRENT' | 'BACK_PAY' | 'REISSUE';
}

export interface RosterOf {
  readonly id: number;
  readonly month: string;
  readonly firstMonth: string;
  /** The first month that the county pays by rosters. */
  readonly since: string;
}

export interface OwedBy {
  readonly entitlement: Columns;
  readonly person: Columns;
  /** Rows of it on every roster, and of the person's others of the same subsidy. */
  readonly own: readonly Columns[];
  readonly others: readonly Columns[];
}

export function next(month: string): string {
  const [year, of] = month.split('-').map(Number) as [number, number];
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`;
}

const standardFen = (month: string): number => (month < RAISED_FROM ? 10_000 : 11_000);
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '[]';
export const isBase = (row: Columns): boolean => row.get('kind') !== 'ADJUST';
export const isStanding = (row: Columns): boolean => STANDS.includes(String(row.get('result')));

/** Whether the facts entitle in a month; `unsure` where more is on record than is told here. */
function isEntitled(person: Columns, benefit: string, month: string): 'yes' | 'no' | 'unsure' {
  const text = (column: string): string => String(person.get(column) ?? '');
  const died = text('death_date');
  if (died && died.slice(0, 7) < month) return 'no';
  const from = text('household_from');
  if (benefit === 'LIVING' && (text('household_category') !== 'DIBAO' || (from && from > month))) return 'no';
  if (benefit === 'NURSING' && (Number(person.get('grade')) > 2 || person.get('needs_long_term_care') === 0))
    return 'no';
  const number = text('certificate_number');
  const expires = text('certificate_expires_on');
  const isPlain =
    number === `${text('id_number')}${text('disability_class')}${text('grade')}` &&
    (!expires || expires.slice(0, 7) >= month) &&
    ['', 'VALID'].includes(text('certificate_status')) &&
    isEmpty(person.get('other_benefits')) &&
    isEmpty(person.get('custody_from')) &&
    isEmpty(person.get('elections')) &&
    text('birth_date') !== '';
  return isPlain ? 'yes' : 'unsure';
}

function isWithheld(entitlement: Columns, month: string): boolean {
  const list = JSON.parse(String(entitlement.get('suspensions') ?? '[]')) as Suspension[];
  return list.some(
    ({ from, to, outcome }) => outcome !== 'UNFOUNDED' && from <= month && (to === null || month <= to),
  );
}

/** Decided in time for a roster before the county's first one: what lies before that was paid the old way. */
function firstOwed(entitlement: Columns, since: string): string {
  const from = String(entitlement.get('entitled_from'));
  const decided = String(entitlement.get('decided_on') ?? '');
  const month = decided.slice(0, 7);
  const roster = Number(decided.slice(8, 10)) <= CUTOFF_DAY ? month : next(month);
  return decided && roster < since && from < since ? since : from;
}

/** The months that a roster has to hold of an entitlement. */
export function owedOn(
  roster: RosterOf,
  { entitlement, person, own, others }: OwedBy,
): Map<string, OwedMonth> {
  const owed = new Map<string, OwedMonth>();
  const benefit = String(entitlement.get('benefit'));
  const end = entitlement.get('last_payable_month') ?? null;
  const elsewhere = (rows: readonly Columns[]) =>
    rows.filter((row) => isBase(row) && row.get('roster_id') !== roster.id);
  const paid = (rows: readonly Columns[], month: string): boolean =>
    elsewhere(rows).some((row) => row.get('month') === month && isStanding(row));
  const last = end !== null && String(end) < roster.month ? String(end) : roster.month;
  for (let month = firstOwed(entitlement, roster.since); month <= last; month = next(month)) {
    if (isWithheld(entitlement, month) || paid([...own, ...others], month)) continue;
    const isReturned = elsewhere(own).some(
      (row) => row.get('month') === month && row.get('result') === 'RETURNED',
    );
    const kind = isReturned ? 'REISSUE' : month >= roster.firstMonth ? 'CURRENT' : 'BACK_PAY';
    const by = isEntitled(person, benefit, month);
    if (by !== 'no') owed.set(month, { is: by === 'yes' ? 'row' : 'maybe', fen: [standardFen(month)], kind });
  }
  const { month } = roster;
  const isRunning =
    String(entitlement.get('entitled_from')) <= month && (end === null || String(end) >= month);
  if (!isRunning || isWithheld(entitlement, month) || paid(own, month)) return owed;
  // Entitled by its record and not by the facts: on the roster with nothing, until somebody has recorded the end.
  const by = isEntitled(person, benefit, month);
  if (by === 'no') owed.set(month, { is: 'row', fen: [0], kind: 'CURRENT' });
  if (by === 'unsure')
    owed.set(month, { is: 'row', fen: [0, standardFen(month)], kind: owed.get(month)?.kind ?? 'CURRENT' });
  return owed;
}

/** Why nothing may be paid to somebody now, as far as their records say it; empty where nothing does. */
export function inQuestion(
  entitlement: Columns,
  person: Columns,
  own: readonly Columns[],
  isDisputed: boolean,
): string[] {
  const found: string[] = [];
  if (isDisputed) found.push('CONFLICT_OPEN');
  if (!isEmpty(person.get('holds'))) found.push('HOLD');
  if (isEmpty(person.get('account_number'))) found.push('ACCOUNT_MISSING');
  const on = entitlement.get('account_returned_on') ?? null;
  const back =
    on === null ? [] : own.filter((row) => row.get('result') === 'RETURNED' && row.get('result_on') === on);
  const isSame = (row: Columns) =>
    ['account_number', 'account_holder'].every((column) => row.get(column) === (person.get(column) ?? null));
  if (back.length && back.every(isSame)) found.push('ACCOUNT_RETURNED');
  return found;
}
