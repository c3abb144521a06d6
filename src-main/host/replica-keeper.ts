/** Keeps the replica process of one desk alive, for either host. A bug in the replica ends its process (an assert is meant
 *  to); the keeper starts it again from the last commit, waiting longer each time, and gives up when it keeps failing.
 *  RK1 at most 5 restarts in any minute.  RK2 whoever holds a connection learns of every death at once (`gone`).
 *  RK3 a profile that another desk holds is never tried again.  RK4 after `stop` no process is left and none is started.
 *  The process itself is a small port, so that the rules are tested without starting one.
 *  Elsewhere: how a process is started (browser/forked-replica.ts, electron/replica-process.ts).                        */
import {
  type HostMessage,
  PROFILE_IN_USE_EXIT,
  parseReplicaMessage,
  type ReplicaMessage,
} from './messages.ts';

/** One run of the replica process. `Transfer` is what may travel with a message: Electron's ports, nothing for a fork. */
export interface ReplicaRun<Transfer = never> {
  readonly pid: number | undefined;
  post(message: HostMessage, transfer?: Transfer[]): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

export interface Timing {
  /** Milliseconds that only go forward. */
  elapsedMs(): number;
  /** Calls back later; the answer cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemTiming: Timing = {
  elapsedMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

export type KeeperEnd = 'stopped' | 'profile-in-use' | 'keeps-failing';

export interface KeeperEvents {
  /** The replica takes connections. */
  ready(): void;
  /** The process has died; connections to it are dead. */
  gone(code: number | null): void;
  message(message: ReplicaMessage): void;
  /** Nothing will be started any more. */
  ended(why: KeeperEnd): void;
}

const RESTARTS_MAX = 5;
const RESTARTS_WINDOW_MS = 60_000;
const FIRST_DELAY_MS = 100;
const DELAY_MAX_MS = 3_200;
/** Longer than the replica's own deadline (connections.ts), so that it normally ends by itself. */
const STOP_DEADLINE_MS = 7_000;

/** The wait before the next start, or `undefined` when it has failed too often. `failures` holds the times of the failures
 *  of the last minute, this one included. */
export function restartDelayMs(failures: readonly number[]): number | undefined {
  if (failures.length > RESTARTS_MAX) return undefined;
  return Math.min(FIRST_DELAY_MS * 2 ** (failures.length - 1), DELAY_MAX_MS);
}

export class ReplicaKeeper<Transfer = never> {
  readonly #startRun: () => ReplicaRun<Transfer>;
  readonly #events: KeeperEvents;
  readonly #timing: Timing;
  #run: ReplicaRun<Transfer> | undefined;
  #isReady = false;
  #isStopping = false;
  #isInUse = false;
  #hasEnded = false;
  #failures: number[] = [];
  #cancelRestart: (() => void) | undefined;
  #atEnd: (() => void)[] = [];

  constructor(startRun: () => ReplicaRun<Transfer>, events: KeeperEvents, timing: Timing = systemTiming) {
    this.#startRun = startRun;
    this.#events = events;
    this.#timing = timing;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get pid(): number | undefined {
    return this.#run?.pid;
  }

  start(): void {
    if (this.#run !== undefined || this.#isStopping || this.#hasEnded) return;
    const run = this.#startRun();
    this.#run = run;
    run.onMessage((value) => {
      if (this.#run === run) this.#receive(value);
    });
    run.onExit((code) => {
      if (this.#run === run) this.#exited(code);
    });
  }

  /** To the running replica; lost when there is none. */
  post(message: HostMessage, transfer?: Transfer[]): void {
    this.#run?.post(message, transfer);
  }

  /** Resolves when no process is left. */
  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    const stopped = new Promise<void>((resolve) => this.#atEnd.push(resolve));
    if (!this.#isStopping) {
      this.#isStopping = true;
      this.#cancelRestart?.();
      const run = this.#run;
      if (run === undefined) {
        this.#end('stopped');
      } else {
        const cancel = this.#timing.after(STOP_DEADLINE_MS, () => run.kill());
        this.#atEnd.push(cancel);
        run.post({ kind: 'stop' });
      }
    }
    await stopped;
  }

  #receive(value: unknown): void {
    const message = parseReplicaMessage(value);
    if (message === undefined) return;
    if (message.kind === 'profile-in-use') {
      this.#isInUse = true;
    } else if (message.kind === 'ready') {
      this.#isReady = true;
      this.#events.ready();
    } else {
      this.#events.message(message);
    }
  }

  #exited(code: number | null): void {
    this.#run = undefined;
    this.#isReady = false;
    this.#events.gone(code);
    if (this.#isStopping) return this.#end('stopped');
    if (this.#isInUse || code === PROFILE_IN_USE_EXIT) return this.#end('profile-in-use');
    const now = this.#timing.elapsedMs();
    this.#failures = [...this.#failures.filter((at) => now - at < RESTARTS_WINDOW_MS), now];
    const delayMs = restartDelayMs(this.#failures);
    if (delayMs === undefined) return this.#end('keeps-failing');
    this.#cancelRestart = this.#timing.after(delayMs, () => this.start());
  }

  #end(why: KeeperEnd): void {
    this.#hasEnded = true;
    for (const tell of this.#atEnd) tell();
    this.#events.ended(why);
  }
}
