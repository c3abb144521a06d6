/** Whether the subsidies of a row fit the person: severe grade, household, a guardian for a minor. Pure.
 *  SC1 nothing here makes a row wrong: a roster registers people, and who is entitled is judged in a file.  SC2 the
 *  pack in force decides; without one nothing is said.                                                            */
import type { PlainDate } from '#shared/domain/calendar.ts';
import { ageOn } from '#shared/domain/id-number.ts';
import type { PackStandard, PolicyPack } from '#shared/domain/pack.ts';
import type { Benefit } from '#shared/domain/state.ts';
import { gradeShown, HOUSEHOLD_SHOWN, type HouseholdCategory, isNothing } from './cell-words.ts';
import type { CheckedHousehold, RowReader } from './check-cells.ts';
import { type Finding, finding } from './finding.ts';

const ADULT_AGE = 18;

export interface ScopeFacts {
  readonly read: RowReader;
  readonly birthDate: PlainDate | null;
  readonly grade: number | null;
  readonly household: CheckedHousehold;
  readonly benefits: readonly Benefit[];
  readonly today: PlainDate;
  readonly pack: PolicyPack | undefined;
}

function standardsNow(pack: PolicyPack, benefit: Benefit, today: PlainDate): PackStandard[] {
  const month = today.slice(0, 7);
  return pack.standards.filter(
    (it) => it.benefit === benefit && it.from <= month && (it.to === undefined || it.to >= month),
  );
}

/** The values that all standards together cover; null when one of them asks for none. */
function covered<T>(
  standards: readonly PackStandard[],
  valuesOf: (it: PackStandard) => readonly T[] | undefined,
) {
  const values = new Set<T>();
  for (const standard of standards) {
    const some = valuesOf(standard);
    if (!some) return null;
    for (const value of some) values.add(value);
  }
  return standards.length ? [...values] : null;
}

function checkNursing({ pack, benefits, grade, today }: ScopeFacts): Finding[] {
  if (!pack || grade === null || !benefits.includes('NURSING')) return [];
  const grades = covered(standardsNow(pack, 'NURSING', today), (it) => it.grades);
  if (!grades || grades.includes(grade)) return [];
  const named = grades.map((it) => gradeShown(it).slice(0, 1)).join('、');
  const message = `${gradeShown(grade)}不在护理补贴范围（政策包 ${pack.version}：${named}级）。可先导入，不会按护理补贴发。`;
  return [finding('look', 'benefits', 'NURSING_GRADE_NOT_COVERED', message)];
}

function checkLiving({ pack, benefits, household, today }: ScopeFacts): Finding[] {
  if (!pack || !household.isSaid || !benefits.includes('LIVING')) return [];
  const households = covered(standardsNow(pack, 'LIVING', today), (it) => it.households);
  if (!households || households.includes(household.value.householdCategory)) return [];
  const named = households.map((it) => HOUSEHOLD_SHOWN[it as HouseholdCategory] ?? it).join('、');
  const message = `家庭类别不在生活补贴范围（政策包 ${pack.version}：${named}）。可先导入，不会按生活补贴发。`;
  return [finding('look', 'benefits', 'LIVING_HOUSEHOLD_NOT_COVERED', message)];
}

function checkMinor({ birthDate, today, read }: ScopeFacts): Finding[] {
  if (!birthDate || ageOn(birthDate, today) >= ADULT_AGE || !isNothing(read.text('guardian'))) return [];
  const message = '未满 18 岁，表里没写监护人。可先导入，会进“待补正”。';
  return [finding('look', 'guardian', 'MINOR_NO_GUARDIAN', message)];
}

export function checkScope(facts: ScopeFacts): Finding[] {
  return [...checkNursing(facts), ...checkLiving(facts), ...checkMinor(facts)];
}
