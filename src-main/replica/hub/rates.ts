/** How often an address may do a thing: so many times in a minute. Holds a bounded number of addresses; the one that was quiet longest goes. */
const WINDOW_MS = 60_000;
const ADDRESSES_MAX = 500;

export class Rates {
  private readonly most: number;
  private readonly elapsedMs: () => number;
  private readonly seen = new Map<string, { fromMs: number; count: number }>();

  constructor(most: number, elapsedMs: () => number = () => performance.now()) {
    this.most = most;
    this.elapsedMs = elapsedMs;
  }

  private entry(address: string): { fromMs: number; count: number } {
    const now = this.elapsedMs();
    const known = this.seen.get(address);
    const entry = known && now - known.fromMs < WINDOW_MS ? known : { fromMs: now, count: 0 };
    // The one that asks is the latest again.
    this.seen.delete(address);
    this.seen.set(address, entry);
    const [quietest] = this.seen.keys();
    if (this.seen.size > ADDRESSES_MAX && quietest !== undefined) this.seen.delete(quietest);
    return entry;
  }

  isOver(address: string): boolean {
    return this.entry(address).count >= this.most;
  }

  /** Counts one. False when it is one too many. */
  count(address: string): boolean {
    const entry = this.entry(address);
    entry.count += 1;
    return entry.count <= this.most;
  }
}
