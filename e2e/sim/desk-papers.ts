/** A desk's papers in the simulator: production's files, adding, transfer, client of HTTP and sweep, over the simulator's link and clock. A process
 *  that was killed writes, removes and sends nothing more; its files stay as they were. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#shared/base/clock.ts';
import { materialsFor } from '#shared/domain/paper-limits.ts';
import type { Issued, IssueInput } from '../../src-main/replica/executor.ts';
import { type AddPaper, addPaper } from '../../src-main/replica/papers/add-paper.ts';
import { letsWorkGoFirst, readLineMode } from '../../src-main/replica/papers/line-mode.ts';
import { LineMeter } from '../../src-main/replica/papers/line-meter.ts';
import { type Ask, httpPaperCentre } from '../../src-main/replica/papers/paper-centre.ts';
import { openPaper, papersKey } from '../../src-main/replica/papers/paper-cipher.ts';
import { PaperFiles } from '../../src-main/replica/papers/paper-files.ts';
import { sweepPapers } from '../../src-main/replica/papers/sweep.ts';
import { PaperTransfer } from '../../src-main/replica/papers/transfer.ts';
import type { Statements } from '../../src-main/replica/store/statements.ts';
import { type Body, LinkError, type PaperAsk, type PaperTold } from './link.ts';
import type { DeskPapersView } from './views.ts';

export interface DeskPapersSettings {
  readonly desk: string;
  readonly statements: Statements;
  /** For looks from outside, which no power cut stops. */
  readonly reading: Statements;
  readonly clock: Clock;
  /** A folder of this life's own, or one that an earlier life left. */
  readonly folder: string;
  readonly key: Uint8Array;
  readonly classes: readonly string[];
  readonly isDead: () => boolean;
  readonly send: (ask: PaperAsk) => Promise<Body>;
  readonly workWaits: () => boolean;
  readonly broke: (error: unknown) => void;
}

/** Files whose operations are counted, stamped by the simulator's clock. */
class CountedFiles extends PaperFiles {
  running = 0;
  private readonly clock: Clock;
  private readonly mustLive: () => void;

  constructor({ folder, key, clock }: DeskPapersSettings, mustLive: () => void) {
    super(folder, key);
    this.clock = clock;
    this.mustLive = mustLive;
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.mustLive();
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
    }
  }

  override keep(bytes: Uint8Array): Promise<string> {
    return this.counted(async () => {
      const name = await super.keep(bytes);
      const seconds = this.clock.now() / 1000;
      await utimes(join(this.folder, name), seconds, seconds);
      return name;
    });
  }

  override read(name: string): Promise<Buffer | null> {
    return this.counted(() => super.read(name));
  }

  override remove(name: string): Promise<void> {
    return this.counted(() => super.remove(name));
  }

  override earlier() {
    return this.counted(() => super.earlier());
  }
}

/** An answer as fetch gives it; of one whose line broke, what came. */
function responseOf({ status, headers, bytes }: PaperTold, isCut: boolean): Response {
  if (!isCut) return new Response(bytes.length ? new Uint8Array(bytes) : null, { status, headers });
  const body = new ReadableStream<Uint8Array>({
    pull: (() => {
      let isFirst = true;
      return (controller: ReadableStreamDefaultController<Uint8Array>) => {
        if (isFirst) controller.enqueue(new Uint8Array(bytes));
        else controller.error(new Error('the line broke'));
        isFirst = false;
      };
    })(),
  });
  return new Response(body, { status, headers });
}

const TURNS_OF_AN_ANSWER = 4;

export class DeskPapers {
  private readonly settings: DeskPapersSettings;
  private readonly files: CountedFiles;
  private readonly transfer: PaperTransfer;
  private isEnded = false;
  /** Turns of the event loop that an answer is still being read in, at most. */
  private turns = 0;
  /** A file is written once: what was opened need not be again. */
  private readonly opened = new Map<string, Uint8Array>();
  private readonly secret: Buffer;

  constructor(settings: DeskPapersSettings) {
    this.settings = settings;
    this.secret = papersKey(settings.key);
    const { statements, clock, classes, workWaits, broke } = settings;
    const files = new CountedFiles(settings, () => {
      if (this.isEnded || settings.isDead()) throw new LinkError('killed');
    });
    this.files = files;
    const meter = new LineMeter();
    this.transfer = new PaperTransfer({
      ...{ statements, files, clock, meter, broke },
      onChanged: () => {},
      givesWay: () => letsWorkGoFirst(readLineMode(statements), meter.isPoor) && workWaits(),
      centre: httpPaperCentre('http://centre', () => 'token', undefined, this.ask),
      materials: materialsFor(classes),
    });
  }

  /** Whether nothing goes on by itself. Asked once a turn of the event loop. */
  isAtRest(): boolean {
    if (this.isEnded) return true;
    if (this.turns > 0) this.turns--;
    return this.turns === 0 && this.files.running === 0;
  }

  private readonly ask: Ask = async (url, init) => {
    const headers: Record<string, string> = {};
    for (const [name, value] of new Headers(init.headers)) headers[name] = value;
    const bytes = (init.body as Uint8Array | undefined) ?? new Uint8Array();
    if (init.body) headers['content-length'] = String(bytes.length);
    const { pathname: path } = url;
    const body = await this.settings.send({ method: init.method ?? 'GET', path, headers, bytes });
    this.turns = TURNS_OF_AN_ANSWER;
    if (!('told' in body)) throw new LinkError('failed' in body ? body.failed : 'no answer');
    return responseOf(body.told, body.isCut ?? false);
  };

  /** Adds a paper, as the writer does. */
  add(
    issue: (input: IssueInput, alongside: () => void) => Issued,
    input: AddPaper,
    bytes: Buffer,
  ): Promise<Issued> {
    const { statements, clock } = this.settings;
    return addPaper({ statements, files: this.files, clock, issue }, input, bytes);
  }

  /** A sync has come to its end: what waits is carried. */
  wake(): void {
    if (this.settings.reading.get('SELECT 1 FROM paper_content LIMIT 1')) this.transfer.wake();
  }

  /** Somebody wants to see it. */
  look(sha256: string): Promise<boolean> {
    return this.transfer.fetchNow(sha256);
  }

  sweep(): Promise<number> {
    const { statements, clock } = this.settings;
    return sweepPapers(statements, this.files, clock);
  }

  /** The process is gone. */
  end(): void {
    this.isEnded = true;
    void this.transfer.stop();
  }

  /** Puts what is on this disk onto another. */
  copyTo(folder: string): void {
    cpSync(this.settings.folder, folder, { recursive: true });
  }

  /** What is here, read from file and folder. */
  view(device: number): DeskPapersView {
    const { desk, reading } = this.settings;
    const rows = reading.all<{ sha256: string; fileId: string }>(
      'SELECT sha256, file_id AS fileId FROM paper_content WHERE file_id IS NOT NULL ORDER BY sha256',
    );
    const takenAway = reading.pluck<string>(
      `SELECT sha256 FROM paper WHERE id / 1073741824 = ? GROUP BY sha256 HAVING count(removed_at) = count(*)`,
      device,
    );
    const held = new Map(rows.map(({ sha256, fileId }) => [sha256, this.bytesIn(fileId)]));
    return { desk, device, held, takenAway: new Set(takenAway) };
  }

  /** Bytes of a file as they lie on the disk; null where it is gone or not whole. */
  private bytesIn(fileId: string): Uint8Array | null {
    const path = join(this.settings.folder, fileId);
    if (!existsSync(path)) return null;
    try {
      const bytes = this.opened.get(fileId) ?? openPaper(this.secret, fileId, readFileSync(path));
      this.opened.set(fileId, bytes);
      return bytes;
    } catch {
      return null;
    }
  }
}
