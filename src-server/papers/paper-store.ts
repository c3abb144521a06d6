/** Papers' bytes at the centre, by the hash of their bytes: once, however many cases show them. Who may have them is asked of the records at
 *  every request, in the same statement, so that what is absent and what is forbidden cost the same. A port of its own beside the sync
 *  core's: bytes are no part of the log.
 *  PS1 a content is stored only under a record that stands in one of the asker's scopes or that the asker's desk made.  PS2 it is handed out only under such a record, of a
 *  material that the asker's classes may see. */
import type pg from 'pg';
import type { PaperMaterial } from '#shared/domain/paper-limits.ts';
import { StoreFault } from '../store/central-store.ts';

/** Counters of a device among ids (base/id.ts): whose desk made a record. */
const OF_DEVICE = 2 ** 30;

/** unknown: no record in these scopes, or made on this device, names it; awaited: one does, and the bytes are not here; here: they are. */
export type PaperPlace = 'unknown' | 'awaited' | 'here';

export interface PaperStore {
  place(scopes: readonly number[], device: number, sha256: string): Promise<PaperPlace>;
  keep(sha256: string, mediaType: string, body: Buffer): Promise<void>;
  read(
    scopes: readonly number[],
    materials: readonly PaperMaterial[],
    sha256: string,
    part: { readonly from: number; readonly count: number },
  ): Promise<{ readonly bytes: Buffer; readonly byteCount: number } | null>;
  /** Of a content that is here. */
  byteCount(sha256: string): Promise<number>;
}

const STANDING =
  'EXISTS (SELECT 1 FROM paper p WHERE p.scope = ANY($2::bigint[]) AND p.sha256 = $1 AND p.removed_at IS NULL';

export class PostgresPaperStore implements PaperStore {
  private readonly pool: pg.Pool;
  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  async place(scopes: readonly number[], device: number, sha256: string): Promise<PaperPlace> {
    const [row] = await this.query<{ is_named: boolean; is_here: boolean }>({
      text: `SELECT ${STANDING}) AS is_named, EXISTS (SELECT 1 FROM paper_content WHERE sha256 = $1) AS is_here`,
      values: [sha256, scopes],
    });
    if (!row?.is_named && !(await this.isOfMoved(device, sha256))) return 'unknown';
    return row?.is_here ? 'here' : 'awaited';
  }

  /** Whoever photographed it brings it, after the person has moved away too: a paper that this device made, in a scope that its records moved
   *  to or that its acts were judged in. Who works elsewhere now brings what is left there too. */
  private async isOfMoved(device: number, sha256: string): Promise<boolean> {
    const rows = await this.query({
      text: `SELECT 1 FROM paper p WHERE p.sha256 = $1 AND p.id / $3::bigint = $2 AND p.scope IN (
        SELECT scope FROM whereabouts WHERE type = 'paper' AND id / $3::bigint = $2
        UNION SELECT scope FROM outcome WHERE device = $2 AND commit IS NOT NULL) LIMIT 1`,
      values: [sha256, device, OF_DEVICE],
    });
    return rows.length > 0;
  }

  async keep(sha256: string, mediaType: string, body: Buffer): Promise<void> {
    await this.query({
      text: 'INSERT INTO paper_content (sha256, media_type, body) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING',
      values: [sha256, mediaType, body],
    });
  }

  async read(
    scopes: readonly number[],
    materials: readonly PaperMaterial[],
    sha256: string,
    { from, count }: { readonly from: number; readonly count: number },
  ) {
    const [row] = await this.query<{ body: Buffer; n: number }>({
      text: `SELECT substring(body FROM $4 FOR $5) AS body, length(body) AS n FROM paper_content
        WHERE sha256 = $1 AND ${STANDING} AND p.material = ANY($3::text[]))`,
      values: [sha256, scopes, materials, from + 1, Math.max(0, count)],
    });
    return row ? { bytes: row.body, byteCount: row.n } : null;
  }

  async byteCount(sha256: string): Promise<number> {
    const text = 'SELECT length(body) AS n FROM paper_content WHERE sha256 = $1';
    return (await this.query<{ n: number }>({ text, values: [sha256] }))[0]?.n ?? 0;
  }

  private async query<R extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<R[]> {
    try {
      return (await this.pool.query<R>(config)).rows;
    } catch (error) {
      throw new StoreFault('papers cannot be reached', { cause: error });
    }
  }
}
