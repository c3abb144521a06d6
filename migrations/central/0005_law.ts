/** Step 5 of the centre: what the law asks of a person beside the certificate and the household (death, custody, other benefits, signed
 *  choices, guardians, holds), and how far the months of an entitlement go. The SQL stands in law/ by subject;
 *  the parts run in the order in which they came. */
import { type Kysely, sql } from 'kysely';
import { checks } from './law/checks.ts';
import { comparison } from './law/comparison.ts';
import { documents } from './law/documents.ts';
import { matters } from './law/matters.ts';
import { packs } from './law/packs.ts';
import { person } from './law/person.ts';
import { rosters } from './law/rosters.ts';

const unitKinds = `
ALTER TABLE access.unit DROP CONSTRAINT unit_kind_check;
ALTER TABLE access.unit ADD CONSTRAINT unit_kind_check CHECK (kind IN ('TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS', 'FINANCE', 'SUPERVISION'));
`;

const deviceNumbers = `
/* They are drawn by lot (EN9). */
DROP SEQUENCE access.device_number;
`;

const STATEMENTS = [
  unitKinds,
  person,
  comparison,
  packs,
  checks,
  rosters,
  deviceNumbers,
  matters,
  documents,
].join('');

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(db);
  }
}
