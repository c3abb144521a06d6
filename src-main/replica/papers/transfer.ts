/** Papers' bytes up and down, beside the acts and behind them: woken by every sync that succeeded, one file at a time, so that a township with
 *  a thin line first hears of each other's acts and then sees the pictures.
 *  TR1 bytes go up only when the centre has confirmed the act that names them; it asks for that.  TR2 what was not sent or fetched stands in
 *  the file and is tried again after a restart.  TR3 what comes is checked like what a clerk adds, and against its name.
 *  TR4 a failure of the line, or a full disk, ends the round; the next sync that succeeds begins another. What the centre has not is asked for again after a
 *  growing pause, and at once when somebody wants to see it.
 *  Elsewhere: resuming a half-sent file, choosing between act and picture on a thin line (both later). */
import { createHash } from 'node:crypto';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { PaperMaterial } from '#shared/domain/paper-limits.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import type { Statements } from '../store/statements.ts';
import { CentralRefusal, LinkError, SessionEndedError } from '../sync/central-client.ts';
import { checkPaper } from './check-paper.ts';
import type { PaperCentre } from './paper-centre.ts';
import type { PaperFiles } from './paper-files.ts';
import {
  bytesKept,
  contentOf,
  nextToFetch,
  nextToSend,
  writeKept,
  writeLost,
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
}

const isLinkFailure = (error: unknown) => error instanceof LinkError || error instanceof SessionEndedError;

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
  fetchNow(sha256: string): Promise<boolean> {
    const under = this.fetching.get(sha256);
    if (under) return under;
    const fetched = this.fetchOne(sha256)
      .catch((error: unknown) => {
        if (isLinkFailure(error) || diskFaultOf(error) || error instanceof CentralRefusal) return false;
        throw error;
      })
      .finally(() => this.fetching.delete(sha256));
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
      if (!isLinkFailure(error) && !diskFaultOf(error) && !this.stopped) console.error(error);
    }
  }

  private async sendAll(): Promise<void> {
    const { statements, clock } = this.settings;
    while (!this.stopped) {
      const next = nextToSend(statements, clock.now());
      if (!next) return;
      await this.sendOne(next.sha256, next.fileId as string);
    }
  }

  private async sendOne(sha256: string, fileId: string): Promise<void> {
    const { statements, files, centre, clock, onChanged } = this.settings;
    const bytes = await files.readWhole(fileId);
    if (this.stopped) return;
    if (!bytes) {
      writeLost(statements, sha256);
      return onChanged();
    }
    try {
      await centre.put(sha256, bytes, this.stopping.signal);
      if (this.stopped) return;
      writeUploaded(statements, sha256, instantText(clock.now()));
      onChanged();
    } catch (error) {
      if (!(error instanceof CentralRefusal)) throw error;
      if (!this.stopped) writeTried(statements, sha256, clock.now());
    }
  }

  private async fetchSome(): Promise<void> {
    const { statements, clock, materials } = this.settings;
    for (let fetched = 0; fetched < FETCHED_A_ROUND && !this.stopped; fetched++) {
      const next = nextToFetch(statements, clock.now(), materials);
      if (!next || bytesKept(statements) > IDLE_BYTES_MAX) return;
      await this.fetchOne(next.sha256);
    }
  }

  private async fetchOne(sha256: string): Promise<boolean> {
    const { statements, files, centre, clock, onChanged } = this.settings;
    const bytes = await centre.get(sha256, this.stopping.signal);
    if (this.stopped) return false;
    const checked = bytes && createHash('sha256').update(bytes).digest('hex') === sha256 && checkPaper(bytes);
    if (!checked || !checked.ok) {
      writeTried(statements, sha256, clock.now());
      return false;
    }
    if (contentOf(statements, sha256)?.fileId) return true;
    const fileId = await files.keep(bytes);
    if (this.stopped) return false;
    const at = instantText(clock.now());
    const { mediaType } = checked.shape;
    writeKept(statements, { sha256, mediaType, byteCount: bytes.length, fileId, keptAt: at, uploadedAt: at });
    onChanged();
    return true;
  }
}
