/** What has come of chunks that are not whole yet: kept in the replica in pieces, so that a cut, a kill or a restart goes on from that byte.
 *  S10 no more than PIECE_BYTES of what came over a line is ever fetched twice; what an error cuts off is kept to the byte. */
import type { Statements } from '../store/statements.ts';

export const PIECE_BYTES = 16 * 1024;

export class ChunkPieces {
  private readonly statements: Statements;
  private readonly waiting = new Map<string, { at: number; parts: Uint8Array[] }>();
  private waitingBytes = 0;

  constructor(statements: Statements) {
    this.statements = statements;
  }

  /** Forgets what is no longer named: the table holds no more than one first sync. */
  keepOnly(names: readonly string[]): void {
    this.statements.run(
      'DELETE FROM chunk_piece WHERE hash NOT IN (SELECT value FROM json_each(?))',
      JSON.stringify(names),
    );
  }

  /** What is here of a chunk, from its first byte on. */
  read(hash: string): Buffer {
    const parts = this.statements.all<{ at: number; body: Buffer }>(
      'SELECT at, body FROM chunk_piece WHERE hash = ? ORDER BY at',
      hash,
    );
    let length = 0;
    const whole = parts.filter(({ at, body }) => {
      const follows = at === length;
      if (follows) length += body.length;
      return follows;
    });
    return Buffer.concat(whole.map(({ body }) => body));
  }

  forget(hash: string): void {
    this.waiting.delete(hash);
    this.statements.run('DELETE FROM chunk_piece WHERE hash = ?', hash);
  }

  /** Takes what came next of a chunk; `at` is where in it. */
  take(hash: string, at: number, bytes: Uint8Array): void {
    const known = this.waiting.get(hash);
    if (known) known.parts.push(bytes);
    else this.waiting.set(hash, { at, parts: [bytes] });
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= PIECE_BYTES) this.save();
  }

  /** Writes what waits. Without waiting for the disk: the centre has it still. */
  save(): void {
    const { db } = this.statements;
    const waiting = [...this.waiting];
    this.waiting.clear();
    this.waitingBytes = 0;
    // The process is on its way out: what came of the piece goes with it.
    if (!waiting.length || !db.open) return;
    db.pragma('synchronous=NORMAL');
    try {
      db.transaction(() => {
        for (const [hash, { at, parts }] of waiting)
          this.statements.run(
            'INSERT OR REPLACE INTO chunk_piece (hash, at, body) VALUES (?, ?, ?)',
            ...[hash, at, Buffer.concat(parts)],
          );
      }).immediate();
    } finally {
      db.pragma('synchronous=FULL');
    }
  }
}
