/** A desk in the simulator: production's executor and sync on a real SQLite file, with a process that can be killed. A kill keeps what the
 *  file and its write-ahead log hold at that instant, in the middle of a transaction too, and nothing of memory.                    */
import { join } from 'node:path';
import { instantText } from '#shared/base/clock.ts';
import type { AudienceClass } from '#shared/records/registry.ts';
import type { IncarnationResponse } from '#shared/sync/access-frames.ts';
import type { SyncRequest } from '#shared/sync/frames.ts';
import {
  type ExecutorSettings,
  type Issued,
  issueActs,
  type IssuedActor,
  type IssueInput,
  issueTogether,
} from '../../src-main/replica/executor.ts';
import { currentDevice, noticePlace, readMeta, writeMeta } from '../../src-main/replica/identity.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { takeAnswer, writePacket } from '../../src-main/replica/packets/packets.ts';
import { Checkpoints } from '../../src-main/replica/store/checkpoint.ts';
import { openReplicaFile, type ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import type { Identity } from '../../src-main/replica/sync/agree.ts';
import { applyReply } from '../../src-main/replica/sync/apply.ts';
import { LyingServerError } from '../../src-main/replica/sync/lies.ts';
import { parseReply, syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import type { SyncTarget, Transport } from '../../src-main/replica/sync/ports.ts';
import { readCursors } from '../../src-main/replica/sync/cursors.ts';
import { scopesOfStrayRows, withdraw } from '../../src-main/replica/sync/withdrawn.ts';
import { REPLICA_KEY, type Seat } from './centre.ts';
import { DeskPapers } from './desk-papers.ts';
import { closeForGood, copyDatabase, copyPapers, type DeskSettings, papersOfCopy } from './desk-settings.ts';
import { openFreshInMemory, putFreshFile } from './fresh-replica.ts';
import { FusedStatements, PowerCut } from './fused-statements.ts';
import { LinkError } from './link.ts';
import { Pauses } from './pauses.ts';
import { ALL_DESKS, type SimAccount } from './people.ts';

const actorAt = ({ id: accountId, role, unitScope }: SimAccount): IssuedActor => ({
  accountId,
  role,
  unitScope,
});

/** Whose token a desk uses. */
const ACCOUNT = 'desk';
/** Few, so that queues are longer than one request, and acts of persons overtake imported rows (OB1). */
const PUSH_BATCH_MAX = 4;

export class SimDesk {
  readonly name: string;
  /** Number under which it works now: its file says which. */
  device: number;
  readonly accounts: readonly SimAccount[];
  /** What it may hold, as far as it has been told. */
  scopes: readonly number[];
  /** What the centre grants now. */
  granted: readonly number[];
  readonly classes: readonly AudienceClass[];
  statements!: FusedStatements;
  /** Reads for simulator and oracle, which no power cut stops. */
  reading!: Statements;
  isSyncing = false;
  /** How often the centre had been set back when the last sync began that came to its end. */
  agreedWith = 0;
  /** Answers to packets that it has read, and how many of them when that sync began. */
  private answersRead = 0;
  private answersAgreed = -1;
  born: number;
  /** Something was laid down since somebody last asked. */
  hasNews = false;
  /** The link has handed it what is no answer to its request: refusing that is right. */
  isLiedTo = false;
  /** What the last sync that ended came to. */
  lastSync = '';
  /** Errors that no fault of link or centre explains. */
  readonly broken: unknown[] = [];
  readonly pauses = new Pauses();
  private readonly settings: DeskSettings;
  private db!: ReplicaDatabase;
  private checkpoints!: Checkpoints;
  private file: string;
  private life = 0;
  private copies = 0;
  /** Null where nobody asks for papers. */
  papers: DeskPapers | null = null;
  private papersAt: string | null;

  constructor(settings: DeskSettings) {
    const { name, place } = settings;
    this.settings = settings;
    this.name = name;
    this.device = place.session.device;
    this.scopes = place.session.scopes;
    this.granted = this.scopes;
    this.classes = place.session.classes;
    this.born = settings.born ?? 0;
    this.accounts = place.accounts;
    this.file = settings.folder ? join(settings.folder, `${name}-0.db`) : ':memory:';
    this.papersAt = settings.papersFolder?.(name) ?? null;
    if (settings.copyOf && this.papersAt) copyPapers(settings.copyOf, this.papersAt);
    if (settings.copyOf) copyDatabase(settings.copyOf, this.file);
    else if (settings.folder && !settings.isMadeHere) putFreshFile(this.file, settings.folder, REPLICA_KEY);
    this.open();
  }

  /** The one that its file came with. */
  get firstToken(): string {
    return this.settings.token ?? this.name;
  }

  get place(): Seat {
    return this.settings.place;
  }

  get isOnDisk(): boolean {
    return this.settings.folder !== null;
  }

  private open(): void {
    this.db = this.isOnDisk
      ? openReplicaFile({ path: this.file, key: REPLICA_KEY })
      : openFreshInMemory(REPLICA_KEY);
    migrateReplica(this.db);
    this.checkpoints = new Checkpoints(this.db);
    this.statements = new FusedStatements(this.db, () => this.keepFiles());
    this.reading = new Statements(this.db);
    const { statements, settings } = this;
    if (readMeta(statements, 'device') === null)
      writeMeta(statements, 'device', String(settings.place.session.device));
    noticePlace(statements, { machine: 'here', born: this.born });
    this.device = currentDevice(statements);
    this.openPapers();
  }

  private openPapers(): void {
    const { statements, reading, settings, papersAt: folder } = this;
    if (!folder) return;
    this.papers = new DeskPapers({
      ...{ desk: this.name, statements, reading, clock: settings.clock, folder, key: REPLICA_KEY },
      classes: this.classes,
      isDead: () => statements.isDead,
      send: (ask) => settings.link.send(this.name, 'paper', ask, this.token),
      workWaits: () => this.isSyncing || this.countWaiting() > 0,
      broke: (error) => {
        if (!(error instanceof LinkError) && !(error instanceof PowerCut)) this.broken.push(error);
      },
    });
  }

  /** With which it asks. */
  private get token(): string {
    return readMeta(this.reading, `token:${ACCOUNT}`) ?? this.firstToken;
  }

  /** Whether the centre was not set back since its last sync began. */
  get isAgreed(): boolean {
    return this.agreedWith === this.generation;
  }

  /** Whether it has read the answer to a packet since its last sync began. */
  get hasReadAnswer(): boolean {
    return this.answersRead > this.answersAgreed;
  }

  private get generation(): number {
    return this.settings.generation?.() ?? 0;
  }

  /** Copies what a killed process leaves behind; the next life opens the copy. */
  private keepFiles(): void {
    const from = this.file;
    this.life++;
    this.file = join(this.settings.folder as string, `${this.name}-${this.life}.db`);
    copyDatabase(from, this.file);
  }

  /** Copies the file as it stands between two steps, as a backup or a cloning of the disk would; returns where the copy is. */
  keepCopy(): string {
    const copy = join(this.settings.folder as string, `${this.name}-copy-${++this.copies}.db`);
    copyDatabase(this.file, copy);
    this.papers?.copyTo(papersOfCopy(copy));
    return copy;
  }

  /** The process ends and an earlier copy takes the file's place; `born`: it lies elsewhere now, and that is noticed. */
  setBack(copy: string, born = this.born): void {
    this.end();
    this.born = born;
    this.agreedWith = -1;
    this.answersAgreed = -1;
    this.life++;
    this.file = join(this.settings.folder as string, `${this.name}-${this.life}.db`);
    copyDatabase(copy, this.file);
    this.papersAt = this.settings.papersFolder?.(this.name) ?? null;
    if (this.papersAt) copyPapers(copy, this.papersAt);
    this.open();
  }

  /** Kills the process, unless a power cut just did, and starts it again. */
  crash(): void {
    if (!this.isOnDisk) throw new Error('a desk in memory has nothing to come back from');
    if (!this.statements.isDead) {
      this.statements.isDead = true;
      this.keepFiles();
    }
    this.end();
    this.open();
  }

  private end(): void {
    this.settings.link.hangUp(this.name);
    this.isSyncing = false;
    this.papers?.end();
    this.pauses.forget();
    closeForGood(this.db);
  }

  /** The process will be killed after this many statements. */
  cutAfter(statements: number): void {
    this.statements.fuse = statements;
  }

  get isDead(): boolean {
    return this.statements.isDead;
  }

  get target(): SyncTarget {
    const { statements, classes } = this;
    const deviceNow = () => this.device;
    return {
      ...{ statements, classes, pushBatchMax: PUSH_BATCH_MAX, identity: this.identity, turns: this.pauses },
      get device() {
        return deviceNow();
      },
    };
  }

  private get identity(): Identity {
    return {
      ...{ account: ACCOUNT, computerName: this.name, key: REPLICA_KEY },
      now: () => instantText(this.settings.clock.now()),
      incarnate: async (request) => {
        const body = await this.settings.link.send(
          this.name,
          'incarnate',
          JSON.stringify(request),
          this.token,
        );
        if (!('text' in body)) throw new LinkError('no number');
        return JSON.parse(body.text) as IncarnationResponse;
      },
      became: (device) => {
        this.device = device;
      },
    };
  }

  /** Issues acts as one person, as the router does. Throws PowerCut. */
  issue(account: SimAccount, inputs: readonly IssueInput[]): Issued[] {
    return issueActs(this.executor, actorAt(account), inputs);
  }

  /** Issues acts that stand or fall together. Throws PowerCut. */
  issueTogether(account: SimAccount, inputs: readonly IssueInput[]): Issued {
    return issueTogether(this.executor, actorAt(account), inputs);
  }

  /** Issues one act and writes something beside it, as the writer does. Throws PowerCut. */
  issueWith(account: SimAccount, input: IssueInput, alongside: () => void): Issued {
    return this.db
      .transaction(() => {
        const [issued] = issueActs(this.executor, actorAt(account), [input]);
        if (issued?.ok) alongside();
        return issued as Issued;
      })
      .immediate();
  }

  private get executor(): ExecutorSettings {
    const { statements, device, settings } = this;
    return { statements, clock: settings.clock, device };
  }

  /** Acts that wait to go up. */
  countWaiting(): number {
    return this.reading.get<{ n: number }>("SELECT count(*) AS n FROM act WHERE outcome = 'pending'")?.n ?? 0;
  }

  /** A sync came to its end: what lies here without a cursor is no longer granted, and what is not granted lies here no more. */
  private giveUpStrays(): void {
    const strays = scopesOfStrayRows(this.reading);
    if (strays.length) withdraw(this.statements, this.name, strays);
    const held = readCursors(this.reading).map(({ scope }) => scope);
    if (held.every((scope) => this.granted.includes(scope))) this.scopes = this.granted;
  }

  /** Begins a sync; it goes on as the link moves. */
  startSync(): void {
    if (this.isSyncing) return;
    this.isSyncing = true;
    const { life, generation, answersRead } = this;
    const quiet = {
      changed: () => {
        this.hasNews = true;
      },
      sending: () => {},
      firstSync: () => {},
      withdrawn: (scopes: readonly number[]): void => {
        withdraw(this.statements, this.name, scopes);
      },
    };
    const ended = (words: string): void => {
      if (life !== this.life) return;
      this.isSyncing = false;
      this.lastSync = words;
      if (this.isOnDisk && !this.isDead) this.checkpoints.run();
    };
    const whole = syncUntilQuiet(this.target, this.transport(), quiet).then(() => {
      if (life === this.life && !this.isDead) this.giveUpStrays();
    });
    whole.then(
      () => {
        if (life === this.life) [this.agreedWith, this.answersAgreed] = [generation, answersRead];
        ended('done');
        if (life === this.life && !this.isDead) this.papers?.wake();
      },
      (error: unknown) => {
        ended(String(error));
        const isExpected = error instanceof LinkError || error instanceof PowerCut;
        if (!isExpected && !(this.isLiedTo && error instanceof LyingServerError)) this.broken.push(error);
        this.isLiedTo = false;
      },
    );
  }

  /** What waits here as a packet; null while the centre's key has not come. Throws PowerCut. */
  writePacket(): Uint8Array | null {
    return writePacket({ ...this.target, clock: this.settings.clock, key: REPLICA_KEY })?.bytes ?? null;
  }

  /** Reads the answer to a packet in; how many outcomes were news. Throws PowerCut. */
  takeAnswer(file: Uint8Array): number {
    const target = { ...this.target, clock: this.settings.clock, key: REPLICA_KEY };
    this.answersRead++;
    return takeAnswer(target, file).fresh;
  }

  /** Lays down a reply that came before. False when it was refused, as a reply of the past must be. */
  takeStale(text: string): boolean {
    try {
      applyReply(this.target, parseReply(JSON.parse(text)));
      return true;
    } catch (error) {
      if (error instanceof LyingServerError) return false;
      throw error;
    }
  }

  private transport(): Transport {
    const { link } = this.settings;
    return {
      sync: async (request: SyncRequest): Promise<unknown> => {
        const bytesMax = ALL_DESKS[this.name]?.bytesMax ?? request.bytesMax;
        const body = await link.send(this.name, 'sync', JSON.stringify({ ...request, bytesMax }), this.token);
        return 'text' in body ? JSON.parse(body.text) : null;
      },
      chunk: async (hash, from, onBytes) => {
        const parts: Uint8Array[] = [];
        for (let at = from; ; ) {
          const body = await link.send(this.name, 'chunk', `${hash} ${at}`, this.token);
          if (!('bytes' in body)) throw new LinkError('no chunk');
          parts.push(body.bytes);
          onBytes(body.bytes);
          at += body.bytes.length;
          if (body.isAll) return new Uint8Array(Buffer.concat(parts));
        }
      },
    };
  }

  /** For good; a sync that was going on ends unheard. */
  close(): void {
    this.life++;
    this.papers?.end();
    this.settings.link.hangUp(this.name);
    closeForGood(this.db);
  }
}
