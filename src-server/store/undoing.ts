/** What a transaction holds back, kept so that a failed savepoint is undone in memory: every change leaves the step that takes it back. */

export class Undoing {
  private readonly steps: (() => void)[] = [];

  did(undo: () => void): void {
    this.steps.push(undo);
  }

  /** Runs `work`; when it throws, everything that it changed is as before (CS2). */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.steps.length;
    try {
      return await work();
    } catch (error) {
      while (this.steps.length > mark) this.steps.pop()?.();
      throw error;
    }
  }
}

/** A map whose changes can be undone. */
export class HeldMap<Key, Value> {
  private readonly map = new Map<Key, Value>();
  private readonly undoing: Undoing;
  constructor(undoing: Undoing) {
    this.undoing = undoing;
  }

  get size(): number {
    return this.map.size;
  }

  get(key: Key): Value | undefined {
    return this.map.get(key);
  }

  entries(): [Key, Value][] {
    return [...this.map];
  }

  set(key: Key, value: Value): void {
    const had = this.map.has(key);
    const before = this.map.get(key) as Value;
    this.map.set(key, value);
    this.undoing.did(() => (had ? this.map.set(key, before) : this.map.delete(key)));
  }
}
