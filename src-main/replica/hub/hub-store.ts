/** What an office's hub has taken and not given back yet: files in profile/hub, readable to nobody here, for a packet is sealed for the centre and
 *  its answer for the desk. A file's name is `<SHA-256 of the packet>.<milliseconds>.<kind>`.
 *  HB1 what was said to be taken is on the disk: written aside, synced, renamed, the folder synced, and then said.
 *  HB3 the same packet twice is one.  HB6 so many packets, so many bytes, so many a desk; who comes beyond is told, and nothing goes for it.
 *  HB10 a file that is not what its name says is as if it had been lost: its desk is told that nothing is here, and writes again. */
import { mkdirSync } from 'node:fs';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#shared/base/clock.ts';
import { type PacketHeader, readPacketHeader } from '#shared/sync/seal.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { HubRefusal, hubFault, type HubState, sha256Of } from './protocol.ts';

/** up: waits to be carried. down: the centre's answer, waits to be fetched. no: will never be taken, with the code why. */
type Kind = 'up' | 'down' | 'no';
const NAME = /^([0-9a-f]{64})\.(\d{1,16})\.(up|down|no)$/;
const PART = /\.part$/;

export interface HubItem {
  readonly digest: string;
  readonly kind: Kind;
  /** When it was taken, or answered. */
  readonly atMs: number;
  readonly byteCount: number;
  readonly device: number;
  readonly serial: number;
  readonly acts: number;
  readonly code: string | null;
}

const LIMITS = { packets: 400, bytes: 512 * 2 ** 20, ofADesk: 8, answerDays: 30 };
export type HubLimits = typeof LIMITS;
const MS_PER_DAY = 86_400_000;
const FULL = 507;

/** What a file of `no` holds: of whom it was, and why not. */
interface Refused extends Pick<PacketHeader, 'device' | 'serial' | 'acts'> {
  readonly code: string;
}

function pathName({ digest, atMs, kind }: Pick<HubItem, 'digest' | 'atMs' | 'kind'>): string {
  return `${digest}.${atMs}.${kind}`;
}

export class HubStore {
  readonly folder: string;
  private readonly clock: Clock;
  private readonly limits: HubLimits;
  private readonly items = new Map<string, HubItem>();
  /** One change at a time: whoever comes twice at once is one (HB3). */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, clock: Clock, limits: HubLimits) {
    this.folder = folder;
    this.clock = clock;
    this.limits = limits;
  }

  /** Reads what is there. */
  static async open(folder: string, clock: Clock, limits: Partial<HubLimits> = {}): Promise<HubStore> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const store = new HubStore(folder, clock, { ...LIMITS, ...limits });
    for (const name of await readdir(folder)) await store.adopt(name);
    await store.sweep();
    return store;
  }

  private async adopt(name: string): Promise<void> {
    const path = join(this.folder, name);
    if (PART.test(name)) return rm(path, { force: true });
    const [, digest, at, kind] = NAME.exec(name) ?? [];
    if (!digest) return;
    const bytes = await readFile(path);
    const item = this.itemOf(digest, kind as Kind, Number(at), bytes);
    const other = this.items.get(digest);
    // A crash came between laying down the answer and removing the packet: the answer counts.
    const isOutdone = !item || (other && item.kind === 'up');
    if (isOutdone) return rm(path, { force: true });
    if (other) await rm(join(this.folder, pathName(other)), { force: true });
    this.items.set(digest, item);
  }

  /** Null when the bytes are not what the name says. */
  private itemOf(digest: string, kind: Kind, atMs: number, bytes: Buffer): HubItem | null {
    try {
      if (kind === 'up' && sha256Of(bytes) !== digest) return null;
      const said = kind === 'no' ? (JSON.parse(bytes.toString('utf8')) as Refused) : readPacketHeader(bytes);
      const { device, serial, acts } = said;
      const code = kind === 'no' ? hubFault.parse(said).code : null;
      if (kind === 'down' && (said as PacketHeader).answers !== digest) return null;
      return { digest, kind, atMs, byteCount: bytes.length, device, serial, acts, code };
    } catch {
      return null;
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async lay(item: HubItem, bytes: Uint8Array): Promise<void> {
    const name = pathName(item);
    const side = join(this.folder, `${name}.part`);
    try {
      const file = await open(side, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(side, join(this.folder, name));
      await syncFolder(this.folder);
    } catch (error) {
      await rm(side, { force: true });
      if (diskFaultOf(error)) throw new HubRefusal('hub/disk-full', FULL);
      throw error;
    }
    this.items.set(item.digest, item);
  }

  private async drop(item: HubItem): Promise<void> {
    await rm(join(this.folder, pathName(item)), { force: true });
    if (this.items.get(item.digest) === item) this.items.delete(item.digest);
  }

  /** Everything here, the oldest first. */
  all(): HubItem[] {
    return [...this.items.values()].toSorted((a, b) => a.atMs - b.atMs || a.serial - b.serial);
  }

  /** What waits to be carried, the oldest first. */
  waiting(): HubItem[] {
    return this.all().filter(({ kind }) => kind === 'up');
  }

  stateOf(digest: string): HubState {
    const item = this.items.get(digest);
    if (!item) return { state: 'unknown', code: null };
    if (item.kind === 'no') return { state: 'refused', code: item.code };
    return { state: item.kind === 'up' ? 'held' : 'answered', code: null };
  }

  /** Takes a packet whose header and digest have been looked at (HB1). Throws HubRefusal. */
  take(bytes: Uint8Array, { device, serial, acts }: PacketHeader): Promise<HubState> {
    const digest = sha256Of(bytes);
    return this.inTurn(async () => {
      if (this.items.has(digest)) return this.stateOf(digest);
      await this.makeRoom(device, bytes.length);
      const atMs = this.clock.now();
      const item = { ...{ digest, atMs, device, serial, acts }, byteCount: bytes.length, code: null };
      await this.lay({ ...item, kind: 'up' }, bytes);
      return this.stateOf(digest);
    });
  }

  /** An answer that its desk never fetched gives way to what it sends now; nothing else does. */
  private async makeRoom(device: number, byteCount: number): Promise<void> {
    const own = this.all().filter((item) => item.device === device);
    if (own.length >= this.limits.ofADesk) {
      const given = own.find(({ kind }) => kind !== 'up');
      if (!given) throw new HubRefusal('hub/full', FULL);
      await this.drop(given);
    }
    const bytes = this.all().reduce((sum, item) => sum + item.byteCount, byteCount);
    if (this.items.size >= this.limits.packets || bytes > this.limits.bytes)
      throw new HubRefusal('hub/full', FULL);
  }

  /** The bytes of what is here of a packet; null when nothing is, or when it is not what was written (HB10). */
  async bytesOf(digest: string): Promise<Buffer | null> {
    const item = this.items.get(digest);
    if (!item) return null;
    const bytes = await readFile(join(this.folder, pathName(item))).catch(() => null);
    if (bytes && this.itemOf(digest, item.kind, item.atMs, bytes)) return bytes;
    await this.inTurn(() => this.drop(item));
    return null;
  }

  private close(digest: string, kind: Kind, bytes: Uint8Array, code: string | null): Promise<void> {
    return this.inTurn(async () => {
      const item = this.items.get(digest);
      // Its desk has taken it back meanwhile.
      if (item?.kind !== 'up') return;
      const atMs = this.clock.now();
      await this.lay({ ...item, kind, atMs, byteCount: bytes.length, code }, bytes);
      await rm(join(this.folder, pathName(item)), { force: true });
    });
  }

  /** Lays down what the centre answered, as it came. Throws PacketError when it is no answer to this packet. */
  keepAnswer(digest: string, bytes: Uint8Array): Promise<void> {
    const isOfIt = readPacketHeader(bytes).answers === digest;
    return isOfIt ? this.close(digest, 'down', bytes, null) : this.refuse(digest, 'packet/damaged');
  }

  /** It will never be taken. */
  refuse(digest: string, code: string): Promise<void> {
    const { device, serial, acts } = this.items.get(digest) ?? { device: 0, serial: 0, acts: 0 };
    const said: Refused = { device, serial, acts, code };
    return this.close(digest, 'no', Buffer.from(JSON.stringify(said)), code);
  }

  forget(digest: string): Promise<void> {
    return this.inTurn(async () => {
      const item = this.items.get(digest);
      if (item) await this.drop(item);
    });
  }

  /** Answers that nobody fetched for a month. */
  sweep(): Promise<void> {
    const before = this.clock.now() - this.limits.answerDays * MS_PER_DAY;
    return this.inTurn(async () => {
      for (const item of this.all()) if (item.kind !== 'up' && item.atMs < before) await this.drop(item);
    });
  }
}
