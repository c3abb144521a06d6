/** The office's side of the comparison, read from the replica in whole tables: who is drawn for, who has a file open, who shares an account, who
 *  stands here twice. For tens of thousands of people one query a table is quicker than one a person.                                  */
import { shanghaiDate } from '#shared/base/clock.ts';
import { type AccountUser, accountUses } from '#shared/domain/alert.ts';
import { benefitsOf } from '#shared/domain/application.ts';
import type { DeadlineFacts } from '#shared/domain/deadline.ts';
import { idNumberKey } from '#shared/domain/id-number.ts';
import type { OfficeFacts } from '#shared/domain/person-alerts.ts';
import { type Benefit, ENDED_STATES } from '#shared/domain/state.ts';
import type { Statements } from '../store/statements.ts';

export interface Drawn {
  readonly benefit: Benefit;
  readonly state: string;
  readonly entitledFrom: string | null;
  readonly decidedOn: string | null;
  readonly lastPayableMonth: string | null;
  readonly exitedOn: string | null;
}

function grouped<T extends { readonly personId: number }>(rows: readonly T[]): Map<number, T[]> {
  const byPerson = new Map<number, T[]>();
  for (const row of rows) {
    const list = byPerson.get(row.personId);
    if (list) list.push(row);
    else byPerson.set(row.personId, [row]);
  }
  return byPerson;
}

export function readDrawn(
  statements: Statements,
): Map<number, (Drawn & { personId: number; scope: number })[]> {
  return grouped(
    statements.all<Drawn & { personId: number; scope: number }>(
      `SELECT person_id AS personId, scope, benefit, state, entitled_from AS entitledFrom, decided_on AS decidedOn,
         last_payable_month AS lastPayableMonth, exited_on AS exitedOn
       FROM entitlement WHERE person_id IS NOT NULL AND benefit IS NOT NULL`,
    ),
  );
}

interface FileRow {
  readonly personId: number;
  readonly applicationId: number;
  readonly living: number | null;
  readonly nursing: number | null;
  readonly submittedOn: string | null;
  readonly madeAt: string | null;
}

export function readOpenFiles(statements: Statements): Map<number, OfficeFacts['openFiles'][number][]> {
  const ended = ENDED_STATES.map((state) => `'${state}'`).join();
  const rows = statements.all<FileRow>(
    `SELECT a.person_id AS personId, a.id AS applicationId, applied_living AS living, applied_nursing AS nursing,
       submitted_on AS submittedOn,
       (SELECT min(h.made_at) FROM history h WHERE h.application_id = a.id AND h.action = 'application.submit') AS madeAt
     FROM application a WHERE a.person_id IS NOT NULL AND a.state NOT IN (${ended})`,
  );
  const files = grouped(rows);
  return new Map(
    [...files].map(([personId, list]) => [
      personId,
      list.map(({ living, nursing, submittedOn, madeAt }) => ({
        benefits: benefitsOf({ appliedLiving: living === 1, appliedNursing: nursing === 1 }),
        submittedOn,
        recordedOn: madeAt && shanghaiDate(Date.parse(madeAt)),
      })),
    ]),
  );
}

/** Accounts into which several people draw. */
export function readSharedAccounts(statements: Statements): ReturnType<typeof accountUses> {
  const drawing = `p.account_number IS NOT NULL AND p.merged_into IS NULL
    AND EXISTS (SELECT 1 FROM entitlement e WHERE e.person_id = p.id AND e.state = 'ACTIVE')`;
  return accountUses(
    statements.all<AccountUser>(
      `SELECT p.account_number AS account, p.hukou_village AS village, coalesce(p.hukou_address, p.residence_address) AS address
       FROM person p WHERE ${drawing} AND p.account_number IN
         (SELECT p.account_number FROM person p WHERE ${drawing} GROUP BY p.account_number HAVING count(*) > 1)`,
    ),
  );
}

interface Known {
  readonly id: number;
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly birthDate: string | null;
  readonly village: number | null;
}

/** Registered more than once, and nobody has said that they are two people. */
export function readTwice(statements: Statements): { twice: Set<number>; keys: Set<string> } {
  const people = statements.all<Known & { merged: number | null }>(
    `SELECT id, name, id_number AS idNumber, birth_date AS birthDate, hukou_village AS village, merged_into AS merged
     FROM person`,
  );
  const different = new Set(
    statements
      .all<{ a: number; b: number }>(
        "SELECT person_id AS a, record_id AS b FROM conflict WHERE kind = 'duplicate' AND choice = 'different'",
      )
      .flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]),
  );
  const keys = new Set<string>();
  const groups = new Map<string, number[]>();
  const put = (key: string, id: number) => groups.set(key, [...(groups.get(key) ?? []), id]);
  for (const { id, name, idNumber, birthDate, village, merged } of people) {
    if (idNumber) keys.add(idNumberKey(idNumber));
    if (merged !== null) continue;
    if (idNumber) put(idNumberKey(idNumber), id);
    if (name && birthDate && village) put(`${name} ${birthDate} ${village}`, id);
  }
  const twice = new Set<number>();
  for (const ids of groups.values())
    for (const id of ids)
      if (ids.some((other) => other !== id && !different.has(`${id} ${other}`))) twice.add(id);
  return { twice, keys };
}

/** Names of everybody who works for the county. */
export function readStaff(statements: Statements): Set<string> {
  return new Set(statements.pluck<string>('SELECT person_name FROM colleague WHERE person_name IS NOT NULL'));
}

/** Days of the open files, by which their next step is due. */
export function readDeadlineFacts(statements: Statements): (DeadlineFacts & { readonly scope: number })[] {
  const ended = ENDED_STATES.map((state) => `'${state}'`).join();
  return statements.all<DeadlineFacts & { scope: number }>(
    `SELECT scope, state, state_since AS stateSince, preliminary_passed_on AS preliminaryPassedOn, entered_on AS enteredOn,
       sent_to_federation_on AS sentToFederationOn, federation_passed_on AS federationPassedOn
     FROM application WHERE person_id IS NOT NULL AND state NOT IN (${ended})`,
  );
}
