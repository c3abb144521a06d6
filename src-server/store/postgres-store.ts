/** The central store on PostgreSQL. Generic over the registry; every statement leads with the scope (DESIGN §5). Transactions lock the
 *  counter rows of their scopes first, in order, so that commits of a scope are serial; a snapshot is one REPEATABLE READ transaction. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { columnName, decodeRow, POSTGRES_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { AudienceClass, RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { Chains } from '#shared/sync/chain.ts';
import type { EntryFrame } from '#shared/sync/frames.ts';
import {
  actKey,
  type ActKey,
  type CentralSnapshot,
  type CentralStore,
  type CentralTransaction,
  type ChunkBytes,
  type LogPart,
  type PageSet,
  spentOutcome,
  StoreBusy,
  type StoredOutcome,
  StoreFault,
} from './central-store.ts';
import {
  collectChunks,
  keepChunks,
  readChunk,
  readPages,
  writeChunk,
  writePages,
} from './postgres-chunks.ts';
import { asStoreError } from './postgres-fault.ts';
import {
  OUTCOME_COLUMNS,
  outcomeOf,
  type OutcomeRow,
  PostgresTransaction,
  readChains,
} from './postgres-transaction.ts';
import { askOn } from './statements.ts';

type StoredRow = Record<string, Stored>;
/** How long a push waits for another one on the same township. */
const LOCK_TIMEOUT_MS = 20_000;
/** How often others may get in the way of a transaction before its caller hears of it. */
const BUSY_TRIES = 5;
/** No statement of ours takes a tenth of it. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** Runs `work` in one transaction on one connection; what it throws says whose fault it is (postgres-fault.ts). */
async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw new StoreFault('no connection to the database', { cause: error });
  }
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw asStoreError(error);
  } finally {
    client.release(broken);
  }
}

export interface PostgresStoreSettings {
  readonly statementTimeoutMs?: number;
}

export class PostgresStore implements CentralStore {
  private readonly pool: pg.Pool;
  private readonly begin: string;
  /** Scopes that are known to have their counter row; none is ever removed. */
  private readonly made = new Set<number>();

  constructor(pool: pg.Pool, { statementTimeoutMs = STATEMENT_TIMEOUT_MS }: PostgresStoreSettings = {}) {
    this.pool = pool;
    this.begin = `BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SET LOCAL statement_timeout = ${statementTimeoutMs}`;
  }

  async transaction<T>(scopes: readonly number[], work: (tx: CentralTransaction) => Promise<T>): Promise<T> {
    const wanted = [...new Set(scopes)].sort((a, b) => a - b);
    for (let tried = 1; ; tried++) {
      try {
        return await this.once(wanted, work);
      } catch (error) {
        if (!(error instanceof StoreBusy && error.isShort) || tried >= BUSY_TRIES) throw error;
      }
    }
  }

  private async once<T>(scopes: readonly number[], work: (tx: CentralTransaction) => Promise<T>): Promise<T> {
    const result = await inTransaction(this.pool, this.begin, async (client) => {
      const tx = new PostgresTransaction(askOn(client), scopes.length ? await this.lock(client, scopes) : []);
      const done = await work(tx);
      await tx.flush();
      return done;
    });
    for (const scope of scopes) this.made.add(scope);
    return result;
  }

  /** Locks the counter rows in order of scope; makes those that are missing first, so that nobody waits for a new one with a lock in hand. */
  private async lock(
    client: pg.ClientBase,
    scopes: readonly number[],
  ): Promise<{ scope: number; head: number }[]> {
    for (const scope of scopes.filter((each) => !this.made.has(each)))
      await client.query('INSERT INTO scope (scope, epoch) VALUES ($1, $2) ON CONFLICT (scope) DO NOTHING', [
        scope,
        randomUUID(),
      ]);
    const { rows } = await client.query<{ scope: number; head: number }>(
      'SELECT scope, head FROM scope WHERE scope = ANY($1::bigint[]) ORDER BY scope FOR UPDATE',
      [scopes],
    );
    if (rows.length !== scopes.length) {
      this.made.clear();
      throw new StoreFault('a scope that was there is gone');
    }
    return rows;
  }

  snapshot<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', (client) =>
      work(new PostgresSnapshot(client)),
    );
  }

  async readActs(device: number, asked: readonly ActKey[]) {
    const { rows: top } = await this.pool.query<{ number: number }>(
      "SELECT number FROM outcome WHERE device = $1 AND digest <> '' ORDER BY number DESC LIMIT 1",
      [device],
    );
    const stored = new Map<string, StoredOutcome>();
    if (asked.length) {
      const { rows } = await this.pool.query<OutcomeRow & { device: number }>(
        `SELECT o.device, ${OUTCOME_COLUMNS} FROM unnest($1::int[], $2::bigint[]) AS a(d, n) JOIN outcome o ON o.device = a.d AND o.number = a.n`,
        [asked.map(({ device: of }) => of), asked.map(({ number }) => number)],
      );
      for (const { device: of, ...row } of rows)
        stored.set(actKey({ device: of, number: row.number }), outcomeOf(row));
    }
    return { last: top[0]?.number ?? 0, stored };
  }

  async spend(device: number, numbers: readonly number[]): Promise<number[]> {
    const { frame } = spentOutcome(0);
    // Whoever is judging one of them meanwhile holds its row: this waits for the end of it, or that ends with a fault.
    await this.pool.query(
      `INSERT INTO outcome (device, number, digest, outcome, code, detail, scope, commit, receipt, received_at, frame)
       SELECT $1, n, '', $3, $4, 'null', 0, NULL, '', '', 'null' FROM unnest($2::bigint[]) AS n ON CONFLICT DO NOTHING`,
      [device, numbers, frame.outcome, frame.code],
    );
    const { rows } = await this.pool.query<{ number: number }>(
      "SELECT number FROM outcome WHERE device = $1 AND number = ANY($2::bigint[]) AND digest <> '' ORDER BY number",
      [device, numbers],
    );
    return rows.map(({ number }) => number);
  }

  readPages(scope: number) {
    return readPages(this.pool, scope);
  }
  writePages(scope: number, set: PageSet) {
    return writePages(this.pool, scope, set);
  }
  keepChunks(hashes: readonly string[], nowMs: number) {
    return keepChunks(this.pool, hashes, nowMs);
  }
  writeChunk(chunk: ChunkBytes, nowMs: number) {
    return writeChunk(this.pool, chunk, nowMs);
  }
  readChunk(hash: string, from: number) {
    return readChunk(this.pool, hash, from);
  }
  collectChunks(scope: number, named: readonly string[], beforeMs: number) {
    return collectChunks(this.pool, scope, named, beforeMs);
  }
}

class PostgresSnapshot implements CentralSnapshot {
  private readonly client: pg.PoolClient;
  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  async head(scope: number) {
    const { rows } = await this.client.query<{ epoch: string; head: number }>(
      'SELECT epoch, head FROM scope WHERE scope = $1',
      [scope],
    );
    return rows[0] ?? null;
  }

  chainsAt(scope: number, classes: readonly AudienceClass[], commit: number): Promise<Chains> {
    return readChains(askOn(this.client), scope, classes, commit);
  }

  async readLog(
    scope: number,
    classes: readonly AudienceClass[],
    from: number,
    to: number,
  ): Promise<readonly LogPart[]> {
    const { rows } = await this.client.query<{ commit: number; audience: AudienceClass; payload: string }>(
      'SELECT commit, audience, payload FROM log WHERE scope = $1 AND audience = ANY($2::text[]) AND commit > $3 AND commit <= $4 ORDER BY commit, audience',
      [scope, classes, from, to],
    );
    return rows.map(({ commit, audience, payload }) => ({
      commit,
      audience,
      entries: JSON.parse(payload) as EntryFrame[],
    }));
  }

  async ownCommits(scope: number, device: number, from: number, to: number) {
    const { rows } = await this.client.query<{ commit: number; number: number }>(
      `SELECT c.number AS commit, c.act_number AS number FROM commit AS c
       JOIN outcome AS o ON o.device = c.device AND o.number = c.act_number
       WHERE c.scope = $1 AND c.device = $2 AND c.number > $3 AND c.number <= $4
         AND o.outcome = 'applied' AND o.scope = c.scope AND o.commit = c.number
       ORDER BY c.number`,
      [scope, device, from, to],
    );
    return rows;
  }

  async readIds(scope: number, type: RecordTypeName, afterId: number, limit: number) {
    const { rows } = await this.client.query<{ id: number }>(
      `SELECT id FROM "${type}" WHERE scope = $1 AND id > $2 ORDER BY id LIMIT $3`,
      [scope, afterId, limit],
    );
    return rows.map(({ id }) => id);
  }

  async readPage(
    scope: number,
    type: RecordTypeName,
    afterId: number,
    limit: number,
  ): Promise<readonly Row[]> {
    const { rows } = await this.client.query<StoredRow>(
      `SELECT ${selectList(type)} FROM "${type}" WHERE scope = $1 AND id > $2 ORDER BY id LIMIT $3`,
      [scope, afterId, limit],
    );
    return rows.map((row) => decodeRow(POSTGRES_CODEC, type, row));
  }

  async readAlike<T extends RecordTypeName>(scopes: readonly number[], type: T, field: string) {
    const column = columnName(field);
    const { rows } = await this.client.query<StoredRow>(
      `SELECT ${selectList(type)} FROM "${type}" WHERE scope = ANY($1::bigint[]) AND ${column} IN
         (SELECT ${column} FROM "${type}" WHERE scope = ANY($1::bigint[]) GROUP BY ${column} HAVING count(*) > 1)
       ORDER BY scope, id`,
      [scopes],
    );
    return rows.map((row) => decodeRow(POSTGRES_CODEC, type, row) as Row<T>);
  }
}
