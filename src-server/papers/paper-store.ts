/** Papers' bytes at the centre, by the hash of their bytes: once, however many cases show them. Who may have them is asked of the records at
 *  every request, in the same statement, so that what is absent and what is forbidden cost the same. A port of its own beside the sync
 *  core's: bytes are no part of the log.
 *  PS1 a content is stored only under a record that stands in one of the asker's scopes or that the asker's desk made.  PS2 it is handed out only under such a record, of a
 *  material that the asker's classes may see. Two implementations pass one contract suite (paper-contract.ts): PostgreSQL, and a plain one in
 *  memory for the simulator. */
import type pg from 'pg';
import type { PaperMaterial } from '#shared/domain/paper-limits.ts';
import { StoreFault } from '../store/central-store.ts';
import { LOCKS, oneAtATime } from '../store/one-at-a-time.ts';

/** Counters of a device among ids (base/id.ts): whose desk made a record. */
export const OF_DEVICE = 2 ** 30;

/** unknown: no record in these scopes, or made on this device, names it; awaited: one does, and the bytes are not here; here: they are. */
export type PaperPlace = 'unknown' | 'awaited' | 'here';

/** A record whose words and bytes differ. */
export interface OutOfStep {
  readonly scope: number;
  readonly id: number;
  readonly isHere: boolean;
}

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
  /** Records of one content, or of all, that say other than what is so: standing ones whose bytes are here and that do not say arrived, and
   *  ones that say arrived, and not erased, whose bytes are not. In order of scope and id. */
  outOfStep(sha256: string | null): Promise<readonly OutOfStep[]>;
  /** Erases contents that no standing record names and whose last record was taken away before an instant. How many. */
  eraseUnnamed(before: string): Promise<number>;
  /** AR3: runs `work` while nobody else does, over all server processes. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

const OUT_OF_STEP = `SELECT p.scope, p.id, c.sha256 IS NOT NULL AS is_here FROM paper p LEFT JOIN paper_content c ON c.sha256 = p.sha256
  WHERE p.scope = ANY(ARRAY(SELECT scope FROM scope)) AND ($1::text IS NULL OR p.sha256 = $1) AND CASE
    WHEN c.sha256 IS NOT NULL THEN p.removed_at IS NULL AND p.arrived_at IS NULL
    ELSE p.arrived_at IS NOT NULL AND p.erased_at IS NULL END
  ORDER BY p.scope, p.id`;

const UNNAMED = `DELETE FROM paper_content c
  WHERE NOT EXISTS (SELECT 1 FROM paper p WHERE p.sha256 = c.sha256 AND (p.removed_at IS NULL OR p.removed_at > $1)) RETURNING 1`;

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

  async outOfStep(sha256: string | null): Promise<OutOfStep[]> {
    const rows = await this.query<{ scope: string; id: string; is_here: boolean }>({
      text: OUT_OF_STEP,
      values: [sha256],
    });
    return rows.map(({ scope, id, is_here: isHere }) => ({ scope: Number(scope), id: Number(id), isHere }));
  }

  async eraseUnnamed(before: string): Promise<number> {
    return (await this.query({ text: UNNAMED, values: [before] })).length;
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return oneAtATime(this.pool, LOCKS.papers, work);
  }

  private async query<R extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<R[]> {
    try {
      return (await this.pool.query<R>(config)).rows;
    } catch (error) {
      throw new StoreFault('papers cannot be reached', { cause: error });
    }
  }
}
