/** Challenges of a hub: each is answered once, within a minute, and holds no room until it is answered rightly: it carries its own mark, so that
 *  asking for a million of them costs the hub nothing. After a restart the old ones are worth nothing. */
import { createHmac, randomBytes } from 'node:crypto';
import { isSameProof } from './protocol.ts';

const LIFE_MS = 60_000;
const CHANCE_BYTES = 16;
/** Rightly answered within one minute: more than any office asks. */
const USED_MAX = 10_000;
const SHAPE = /^([0-9a-z]{1,12})\.([0-9a-f]{32})\.([0-9a-f]{64})$/;
const TIME_BASE = 36;

export class Challenges {
  private readonly secret = randomBytes(CHANCE_BYTES * 2);
  /** Spent ones, the oldest first: when their life ends. */
  private readonly used = new Map<string, number>();
  private readonly elapsedMs: () => number;

  constructor(elapsedMs: () => number = () => performance.now()) {
    this.elapsedMs = elapsedMs;
  }

  private mark(time: string, chance: string): string {
    return createHmac('sha256', this.secret).update(`${time}.${chance}`).digest('hex');
  }

  make(): string {
    const time = Math.floor(this.elapsedMs()).toString(TIME_BASE);
    const chance = randomBytes(CHANCE_BYTES).toString('hex');
    return `${time}.${chance}.${this.mark(time, chance)}`;
  }

  /** Spends a challenge. False when it is none of ours, too old, or spent. */
  spend(challenge: string): boolean {
    const [, time, chance, mark] = SHAPE.exec(challenge) ?? [];
    if (!time || !chance || !mark || !isSameProof(mark, this.mark(time, chance))) return false;
    const now = this.elapsedMs();
    const endsMs = Number.parseInt(time, TIME_BASE) + LIFE_MS;
    for (const [spent, ends] of this.used) {
      if (ends > now) break;
      this.used.delete(spent);
    }
    if (endsMs <= now || this.used.has(chance) || this.used.size >= USED_MAX) return false;
    this.used.set(chance, now + LIFE_MS);
    return true;
  }
}
