/** A server or a client of the comparison is a process of its own that is asked for one phase after the other and says what each took. Both
 *  sides of that line. The processes of the peers in /bench are told by it as ours are.                                            */
import { type ChildProcess, fork } from 'node:child_process';
import { forgetPeak, peakMb } from '../processes.ts';

export type Phases = Readonly<Record<string, (input: never) => unknown>>;

/** What only the process itself can tell of its work. */
export interface Told {
  /** Requests that a server was asked, or round trips that a client made. */
  readonly requests?: () => number;
  /** Milliseconds that other processes have worked for this one, a database's. */
  readonly othersMs?: () => number;
}

export interface Answer {
  readonly value: unknown;
  readonly ms: number;
}

/** What a process has worked since it began, and the most memory it held since this was last asked. */
export interface Worked {
  readonly cpuMs: number;
  readonly requests: number;
  readonly peakMb: number | null;
}

/** Answers until the driver is gone. */
export function answerPhases(phases: Phases, { requests, othersMs }: Told = {}): void {
  const worked = (): Worked => {
    const { user, system } = process.cpuUsage();
    const most = peakMb(process.pid);
    forgetPeak(process.pid);
    return {
      cpuMs: (user + system) / 1_000 + (othersMs?.() ?? 0),
      requests: requests?.() ?? 0,
      peakMb: most,
    };
  };
  const all: Phases = { worked, ...phases };
  const answer = async (name: string, input: unknown): Promise<void> => {
    const began = performance.now();
    try {
      const phase = all[name] as ((input: unknown) => unknown) | undefined;
      if (!phase) throw new Error(`no phase ${name}`);
      const value = await phase(input);
      process.send?.({ value, ms: performance.now() - began });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.stack : String(error) });
    }
  };
  process.on('message', ({ name, input }: { name: string; input: unknown }) => void answer(name, input));
  process.on('disconnect', () => process.exit());
  process.send?.({ value: 'ready', ms: 0 });
}

/** The driver's end. */
export class Child {
  private readonly process: ChildProcess;
  private readonly file: string;
  private readonly ready: Promise<Answer>;

  constructor(file: string) {
    this.file = file;
    this.process = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.ready = this.answered();
  }

  private answered(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void =>
        reject(new Error(`${this.file} ended with ${code ?? 'a signal'}`));
      this.process.once('exit', ended);
      this.process.once('message', (answer) => {
        this.process.off('exit', ended);
        const { error, ...rest } = answer as Answer & { readonly error?: string };
        if (error) reject(new Error(`${this.file}: ${error}`));
        else resolve(rest);
      });
    });
  }

  async ask(name: string, input?: unknown): Promise<Answer> {
    await this.ready;
    const answer = this.answered();
    this.process.send({ name, input });
    return answer;
  }

  async worked(): Promise<Worked> {
    return (await this.ask('worked')).value as Worked;
  }

  /** Asks it to clear away what it made, and waits for its end. */
  async end(): Promise<void> {
    await this.ask('close');
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.disconnect();
    await ended;
  }

  /** What may be left when something went wrong. */
  kill(): void {
    this.process.kill();
  }
}
