/** A made-up person and file in any state, and an act decided on them: for the tests of commands alone. */
import { makeId } from '../base/id.ts';
import type { Row, Values } from '../records/rows.ts';
import { emptyValues, groupNames } from '../records/rows.ts';
import type { RecordTypeName } from '../records/registry.ts';
import type { Decision, DecideContext, Loaded } from './command.ts';
import { commandByName } from './commands.ts';
import { idsOfCommand } from '../base/id.ts';
import { judgedHash, matterOf } from './review.ts';
import { MATERIAL_CODES, type Role } from './state.ts';

export const CLERK = makeId(1, 1);
export const REVIEWER = makeId(1, 2);
export const FEDERATION = makeId(1, 3);
export const CIVIL_AFFAIRS = makeId(1, 4);
export const FINANCE = makeId(1, 5);
export const SUPERVISOR = makeId(1, 6);
export const ACTOR_OF: Readonly<Record<Role, number>> = {
  TOWNSHIP_CLERK: CLERK,
  TOWNSHIP_REVIEWER: REVIEWER,
  COUNTY_FEDERATION_REVIEWER: FEDERATION,
  COUNTY_CIVIL_AFFAIRS_APPROVER: CIVIL_AFFAIRS,
  COUNTY_FINANCE: FINANCE,
  SUPERVISOR,
};
export const TODAY = '2026-03-18';
/** Valid: made-up region, real check digit. */
export const ID_NUMBER = '159999198102260072';
const SCOPE = 159999101000;

export function rowOf<T extends RecordTypeName>(type: T, id: number, values: Partial<Values<T>>): Row<T> {
  return {
    type,
    scope: SCOPE,
    id,
    values: { ...emptyValues(type), ...values },
    versions: Object.fromEntries(groupNames(type).map((group) => [group, 1])),
  };
}

export function madeUpPerson(values: Partial<Values<'person'>> = {}): Row<'person'> {
  return rowOf('person', makeId(9, 128), {
    name: '达木丁',
    idNumber: ID_NUMBER,
    sex: 'M',
    birthDate: '1981-02-26',
    phone: '13900000001',
    contactStatedOn: '2026-03-01',
    hukouVillage: 159999101001,
    certificateNumber: `${ID_NUMBER}42`,
    disabilityClass: 4,
    grade: 2,
    certificateStatus: 'VALID',
    householdCategory: 'DIBAO',
    needsLongTermCare: false,
    accountHolder: '达木丁',
    bankName: '农信社',
    accountNumber: '6217999900000000101',
    accountKind: 'SOCIAL_CARD',
    ...values,
  });
}

export function madeUpFile(values: Partial<Values<'application'>> = {}): Row<'application'> {
  return rowOf('application', makeId(9, 129), {
    personId: makeId(9, 128),
    appliedLiving: true,
    appliedNursing: true,
    submittedBy: CLERK,
    submittedOn: '2026-02-20',
    materials: [...MATERIAL_CODES],
    missing: [],
    noticeCount: 0,
    state: 'SUBMITTED',
    ...values,
  });
}

export function contextOf(role: Role, given: Partial<DecideContext> = {}): DecideContext {
  return {
    actor: { accountId: ACTOR_OF[role], role },
    madeAt: `${TODAY}T02:00:00.000Z`,
    madeOn: TODAY,
    device: 12,
    number: 417,
    scope: SCOPE,
    packVersion: '2026-07',
    newId: idsOfCommand(12, 417),
    ...given,
  };
}

/** What `decide` says; arguments are parsed as both executors do. */
export function decideAs(role: Role, name: string, args: unknown, records: Loaded, given = {}): Decision {
  const command = commandByName(name);
  if (!command) throw new Error(`no command ${name}`);
  return command.decide(records, command.args.parse(args), contextOf(role, given));
}

/** Hash of what a role's body judges, as the reviewer's screen shows it. */
export function looked(role: Role, person: Row<'person'>, file: Row<'application'>): string {
  return judgedHash(matterOf(file.values.state, role), person, file);
}

/** Fields that a decision sets on records of a type. */
export function setsOf(decision: Decision, type: RecordTypeName): Record<string, unknown>[] {
  if ('refusal' in decision) throw new Error(`refused: ${decision.refusal}`);
  return decision.changes.filter((change) => change.type === type).map(({ set }) => ({ ...set }));
}
