/** Access: who works where, who is signed in, on which computers. A schema of its own, so that what reads and writes cases
 *  can be kept from passwords and keys, and the record types `account` and `device` keep their names in the public schema.
 *  Instants are UTC milliseconds (bigint), as the injected clock gives them.                                              */
import { type Kysely, sql } from 'kysely';

const statements = [
  'CREATE SCHEMA access',
  // Units and accounts share the counter of device 1 (the centre): no two things have one id.
  'CREATE SEQUENCE access.centre_counter AS bigint MINVALUE 1 MAXVALUE 1073741823',
  'CREATE SEQUENCE access.device_number AS integer MINVALUE 2 MAXVALUE 8388607',
  `CREATE TABLE access.unit (
    id bigint PRIMARY KEY,
    name text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS')),
    -- Division that the unit works for: its township, or the county itself.
    scope bigint NOT NULL,
    county bigint NOT NULL,
    CHECK ((kind = 'TOWNSHIP') = (scope <> county))
  )`,
  'CREATE INDEX unit_by_county ON access.unit (county)',
  `CREATE TABLE access.account (
    id bigint PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name = lower(name)),
    person_name text NOT NULL,
    role text NOT NULL,
    unit_id bigint NOT NULL REFERENCES access.unit,
    password_hash text NOT NULL,
    created_at bigint NOT NULL,
    disabled_at bigint
  )`,
  'CREATE INDEX account_by_unit ON access.account (unit_id)',
  `CREATE TABLE access.device (
    number integer PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES access.unit,
    computer_name text NOT NULL,
    -- Escrow: a second person of the unit opens the same replica after signing in once.
    replica_key bytea NOT NULL CHECK (length(replica_key) = 32),
    enrolled_by bigint NOT NULL REFERENCES access.account,
    enrolled_at bigint NOT NULL
  )`,
  `CREATE TABLE access.device_account (
    device_number integer NOT NULL REFERENCES access.device,
    account_id bigint NOT NULL REFERENCES access.account,
    attached_at bigint NOT NULL,
    PRIMARY KEY (device_number, account_id)
  )`,
  `CREATE TABLE access.session (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id bigint NOT NULL REFERENCES access.account,
    device_number integer REFERENCES access.device,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint
  )`,
  'CREATE INDEX session_by_account ON access.session (account_id)',
  // By the name that was typed, known or not: an unknown name must answer like a known one.
  `CREATE TABLE access.sign_in_failure (
    name text PRIMARY KEY,
    failures integer NOT NULL,
    window_from bigint NOT NULL,
    locks integer NOT NULL,
    locked_until bigint NOT NULL,
    last_at bigint NOT NULL
  )`,
  'CREATE INDEX sign_in_failure_by_age ON access.sign_in_failure (last_at)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
