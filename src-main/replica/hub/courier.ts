/** Takes this computer's work to its office's hub while its own line to the county is down, and fetches the answers: by itself what a stick does by
 *  hand. Runs in the writer.
 *  HB7 nothing leaves the queue but on the centre's outcome (PK6), and an answer that is not this computer's, or not the centre's, changes nothing (PK8).
 *  HB8 its own line goes first: while that stands nothing is left at the hub, and what is there is taken back once its acts went directly.
 *  HB10 what the hub has lost is written again.  HB11 a later packet has all that waits; then the one before is taken back, so that a desk has
 *  one packet at the hub, however long the county is out of reach. */
import type { Chance } from '#shared/base/chance.ts';
import { instantText } from '#shared/base/clock.ts';
import type { HubThere } from '#shared/rpc/hub-shapes.ts';
import { PacketError } from '#shared/sync/seal.ts';
import { readMeta } from '../identity.ts';
import { type PacketTarget, takeAnswer } from '../packets/packets.ts';
import { diskFaultOf } from '../store/disk-fault.ts';
import { LyingServerError } from '../sync/lies.ts';
import { askForAnswer, forgetPacket, HubError, type HubPlace, leavePacket, lookAtHub } from './hub-client.ts';
import {
  countUnleft,
  dropPacket,
  lastWayAt,
  type LeftPacket,
  markPacket,
  openPackets,
  writeForHub,
} from './left-packets.ts';

export interface CourierSettings {
  readonly target: PacketTarget;
  readonly chance: Chance;
  /** Null while none is set. */
  readonly place: () => HubPlace | null;
  readonly isLineDown: () => boolean;
  /** An answer was laid down. */
  readonly onTaken: () => void;
  /** Something else became known. */
  readonly onChanged: () => void;
}

const LOOK_MS = 12_000;
const SOON_MS = 1_500;
const LONGEST_PAUSE_MS = 300_000;
/** So long without a word of the county, and a packet goes for the news alone. Each takes a thin line half a minute. */
const NEWS_MS = 4 * 3_600_000;

/** The hub may have it, or has not. */
function isTakenPerhaps(error: unknown): boolean {
  return error instanceof HubError && error.code === 'hub/no-answer';
}

function codeOf(error: unknown): string {
  if (error instanceof HubError) return error.code;
  return diskFaultOf(error) ? 'desk/disk-full' : 'hub/failed';
}

export class Courier {
  private readonly settings: CourierSettings;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private failures = 0;
  private isStopped = false;
  last: HubThere['last'] = null;

  constructor(settings: CourierSettings) {
    this.settings = settings;
    this.plan(SOON_MS);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Work came, or the line went. */
  soon(): void {
    if (!this.failures && this.settings.place()) this.plan(SOON_MS);
  }

  /** A person asks: what went wrong, if anything did. What was refused goes once more. */
  async now(): Promise<string | null> {
    if (!this.settings.place()) return 'hub/none-set';
    await this.inTurn(() => this.round(true));
    return this.last?.code ?? null;
  }

  /** What it does by itself now and then. */
  look(): Promise<void> {
    return this.inTurn(() => this.round(false));
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private plan(delayMs: number): void {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    const withChance = Math.round(delayMs * (1 + this.settings.chance.next() / 4));
    this.timer = setTimeout(() => {
      void this.look().finally(() => {
        this.plan(Math.min(LOOK_MS * 2 ** Math.min(this.failures, 6), LONGEST_PAUSE_MS));
      });
    }, withChance).unref();
  }

  private async round(isAsked: boolean): Promise<void> {
    const place = this.settings.place();
    if (!place || this.isStopped) return;
    const { statements } = this.settings.target;
    const isOneThere = openPackets(statements).length > 0;
    if (!isAsked && !isOneThere && !this.isDue(false)) return;
    const before = this.last;
    try {
      const { line } = await lookAtHub(place);
      this.note(null, line);
      for (const packet of openPackets(statements)) await this.follow(place, packet);
      if (this.isDue(isAsked && !isOneThere)) await this.leave(place);
      this.failures = 0;
    } catch (error) {
      // The file was closed under it.
      if (this.isStopped) return;
      this.failures += 1;
      this.note(codeOf(error), null);
    }
    if (before?.code !== this.last?.code || before?.line !== this.last?.line) this.settings.onChanged();
  }

  private note(code: string | null, line: NonNullable<HubThere['last']>['line']): void {
    this.last = { at: instantText(this.settings.target.clock.now()), code, line };
  }

  /** Whether a packet should go (HB8). */
  private isDue(isAsked: boolean): boolean {
    const { isLineDown, target } = this.settings;
    const { statements, clock } = target;
    if (!isAsked && !isLineDown()) return false;
    if (countUnleft(target) > 0) return true;
    if (openPackets(statements).length || !isLineDown()) return false;
    const heard = [readMeta(statements, 'last_received_at'), lastWayAt(statements)];
    const lastMs = Math.max(0, ...heard.map((at) => (at ? Date.parse(at) : 0)));
    return isAsked || clock.now() - lastMs > NEWS_MS;
  }

  private mark(serial: number, state: LeftPacket['state'], code: string | null = null): void {
    markPacket(this.settings.target, serial, state, code);
    this.settings.onChanged();
  }

  /** What has become of a packet that was left. */
  private async follow(place: HubPlace, packet: LeftPacket): Promise<void> {
    const { serial, digest } = packet;
    if (!packet.waiting && !this.settings.isLineDown()) {
      await forgetPacket(place, digest);
      return this.mark(serial, 'direct');
    }
    const said = await askForAnswer(place, digest);
    if (said instanceof Uint8Array) return this.takeIn(place, packet, said);
    if (said.state === 'unknown' && packet.state === 'sent')
      return dropPacket(this.settings.target.statements, serial);
    if (said.state === 'unknown') return this.mark(serial, 'lost');
    if (said.state === 'refused') {
      this.mark(serial, 'refused', said.code);
      return forgetPacket(place, digest);
    }
    if (packet.state === 'sent') this.mark(serial, 'held');
  }

  private async takeIn(place: HubPlace, { serial, digest }: LeftPacket, file: Uint8Array): Promise<void> {
    const { target, onTaken } = this.settings;
    try {
      takeAnswer(target, file);
      this.mark(serial, 'answered');
      onTaken();
    } catch (error) {
      const isOurs = error instanceof PacketError || error instanceof LyingServerError;
      if (!isOurs) throw error;
      this.mark(serial, 'refused', error instanceof PacketError ? `packet/${error.fault}` : 'packet/damaged');
    }
    await forgetPacket(place, digest);
  }

  private async leave(place: HubPlace): Promise<void> {
    const { target } = this.settings;
    const before = openPackets(target.statements);
    const written = writeForHub(target);
    if (!written) throw new HubError('packet/no-centre-key');
    const { bytes, packet } = written;
    try {
      await leavePacket(place, bytes);
    } catch (error) {
      if (!isTakenPerhaps(error)) dropPacket(target.statements, packet.serial);
      throw error;
    }
    this.mark(packet.serial, 'held');
    const taken = new Set(packet.acts);
    for (const { serial, digest, acts, waiting } of before) {
      const isIn = waiting === 0 || acts.filter((number) => taken.has(number)).length >= waiting;
      if (!isIn) continue;
      await forgetPacket(place, digest);
      this.mark(serial, 'replaced');
    }
  }
}
