/** How much goes over the line at once, learned from what went before: pieces are requests and replies of so many bytes, packed. A cut wastes
 *  the piece under way and nothing else, so pieces are small where the line is slow or was cut lately, and grow where it is good.
 *  LP1 on a line that is slow or was cut lately a piece is 16 KB at most.  LP2 each cut in a row makes it a quarter: whatever stands between two
 *  cuts, something gets through.  LP3 a line that nobody answers on is not cut: a night without a line does not make the morning slow.  */

export const PIECE_BYTES = { least: 1_024, poor: 16 * 1_024, first: 64 * 1_024, most: 256 * 1_024 } as const;
/** A piece that passes within this may be twice as large. */
const QUICK_MS = 2_000;
/** One that takes longer is too large. */
const SLOW_MS = 8_000;
/** Below this a line is slow: 64 kbit/s. */
const SLOW_BYTES_PER_SECOND = 8_000;
/** So many pieces after a cut the line is trusted again. */
const TRUSTED_AFTER = 4;
/** Less than this tells how far away the centre is, not how wide the line. */
const TELLING_BYTES = 2_000;
/** The newest counts for this much. */
const NEWEST = 0.4;

function blend(before: number | null, newest: number): number {
  return before === null ? newest : before + (newest - before) * NEWEST;
}

/** One round trip that came to its end. */
export interface Passed {
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly acts: number;
  readonly commits: number;
  readonly ms: number;
}

export class Pace {
  /** What a request or a reply should not be longer than. */
  pieceBytes: number = PIECE_BYTES.first;
  bytesPerSecond: number | null = null;
  bytesPerAct: number | null = null;
  bytesPerCommit: number | null = null;
  private sinceCut = Number.POSITIVE_INFINITY;

  passed({ sentBytes, receivedBytes, acts, commits, ms }: Passed): void {
    this.sinceCut++;
    const bytes = sentBytes + receivedBytes;
    if (bytes >= TELLING_BYTES && ms > 0)
      this.bytesPerSecond = blend(this.bytesPerSecond, (bytes / ms) * 1_000);
    if (acts) this.bytesPerAct = blend(this.bytesPerAct, sentBytes / acts);
    if (commits) this.bytesPerCommit = blend(this.bytesPerCommit, receivedBytes / commits);
    const most = this.isPoor ? PIECE_BYTES.poor : PIECE_BYTES.most;
    const larger = Math.max(sentBytes, receivedBytes);
    if (ms > SLOW_MS && larger > PIECE_BYTES.least) this.pieceBytes = Math.max(PIECE_BYTES.least, larger / 2);
    else if (ms < QUICK_MS && larger >= this.pieceBytes / 2) this.pieceBytes *= 2;
    this.pieceBytes = Math.floor(Math.min(this.pieceBytes, most));
  }

  /** The line broke, or went quiet, with a piece under way. */
  cut(): void {
    this.sinceCut = 0;
    this.pieceBytes =
      this.pieceBytes > PIECE_BYTES.poor
        ? PIECE_BYTES.poor
        : Math.max(PIECE_BYTES.least, Math.floor(this.pieceBytes / 4));
  }

  /** How many acts a piece takes, as far as is known. */
  actsThatFit(most: number): number {
    if (this.bytesPerAct === null) return most;
    return Math.min(most, Math.max(1, Math.floor(this.pieceBytes / this.bytesPerAct)));
  }

  /** Bytes that so many acts and commits will take; null as long as nobody knows. */
  expects(acts: number, commits: number): number | null {
    if ((acts && this.bytesPerAct === null) || (commits && this.bytesPerCommit === null)) return null;
    return Math.round(acts * (this.bytesPerAct ?? 0) + commits * (this.bytesPerCommit ?? 0));
  }

  secondsFor(bytes: number | null): number | null {
    if (bytes === null || this.bytesPerSecond === null) return null;
    return Math.ceil(bytes / this.bytesPerSecond);
  }

  private get isPoor(): boolean {
    const isSlow = this.bytesPerSecond !== null && this.bytesPerSecond < SLOW_BYTES_PER_SECOND;
    return isSlow || this.sinceCut < TRUSTED_AFTER;
  }
}

/** What is being done on the line, for the page that says it in words. */
export interface LineWork {
  readonly doing: 'sending' | 'fetching' | 'first-sync' | 'waiting' | 'cut';
  /** Bytes that went over the line in this sync, and that it will have been in all; null as long as nobody knows. */
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  /** Measured, of this line lately. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Less than this says nothing of how fast pages come. */
const TELLING_MS = 1_000;

/** What has been done in one sync and what is still to do. */
export class WorkCount {
  private readonly pace: Pace;
  private done = 0;
  /** How long that took. */
  private ms = 0;
  /** Of the piece under way, as far as it has come. */
  private arriving = 0;
  /** Pages of a first sync: bytes that came, those of chunks that are whole, with how long these are and how many rows they hold. */
  private readonly pages = { bytes: 0, wholeBytes: 0, wholeLength: 0, rows: 0, rowsLeft: 0, began: 0 };

  constructor(pace: Pace) {
    this.pace = pace;
  }

  arrived(bytes: number): void {
    this.arriving += bytes;
  }

  passed(passed: Passed): void {
    this.arriving = 0;
    this.done += passed.sentBytes + passed.receivedBytes;
    this.ms += passed.ms;
    this.pace.passed(passed);
  }

  /** Bytes of a page are asked for. */
  pageBegins(nowMs: number): void {
    this.pages.began ||= nowMs;
  }

  pageArrived(bytes: number): void {
    this.pages.bytes += bytes;
  }

  /** A chunk is whole: so many bytes of it came now, and so long is it with what was here. */
  pageIsWhole(bytes: number, length: number): void {
    this.pages.wholeBytes += bytes;
    this.pages.wholeLength += length;
  }

  /** Rows of the chunks that are read, and of those that are still to be fetched. */
  pageRows(rows: number, rowsLeft: number): void {
    this.pages.rows += rows;
    this.pages.rowsLeft = rowsLeft;
  }

  /** A first sync: as long as no chunk is whole, nobody knows how much it will be. */
  pagesState(nowMs: number): LineWork {
    const { bytes, wholeBytes, wholeLength, rows, rowsLeft, began } = this.pages;
    const ms = nowMs - began;
    const isTelling = ms >= TELLING_MS && bytes >= TELLING_BYTES;
    const rate = isTelling ? (bytes / ms) * 1_000 : this.pace.bytesPerSecond;
    const expected = rows ? (wholeLength / rows) * rowsLeft - (bytes - wholeBytes) : null;
    const open = expected === null ? null : Math.max(0, Math.round(expected));
    const bytesDone = this.done + this.arriving + bytes;
    return {
      doing: 'first-sync',
      bytesDone,
      bytesTotal: open === null ? null : bytesDone + open,
      bytesPerSecond: rate === null ? null : Math.round(rate),
      secondsLeft: open === null || !rate ? null : Math.ceil(open / rate),
    };
  }

  /** Where the pieces are too small to tell how wide the line is (after cuts), it goes on as it went in this sync. */
  private secondsAsBefore(open: number | null): number | null {
    return open === null || !this.ms || !this.done ? null : Math.ceil((open / this.done) * (this.ms / 1_000));
  }

  /** `acts` wait to be sent, `commits` to be fetched. */
  state(acts: number, commits: number): LineWork {
    const { pace } = this;
    const left = pace.expects(acts, commits);
    const open = left === null ? null : Math.max(0, left - this.arriving);
    return {
      doing: acts ? 'sending' : 'fetching',
      bytesDone: this.done + this.arriving,
      bytesTotal: open === null ? null : this.done + this.arriving + open,
      bytesPerSecond: pace.bytesPerSecond === null ? null : Math.round(pace.bytesPerSecond),
      secondsLeft: pace.secondsFor(open) ?? this.secondsAsBefore(open),
    };
  }
}
