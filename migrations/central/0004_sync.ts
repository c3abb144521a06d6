/** Step 4 of the centre: of which computer a device number is a copy; the centre's keys; where records are that have moved to another
 *  township; posts that accounts no longer have (role null: it was closed); which papers' bytes have come, and those half on their way; the
 *  pages of first syncs. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = `
/* The number under which a replica worked before it was found to be a copy. */
ALTER TABLE access.device ADD COLUMN copy_of integer REFERENCES access.device;

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
  secret bytea NOT NULL,
  made_at text NOT NULL
);
ALTER TABLE "person" ADD COLUMN moves integer;
ALTER TABLE "person" ADD COLUMN v_place bigint NOT NULL DEFAULT 0;
ALTER TABLE "application" ADD COLUMN moves integer;
ALTER TABLE "application" ADD COLUMN v_place bigint NOT NULL DEFAULT 0;
ALTER TABLE "history" ADD COLUMN moves integer;
ALTER TABLE "history" ADD COLUMN v_place bigint NOT NULL DEFAULT 0;
ALTER TABLE "entitlement" ADD COLUMN moves integer;
ALTER TABLE "entitlement" ADD COLUMN v_place bigint NOT NULL DEFAULT 0;
ALTER TABLE "conflict" ADD COLUMN moves integer;
ALTER TABLE "conflict" ADD COLUMN v_place bigint NOT NULL DEFAULT 0;
ALTER TABLE "paper" ADD COLUMN moves integer;
ALTER TABLE "paper" ADD COLUMN v_place bigint NOT NULL DEFAULT 0;
CREATE TABLE whereabouts (
  type text NOT NULL,
  id bigint NOT NULL,
  scope bigint NOT NULL,
  moves integer NOT NULL,
  PRIMARY KEY (type, id)
);
CREATE TABLE access.former_post (
  account_id bigint NOT NULL REFERENCES access.account,
  role text,
  unit_id bigint NOT NULL REFERENCES access.unit,
  until_at bigint NOT NULL,
  PRIMARY KEY (account_id, until_at)
);
CREATE INDEX claim_record ON claim (record_id);

ALTER TABLE "paper" ADD COLUMN arrived_at text;
ALTER TABLE "paper" ADD COLUMN erased_at text;
ALTER TABLE "paper" ADD COLUMN v_arrival bigint NOT NULL DEFAULT 0;
CREATE TABLE paper_upload (
  device integer NOT NULL,
  sha256 text NOT NULL,
  byte_count integer NOT NULL,
  at integer NOT NULL DEFAULT 0,
  touched_at text NOT NULL,
  PRIMARY KEY (device, sha256)
);
CREATE TABLE paper_upload_part (
  device integer NOT NULL,
  sha256 text NOT NULL,
  at integer NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (device, sha256, at),
  FOREIGN KEY (device, sha256) REFERENCES paper_upload ON DELETE CASCADE
);
ALTER TABLE paper_upload_part ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE page_set (
  scope bigint PRIMARY KEY,
  revision bigint NOT NULL,
  epoch text NOT NULL,
  schema integer NOT NULL,
  commit bigint NOT NULL,
  pages text NOT NULL
);
DELETE FROM chunk;
ALTER TABLE chunk ADD COLUMN kept_at bigint NOT NULL;
ALTER TABLE chunk ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX chunk_scope ON chunk (scope, kept_at);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(db);
  }
}
