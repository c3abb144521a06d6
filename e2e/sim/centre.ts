/** The central server in the simulator: production's exchange over the memory store, behind a door that takes texts. It dies and starts
 *  again with what was committed.                                                                                                  */
import { brotliCompressSync, constants } from 'node:zlib';
import type { Chance } from '#shared/base/chance.ts';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { create } from '#shared/domain/command.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { IncarnationRequest, IncarnationResponse } from '#shared/sync/access-frames.ts';
import { syncRequest, type SyncResponse } from '#shared/sync/frames.ts';
import { classesOf, scopesOf } from '../../src-server/accounts/rights.ts';
import { publicKeysOf } from '#shared/sync/seal.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts';
import { protocolOf, replyFor, requestNow } from '#shared/sync/speak.ts';
import { signerOf } from '../../src-server/packets/centre-keys.ts';
import { takePacket } from '../../src-server/packets/packets.ts';
import { appendRecords } from '../../src-server/sync/append.ts';
import { exchange } from '../../src-server/sync/exchange.ts';
import type { KnownActor } from '../../src-server/sync/actors.ts';
import type { SyncSession } from '../../src-server/sync/push.ts';
import type { MemoryPapers } from '../../src-server/papers/memory-papers.ts';
import type { MemoryStore } from '../../src-server/store/memory-store.ts';
import type { migrated } from './ages/migrated.ts';
import { CentreJobs } from './centre-jobs.ts';
import { CentreGone, FaultyStore } from './faulty-store.ts';
import type { Body, Packet } from './link.ts';
import { LineBroke, SimPapers } from './paper-centre.ts';
import {
  ALL_DESKS,
  ACCOUNTS,
  COUNTY,
  type DeskPlace,
  FINANCE,
  type SimAccount,
  TOWNSHIPS,
} from './people.ts';
import type { inMemory, StoreUnderTest } from './store-under-test.ts';
import type { CentrePapersView, CentreView } from './views.ts';

/** What a later release takes the database over with (release.ts). */
interface Successor {
  readonly SimCentre: typeof SimCentre;
  readonly inMemory: typeof inMemory;
  readonly migrated: typeof migrated;
}

/** Small, so that histories of a few records have many pages, and pages that are remade. */
const ROWS_A_PAGE = 4;
const TAIL_COMMITS = 6;
/** Hardly packed: what is tried is pages in pieces, not their size. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const pack = async (text: string): Promise<Uint8Array> => brotliCompressSync(text, QUALITY);
/** Of a chunk in one answer. */
const CHUNK_BYTES = 700;
/** Number of the first copy that gets one of its own. */
const FIRST_COPY = 100;

export interface CentreWatcher {
  /** A replica was given a number, or a token for the one it has. */
  incarnated?(asked: IncarnationRequest, given: IncarnationResponse): void;
  /** A request of a program that is newer than the centre's. */
  refused?(): void;
  /** A request that is about to be judged. */
  requested(session: SyncSession, text: string): void;
  /** An answer as it leaves. */
  answered(session: SyncSession, request: string, reply: SyncResponse): void;
  /** The centre broke in a way that is no fault of the database. */
  broke(error: unknown): void;
}

export const CENTRE_KEYS = { id: 1, secret: new Uint8Array(32).fill(5) };
export const SIGNER = signerOf(CENTRE_KEYS);
/** Of every desk: what is tried here is no cryptography. */
export const REPLICA_KEY = new Uint8Array(32).fill(7);

export interface CentreSettings {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly store: StoreUnderTest;
  readonly watcher: CentreWatcher;
}

/** Ways back to a backup, one by one. */
export interface CentreBackup {
  readonly database: () => Promise<number[]>;
  readonly papers: () => Promise<void>;
}

/** A place at a desk: what the centre grants whoever sits there, and who that is. */
export interface Seat {
  /** By which the centre knows the replica, and every copy of it. */
  readonly key: string;
  readonly session: SyncSession;
  readonly accounts: readonly SimAccount[];
}

export function actorOf(account: SimAccount): KnownActor {
  return {
    accountId: account.id,
    role: account.role,
    scopes: scopesOf(account.role, account.unitScope, TOWNSHIPS),
  };
}

/** What the centre knows of a desk; its accounts are of one unit. */
export function seatAt({ device, accounts }: DeskPlace): Seat {
  const [first] = accounts;
  if (!first) throw new Error(`nobody sits at device ${device}`);
  const session = {
    device,
    scopes: scopesOf(first.role, first.unitScope, TOWNSHIPS),
    classes: classesOf(first.role),
    actors: new Map(accounts.map((account) => [account.id, actorOf(account)])),
  };
  return { key: `device ${device}`, session, accounts };
}

/** The same of a desk of ALL_DESKS. */
export function seatOf(desk: string): Seat {
  const place = ALL_DESKS[desk];
  if (!place) throw new Error(`no desk ${desk}`);
  return seatAt(place);
}

function colleague({ id, name, role, unitScope }: SimAccount) {
  return create('colleague', id, { accountName: name, personName: name, role, unitName: name, unitScope });
}

export class SimCentre {
  readonly store: FaultyStore;
  /** What it does by itself, once there is a county that pays. */
  jobs: CentreJobs | null = null;
  /** By token: the name of a desk until it is given another one; a step may change what a token may. */
  readonly seats = new Map<string, Seat>();
  /** How often it was set back to a backup. */
  generation = 0;
  /** Key of the replica by number of device, and the next number: what a backup of the database holds beside the log. */
  private known = new Map<number, string>();
  private nextDevice = FIRST_COPY;
  private readonly kept: StoreUnderTest;
  private readonly settings: CentreSettings;
  private readonly working = new Set<number>();
  private life = 0;
  papers: SimPapers;

  constructor(settings: CentreSettings) {
    this.settings = settings;
    this.kept = settings.store;
    this.store = new FaultyStore(this.kept.store, settings.chance);
    this.papers = this.openPapers();
  }

  private openPapers(): SimPapers {
    const { clock, watcher } = this.settings;
    return new SimPapers({
      ...{ clock, store: this.store, kept: this.kept },
      broke: (error) => watcher.broke(error),
    });
  }

  /** Gives a desk its seat. */
  seat(name: string): Seat {
    const seat = seatOf(name);
    this.seats.set(name, seat);
    this.known.set(seat.session.device, seat.key);
    return seat;
  }

  private seatOfToken(token: string): Seat {
    const seat = this.seats.get(token);
    if (!seat) throw new Error(`no seat for ${token}`);
    return seat;
  }

  /** Everything the centre holds, as of the last refresh. */
  view(): CentreView {
    return this.kept.view();
  }

  papersView(): CentrePapersView {
    return this.kept.papersView();
  }

  /** Reads what is new; rows of records only when `isWhole`. */
  refresh(isWhole: boolean): Promise<void> {
    return this.kept.refresh(isWhole);
  }

  /** A backup of the database; calling what comes back plays it back, and what was in flight dies. Papers' bytes are put back by themselves. */
  async keep(): Promise<CentreBackup> {
    const setBack = await this.kept.keep();
    const papers = await this.kept.keepPapers();
    const { known, nextDevice } = this;
    const knownThen = new Map(known);
    const worked = this.store.works.keep();
    const database = async (): Promise<number[]> => {
      const broken = this.crash();
      await setBack();
      worked();
      this.store.startOver(this.kept.store);
      this.papers = this.openPapers();
      this.generation++;
      Object.assign(this, { known: new Map(knownThen), nextDevice });
      return broken;
    };
    return { database, papers };
  }

  /** The centre of a later release, over the same database; of this one nothing goes on. */
  succeededBy({ SimCentre: Later, inMemory, migrated }: Successor): SimCentre {
    const store = inMemory();
    (store.store as MemoryStore).setBack(migrated((this.kept.store as MemoryStore).keep()));
    const later = new Later({ ...this.settings, store });
    for (const [token, seat] of this.seats) later.seats.set(token, seat);
    const papersOf = (under: StoreUnderTest) => under.papers.contents as MemoryPapers;
    papersOf(store).setBack(papersOf(this.kept).keepCopy());
    later.store.works.follow(this.store.works);
    const { known, nextDevice, generation } = this;
    return Object.assign(later, { known, nextDevice, generation });
  }

  close(): Promise<void> {
    this.jobs?.die();
    return this.kept.close();
  }

  /** Colleagues, as the centre publishes them before any desk opens. */
  async publishAccounts(): Promise<void> {
    const meta = this.metaNow();
    const { sign: signKey, seal: sealKey } = publicKeysOf(CENTRE_KEYS.secret);
    const keys = create('centre', CENTRE_KEYS.id, { signKey, sealKey, since: meta.madeAt });
    const records = [...Object.values(ACCOUNTS).map(colleague), keys];
    await appendRecords(this.kept.store, REFERENCE_SCOPE, meta, records);
  }

  private metaNow() {
    const at = instantText(this.settings.clock.now());
    return { device: 1, actNumber: 1, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at };
  }

  /** The county and its townships as divisions, finance among the colleagues: from now on there are rosters, and what the centre does at them. */
  async foundCounty(): Promise<void> {
    const divisions = [COUNTY, ...TOWNSHIPS].map((id) =>
      create('division', id, { divisionName: `${id}`, parent: COUNTY }),
    );
    await appendRecords(this.kept.store, REFERENCE_SCOPE, this.metaNow(), [...divisions, colleague(FINANCE)]);
    const { clock, watcher } = this.settings;
    this.jobs = new CentreJobs({
      ...{ store: this.store, clock, county: COUNTY },
      // A database that fails is looked at again; nothing else ends a job.
      note: (line) => {
        if (!line.includes('waits for the database')) watcher.broke(new Error(line));
      },
    });
  }

  /** Takes a packet in; its answer. Rejects as the database does, or with PacketError. */
  takePacket(file: Uint8Array, chance: Chance): Promise<Uint8Array> {
    return takePacket(
      {
        ...{ clock: this.settings.clock, keysSealedTo: async () => CENTRE_KEYS },
        replicaKeyOf: async () => REPLICA_KEY,
        answer: (request) =>
          this.answer({ ...this.sessionOfDevice(request.device), isByPacket: true }, JSON.stringify(request)),
        secretBytes: (length) => Uint8Array.from({ length }, () => Math.floor(chance.next() * 256)),
      },
      file,
    );
  }

  private sessionOfDevice(device: number): SyncSession {
    const seat = [...this.seats.values()].find(({ session }) => session.device === device);
    if (!seat) throw new Error(`no seat for device ${device}`);
    return seat.session;
  }

  /** Takes one packet; what comes of it is handed to `reply`, unless the centre dies first. */
  take(packet: Packet, reply: (body: Body) => void): void {
    const { life } = this;
    const text = 'text' in packet.body ? packet.body.text : '';
    const seat = this.seatOfToken(packet.token);
    const work = packet.kind === 'paper' ? this.paper(seat, packet) : this[packet.kind](seat, text);
    this.working.add(packet.call);
    work.then(
      (body) => {
        if (life !== this.life) return;
        this.working.delete(packet.call);
        reply(body);
      },
      (error: unknown) => {
        if (life !== this.life || error instanceof CentreGone) return;
        this.working.delete(packet.call);
        if (error instanceof LineBroke) return;
        if ((error as Error).constructor.name !== 'StoreFault') this.settings.watcher.broke(error);
        reply({ failed: String(error) });
      },
    );
  }

  /** Dies and starts again. Returns the calls whose connection broke. */
  crash(): number[] {
    this.life++;
    this.store.killAll();
    this.papers.die();
    this.papers = this.openPapers();
    this.jobs?.die();
    const broken = [...this.working];
    this.working.clear();
    return broken;
  }

  private async paper({ session, key }: Seat, { body }: Packet): Promise<Body> {
    if (!('ask' in body)) throw new Error('a paper is asked about by HTTP');
    // As a token that outlived a backup.
    if (this.known.get(session.device) !== key) return { failed: 'not the device of this token' };
    return this.papers.answer(session, body.ask, body.isCut ?? false);
  }

  private async sync({ session, key }: Seat, text: string): Promise<Body> {
    const { device } = JSON.parse(text) as { device: number };
    // A token that outlived a backup, of a number that the backup does not know: whoever sits there has signed in again.
    if (device !== session.device || this.known.get(device) !== key)
      return { failed: 'not the device of this token', code: 'device/not-yours' };
    // V3, as src-server/http/sync-routes.ts does it.
    if ((protocolOf(JSON.parse(text)) ?? 0) > PROTOCOL_VERSION) {
      this.settings.watcher.refused?.();
      return { failed: 'a newer protocol', code: 'request/newer-protocol' };
    }
    const reply = await this.answer(session, text);
    return { text: JSON.stringify(replyFor(protocolOf(JSON.parse(text)) ?? reply.protocol, reply)) };
  }

  /** As src-server/accounts/incarnation.ts and its route do it; but numbers are given in a row and set back with the rest, so that histories meet
   *  what a lot would hardly ever make (EN9): one number, two disks. */
  private async incarnate(seat: Seat, text: string): Promise<Body> {
    const asked = JSON.parse(text) as IncarnationRequest;
    const { device, wanted, spent, computerName } = asked;
    const numbers = spent.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at),
    );
    const isOwn = seat.session.device === device;
    const taken = isOwn && numbers.length ? await this.store.spend(device, numbers) : [];
    const isKnown = this.known.get(device) === seat.key;
    if (!this.known.has(device)) this.nextDevice = Math.max(this.nextDevice, device + 1);
    const given = isKnown && wanted === 'token' ? device : this.nextDevice++;
    this.known.set(given, seat.key);
    const token = `${seat.key}#${this.seats.size}`;
    this.seats.set(token, { ...seat, session: { ...seat.session, device: given } });
    const answer = { device: given, computerName, token, taken };
    this.settings.watcher.incarnated?.(asked, answer);
    return { text: JSON.stringify(answer) };
  }

  /** Whether a job was begun whose step has not ended, with some of it done. */
  get isAtWork(): boolean {
    return Boolean(this.jobs?.isWorking) && this.store.works.isUnderWay;
  }

  /** Answers a request of a session, as the network's door does. */
  async answer(session: SyncSession, text: string): Promise<SyncResponse> {
    this.settings.watcher.requested(session, text);
    const request = syncRequest.parse(requestNow(JSON.parse(text)));
    const pages = { rowsAPage: ROWS_A_PAGE, tailMax: TAIL_COMMITS, pack };
    const reply = await exchange(this.store, this.settings.clock, { ...session, pages }, request, SIGNER);
    this.settings.watcher.answered(session, text, reply);
    // As src-server/central.ts does it.
    this.jobs?.wake(reply.outcomes.flatMap(({ commit, scope }) => (commit === null ? [] : [scope])));
    return reply;
  }

  /** A line that breaks a chunk off after a few bytes: the desk asks for the rest. */
  private async chunk({ session }: Seat, text: string): Promise<Body> {
    const [hash = '', from = '0'] = text.split(' ');
    const chunk = await this.store.readChunk(hash, Number(from));
    if (!chunk) return { failed: 'no such chunk' };
    if (!session.scopes.includes(chunk.scope) || !session.classes.includes(chunk.audience))
      return { failed: 'not for this desk' };
    return { bytes: chunk.body.subarray(0, CHUNK_BYTES), isAll: chunk.body.length <= CHUNK_BYTES };
  }
}
