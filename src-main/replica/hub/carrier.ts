/** Carries what an office's hub has taken to the county, one packet after the other, the oldest first, whenever the hub's own line stands.
 *  HB2 what it carries it cannot read; the answer is kept as it came.  A packet whose answer was lost on the way goes again: the centre says
 *  the same once more (PK4).  HB9 what was taken while nobody was signed in, and turns out to be another office's, does not go. */
import type { HubItem, HubStore } from './hub-store.ts';

/** answer: of the centre, sealed for the desk. never: it will not take this packet. later: no line, no session, no time. */
export type Carried =
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  | { readonly kind: 'never' | 'later'; readonly code: string };

export interface CarrierSettings {
  readonly store: HubStore;
  readonly isLineUp: () => boolean;
  readonly carry: (bytes: Uint8Array) => Promise<Carried>;
  readonly isOthers: (device: number) => boolean;
  readonly onChanged: () => void;
  /** Between two looks. */
  readonly pauseMs?: number;
}

const PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 60_000;

export class Carrier {
  private readonly settings: CarrierSettings;
  private readonly pauseMs: number;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private isStopped = false;
  /** How often one did not go: the others come before it next time, so that none holds up the rest. */
  private readonly misses = new Map<string, number>();
  /** Why the last one did not go; null when it did. */
  fault: string | null = null;

  constructor(settings: CarrierSettings) {
    this.settings = settings;
    this.pauseMs = settings.pauseMs ?? PAUSE_MS;
    this.plan(this.pauseMs);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private plan(delayMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.run(), delayMs);
    this.timer.unref();
  }

  private async run(): Promise<void> {
    const went = await this.round().catch(() => false);
    this.failures = went ? 0 : this.failures + 1;
    this.plan(Math.min(this.pauseMs * 2 ** Math.min(this.failures, 6), LONGEST_PAUSE_MS));
  }

  /** Everything that waits. False when one did not go. */
  private async round(): Promise<boolean> {
    const { store, isLineUp } = this.settings;
    const missesOf = ({ digest }: HubItem): number => this.misses.get(digest) ?? 0;
    const waiting = store.waiting();
    for (const item of waiting.toSorted((a, b) => missesOf(a) - missesOf(b))) {
      if (this.isStopped || !isLineUp()) return true;
      if (!(await this.one(item))) return false;
    }
    return true;
  }

  private async one(item: HubItem): Promise<boolean> {
    const { store, carry, isOthers, onChanged } = this.settings;
    const { digest } = item;
    const bytes = await store.bytesOf(digest);
    if (!bytes || this.isStopped) return true;
    const carried: Carried = isOthers(item.device)
      ? { kind: 'never', code: 'hub/other-office' }
      : await carry(bytes);
    this.fault = carried.kind === 'later' ? carried.code : null;
    if (carried.kind === 'answer') await store.keepAnswer(digest, carried.bytes);
    if (carried.kind === 'never') await store.refuse(digest, carried.code);
    if (carried.kind === 'later') this.misses.set(digest, (this.misses.get(digest) ?? 0) + 1);
    else this.misses.delete(digest);
    onChanged();
    return carried.kind !== 'later';
  }
}
