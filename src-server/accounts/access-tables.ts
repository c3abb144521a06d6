/** Access tables: the columns of schema `access` (migrations/central/0001_access.ts) as kysely sees them, and what every function
 *  of this folder works with: the database, the clock, the source of secrets, the password hasher.
 *  AC1 person, role and scopes come from these rows alone, never from a request.                                             */
import type { Clock } from '#shared/base/clock.ts';
import type { Id } from '#shared/base/id.ts';
import type { Body, Role } from '#shared/domain/state.ts';
import type { Kysely, Transaction } from 'kysely';
import type { PasswordHasher } from './password.ts';

interface UnitTable {
  id: Id;
  name: string;
  kind: Body;
  scope: number;
  county: number;
}

interface AccountTable {
  id: Id;
  name: string;
  person_name: string;
  role: Role;
  unit_id: Id;
  password_hash: string;
  created_at: number;
  disabled_at: number | null;
}

interface DeviceTable {
  number: number;
  unit_id: Id;
  computer_name: string;
  replica_key: Buffer;
  /** Number of the replica that this one is a copy of. */
  copy_of: number | null;
  enrolled_by: Id;
  enrolled_at: number;
}

interface DeviceAccountTable {
  device_number: number;
  account_id: Id;
  attached_at: number;
}

interface SessionTable {
  token_hash: Buffer;
  account_id: Id;
  device_number: number | null;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
}

interface FormerPostTable {
  account_id: Id;
  /** Null for a time in which the account was closed. */
  role: Role | null;
  unit_id: Id;
  until_at: number;
}

export interface SignInFailureTable {
  name: string;
  failures: number;
  window_from: number;
  locks: number;
  locked_until: number;
  last_at: number;
}

export interface AccessTables {
  'access.unit': UnitTable;
  'access.account': AccountTable;
  'access.device': DeviceTable;
  'access.device_account': DeviceAccountTable;
  'access.session': SessionTable;
  'access.former_post': FormerPostTable;
  'access.sign_in_failure': SignInFailureTable;
}

export type AccessTransaction = Transaction<AccessTables>;

export interface AccessPorts {
  readonly db: Kysely<AccessTables>;
  readonly clock: Clock;
  readonly passwords: PasswordHasher;
  /** Bytes nobody can guess: tokens and keys. Not `Chance`, which may be repeatable. */
  secretBytes(length: number): Buffer;
}
