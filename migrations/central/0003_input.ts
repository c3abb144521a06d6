/** Step 3 of the centre: merged persons, papers with their bytes, exported lists. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
ALTER TABLE "person" ADD COLUMN merged_into bigint;
ALTER TABLE "person" ADD COLUMN merged_on date;
ALTER TABLE "person" ADD COLUMN v_merged bigint NOT NULL DEFAULT 0;

CREATE TABLE "paper" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  person_id bigint,
  application_id bigint,
  material text,
  media_type text,
  byte_count integer,
  sha256 text,
  added_by bigint,
  added_at text,
  file_name text,
  removed_by bigint,
  removed_at text,
  remove_reason text,
  v_about bigint NOT NULL DEFAULT 0,
  v_name bigint NOT NULL DEFAULT 0,
  v_removal bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);
CREATE INDEX paper_person_id ON "paper" (scope, person_id);
CREATE INDEX paper_application_id ON "paper" (scope, application_id);
CREATE INDEX paper_sha256 ON "paper" (scope, sha256);

CREATE TABLE "disclosure" (
  scope bigint NOT NULL,
  id bigint NOT NULL,
  list_name text,
  filters jsonb,
  column_names jsonb,
  row_count integer,
  file_hash text,
  serial_number text,
  taken_by bigint,
  taken_at text,
  device integer,
  numbers text,
  reason text,
  v_about bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, id)
);

CREATE TABLE paper_content (
  sha256 text PRIMARY KEY,
  media_type text NOT NULL,
  body bytea NOT NULL
);
ALTER TABLE paper_content ALTER COLUMN body SET STORAGE EXTERNAL;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(db);
  }
}
