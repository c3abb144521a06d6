/** Acts on people who are registered twice: merging, giving up a record, correcting a number; on the right two mostly, on any two
 *  sometimes.                                                                                                                     */
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { MERGE_GROUPS } from '#shared/domain/duplicate.ts';
import type { Row } from '#shared/records/rows.ts';
import { type DrawnAct, rowsOf, type Scene } from './scene.ts';
import { CALLERS } from './people.ts';
import { pick } from './plan.ts';

const COUNTY_ROLE = 'COUNTY_CIVIL_AFFAIRS_APPROVER';
const WRONG_INDEX_FROM = 100;
const WRONG_NUMBERS = 3;

/** A number that none of the usual callers has; few of them, so that corrected numbers meet again. */
function otherNumber({ chance }: Scene, village: number): string {
  const index = WRONG_INDEX_FROM + Math.floor(chance.next() * WRONG_NUMBERS);
  let turn = index;
  const same = () => ((turn = (turn * 16_807) % 2_147_483_647) % 1_000) / 1_000;
  return makeDemoPerson(same, village, index).idNumber;
}

function corrected(scene: Scene, person: Row<'person'>, conflictId: number | null): DrawnAct {
  const { account, chance } = scene;
  const village = person.values.hukouVillage ?? (CALLERS[0]?.hukouVillage as number);
  const isSame = conflictId !== null && chance.next() < 0.3;
  const idNumber = isSame ? (person.values.idNumber ?? '') : otherNumber(scene, village);
  return {
    account,
    name: 'person.correctIdNumber',
    args: { personId: person.id, idNumber, conflictId, reason: '对照身份证' },
  };
}

/** What is done about somebody whom another township registered first. */
export function settleDuplicate(scene: Scene, conflict: Row<'conflict'>): DrawnAct | null {
  const { account, chance, desk } = scene;
  const personId = conflict.values.recordId as number;
  if (account.role === COUNTY_ROLE && chance.next() < 0.8) {
    return {
      account,
      name: 'person.mergeElsewhere',
      args: { personId, conflictId: conflict.id, reason: '同一个人' },
    };
  }
  const person = rowsOf(desk, 'person').find(({ id }) => id === personId);
  return person ? corrected(scene, person, conflict.id) : null;
}

/** Two records of a desk become one, a file takes over an earlier date, or a number is corrected. */
export function mergeTwo(scene: Scene): DrawnAct | null {
  const { account, chance, desk } = scene;
  const people = rowsOf(desk, 'person');
  const files = rowsOf(desk, 'application');
  if (account.role === COUNTY_ROLE && files.length && chance.next() < 0.5) {
    const applicationId = pick(chance, files).id;
    const args = {
      applicationId,
      submittedOn: '2026-02-27',
      conflictId: applicationId,
      reason: '先在那边受理',
    };
    return { account, name: 'application.keepEarliestDate', args };
  }
  if (people.length < 2) return null;
  if (chance.next() < 0.3) return corrected(scene, pick(chance, people), null);
  const [kept, given] = [pick(chance, people), pick(chance, people)];
  const take = MERGE_GROUPS.filter(() => chance.next() < 0.3);
  const args = { keptId: kept.id, givenId: given.id, take, reason: '同一个人登记了两次' };
  return { account, name: 'person.merge', args };
}
