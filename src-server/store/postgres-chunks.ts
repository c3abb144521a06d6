/** Pages and chunks of first syncs in PostgreSQL: a row for the pages of a scope, a row for each chunk. Apart from the case tables: all of it
 *  can be made anew. */
import type pg from 'pg';
import type { AudienceClass } from '#shared/records/registry.ts';
import type { ChunkBytes, KeptPage, PageSet } from './central-store.ts';

interface SetRow extends Omit<PageSet, 'pages'> {
  readonly pages: string;
}

export async function readPages(pool: pg.Pool, scope: number): Promise<PageSet | null> {
  const { rows } = await pool.query<SetRow>(
    'SELECT revision, epoch, schema, commit, pages FROM page_set WHERE scope = $1',
    [scope],
  );
  const [set] = rows;
  return set ? { ...set, pages: JSON.parse(set.pages) as KeptPage[] } : null;
}

export async function writePages(pool: pg.Pool, scope: number, set: PageSet): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO page_set AS kept (scope, revision, epoch, schema, commit, pages) VALUES ($1, $2 + 1, $3, $4, $5, $6)
     ON CONFLICT (scope) DO UPDATE SET revision = excluded.revision, epoch = excluded.epoch, schema = excluded.schema,
       commit = excluded.commit, pages = excluded.pages WHERE kept.revision = $2`,
    [scope, set.revision, set.epoch, set.schema, set.commit, JSON.stringify(set.pages)],
  );
  return rowCount === 1;
}

export async function keepChunks(
  pool: pg.Pool,
  hashes: readonly string[],
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ hash: string }>(
    'UPDATE chunk SET kept_at = $2 WHERE hash = ANY($1::text[]) RETURNING hash',
    [hashes, nowMs],
  );
  return new Set(rows.map(({ hash }) => hash));
}

export async function writeChunk(
  pool: pg.Pool,
  { hash, scope, audience, body }: ChunkBytes,
  nowMs: number,
): Promise<void> {
  await pool.query(
    'INSERT INTO chunk (hash, scope, audience, body, kept_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING',
    [hash, scope, audience, Buffer.from(body), nowMs],
  );
}

export async function readChunk(pool: pg.Pool, hash: string, from: number) {
  const { rows } = await pool.query<{ scope: number; audience: AudienceClass; body: Buffer; size: number }>(
    'SELECT scope, audience, substring(body FROM $2::int + 1) AS body, octet_length(body) AS size FROM chunk WHERE hash = $1',
    [hash, from],
  );
  return rows[0] ?? null;
}

export async function collectChunks(
  pool: pg.Pool,
  scope: number,
  named: readonly string[],
  beforeMs: number,
): Promise<void> {
  await pool.query('DELETE FROM chunk WHERE scope = $1 AND kept_at < $2 AND NOT (hash = ANY($3::text[]))', [
    scope,
    beforeMs,
    named,
  ]);
}
