/** Step 4 of the centre: how many acts of each device have an outcome, and which is the last; the centre's keys. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
CREATE TABLE device_acts (
  device integer PRIMARY KEY,
  held bigint NOT NULL,
  last bigint NOT NULL
);
INSERT INTO device_acts (device, held, last) SELECT device, count(*), max(number) FROM outcome GROUP BY device;

CREATE TABLE "centre" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  sign_key text,
  seal_key text,
  since text,
  v_keys bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE TABLE centre_secret (
  id integer PRIMARY KEY,
  secret bytea NOT NULL
);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(db);
  }
}
