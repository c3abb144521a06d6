/** Papers that are half here: what a desk has sent of a content, piece by piece, until it is whole. In the database, so that it does not matter
 *  which server process a piece comes to, nor whether one dies.
 *  UP1 an upload is one desk's and one content's: nobody can name another's.  UP2 a piece is added only where the last one ended, so that two
 *  requests at once cannot both be.  UP3 what nobody has gone on with for a week goes. */
import type pg from 'pg';
import { StoreFault } from '../store/central-store.ts';

export const UPLOAD_KEPT_DAYS = 7;

export interface UploadName {
  readonly device: number;
  readonly sha256: string;
}

export interface Upload {
  readonly byteCount: number;
  readonly at: number;
}

export interface UploadStore {
  /** Begins an upload, or finds the one that was begun; one of another length is begun anew. */
  begin(name: UploadName, byteCount: number, now: string): Promise<Upload>;
  find(name: UploadName): Promise<Upload | null>;
  /** Adds a piece that ends before the content does (UP2). False when the upload does not stand there. */
  append(name: UploadName, at: number, bytes: Buffer, now: string): Promise<boolean>;
  /** Everything that has come so far. */
  bytes(name: UploadName): Promise<Buffer>;
  drop(name: UploadName): Promise<boolean>;
  /** UP3. How many went. */
  dropStale(before: string): Promise<number>;
}

export class PostgresUploadStore implements UploadStore {
  private readonly pool: pg.Pool;
  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  async begin(name: UploadName, byteCount: number, now: string): Promise<Upload> {
    const known = await this.find(name);
    if (known?.byteCount === byteCount) return known;
    if (known) await this.drop(name);
    await this.query(
      'INSERT INTO paper_upload (device, sha256, byte_count, touched_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [name.device, name.sha256, byteCount, now],
    );
    return { byteCount, at: 0 };
  }

  async find({ device, sha256 }: UploadName): Promise<Upload | null> {
    const [row] = await this.query<{ byte_count: number; at: number }>(
      'SELECT byte_count, at FROM paper_upload WHERE device = $1 AND sha256 = $2',
      [device, sha256],
    );
    return row ? { byteCount: row.byte_count, at: row.at } : null;
  }

  async append({ device, sha256 }: UploadName, at: number, bytes: Buffer, now: string): Promise<boolean> {
    const rows = await this.query(
      `WITH moved AS (
         UPDATE paper_upload SET at = at + $4, touched_at = $5
         WHERE device = $1 AND sha256 = $2 AND at = $3 AND at + $4 < byte_count RETURNING 1)
       INSERT INTO paper_upload_part (device, sha256, at, body) SELECT $1, $2, $3, $6 FROM moved RETURNING 1`,
      [device, sha256, at, bytes.length, now, bytes],
    );
    return rows.length > 0;
  }

  async bytes({ device, sha256 }: UploadName): Promise<Buffer> {
    const rows = await this.query<{ body: Buffer }>(
      'SELECT body FROM paper_upload_part WHERE device = $1 AND sha256 = $2 ORDER BY at',
      [device, sha256],
    );
    return Buffer.concat(rows.map(({ body }) => body));
  }

  async drop({ device, sha256 }: UploadName): Promise<boolean> {
    const rows = await this.query('DELETE FROM paper_upload WHERE device = $1 AND sha256 = $2 RETURNING 1', [
      device,
      sha256,
    ]);
    return rows.length > 0;
  }

  async dropStale(before: string): Promise<number> {
    return (await this.query('DELETE FROM paper_upload WHERE touched_at < $1 RETURNING 1', [before])).length;
  }

  private async query<R extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<R[]> {
    try {
      return (await this.pool.query<R>(text, values)).rows;
    } catch (error) {
      throw new StoreFault('papers cannot be reached', { cause: error });
    }
  }
}
