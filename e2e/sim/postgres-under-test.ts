/** The real PostgreSQL store under the simulator: one embedded server a process, emptied before each history. What a history does on it must be
 *  what it does in memory, word for word; a difference is a violation (play.ts). The oracle reads it by plain SQL, only what is new. */
import { decodeRow, POSTGRES_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import { RECORD_TYPE_NAMES, type RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CommitMeta, LogPart, StoredOutcome } from '../../src-server/store/central-store.ts';
import { PostgresPaperStore } from '../../src-server/papers/paper-store.ts';
import { PostgresUploadStore } from '../../src-server/papers/upload-store.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import type { CentrePapersView, CentreView } from './views.ts';

interface ScopeSeen {
  readonly epoch: string;
  readonly commits: CommitMeta[];
  readonly log: LogPart[];
}

let opened: Promise<TestDatabase> | null = null;

/** Ends the server of this process, if it ever began. */
export async function closeDatabase(): Promise<void> {
  const database = await opened;
  opened = null;
  await database?.close();
}

/** Of papers' bytes. */
const OF_PAPERS = ['paper_content', 'paper_upload', 'paper_upload_part'].map((name) => `"${name}"`);

/** Tables that a history fills. */
async function tablesOf({ pool }: TestDatabase): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename !~ 'migration' ORDER BY 1`,
  );
  return rows.map(({ name }) => `"${name}"`);
}

class PostgresUnderTest implements StoreUnderTest {
  store: PostgresStore;
  private readonly database: TestDatabase;
  private readonly tables: readonly string[];
  private scopes = new Map<number, ScopeSeen>();
  private outcomes = new Map<string, StoredOutcome>();
  private rows: readonly Row[] = [];
  readonly papers: { readonly contents: PostgresPaperStore; readonly uploads: PostgresUploadStore };
  private paperRows: readonly Row<'paper'>[] = [];
  private contents = new Map<string, Uint8Array>();
  private backups = 0;
  /** Lines of `outcome` at the last look. */
  private read = 0;

  constructor(database: TestDatabase, tables: readonly string[]) {
    this.database = database;
    this.tables = tables;
    this.store = new PostgresStore(database.pool);
    const { pool } = database;
    this.papers = { contents: new PostgresPaperStore(pool), uploads: new PostgresUploadStore(pool) };
  }

  private async query<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return (await this.database.pool.query<R>(sql, [...values])).rows;
  }

  async refresh(isWhole: boolean): Promise<void> {
    const heads = await this.query<{ scope: number; epoch: string; head: number }>(
      'SELECT scope, epoch, head FROM scope ORDER BY scope',
    );
    for (const { scope, epoch, head } of heads) {
      const seen = this.scopes.get(scope) ?? { epoch, commits: [], log: [] };
      this.scopes.set(scope, seen);
      if (head > seen.commits.length) await this.readCommits(scope, seen);
    }
    await this.readOutcomes();
    this.paperRows = (await this.readRowsOf('paper')) as readonly Row<'paper'>[];
    await this.readContents();
    if (isWhole) this.rows = await this.readRows();
  }

  private async readCommits(scope: number, seen: ScopeSeen): Promise<void> {
    const from = seen.commits.length;
    seen.commits.push(
      ...(await this.query<CommitMeta>(
        `SELECT device, act_number AS "actNumber", actor, body, made_at AS "madeAt", received_at AS "receivedAt"
         FROM commit WHERE scope = $1 AND number > $2 ORDER BY number`,
        [scope, from],
      )),
    );
    const parts = await this.query<{ commit: number; audience: LogPart['audience']; payload: string }>(
      'SELECT commit, audience, payload FROM log WHERE scope = $1 AND commit > $2 ORDER BY commit, audience',
      [scope, from],
    );
    for (const { commit, audience, payload } of parts)
      seen.log.push({ commit, audience, entries: JSON.parse(payload) as LogPart['entries'] });
  }

  private async readOutcomes(): Promise<void> {
    const found = await this.query<
      Record<string, string | number | null> & { digest: string; detail: string }
    >(
      `SELECT device, number, digest, outcome, code, detail, scope, commit, receipt, received_at AS "receivedAt"
       FROM outcome`,
    );
    if (found.length === this.read) return;
    this.read = found.length;
    this.outcomes = new Map(this.outcomes);
    for (const { device, digest, detail, ...rest } of found) {
      const frame = { ...rest, detail: JSON.parse(detail) as unknown } as unknown as StoredOutcome['frame'];
      const key = `${device}/${frame.number}`;
      // A number that a copy gave up: no act was judged under it.
      if (digest === '') continue;
      if (!this.outcomes.has(key)) this.outcomes.set(key, { digest, frame });
    }
  }

  private async readRows(): Promise<Row[]> {
    const rows: Row[] = [];
    for (const type of RECORD_TYPE_NAMES) rows.push(...(await this.readRowsOf(type)));
    return rows;
  }

  private async readRowsOf(type: RecordTypeName): Promise<Row[]> {
    const stored = await this.query<Record<string, Stored>>(
      `SELECT ${selectList(type)} FROM "${type}" ORDER BY scope, id`,
    );
    return stored.map((each) => decodeRow(POSTGRES_CODEC, type, each) as Row);
  }

  private async readContents(): Promise<void> {
    const found = await this.query<{ sha256: string; body: Buffer }>(
      'SELECT sha256, body FROM paper_content ORDER BY sha256',
    );
    this.contents = new Map(found.map(({ sha256, body }) => [sha256, body]));
  }

  papersView(): CentrePapersView {
    return { papers: this.paperRows, contents: this.contents };
  }

  view(): CentreView {
    return { rows: this.rows, outcomes: this.outcomes, scopes: this.scopes };
  }

  /** Copies tables aside; calling what comes back fills them again. */
  private async keepTables(tables: readonly string[]): Promise<() => Promise<void>> {
    const schema = `kept_${++this.backups}`;
    const copies = tables.map((table) => `CREATE TABLE ${schema}.${table} AS TABLE public.${table}`);
    await this.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await this.query(`CREATE SCHEMA ${schema}; ${copies.join('; ')}`);
    return async () => {
      const back = tables.map((table) => `INSERT INTO public.${table} SELECT * FROM ${schema}.${table}`);
      await this.query(`TRUNCATE ${tables.join(', ')}; ${back.join('; ')}`);
    };
  }

  keepPapers(): Promise<() => Promise<void>> {
    return this.keepTables(OF_PAPERS);
  }

  async keep(): Promise<() => Promise<void>> {
    const setBack = await this.keepTables(this.tables.filter((table) => !OF_PAPERS.includes(table)));
    const [receipts] = await this.query<{ last: number; called: boolean }>(
      'SELECT last_value AS last, is_called AS called FROM receipt_number',
    );
    return async () => {
      await setBack();
      await this.query("SELECT setval('receipt_number', $1, $2)", [receipts?.last, receipts?.called]);
      this.scopes = new Map();
      this.outcomes = new Map();
      this.read = 0;
      this.store = new PostgresStore(this.database.pool);
    };
  }

  async close(): Promise<void> {}
}

/** An empty centre. */
export async function onPostgres(): Promise<StoreUnderTest> {
  opened ??= openTestDatabase();
  const database = await opened;
  const tables = await tablesOf(database);
  await database.pool.query(`TRUNCATE ${tables.join(', ')}`);
  await database.pool.query('ALTER SEQUENCE receipt_number RESTART');
  return new PostgresUnderTest(database, tables);
}
