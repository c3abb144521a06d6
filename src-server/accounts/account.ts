/** Accounts and units: how they come into being.
 *  AU1 ids are those of device 1, the centre.   AU2 the role of an account fits the kind of its unit.
 *  AU3 a password that is not good enough makes no account.
 *  There is no screen for this yet: the demo world uses it, and whoever sets up a county will.                              */
import { CENTRE_DEVICE, type Id, makeId } from '#shared/base/id.ts';
import { type Body, bodyOf, type Role } from '#shared/domain/state.ts';
import { type Kysely, sql } from 'kysely';
import type { AccessPorts, AccessTables } from './access-tables.ts';
import { faultOfPassword, type PasswordFault } from './password.ts';

export interface NewUnit {
  readonly name: string;
  readonly kind: Body;
  /** Its township, or the county itself; of a unit above the county its city, its province or the country, in both. */
  readonly scope: number;
  readonly county: number;
}

export interface Unit extends NewUnit {
  readonly id: Id;
}

export interface NewAccount {
  readonly name: string;
  readonly personName: string;
  readonly role: Role;
  readonly unit: Unit;
  readonly password: string;
}

export type AccountRefusal = { readonly refused: PasswordFault | 'account/role-of-other-unit' };

async function nextId(db: Kysely<AccessTables>): Promise<Id> {
  const next = await sql<{ n: number }>`SELECT nextval('access.centre_counter') AS n`.execute(db);
  return makeId(CENTRE_DEVICE, next.rows[0]?.n ?? -1);
}

/** Makes a unit. */
export async function createUnit(db: Kysely<AccessTables>, unit: NewUnit): Promise<Unit> {
  const made = {
    id: await nextId(db),
    name: unit.name,
    kind: unit.kind,
    scope: unit.scope,
    county: unit.county,
  };
  await db.insertInto('access.unit').values(made).execute();
  return made;
}

/** Makes an account of a unit; its id, or why not. The name of an account is small letters and digits. */
export async function createAccount(
  ports: AccessPorts,
  account: NewAccount,
  db: Kysely<AccessTables> = ports.db,
): Promise<Id | AccountRefusal> {
  if (bodyOf(account.role) !== account.unit.kind) return { refused: 'account/role-of-other-unit' };
  const owner = { accountName: account.name, personName: account.personName, unitName: account.unit.name };
  const fault = faultOfPassword(account.password, owner);
  if (fault) return { refused: fault };
  const id = await nextId(db);
  await db
    .insertInto('access.account')
    .values({
      id,
      name: account.name.toLowerCase(),
      person_name: account.personName,
      role: account.role,
      unit_id: account.unit.id,
      password_hash: await ports.passwords.hash(account.password),
      created_at: ports.clock.now(),
      disabled_at: null,
    })
    .execute();
  return id;
}

export interface AccountListing {
  readonly id: Id;
  readonly name: string;
  readonly personName: string;
  readonly role: Role;
  readonly unitName: string;
  readonly unitScope: number;
}

/** Every account with its unit: what the reference data shows of colleagues. */
export async function readAccounts(db: Kysely<AccessTables>): Promise<AccountListing[]> {
  return db
    .selectFrom('access.account as a')
    .innerJoin('access.unit as u', 'u.id', 'a.unit_id')
    .select(['a.id', 'a.name', 'a.person_name as personName', 'a.role'])
    .select(['u.name as unitName', 'u.scope as unitScope'])
    .orderBy('a.id')
    .execute();
}
