/** Keeps what is being typed: the newest body goes to the replica within a second of the last change, one save at a time.
 *  AS1 «saved» is said only after the replica answered, which it does after the disk did.  AS2 no save of an older body
 *  can land after a newer one.  AS3 `settle()` saves what is left; after it nothing is under way and nothing will start, so
 *  that an act can replace the draft without a late save bringing it back.  AS4 a failed save is tried again while there is anything
 *  newer than what was saved.
 *  Plain object without React, so that its order can be tested; use-autosave.ts ties it to a form.                  */

import { isDiskFull } from './disk.ts';

export interface AutosaveState {
  /** Instant of the last save the replica acknowledged. */
  readonly savedAt: string | null;
  /** The last try failed and nothing newer has been saved since. */
  readonly isFailing: boolean;
  /** The last try failed because the disk took nothing more. */
  readonly isDiskFull?: boolean;
  /** Something typed is not on the disk yet. */
  readonly isBehind: boolean;
}

export const AUTOSAVE_DELAY_MS = 700;
const RETRY_MS = 2_000;

export class Autosave {
  #newest: string | undefined;
  #saved: string | undefined;
  #state: AutosaveState = { savedAt: null, isFailing: false, isBehind: false };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;
  readonly #save: (body: string) => Promise<{ savedAt: string }>;
  readonly #listeners = new Set<() => void>();

  constructor(save: (body: string) => Promise<{ savedAt: string }>) {
    this.#save = save;
  }

  get state(): AutosaveState {
    return this.#state;
  }

  onState(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins from what is already on the disk. */
  resume(body: string, savedAt: string): void {
    this.#newest = body;
    this.#saved = body;
    this.#turn({ savedAt, isFailing: false, isBehind: false });
  }

  /** What was typed last. Saved soon. */
  write(body: string): void {
    if (this.#isStopped || body === this.#newest) return;
    this.#newest = body;
    this.#turn({ ...this.#state, isBehind: true });
    this.#plan(AUTOSAVE_DELAY_MS);
  }

  /** Saves what is not saved yet, now (focus left, window hidden). */
  flush(): void {
    if (this.#isStopped || this.#newest === undefined || this.#newest === this.#saved) return;
    this.#plan(0);
  }

  /** Saves what is left and waits for it; nothing is saved afterwards until `open()`. */
  async settle(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#newest !== undefined && this.#newest !== this.#saved) await this.#saveOne(this.#newest);
  }

  /** Saves again after `settle()`, because the act was refused. */
  open(): void {
    this.#isStopped = false;
    this.flush();
  }

  #plan(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), delayMs);
  }

  #run(): void {
    if (this.#running || this.#isStopped) return;
    const body = this.#newest;
    if (body === undefined || body === this.#saved) return;
    this.#running = this.#saveOne(body).finally(() => {
      this.#running = undefined;
      if (this.#newest !== this.#saved && !this.#isStopped) this.#plan(this.#state.isFailing ? RETRY_MS : 0);
    });
  }

  async #saveOne(body: string): Promise<void> {
    try {
      const { savedAt } = await this.#save(body);
      this.#saved = body;
      this.#turn({ savedAt, isFailing: false, isBehind: this.#newest !== body });
    } catch (error) {
      this.#turn({ ...this.#state, isFailing: true, isDiskFull: isDiskFull(error), isBehind: true });
    }
  }

  #turn(state: AutosaveState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
