/** The separate processes of a flow: the central server and the desks, as `npm run central` and `npm run desk` start them, each
 *  with a temp folder of its own and a clock that starts on the same known morning, so that no flow depends on the day it runs.
 *  PR1 every process that a flow started is gone at its end, and so are its folders.  PR2 `kill` is SIGKILL to the whole group,
 *  the replica's process included: nobody gets to say goodbye.                                                              */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../../scripts/child.ts';
import { root } from '../../scripts/sources.ts';

/** Monday, 23 November 2026, ten in the morning in Asia/Shanghai. */
const START_AT = '2026-11-23T02:00:00Z';
const startedMs = performance.now();

/** The present instant on the clocks of the flows: that morning and what has passed since the first of them began. A process that
 *  starts later starts on it, so that all clocks agree as those of real computers nearly do.                             */
export function instantNow(): string {
  return new Date(Date.parse(START_AT) + (performance.now() - startedMs)).toISOString();
}

/** The password of every account of the made-up banner. */
export const PASSWORD = 'sumu-demo-2026';

export type Account =
  | 'naren'
  | 'wangjianguo'
  | 'gaomin'
  | 'liuzhigang'
  | 'chenliqun'
  | 'saren'
  | 'batu'
  | 'hasi';

const centreReadyMs = 120_000;
const deskReadyMs = 60_000;

/** A folder that goes with the flow; others may pass through it to what is theirs (PostgreSQL's own user). */
export function tempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `sumu-e2e-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

async function killChild(child: Child): Promise<void> {
  killGroup(child.pid);
  await child.ended;
}

export interface Centre {
  readonly url: string;
  readonly folder: string;
  /** Everything it wrote for people so far. */
  log(): string;
  /** SIGKILL to PostgreSQL and to the server, in this order. */
  kill(): Promise<void>;
  /** Starts again on the same data, at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

function startCentreProcess(folder: string, port: string, more: readonly string[]): Child {
  return startChild({
    name: 'the central server',
    command: process.execPath,
    args: [
      join(root, 'src-server', 'main.ts'),
      ...['--data', join(folder, 'data'), '--port', port, '--world', 'demo', '--start-at', instantNow()],
      ...more,
    ],
    logFile: join(folder, 'central.log'),
    readyWithinMs: centreReadyMs,
  });
}

function killPostgres(folder: string): void {
  const [pid] = readFileSync(join(folder, 'data', 'cluster', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
}

/** Starts the central server on an empty folder, with `more` on its command line; the made-up banner is in it when this resolves. */
export async function startCentre(more: readonly string[] = []): Promise<Centre> {
  const folder = tempFolder('centre');
  let child = startCentreProcess(folder, '0', more);
  let url = '';
  try {
    url = await child.ready;
  } catch (error) {
    await child.stop();
    removeFolder(folder);
    throw error;
  }
  return {
    url,
    folder,
    log: () => readFileSync(join(folder, 'central.log'), 'utf8'),
    kill: async () => {
      killPostgres(folder);
      await killChild(child);
    },
    restart: async () => {
      child = startCentreProcess(folder, new URL(url).port, more);
      await child.ready;
    },
    stop: async () => {
      await child.stop();
      removeFolder(folder);
    },
  };
}

export interface DeskWishes {
  /** The central server, or a fault proxy before it. */
  readonly central: string;
  readonly computer: string;
  /** Signs in by itself, as a demonstration does. */
  readonly signIn?: Account;
}

export interface DeskProcess {
  /** With the launch token in its fragment; a new one at every start. */
  readonly url: string;
  readonly computer: string;
  /** SIGKILL to the host and its replica. */
  kill(): Promise<void>;
  /** Ends in order, the folder stays. */
  halt(): Promise<void>;
  /** Starts again on the same folder, perhaps with another wish. */
  restart(wishes?: Partial<DeskWishes>): Promise<void>;
  stop(): Promise<void>;
}

function startDeskProcess(folder: string, { central, computer, signIn }: DeskWishes): Child {
  const args = ['--profile', join(folder, 'profile'), '--central', central, '--port', '0'];
  return startChild({
    name: `the desk ${computer}`,
    command: process.execPath,
    args: [
      join(root, 'out', 'main', 'browser.js'),
      ...args,
      ...['--computer', computer, '--start-at', instantNow(), '--stop-with-parent'],
      ...(signIn === undefined ? [] : ['--sign-in', signIn]),
    ],
    ...(signIn === undefined ? {} : { env: { SUMU_PASSWORD: PASSWORD } }),
    logFile: join(folder, 'desk.log'),
    readyWithinMs: deskReadyMs,
  });
}

/** Starts a desk on the browser host with an empty profile. */
export async function startDesk(first: DeskWishes): Promise<DeskProcess> {
  const folder = tempFolder('desk');
  let wishes = first;
  let child = startDeskProcess(folder, wishes);
  const ready = async (): Promise<string> => {
    try {
      return await child.ready;
    } catch (error) {
      await child.stop();
      throw error;
    }
  };
  let url = await ready();
  return {
    get url() {
      return url;
    },
    computer: first.computer,
    kill: () => killChild(child),
    halt: () => child.stop(),
    restart: async (changed = {}) => {
      wishes = { ...wishes, ...changed };
      child = startDeskProcess(folder, wishes);
      url = await ready();
    },
    stop: async () => {
      await child.stop();
      removeFolder(folder);
    },
  };
}
