/** How fast the line carries papers, from the pieces that it carried: how large the next piece is, and whether the line is a poor one.
 *  LM1 a piece is 16 KB until the line has shown that it carries more, and again after it broke.  LM2 a piece grows no more than fourfold at once, to
 *  what about two seconds carry. */
const KIB = 1024;
export const SMALLEST_PIECE_BYTES = 16 * KIB;
const LARGEST_PIECE_BYTES = 1024 * KIB;
const PIECE_MS = 2_000;
const GROWTH = 4;
/** 128 kbit/s: a photo of 500 KB holds such a line for half a minute. */
const POOR_BYTES_A_SECOND = 16_000;

export class LineMeter {
  private bytesAMs: number | null = null;
  private piece = SMALLEST_PIECE_BYTES;

  get pieceBytes(): number {
    return this.piece;
  }

  /** Null while nothing has been measured. */
  get bytesASecond(): number | null {
    return this.bytesAMs === null ? null : Math.round(this.bytesAMs * 1_000);
  }

  /** A line that has shown nothing yet is treated as a poor one. */
  get isPoor(): boolean {
    return this.bytesASecond === null || this.bytesASecond < POOR_BYTES_A_SECOND;
  }

  carried(bytes: number, ms: number): void {
    const now = bytes / Math.max(1, ms);
    this.bytesAMs = this.bytesAMs === null ? now : (this.bytesAMs + now) / 2;
    const wanted = Math.min(this.bytesAMs * PIECE_MS, this.piece * GROWTH, LARGEST_PIECE_BYTES);
    this.piece = Math.max(SMALLEST_PIECE_BYTES, Math.floor(wanted));
  }

  broke(): void {
    this.piece = SMALLEST_PIECE_BYTES;
  }
}
