/** Judges what a row says of the two subsidies: their names in one column, a mark or an amount in a column each, an amount of both; and
 *  whether they fit the person. Pure.
 *  CB1 a column of a subsidy that holds an amount says that the subsidy is received.  CB2 an amount that is not the pack's standard of
 *  the month is shown and never written: what is paid is worked out.  CB3 nothing here about who is entitled makes a row wrong: a
 *  roster registers people, and that is judged in a file.  CB4 the pack in force decides; without one nothing is said.    */
import type { PlainDate } from '#shared/domain/calendar.ts';
import { ADULT_AGE, ageOn } from '#shared/domain/id-number.ts';
import { monthlyAmount, type PolicyPack } from '#shared/domain/pack.ts';
import type { Standard } from '#shared/domain/policy-pack.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { readAmount } from './cell-amounts.ts';
import { type HouseholdCategory, isNothing, readBenefits, readMark } from './cell-words.ts';
import type { CheckedHousehold, RowReader } from './check-cells.ts';
import { type Finding, finding, quotable } from './finding.ts';
import type { RosterField } from './roster-fields.ts';

export interface SaidAmount {
  readonly column: RosterField;
  readonly benefits: readonly Benefit[];
  readonly fen: number;
}

export interface CheckedBenefits {
  readonly value: readonly Benefit[];
  /** Amounts as the sheet says them. */
  readonly amounts: readonly SaidAmount[];
  readonly findings: readonly Finding[];
}

interface BenefitColumns {
  readonly benefit: Benefit;
  readonly mark: RosterField;
  readonly amount: RosterField;
}

const COLUMNS: readonly BenefitColumns[] = [
  { benefit: 'LIVING', mark: 'livingMark', amount: 'livingAmount' },
  { benefit: 'NURSING', mark: 'nursingMark', amount: 'nursingAmount' },
];

interface OneBenefit {
  readonly isHeld: boolean;
  readonly amount: SaidAmount | null;
  readonly findings: readonly Finding[];
}

/** A mark column may hold the amount itself, unless it is the 1 of a yes. */
function checkMark(read: RowReader, { benefit, mark }: BenefitColumns): OneBenefit {
  const text = read.text(mark);
  const said = readMark(text);
  if (said !== undefined) return { isHeld: said === true, amount: null, findings: [] };
  const fen = readAmount(text);
  if (fen === undefined || fen === null) {
    const findings = [finding('wrong', mark, 'MARK_UNKNOWN', { text: quotable(text) })];
    return { isHeld: false, amount: null, findings };
  }
  return {
    isHeld: fen > 0,
    amount: fen > 0 ? { column: mark, benefits: [benefit], fen } : null,
    findings: [],
  };
}

function checkAmountColumn(
  read: RowReader,
  column: RosterField,
): { fen: number | null; findings: Finding[] } {
  const text = read.text(column);
  const fen = readAmount(text);
  if (fen === undefined)
    return { fen: null, findings: [finding('look', column, 'AMOUNT_UNREAD', { text: quotable(text) })] };
  return { fen: fen === 0 ? null : fen, findings: [] };
}

/** The row's amount of everything; which subsidies it is for the other columns say. */
function checkTotal(
  read: RowReader,
  held: readonly Benefit[],
): { amount: SaidAmount | null; findings: Finding[] } {
  const { fen, findings } = checkAmountColumn(read, 'amount');
  if (fen === null) return { amount: null, findings };
  if (!held.length)
    return { amount: null, findings: [...findings, finding('look', 'amount', 'AMOUNT_NO_BENEFIT')] };
  return { amount: { column: 'amount', benefits: held, fen }, findings };
}

/** Subsidies from their one column, or from a column each. */
export function checkBenefits(read: RowReader): CheckedBenefits {
  const text = read.text('benefits');
  const named = readBenefits(text);
  if (!named) {
    const findings = [finding('wrong', 'benefits', 'BENEFITS_UNKNOWN', { text: quotable(text) })];
    return { value: [], amounts: [], findings };
  }
  const held = new Set(named);
  const amounts: SaidAmount[] = [];
  const findings: Finding[] = [];
  for (const columns of COLUMNS) {
    const mark = checkMark(read, columns);
    const own = checkAmountColumn(read, columns.amount);
    if (mark.isHeld || own.fen !== null) held.add(columns.benefit);
    if (mark.amount) amounts.push(mark.amount);
    if (own.fen !== null) amounts.push({ column: columns.amount, benefits: [columns.benefit], fen: own.fen });
    findings.push(...mark.findings, ...own.findings);
  }
  const value = [...held].sort();
  const total = checkTotal(read, value);
  if (total.amount) amounts.push(total.amount);
  return { value, amounts, findings: [...findings, ...total.findings] };
}

export interface ScopeFacts {
  readonly read: RowReader;
  readonly birthDate: PlainDate | null;
  readonly grade: number | null;
  /** What the row says, or what is stored where it says nothing. */
  readonly householdCategory: HouseholdCategory | null;
  readonly household: CheckedHousehold;
  readonly benefits: CheckedBenefits;
  readonly today: PlainDate;
  readonly pack: PolicyPack | undefined;
}

function standardsNow(pack: PolicyPack, benefit: Benefit, today: PlainDate): Standard[] {
  const month = today.slice(0, 7);
  return pack.divisions
    .flatMap(({ standards }) => standards)
    .filter((it) => it.benefit === benefit && it.from <= month && (!it.to || it.to >= month));
}

/** The values that all standards together cover; null when one of them asks for none. */
function covered<T>(
  standards: readonly Standard[],
  valuesOf: (it: Standard) => readonly T[] | null | undefined,
) {
  const values = new Set<T>();
  for (const standard of standards) {
    const some = valuesOf(standard);
    if (!some) return null;
    for (const value of some) values.add(value);
  }
  return standards.length ? [...values] : null;
}

/** The column that says that a subsidy is received. */
function columnOf(read: RowReader, benefit: Benefit): RosterField {
  const own = COLUMNS.find((it) => it.benefit === benefit);
  if (read.has('benefits') || !own) return 'benefits';
  return read.has(own.mark) ? own.mark : own.amount;
}

function checkNursing({ pack, benefits, grade, today, read }: ScopeFacts): Finding[] {
  if (!pack || grade === null || !benefits.value.includes('NURSING')) return [];
  const grades = covered(standardsNow(pack, 'NURSING', today), (it) => it.grades);
  if (!grades || grades.includes(grade)) return [];
  const params = { pack: pack.version, grade, grades };
  return [finding('look', columnOf(read, 'NURSING'), 'NURSING_GRADE_NOT_COVERED', params)];
}

function checkLiving({ pack, benefits, household, today, read }: ScopeFacts): Finding[] {
  if (!pack || household.category === null || !benefits.value.includes('LIVING')) return [];
  const households = covered(standardsNow(pack, 'LIVING', today), (it) => it.households);
  if (!households || households.includes(household.category)) return [];
  const params = { pack: pack.version, households: households as HouseholdCategory[] };
  return [finding('look', columnOf(read, 'LIVING'), 'LIVING_HOUSEHOLD_NOT_COVERED', params)];
}

function checkMinor({ birthDate, today, read }: ScopeFacts): Finding[] {
  if (!birthDate || ageOn(birthDate, today) >= ADULT_AGE || !isNothing(read.text('guardian'))) return [];
  return [finding('look', 'guardian', 'MINOR_NO_GUARDIAN')];
}

/** The standard of one subsidy for this person and month. Where the facts it depends on are not known, the one amount that the pack
 *  has for everybody; null when it has several or none.                                                               */
function standardFen(
  pack: PolicyPack,
  benefit: Benefit,
  { grade, householdCategory, today }: ScopeFacts,
): number | null {
  const known = monthlyAmount(pack, benefit, today.slice(0, 7), { grade, householdCategory });
  if (known !== 'AMOUNT_UNKNOWN') return known;
  const amounts = new Set(standardsNow(pack, benefit, today).map(({ amountFen }) => amountFen));
  return amounts.size === 1 ? ([...amounts][0] ?? null) : null;
}

/** Amounts beside what the pack gives for this month (CB2). */
function checkStandards(facts: ScopeFacts): Finding[] {
  const { pack, benefits } = facts;
  if (!pack) return [];
  return benefits.amounts.flatMap(({ column, benefits: of, fen }) => {
    const parts = of.map((benefit) => standardFen(pack, benefit, facts));
    if (parts.includes(null)) return [];
    const sum = parts.reduce<number>((total, part) => total + (part ?? 0), 0);
    if (sum === fen) return [];
    const params = { saidFen: fen, standardFen: sum, benefits: of, pack: pack.version };
    return [finding('note', column, 'AMOUNT_OFF_STANDARD', params)];
  });
}

export function checkScope(facts: ScopeFacts): Finding[] {
  return [...checkNursing(facts), ...checkLiving(facts), ...checkMinor(facts), ...checkStandards(facts)];
}
