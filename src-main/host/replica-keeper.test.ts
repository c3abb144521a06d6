import { describe, expect, it } from 'vitest';
import type { HostMessage } from './messages.ts';
import { ReplicaKeeper, type ReplicaRun, restartDelayMs, type Timing } from './replica-keeper.ts';

class FakeRun implements ReplicaRun {
  readonly pid: number;
  readonly posted: HostMessage[] = [];
  isKilled = false;
  say: (message: unknown) => void = () => undefined;
  exit: (code: number | null) => void = () => undefined;

  constructor(pid: number) {
    this.pid = pid;
  }

  post(message: HostMessage): void {
    this.posted.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.exit = listener;
  }
  kill(): void {
    this.isKilled = true;
    this.exit(null);
  }
}

class FakeTiming implements Timing {
  #nowMs = 0;
  #waiting: { at: number; callback: () => void }[] = [];

  elapsedMs(): number {
    return this.#nowMs;
  }
  after(delayMs: number, callback: () => void): () => void {
    const entry = { at: this.#nowMs + delayMs, callback };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }
  pass(ms: number): void {
    this.#nowMs += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.#nowMs);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#nowMs);
    for (const { callback } of due) callback();
  }
}

function keep() {
  const runs: FakeRun[] = [];
  const heard: string[] = [];
  const timing = new FakeTiming();
  const keeper = new ReplicaKeeper(
    () => {
      const run = new FakeRun(1_000 + runs.length);
      runs.push(run);
      return run;
    },
    {
      ready: () => heard.push('ready'),
      gone: (code) => heard.push(`gone ${code}`),
      message: (message) => heard.push(message.kind),
      ended: (why) => heard.push(`ended ${why}`),
    },
    timing,
  );
  const latest = (): FakeRun => {
    const run = runs.at(-1);
    if (run === undefined) throw new Error('nothing was started');
    return run;
  };
  return { keeper, runs, heard, timing, latest };
}

describe('keeping the replica process', () => {
  it('passes on what it says and ignores what it does not understand', () => {
    const { keeper, heard, latest } = keep();
    keeper.start();
    latest().say({ kind: 'ready' });
    latest().say({ kind: 'signed-in' });
    for (const odd of [
      null,
      7,
      'ready',
      {},
      { kind: 'tomorrow' },
      { kind: 'data', connection: 'x', data: '' },
    ]) {
      latest().say(odd);
    }
    expect(heard).toEqual(['ready', 'signed-in']);
    expect(keeper.isReady).toBe(true);
  });

  it('starts it again after it died, and tells of the death first', () => {
    const { keeper, heard, runs, timing, latest } = keep();
    keeper.start();
    latest().say({ kind: 'ready' });
    latest().exit(1);
    expect(keeper.isReady).toBe(false);
    expect(heard).toEqual(['ready', 'gone 1']);
    timing.pass(99);
    expect(runs).toHaveLength(1);
    timing.pass(1);
    expect(runs).toHaveLength(2);
    expect(keeper.pid).toBe(1_001);
  });

  it('does not listen to a run that is over', () => {
    const { keeper, heard, timing, runs } = keep();
    keeper.start();
    runs[0]?.exit(1);
    timing.pass(100);
    runs[0]?.say({ kind: 'ready' });
    runs[0]?.exit(1);
    expect(heard).toEqual(['gone 1']);
  });

  it('RK1 waits longer each time and gives up at the sixth death within a minute', () => {
    const { keeper, heard, runs, timing, latest } = keep();
    keeper.start();
    for (const delayMs of [100, 200, 400, 800, 1_600]) {
      latest().exit(1);
      timing.pass(delayMs - 1);
      const before = runs.length;
      timing.pass(1);
      expect(runs).toHaveLength(before + 1);
    }
    latest().exit(1);
    timing.pass(600_000);
    expect(runs).toHaveLength(6);
    expect(heard.at(-1)).toBe('ended keeps-failing');
  });

  it('RK1 forgives deaths that lie a minute back', () => {
    const { keeper, runs, timing, latest } = keep();
    keeper.start();
    for (let death = 0; death < 20; death += 1) {
      latest().exit(1);
      timing.pass(20_000);
    }
    expect(runs).toHaveLength(21);
  });

  it.each([
    [[1], 100],
    [[1, 2, 3, 4, 5], 1_600],
    [[1, 2, 3, 4, 5, 6], undefined],
  ])('RK1 delay after failures %j: %s', (failures, delay) => {
    expect(restartDelayMs(failures)).toBe(delay);
  });

  it('RK3 leaves a profile alone that another desk holds: by exit code, or by message', () => {
    for (const [message, code] of [
      [undefined, 3],
      [{ kind: 'profile-in-use' }, 1],
    ] as const) {
      const { keeper, heard, runs, timing, latest } = keep();
      keeper.start();
      if (message !== undefined) latest().say(message);
      latest().exit(code);
      timing.pass(600_000);
      expect(heard).toEqual([`gone ${code}`, 'ended profile-in-use']);
      expect(runs).toHaveLength(1);
    }
  });

  it('RK4 stops it in words first, by force after the deadline, and starts nothing afterwards', async () => {
    const { keeper, heard, runs, timing, latest } = keep();
    keeper.start();
    const stopped = keeper.stop();
    expect(latest().posted).toEqual([{ kind: 'stop' }]);
    timing.pass(6_999);
    expect(latest().isKilled).toBe(false);
    timing.pass(1);
    expect(latest().isKilled).toBe(true);
    await stopped;
    await keeper.stop();
    keeper.start();
    timing.pass(600_000);
    expect(heard).toEqual(['gone null', 'ended stopped']);
    expect(runs).toHaveLength(1);
  });

  it('RK4 stopping while it waits for a restart starts nothing', async () => {
    const { keeper, heard, runs, timing, latest } = keep();
    keeper.start();
    latest().exit(1);
    await keeper.stop();
    timing.pass(600_000);
    expect(runs).toHaveLength(1);
    expect(heard).toEqual(['gone 1', 'ended stopped']);
  });

  it('RK4 a run that ends in words is not killed', async () => {
    const { keeper, timing, latest } = keep();
    keeper.start();
    const first = keeper.stop();
    const second = keeper.stop();
    latest().exit(0);
    await Promise.all([first, second]);
    timing.pass(600_000);
    expect(latest().isKilled).toBe(false);
  });
});
