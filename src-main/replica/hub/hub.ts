/** A computer as the hub of its office: listens on the office's network from the start of the program on, signed in or not, and carries what it
 *  took to the county while somebody is signed in and the line stands. Runs on the replica process's main thread; packets go to the centre through the
 *  writer, as one from a stick does.  HB7 switched on by somebody who may, kept over restarts; off until then. */
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { mayRunHub } from '#shared/domain/hub.ts';
import { HUB_PORT, type HubDone, type HubHere } from '#shared/rpc/hub-shapes.ts';
import type { Me } from '../queries/reading.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import type { Statements } from '../store/statements.ts';
import type { LinkState } from '../sync/schedule.ts';
import type { WriterClient } from '../writer-client.ts';
import { type Carried, Carrier } from './carrier.ts';
import { keyOfCode, makeCode } from './code.ts';
import { HubServer } from './hub-server.ts';
import { type HubFile, readHubFile, writeHubFile } from './hub-settings.ts';
import { type HubItem, HubStore } from './hub-store.ts';
import type { HubLook } from './protocol.ts';

/** What of the desk a hub needs. */
export interface HubDesk {
  readonly settings: {
    readonly profile: string;
    readonly clock: Clock;
    readonly onChanged: (topics: readonly string[]) => void;
  };
  readonly open: { readonly me: Me; readonly reader: Statements; readonly writer: WriterClient } | null;
  readonly link: Pick<LinkState, 'state'>;
  computerName(): string;
}

/** What the centre will never take, however often it is brought. */
const NEVER: readonly string[] = [
  ...['packet/not-a-packet', 'packet/damaged', 'packet/not-for-us', 'packet/unknown-device'],
  'request/too-large',
];
/** An address that comes and goes with the network is tried again. */
const RETRY_MS = 15_000;
const SHOWN = 20;
const STATES = { up: 'held', down: 'answered', no: 'refused' } as const;

function addressesHere(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const ours = all.filter(({ family }) => family === 'IPv4');
  return ours.toSorted((a, b) => Number(a.internal) - Number(b.internal)).map(({ address }) => address);
}

function faultOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === 'EADDRINUSE') return 'hub/port-taken';
  if (code === 'EADDRNOTAVAIL') return 'hub/address-gone';
  if (code === 'EACCES' || code === 'EPERM') return 'hub/not-permitted';
  return diskFaultOf(error) ? 'hub/disk-full' : 'hub/failed';
}

interface Running {
  readonly server: HubServer;
  readonly carrier: Carrier;
}

export class Hub {
  private readonly desk: HubDesk;
  private file: HubFile | null = null;
  private store: HubStore | null = null;
  private running: Running | null = null;
  private fault: string | null = null;
  private retry: NodeJS.Timeout | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(desk: HubDesk) {
    this.desk = desk;
  }

  /** Listens where it was told to, if it was. */
  start(): Promise<void> {
    return this.inTurn(() => {
      this.file = readHubFile(this.desk.settings.profile);
      return this.apply();
    });
  }

  close(): Promise<void> {
    return this.inTurn(() => this.stop());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async stop(): Promise<void> {
    clearTimeout(this.retry);
    const { running } = this;
    this.running = null;
    this.fault = null;
    running?.carrier.stop();
    await running?.server.close();
  }

  private async apply(): Promise<void> {
    await this.stop();
    const { file } = this;
    if (!file?.isOn) return;
    const { profile, clock } = this.desk.settings;
    try {
      this.store ??= await HubStore.open(join(profile, 'hub'), clock);
      this.running = await this.listen(this.store, file);
    } catch (error) {
      this.fault = faultOf(error);
      this.retry = setTimeout(() => void this.start(), RETRY_MS).unref();
    }
    this.tell();
  }

  private async listen(store: HubStore, { address, port, code }: HubFile): Promise<Running> {
    const key = keyOfCode(code);
    const isOthers = (device: number): boolean => this.isOthers(device);
    const onChanged = (): void => this.tell();
    const server = await HubServer.start({
      ...{ host: address, port, key: () => key, store, isOthers },
      ...{ look: () => this.look(), onTaken: onChanged },
    });
    const isLineUp = (): boolean => this.look().line === 'online';
    const carrier = new Carrier({
      ...{ store, isLineUp, isOthers, onChanged },
      carry: (bytes) => this.carry(bytes),
    });
    return { server, carrier };
  }

  private tell(): void {
    this.desk.settings.onChanged(['hub']);
  }

  private look(): HubLook {
    const { open, link } = this.desk;
    const isUp = link.state === 'online' || link.state === 'sending';
    const line = open ? (isUp ? 'online' : 'offline') : 'locked';
    return { computerName: this.desk.computerName(), line };
  }

  /** HB9. False for a computer that this replica has not been told of: it may be a new one. While nobody is signed in nobody knows; then it is
   *  asked again before anything is carried. */
  private isOthers(device: number): boolean {
    const { open } = this.desk;
    const sql = 'SELECT unit_name FROM computer WHERE id = ?';
    const unit = open?.reader.get<{ unit_name: string | null }>(sql, device)?.unit_name ?? null;
    return unit !== null && unit !== open?.me.unitName;
  }

  private nameOf(device: number): string | null {
    const sql = 'SELECT computer_name FROM computer WHERE id = ?';
    return this.desk.open?.reader.get<{ computer_name: string }>(sql, device)?.computer_name ?? null;
  }

  private async carry(bytes: Uint8Array): Promise<Carried> {
    const { open } = this.desk;
    if (!open) return { kind: 'later', code: 'packet/sign-in-needed' };
    const read = await open.writer.call.readPacket({ contentBase64: Buffer.from(bytes).toString('base64') });
    if (read.kind === 'carried')
      return { kind: 'answer', bytes: Buffer.from(read.file.contentBase64, 'base64') };
    const code = read.kind === 'refused' ? read.code : 'packet/not-for-us';
    return { kind: NEVER.includes(code) ? 'never' : 'later', code };
  }

  status(asker: Me): HubHere {
    const { file, store, running } = this;
    const mayChange = mayRunHub(asker.role);
    const items = store && file?.isOn ? store.all() : [];
    return {
      ...{ isOn: file?.isOn ?? false, mayChange, address: file?.address ?? null },
      ...{ port: file?.port ?? HUB_PORT, addresses: addressesHere() },
      code: file?.isOn ? file.code : null,
      ...{ by: file?.by ?? null, at: file?.at ?? null, fault: this.fault },
      carryFault: running?.carrier.fault ?? null,
      waiting: items.filter(({ kind }) => kind === 'up').length,
      taken: items
        .toReversed()
        .slice(0, SHOWN)
        .map((item) => this.shown(item)),
    };
  }

  private shown({ device, serial, acts, atMs, kind, code }: HubItem): HubHere['taken'][number] {
    const [at, state] = [instantText(atMs), STATES[kind]];
    return { device, computerName: this.nameOf(device), serial, acts, at, state, code };
  }

  /** HB7. Switched off, it keeps what it has taken and goes on when it is switched on again. */
  setUp(wish: Pick<HubFile, 'isOn' | 'address' | 'port'>): Promise<HubDone> {
    return this.inTurn(() => this.keep({ ...wish, code: this.file?.code ?? makeCode() }));
  }

  /** Whoever had the old code is out. */
  newCode(): Promise<HubDone> {
    return this.inTurn(async () =>
      this.file ? this.keep({ ...this.file, code: makeCode() }) : { code: 'hub/failed' },
    );
  }

  private async keep({
    isOn,
    address,
    port,
    code,
  }: Pick<HubFile, 'isOn' | 'address' | 'port' | 'code'>): Promise<HubDone> {
    const { open, settings } = this.desk;
    if (!open || !mayRunHub(open.me.role)) return { code: 'hub/not-your-role' };
    if (isOn && !addressesHere().includes(address)) return { code: 'hub/address-gone' };
    const at = instantText(settings.clock.now());
    const file: HubFile = { version: 1, isOn, address, port, code, by: open.me.personName, at };
    try {
      writeHubFile(settings.profile, file);
    } catch (error) {
      return { code: diskFaultOf(error) ? 'hub/disk-full' : 'hub/failed' };
    }
    this.file = file;
    await this.apply();
    return { code: this.fault };
  }
}
