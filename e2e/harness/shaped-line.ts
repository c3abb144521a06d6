/** A thin line between a desk and the centre, at the level of bytes: so many a second, so much later, some of them lost and sent again, cut
 *  every few seconds. Everything that goes over it is counted, headers and all. What it carries it does not look at.
 *  SL1 both ways are shaped alike, and all connections share the line.  SL2 a byte that was lost comes late and nothing overtakes it, as TCP
 *  has it.  SL3 a cut breaks every connection, what is under way is gone.                                                       */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Chance } from '#shared/base/chance.ts';

export interface LineShape {
  readonly bytesPerSecond?: number;
  /** One way. */
  readonly delayMs?: number;
  /** Share of the segments that are lost once. */
  readonly loss?: number;
  /** Every so often all connections are cut; chance moves it by up to half. */
  readonly cutEveryMs?: number;
}

export interface Counted {
  readonly up: number;
  readonly down: number;
  readonly connections: number;
  readonly cuts: number;
}

const SEGMENT_BYTES = 1_400;
/** After which a sender notices that a segment was lost: twice there and back, at least this. */
const RESEND_MS = 300;

/** One direction: when the last byte left, when the last one arrives. */
class Direction {
  freeAt = 0;

  /** Milliseconds until these bytes are at the other end of an unbroken line. */
  passes(bytes: number, { bytesPerSecond, delayMs = 0, loss = 0 }: LineShape, chance: Chance): number {
    const now = performance.now();
    const lastsMs = bytesPerSecond ? (bytes / bytesPerSecond) * 1_000 : 0;
    this.freeAt = Math.max(now, this.freeAt) + lastsMs;
    const resend = chance.next() < loss ? Math.max(RESEND_MS, 4 * delayMs) : 0;
    return this.freeAt - now + delayMs + resend;
  }
}

export class ShapedLine {
  url = '';
  private readonly target: URL;
  private readonly chance: Chance;
  private readonly pairs = new Set<() => void>();
  private readonly directions = { up: new Direction(), down: new Direction() };
  private readonly counts = { up: 0, down: 0, connections: 0, cuts: 0 };
  private shape: LineShape = {};
  private timer: NodeJS.Timeout | null = null;
  private frozen = new Set<() => void>();
  private readonly server = createServer({ allowHalfOpen: true }, (desk) => this.carry(desk));

  constructor(target: string, chance: Chance) {
    this.target = new URL(target);
    this.chance = chance;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  /** From now on the line is like this. */
  become(shape: LineShape): void {
    this.shape = shape;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.planCut();
  }

  /** Connections stay open, and nothing gets through them any more; new ones do as before. */
  freeze(): void {
    this.frozen = new Set(this.pairs);
  }

  /** What has gone over the line since the last call. */
  take(): Counted {
    const taken = { ...this.counts };
    Object.assign(this.counts, { up: 0, down: 0, connections: 0, cuts: 0 });
    return taken;
  }

  cut(): void {
    this.counts.cuts++;
    for (const end of this.pairs) end();
  }

  async close(): Promise<void> {
    this.become({});
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private planCut(): void {
    const { cutEveryMs } = this.shape;
    if (!cutEveryMs) return;
    this.timer = setTimeout(
      () => {
        this.cut();
        this.planCut();
      },
      cutEveryMs * (0.5 + this.chance.next()),
    );
  }

  private carry(desk: Socket): void {
    const { hostname: host, port } = this.target;
    const centre = connect({ host, port: Number(port), allowHalfOpen: true });
    this.counts.connections++;
    const timers = new Set<NodeJS.Timeout>();
    const end = (): void => {
      this.pairs.delete(end);
      for (const timer of timers) clearTimeout(timer);
      desk.destroy();
      centre.destroy();
    };
    this.pairs.add(end);
    for (const socket of [desk, centre]) socket.setNoDelay(true).on('error', end);
    const isFrozen = () => this.frozen.has(end);
    this.pass(desk, centre, 'up', timers, isFrozen);
    this.pass(centre, desk, 'down', timers, isFrozen);
    // Who hangs up in good order has said something before, which may still be under way.
    const isOver = () => desk.destroyed && centre.destroyed;
    for (const socket of [desk, centre])
      socket.once('close', () => (!socket.readableEnded || isOver()) && end());
  }

  private pass(
    from: Socket,
    to: Socket,
    way: 'up' | 'down',
    timers: Set<NodeJS.Timeout>,
    isFrozen: () => boolean,
  ): void {
    let last = 0;
    // Two timers of the same moment may go off in either order; what they stand for may not.
    const waiting: (() => void)[] = [];
    // Whoever connects waits there and back once before the first byte goes.
    let setUpMs = way === 'up' ? 2 * (this.shape.delayMs ?? 0) : 0;
    const later = (ms: number, work: () => void): void => {
      const at = Math.max(last, performance.now() + ms);
      last = at;
      waiting.push(work);
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          waiting.shift()?.();
        },
        Math.max(0, at - performance.now()),
      );
      timers.add(timer);
    };
    from.on('data', (bytes: Buffer) => {
      this.counts[way] += bytes.length;
      if (isFrozen()) return;
      for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
        const segment = bytes.subarray(at, at + SEGMENT_BYTES);
        const ms = this.directions[way].passes(segment.length, this.shape, this.chance) + setUpMs;
        later(ms, () => void to.write(segment));
      }
      setUpMs = 0;
    });
    from.once('end', () => later(this.shape.delayMs ?? 0, () => to.end()));
  }
}
