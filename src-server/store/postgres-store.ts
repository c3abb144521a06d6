/** The central store on PostgreSQL. Generic over the registry; every statement leads with the scope (DESIGN §5). Transactions lock the
 *  counter rows of their scopes first, in order, so that commits of a scope are serial; a snapshot is one REPEATABLE READ transaction. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Id } from '#shared/base/id.ts';
import { columnName, decodeRow, POSTGRES_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import {
  AUDIENCE_CLASSES,
  type AudienceClass,
  type FieldValue,
  type RecordTypeName,
} from '#shared/records/registry.ts';
import { fieldsOf, recordType, type Row } from '#shared/records/rows.ts';
import { canonicalJson } from '#shared/base/canonical.ts';
import { type Chains, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { EntryFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import {
  type CentralSnapshot,
  type CentralStore,
  type CentralTransaction,
  type ClaimHolder,
  type CommitMeta,
  type LogPart,
  type MovedRecord,
  ScopeNeeded,
  type StoredOutcome,
  StoreFault,
} from './central-store.ts';

type StoredRow = Record<string, Stored>;
/** How long a push waits for another one on the same township. */
const LOCK_TIMEOUT_MS = 20_000;

/** Runs `work` in one transaction on one connection; database errors become StoreFault. */
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
    throw error instanceof StoreFault || error instanceof ScopeNeeded
      ? error
      : new StoreFault('transaction failed', { cause: error });
  } finally {
    client.release(broken);
  }
}

export class PostgresStore implements CentralStore {
  private readonly pool: pg.Pool;
  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  transaction<T>(scopes: readonly number[], work: (tx: CentralTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, 'BEGIN', async (client) => {
      await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      for (const scope of [...new Set(scopes)].sort((a, b) => a - b)) {
        await client.query(
          'INSERT INTO scope (scope, epoch) VALUES ($1, $2) ON CONFLICT (scope) DO NOTHING',
          [scope, randomUUID()],
        );
        await client.query('SELECT head FROM scope WHERE scope = $1 FOR UPDATE', [scope]);
      }
      return work(new PostgresTransaction(client, scopes));
    });
  }

  snapshot<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', (client) =>
      work(new PostgresSnapshot(client)),
    );
  }

  async writeChunk(hash: string, scope: number, audience: AudienceClass, body: Uint8Array): Promise<void> {
    await this.pool.query(
      'INSERT INTO chunk (hash, scope, audience, body) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING',
      [hash, scope, audience, Buffer.from(body)],
    );
  }

  async readChunk(hash: string) {
    const { rows } = await this.pool.query<{ scope: number; audience: AudienceClass; body: Buffer }>(
      'SELECT scope, audience, body FROM chunk WHERE hash = $1',
      [hash],
    );
    return rows[0] ?? null;
  }
}

interface OutcomeRow extends Omit<OutcomeFrame, 'detail' | 'receivedAt'> {
  detail: string;
  received_at: string;
  digest: string;
}

class PostgresTransaction implements CentralTransaction {
  private readonly client: pg.PoolClient;
  private readonly scopes: readonly number[];
  constructor(client: pg.PoolClient, scopes: readonly number[]) {
    this.client = client;
    this.scopes = scopes;
  }

  private async query<R extends pg.QueryResultRow>(sql: string, values: readonly unknown[]): Promise<R[]> {
    return (await this.client.query<R>(sql, [...values])).rows;
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('SAVEPOINT act');
    try {
      const result = await work();
      await this.client.query('RELEASE SAVEPOINT act');
      return result;
    } catch (error) {
      try {
        await this.client.query('ROLLBACK TO SAVEPOINT act');
      } catch (failure) {
        throw new StoreFault('connection lost', { cause: failure });
      }
      throw isFault(error) ? new StoreFault('database fault', { cause: error }) : error;
    }
  }

  async readOutcome(device: number, number: number): Promise<StoredOutcome | null> {
    const [row] = await this.query<OutcomeRow>(
      'SELECT number, digest, outcome, code, detail, scope, commit, receipt, received_at FROM outcome WHERE device = $1 AND number = $2',
      [device, number],
    );
    if (!row) return null;
    const { digest, received_at, detail, ...rest } = row;
    return { digest, frame: { ...rest, detail: JSON.parse(detail) as never, receivedAt: received_at } };
  }

  async writeOutcome(device: number, { frame, digest }: StoredOutcome, payload: string): Promise<void> {
    await this.query(
      'INSERT INTO outcome (device, number, digest, outcome, code, detail, scope, commit, receipt, received_at, frame) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      [
        device,
        frame.number,
        digest,
        frame.outcome,
        frame.code,
        JSON.stringify(frame.detail),
        frame.scope,
        frame.commit,
        frame.receipt,
        frame.receivedAt,
        payload,
      ],
    );
  }

  async read(scope: number, query: Parameters<CentralTransaction['read']>[1]): Promise<readonly Row[]> {
    const list = selectList(query.type);
    if (!('id' in query) && !recordType(query.type).indexes.includes(query.by))
      throw new Error(`${query.type}.${query.by} is not an index`);
    const rows =
      'id' in query
        ? await this.query<StoredRow>(`SELECT ${list} FROM "${query.type}" WHERE scope = $1 AND id = $2`, [
            scope,
            query.id,
          ])
        : await this.query<StoredRow>(
            `SELECT ${list} FROM "${query.type}" WHERE scope = $1 AND ${columnName(query.by)} = $2 ORDER BY id LIMIT $3`,
            [scope, query.value, query.limit],
          );
    return rows.map((row) => decodeRow(POSTGRES_CODEC, query.type, row));
  }

  async writeFields(
    target: { type: RecordTypeName; scope: number; id: Id },
    set: Readonly<Record<string, FieldValue>>,
    groups: readonly string[],
    commit: number,
  ): Promise<void> {
    const kinds = fieldsOf(target.type);
    const columns = [...Object.keys(set).map(columnName), ...groups.map((group) => columnName(`v_${group}`))];
    const values = [
      ...Object.entries(set).map(([field, value]) =>
        POSTGRES_CODEC.encode(kinds.get(field)?.kind ?? 'text', value),
      ),
      ...groups.map(() => commit),
    ];
    const sql = `INSERT INTO "${target.type}" (scope, id${columns.map((column) => `, ${column}`).join('')})
      VALUES ($1, $2${columns.map((_, at) => `, $${at + 3}`).join('')})
      ON CONFLICT (scope, id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
    await this.query(sql, [target.scope, target.id, ...values]);
  }

  async commitMeta(scope: number, commit: number): Promise<CommitMeta | null> {
    const [row] = await this.query<{
      device: number;
      act_number: number;
      actor: number;
      body: string;
      made_at: string;
      received_at: string;
    }>(
      'SELECT device, act_number, actor, body, made_at, received_at FROM commit WHERE scope = $1 AND number = $2',
      [scope, commit],
    );
    return row
      ? {
          device: row.device,
          actNumber: row.act_number,
          actor: row.actor,
          body: row.body,
          madeAt: row.made_at,
          receivedAt: row.received_at,
        }
      : null;
  }

  async append(
    scope: number,
    meta: CommitMeta,
    parts: ReadonlyMap<AudienceClass, readonly EntryFrame[]>,
  ): Promise<number> {
    const [row] = await this.query<{ head: number }>(
      'UPDATE scope SET head = head + 1 WHERE scope = $1 RETURNING head',
      [scope],
    );
    if (!row) throw new Error(`scope ${scope} is not locked`);
    const commit = row.head;
    await this.query(
      'INSERT INTO commit (scope, number, device, act_number, actor, body, made_at, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [scope, commit, meta.device, meta.actNumber, meta.actor, meta.body, meta.madeAt, meta.receivedAt],
    );
    const before = await readChains(this.client, scope, AUDIENCE_CLASSES, commit);
    for (const [audience, entries] of parts) {
      if (!entries.length) continue;
      const payload = canonicalJson(entries as never);
      const digest = payloadDigest(entries);
      await this.query(
        'INSERT INTO log (scope, audience, commit, payload, digest, chain) VALUES ($1, $2, $3, $4, $5, $6)',
        [scope, audience, commit, payload, digest, nextLink(before[audience], commit, digest)],
      );
    }
    return commit;
  }

  async takeClaim(key: string, scope: number, recordId: Id): Promise<ClaimHolder> {
    const rows = await this.query<{ scope: number; record_id: number }>(
      'INSERT INTO claim (claim_key, scope, record_id) VALUES ($1, $2, $3) ON CONFLICT (claim_key) DO UPDATE SET claim_key = excluded.claim_key RETURNING scope, record_id',
      [key, scope, recordId],
    );
    const [holder] = rows;
    return { scope: holder?.scope ?? scope, recordId: holder?.record_id ?? recordId };
  }

  async releaseClaim(key: string, recordId: Id): Promise<void> {
    await this.query('DELETE FROM claim WHERE claim_key = $1 AND record_id = $2', [key, recordId]);
  }

  holds(scope: number): boolean {
    return this.scopes.includes(scope);
  }

  async rehome(from: number, to: number, records: readonly MovedRecord[]): Promise<void> {
    for (const type of new Set(records.map((record) => record.type))) {
      const ids = records.filter((record) => record.type === type).map(({ id }) => id);
      await this.query(`DELETE FROM "${type}" WHERE scope = $1 AND id = ANY($2::bigint[])`, [from, ids]);
    }
    await this.query(
      `INSERT INTO whereabouts (type, id, scope, moves)
       SELECT type, id, $3, moves FROM unnest($1::text[], $2::bigint[], $4::int[]) AS moved(type, id, moves)
       ON CONFLICT (type, id) DO UPDATE SET scope = excluded.scope, moves = excluded.moves`,
      [records.map(({ type }) => type), records.map(({ id }) => id), to, records.map(({ moves }) => moves)],
    );
    await this.query('UPDATE claim SET scope = $2 WHERE scope = $1 AND record_id = ANY($3::bigint[])', [
      from,
      to,
      records.map(({ id }) => id),
    ]);
  }

  async whereabouts(
    records: readonly { readonly type: RecordTypeName; readonly id: Id }[],
  ): Promise<Map<string, number>> {
    const rows = await this.query<{ type: string; id: number; scope: number }>(
      `SELECT w.type, w.id, w.scope FROM unnest($1::text[], $2::bigint[]) AS asked(type, id)
       JOIN whereabouts w ON w.type = asked.type AND w.id = asked.id`,
      [records.map(({ type }) => type), records.map(({ id }) => id)],
    );
    return new Map(rows.map(({ type, id, scope }) => [`${type}:${id}`, scope]));
  }

  async nextReceipt(): Promise<number> {
    const [row] = await this.query<{ n: number }>("SELECT nextval('receipt_number') AS n", []);
    return row?.n ?? 0;
  }
}

/** Whether an error came from the database and says nothing about the act: anything but bad data (SQLSTATE classes 22 and 23). */
function isFault(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^2[23]/.test(code);
}

async function readChains(
  client: pg.PoolClient,
  scope: number,
  classes: readonly AudienceClass[],
  commit: number,
): Promise<Chains> {
  const { rows } = await client.query<{ audience: AudienceClass; chain: string }>(
    `SELECT a.audience, l.chain FROM unnest($2::text[]) AS a(audience)
     CROSS JOIN LATERAL (SELECT chain FROM log WHERE scope = $1 AND log.audience = a.audience AND commit <= $3 ORDER BY commit DESC LIMIT 1) l`,
    [scope, classes, commit],
  );
  return Object.fromEntries(rows.map(({ audience, chain }) => [audience, chain]));
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
    return readChains(this.client, scope, classes, commit);
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
}
