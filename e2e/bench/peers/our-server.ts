/** Our centre as a process of the comparison: a real PostgreSQL that waits for its disk, accounts, scopes and guards on, HTTP. Its township is
 *  filled with the people of the workload; edits of others are made at a second desk and go through the same door.                */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantText } from '#shared/base/clock.ts';
import { CENTRE_DEVICE, type Id } from '#shared/base/id.ts';
import { personClaim } from '#shared/domain/person.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type pg from 'pg';
import type { AccessTables } from '../../../src-server/accounts/access-tables.ts';
import { demoColleagues, seedDemoAccounts } from '../../../src-server/accounts/demo-accounts.ts';
import { createPasswordHasher } from '../../../src-server/accounts/password.ts';
import { type Central, startCentral } from '../../../src-server/central.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../src-server/store/embedded/embedded-postgres.ts';
import { migrate } from '../../../src-server/store/migrate.ts';
import { kyselyOn, openPool } from '../../../src-server/store/pool.ts';
import { PostgresStore } from '../../../src-server/store/postgres-store.ts';
import { appendRecords } from '../../../src-server/sync/append.ts';
import { referenceRecords } from '../../../src-server/world/demo.ts';
import { commandOf, descendantsOf, workedMs } from '../processes.ts';
import { OurDesk } from './our-desk.ts';
import { documentsOf, LINES_SQL, PEOPLE_SQL, recordsOf, writerId } from './our-rows.ts';
import { answerPhases } from './phases.ts';
import { type Edit, FORMER_WRITERS, hashOf, type PersonDocument, TOWNSHIP, WRITERS } from './workload.ts';

/** After every edit of the workload, within the days that a session lasts. */
const clock = { now: (): number => Date.UTC(2026, 10, 28, 2, 0, 0) };
const PEOPLE_A_COMMIT = 50;
const passwordCost = { memoryKib: 64, passes: 1 };
const at = instantText(Date.UTC(2026, 10, 1));
const META = {
  device: CENTRE_DEVICE,
  actNumber: 0,
  actor: 0,
  body: 'CIVIL_AFFAIRS',
  madeAt: at,
  receivedAt: at,
};

interface Running {
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  readonly pool: pg.Pool;
  readonly store: PostgresStore;
  readonly central: Central;
}
let running: Running;
let people: readonly PersonDocument[] = [];
let theirs: OurDesk;

/** Accounts and colleagues, and those who wrote before. */
async function seedOffices(pool: pg.Pool, store: PostgresStore): Promise<void> {
  const passwords = await createPasswordHasher(passwordCost);
  const ports = { db: kyselyOn<AccessTables>(pool), clock, passwords, secretBytes: randomBytes };
  await seedDemoAccounts(ports);
  const former = FORMER_WRITERS.map((accountName, index) => ({
    ...{ accountId: writerId(index), accountName, personName: '' },
    ...{ role: 'TOWNSHIP_CLERK' as const, unitName: '', unitScope: TOWNSHIP },
  }));
  const colleagues = [...(await demoColleagues(ports)), ...former];
  await appendRecords(store, REFERENCE_SCOPE, META, referenceRecords(colleagues));
}

async function listen(): Promise<{ port: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'sumu-peers-centre-'));
  // Root's PostgreSQL runs as another user, who has to get through.
  chmodSync(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, 'data') });
  const pool = openPool(postgres.connection);
  await migrate(pool);
  const store = new PostgresStore(pool);
  await seedOffices(pool, store);
  const central = await startCentral({
    ...{ address: postgres.connection, host: '127.0.0.1', port: 0, world: 'empty', clock },
    ...{ secretBytes: randomBytes, passwordCost, note: () => {} },
  });
  running = { folder, postgres, pool, store, central };
  return { port: Number(new URL(central.url).port) };
}

async function seed(documents: readonly PersonDocument[]): Promise<{ firstAskerMs: number }> {
  people = documents;
  const writers = new Map<string, Id>(FORMER_WRITERS.map((name, index) => [name, writerId(index)]));
  for (let from = 0; from < people.length; from += PEOPLE_A_COMMIT) {
    const part = people.slice(from, from + PEOPLE_A_COMMIT);
    const records = part.flatMap((person, index) => recordsOf(person, from + index, writers));
    const claims = part.map(({ idNumber }, index) => {
      const [person] = records.slice(2 * index);
      return personClaim(String(idNumber), person?.id as Id);
    });
    await appendRecords(running.store, TOWNSHIP, META, records, claims);
  }
  theirs = await OurDesk.open(running.central.url, WRITERS.theirs);
  const began = performance.now();
  await theirs.sync();
  return { firstAskerMs: performance.now() - began };
}

async function hash(): Promise<string> {
  const [rows, lines] = [await running.pool.query(PEOPLE_SQL), await running.pool.query(LINES_SQL)];
  return hashOf(documentsOf(people, rows.rows as unknown[], lines.rows as unknown[]));
}

/** What each process of the database has worked, those among them that have ended. */
const databaseWork = new Map<number, number>();

function databaseMs(): number {
  for (const pid of descendantsOf(process.pid).filter((each) => commandOf(each).includes('postgres')))
    databaseWork.set(pid, workedMs(pid) ?? 0);
  return [...databaseWork.values()].reduce((sum, ms) => sum + ms, 0);
}

answerPhases(
  {
    listen,
    seed,
    hash,
    edit: async (edits: readonly Edit[]) => {
      theirs.edit(people, edits);
      await theirs.sync();
    },
    close: async () => {
      theirs?.close();
      await running.central.close();
      await running.pool.end();
      await running.postgres.stop();
      rmSync(running.folder, { recursive: true, force: true });
    },
  },
  { othersMs: databaseMs },
);
