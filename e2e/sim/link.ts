/** The wire between desks and centre: a list of packets that only the simulator moves. Bodies are texts, as on a real wire; a packet may
 *  arrive late, twice, out of order or never, and a desk may stop waiting for an answer that still comes.                          */
import type { Chance } from '#shared/base/chance.ts';
import { pick } from './plan.ts';

/** What a call asks the centre for. */
export type CallKind = 'sync' | 'chunk' | 'incarnate' | 'paper';

/** A request of HTTP about a paper's bytes, and its answer. */
export interface PaperAsk {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}
export interface PaperTold {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** No answer, or a refusal with its code. */
export class LinkError extends Error {
  readonly code: string | undefined;
  constructor(words: string, code?: string) {
    super(words);
    this.code = code;
  }
}

/** A request or an answer of the centre that could not be given. */
export type Body =
  | { readonly text: string }
  | { readonly bytes: Uint8Array; readonly isAll: boolean }
  /** `isCut`: the line broke with so much of it carried. */
  | { readonly ask: PaperAsk; readonly isCut?: boolean }
  | { readonly told: PaperTold; readonly isCut?: boolean }
  | { readonly failed: string; readonly code?: string };

interface Call {
  readonly id: number;
  readonly desk: string;
  readonly kind: CallKind;
  resolve(body: Body): void;
  reject(error: Error): void;
}

export interface Packet {
  readonly call: number;
  readonly desk: string;
  /** With which the desk asks: whose it is at the centre. */
  readonly token: string;
  readonly direction: 'up' | 'down';
  readonly kind: CallKind;
  readonly body: Body;
}

/** Papers' packets that fare worse than this are cut in their middle. */
const CUT_FROM = 0.86;
/** Names of losses that are told apart. */
const LOST: Partial<Record<CallKind, Partial<Record<Packet['direction'], string>>>> = {
  chunk: { up: 'page lost', down: 'page lost' },
  paper: { down: 'answer to a piece lost' },
};

/** What the line has carried of a body when it breaks; null where there is nothing to cut. */
function cutShort(body: Body, chance: Chance): Body | null {
  const whole = 'ask' in body ? body.ask : 'told' in body ? body.told : null;
  if (!whole || whole.bytes.length < 2) return null;
  const bytes = whole.bytes.subarray(0, 1 + Math.floor(chance.next() * (whole.bytes.length - 1)));
  return 'ask' in body
    ? { ask: { ...body.ask, bytes }, isCut: true }
    : { told: { ...(whole as PaperTold), bytes }, isCut: true };
}

export class Link {
  private packets: Packet[] = [];
  private readonly calls = new Map<number, Call>();
  private readonly muted = new Set<number>();
  private count = 0;
  private readonly arrive: (packet: Packet) => void;

  /** `arrive` is the centre's door. */
  constructor(arrive: (packet: Packet) => void) {
    this.arrive = arrive;
  }

  send(desk: string, kind: CallKind, what: string | PaperAsk, token = desk): Promise<Body> {
    const id = ++this.count;
    const body = typeof what === 'string' ? { text: what } : { ask: what };
    this.packets.push({ call: id, desk, token, direction: 'up', kind, body });
    return new Promise((resolve, reject) => this.calls.set(id, { id, desk, kind, resolve, reject }));
  }

  answer(to: Packet, body: Body): void {
    if (this.muted.has(to.call)) return;
    this.packets.push({ ...to, direction: 'down', body });
  }

  /** Everything a dead process was waiting for; packets under way stay under way. */
  hangUp(desk: string): void {
    for (const call of this.calls.values()) if (call.desk === desk) this.giveUp(call.id);
  }

  /** Answers that a dead centre had ready but not sent. */
  loseAnswers(): void {
    const lost = this.packets.filter(({ direction }) => direction === 'down');
    this.packets = this.packets.filter(({ direction }) => direction === 'up');
    for (const { call } of lost) this.giveUp(call);
  }

  /** Half open: a request gets through, its answer never does, and neither side notices until the desk has waited long enough. */
  goHalfOpen(chance: Chance): string | null {
    const up = this.packets.filter(({ direction, call }) => direction === 'up' && this.calls.has(call));
    if (!up.length) return null;
    const packet = pick(chance, up);
    this.remove(packet);
    this.muted.add(packet.call);
    this.deliver(packet);
    return `${packet.desk} ${packet.kind} #${packet.call}`;
  }

  /** Whoever still waits for what is under way no more has waited long enough. Returns how many. */
  timeOut(): number {
    const waiting = [...this.calls.keys()];
    for (const call of waiting) this.giveUp(call);
    return waiting.length;
  }

  /** Hands a desk that waits for an answer another text: that of an earlier request. False when it does not wait. */
  misdeliver(desk: string, text: string): boolean {
    const call = [...this.calls.values()].find((each) => each.desk === desk && each.kind === 'sync');
    if (!call) return false;
    this.calls.delete(call.id);
    call.resolve({ text });
    return true;
  }

  /** Stops waiting for one call. */
  giveUp(call: number): void {
    this.calls.get(call)?.reject(new LinkError('no answer'));
    this.calls.delete(call);
  }

  get isEmpty(): boolean {
    return this.packets.length === 0;
  }

  /** Moves one packet, mostly the oldest. Says what it did, and what rare thing that was. */
  move(chance: Chance): { readonly words: string; readonly fate: string | null } {
    if (this.isEmpty) return { words: 'nothing under way', fate: null };
    const packet = chance.next() < 0.6 ? (this.packets[0] as Packet) : pick(chance, this.packets);
    const fate = chance.next();
    const name = `${packet.desk} ${packet.direction} ${packet.kind} #${packet.call}`;
    if (fate < 0.08) {
      this.remove(packet);
      this.giveUp(packet.call);
      return { words: `lost ${name}`, fate: LOST[packet.kind]?.[packet.direction] ?? 'packet lost' };
    }
    if (fate < 0.14) {
      this.giveUp(packet.call);
      return { words: `no longer awaited ${name}`, fate: 'no longer awaited' };
    }
    const cut = packet.kind === 'paper' && fate > CUT_FROM ? cutShort(packet.body, chance) : null;
    if (cut) {
      this.remove(packet);
      this.deliver({ ...packet, body: cut });
      if (packet.direction === 'up') this.giveUp(packet.call);
      return { words: `cut ${name}`, fate: packet.direction === 'up' ? 'piece cut' : 'answer cut' };
    }
    const isRepeated = fate < 0.24;
    if (!isRepeated) this.remove(packet);
    this.deliver(packet);
    const words = `${isRepeated ? 'delivered, to come again' : 'delivered'} ${name}`;
    return { words, fate: isRepeated ? 'packet repeated' : null };
  }

  /** Delivers the oldest packet; the healed link. */
  moveFaithfully(): void {
    const [packet] = this.packets;
    if (!packet) return;
    this.remove(packet);
    this.deliver(packet);
  }

  /** Delivers the oldest packet that is of no paper; false when there is none. */
  moveActs(): boolean {
    const packet = this.packets.find(({ kind }) => kind !== 'paper');
    if (!packet) return false;
    this.remove(packet);
    this.deliver(packet);
    return true;
  }

  private remove(packet: Packet): void {
    this.packets = this.packets.filter((each) => each !== packet);
  }

  private deliver(packet: Packet): void {
    if (packet.direction === 'up') {
      this.arrive(packet);
      return;
    }
    const call = this.calls.get(packet.call);
    if (!call) return;
    this.calls.delete(packet.call);
    if ('failed' in packet.body) call.reject(new LinkError(packet.body.failed, packet.body.code));
    else call.resolve(packet.body);
  }
}
