/** The pauses of a long reply between its steps (BT1): a step is over at the first look at the clock, and the reply goes on when the history has
 *  taken another step of its own, whatever that is. */
import type { Turns } from '../../src-main/replica/sync/apply.ts';

/** More than a step of a long reply may take. */
const LOOK_MS = 10;

export class Pauses implements Turns {
  private looks = 0;
  private pausing: (() => void) | null = null;
  readonly clock = { now: () => (this.looks += LOOK_MS) };

  give(): Promise<void> {
    return new Promise((resolve) => {
      this.pausing = resolve;
    });
  }

  get isPausing(): boolean {
    return this.pausing !== null;
  }

  /** A reply that pauses goes on. Whether one did. */
  goOn(): boolean {
    const resolve = this.pausing;
    this.pausing = null;
    resolve?.();
    return resolve !== null;
  }

  /** Its process has ended. */
  forget(): void {
    this.pausing = null;
  }
}
