/** Papers' bytes up and down, beside the acts and behind them: woken by every sync that succeeded, one file at a time, so that a township with
 *  a thin line first hears of each other's acts and then sees the pictures.
 *  TR1 bytes go up only when the centre has confirmed the act that names them; it asks for that.  TR2 what was not sent or fetched stands in
 *  the file and is tried again after a restart.  TR3 what comes is checked like what a clerk adds, and against its name.
 *  TR4 a failure of the line, or a full disk, ends the round; the next sync that succeeds begins another. What the centre has not is asked for again after a
 *  growing pause, and at once when somebody wants to see it.  TR5 a piece is the most that an act waits for: between two the round ends when acts
 *  wait or a pull is behind, and goes on there after the next sync.  TR6 what has gone up and come down stands in the file, piece by piece. */
import { createHash } from 'node:crypto';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { PaperMaterial } from '#shared/domain/paper-limits.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import type { Statements } from '../store/statements.ts';
import { CentralRefusal, LinkError, SessionEndedError } from '../sync/central-client.ts';
import { checkPaper } from './check-paper.ts';
import type { LineMeter } from './line-meter.ts';
import type { PaperCentre } from './paper-centre.ts';
import type { PaperFiles } from './paper-files.ts';
import {
  bytesKept,
  type ContentRow,
  contentOf,
  dropPieces,
  nextToFetch,
  nextToSend,
  readPieces,
  writeKept,
  writeLost,
  writePiece,
  writeSent,
  writeTried,
  writeUploaded,
} from './paper-rows.ts';

/** What is fetched before anybody asks: a small office's years; a county's desk fetches the newest of all its townships. */
const IDLE_BYTES_MAX = 2 * 1024 ** 3;
/** A round gives way to the next sync after so many. */
const FETCHED_A_ROUND = 20;

export interface TransferSettings {
  readonly statements: Statements;
  readonly files: PaperFiles;
  readonly centre: PaperCentre;
  readonly clock: Clock;
  /** Materials whose pictures may be seen here. */
  readonly materials: readonly PaperMaterial[];
  readonly onChanged: () => void;
  readonly meter: LineMeter;
  /** Whether work waits that goes before papers. */
  readonly givesWay: () => boolean;
  /** Told what ended a round and is no fault of the line or the disk. */
  readonly broke: (error: unknown) => void;
}

const isLinkFailure = (error: unknown) => error instanceof LinkError || error instanceof SessionEndedError;

/** What cannot be had now is simply not here. */
function quietly(error: unknown): false {
  if (isLinkFailure(error) || diskFaultOf(error) || error instanceof CentralRefusal) return false;
  throw error;
}

export class PaperTransfer {
  private readonly settings: TransferSettings;
  private readonly stopping = new AbortController();
  private readonly fetching = new Map<string, Promise<boolean>>();
  private round: Promise<void> | null = null;

  constructor(settings: TransferSettings) {
    this.settings = settings;
  }

  /** The link stands and the acts are through: carry what waits. */
  wake(): void {
    if (this.round || this.stopping.signal.aborted) return;
    this.round = this.run().finally(() => {
      this.round = null;
    });
  }

  /** Fetches one content now. True when it is here afterwards. */
  async fetchNow(sha256: string): Promise<boolean> {
    // One that comes by itself may stop on its way, to let acts go first; who asked does not.
    return (
      (await this.fetching.get(sha256)?.catch(() => false)) ||
      this.fetch(sha256, () => this.stopped).catch(quietly)
    );
  }

  private fetch(sha256: string, mustEnd: () => boolean): Promise<boolean> {
    const under = this.fetching.get(sha256);
    if (under) return under;
    const fetched = this.fetchOne(sha256, mustEnd).finally(() => this.fetching.delete(sha256));
    this.fetching.set(sha256, fetched);
    return fetched;
  }

  /** Ends what is under way; nothing is written afterwards. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled([this.round, ...this.fetching.values()]);
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    try {
      await this.sendAll();
      await this.fetchSome();
    } catch (error) {
      if (error instanceof LinkError) this.meter.broke();
      if (!isLinkFailure(error) && !diskFaultOf(error) && !this.stopped) this.settings.broke(error);
    }
  }

  /** The round ends here: acts wait (TR5), or the desk is being closed. */
  private get mustEnd(): boolean {
    return this.stopped || this.settings.givesWay();
  }

  private get meter(): LineMeter {
    return this.settings.meter;
  }

  private async sendAll(): Promise<void> {
    const { statements, clock } = this.settings;
    while (!this.mustEnd) {
      const next = nextToSend(statements, clock.now());
      if (!next) return;
      await this.sendOne(next);
    }
  }

  private async sendOne({ sha256, fileId, sentBytes }: ContentRow): Promise<void> {
    const { statements, files, clock, onChanged } = this.settings;
    const bytes = await files.readWhole(fileId as string);
    if (this.stopped) return;
    if (!bytes) {
      writeLost(statements, sha256);
      return onChanged();
    }
    try {
      const isThere = await this.sendPieces(sha256, bytes, sentBytes !== null);
      if (this.stopped || !isThere) return;
      writeUploaded(statements, sha256, clock.now(), instantText(clock.now()));
      onChanged();
    } catch (error) {
      if (!(error instanceof CentralRefusal)) throw error;
      if (this.stopped) return;
      writeSent(statements, sha256, null);
      writeTried(statements, sha256, clock.now());
    }
  }

  /** Sends what the centre has not, from where it stands. False when it gave way. */
  private async sendPieces(sha256: string, bytes: Buffer, isBegun: boolean): Promise<boolean> {
    const { statements, centre } = this.settings;
    const { signal } = this.stopping;
    const piece = (at: number) => bytes.subarray(at, at + this.meter.pieceBytes);
    let at = isBegun ? await centre.offset(sha256, signal) : null;
    if (this.stopped) return false;
    if (at === null) {
      writeSent(statements, sha256, 0);
      at = await this.carried(piece(0).length, () => centre.begin(sha256, bytes.length, piece(0), signal));
    }
    for (;;) {
      if (this.stopped) return false;
      writeSent(statements, sha256, at);
      if (at >= bytes.length) return true;
      if (this.mustEnd) return false;
      const from: number = at;
      const next = piece(from);
      at = await this.carried(next.length, () => centre.append(sha256, from, next, signal));
    }
  }

  private async carried<T>(byteCount: number, work: () => Promise<T>): Promise<T> {
    const { clock } = this.settings;
    const begunMs = clock.now();
    const result = await work();
    this.meter.carried(byteCount, clock.now() - begunMs);
    return result;
  }

  private async fetchSome(): Promise<void> {
    const { statements, clock, materials } = this.settings;
    for (let fetched = 0; fetched < FETCHED_A_ROUND && !this.mustEnd; fetched++) {
      const next = nextToFetch(statements, clock.now(), materials);
      if (!next || bytesKept(statements) > IDLE_BYTES_MAX) return;
      await this.fetch(next.sha256, () => this.mustEnd);
    }
  }

  /** Fetches what is missing of a content, piece by piece. Null when it cannot be had, or gave way. */
  private async fetchPieces(sha256: string, mustEnd: () => boolean): Promise<Buffer | 'absent' | null> {
    const { statements, centre } = this.settings;
    const pieces = readPieces(statements, sha256);
    let at = pieces.reduce((sum, { length }) => sum + length, 0);
    for (;;) {
      const from = at;
      const count = this.meter.pieceBytes;
      const piece = await this.carried(count, () => centre.get(sha256, from, count, this.stopping.signal));
      if (this.stopped) return null;
      if (!piece) return 'absent';
      pieces.push(piece.bytes);
      at += piece.bytes.length;
      if (at >= piece.byteCount) return Buffer.concat(pieces);
      writePiece(statements, sha256, from, piece.bytes);
      if (mustEnd()) return null;
    }
  }

  private async fetchOne(sha256: string, mustEnd: () => boolean): Promise<boolean> {
    const { statements, files, clock, onChanged } = this.settings;
    const bytes = await this.fetchPieces(sha256, mustEnd).catch((error: unknown) => {
      if (error instanceof CentralRefusal) return 'absent' as const;
      throw error;
    });
    if (this.stopped || !bytes) return false;
    const isIt = bytes !== 'absent' && createHash('sha256').update(bytes).digest('hex') === sha256;
    const checked = isIt && checkPaper(bytes);
    if (!checked || !checked.ok) {
      dropPieces(statements, sha256);
      writeTried(statements, sha256, clock.now());
      return false;
    }
    if (contentOf(statements, sha256)?.fileId) return true;
    const fileId = await files.keep(bytes);
    if (this.stopped) return false;
    const at = instantText(clock.now());
    const { mediaType } = checked.shape;
    writeKept(statements, { sha256, mediaType, byteCount: bytes.length, fileId, keptAt: at, uploadedAt: at });
    dropPieces(statements, sha256);
    onChanged();
    return true;
  }
}
