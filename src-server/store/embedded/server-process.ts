/** Server process: one postmaster from start to stop, as a child of the process that owns the home folder.
 *
 *  SP1 ready means: postmaster.pid names our child, and its eighth line says `ready`.
 *  SP2 a killed owner takes its postmaster along (Linux: the parent-death signal, where setpriv can set it); where one stays
 *  behind all the same, the next owner stops it, and touches no process but a postmaster of this very cluster.
 *  SP3 it listens on a socket in a folder of mode 0700 and on no port: neither other users nor the network get in.
 *  SP4 stopping is SIGINT (roll back, write a checkpoint), then SIGQUIT; never SIGKILL, which leaves children behind.
 *  SP5 fsync stays on, unless the data is made to be thrown away.   SP6 it has a session of its own, so Ctrl-C in a terminal
 *  reaches the owner alone, who stops it in order.
 *  The parent-death signal follows the thread that started the child: call this from the main thread.                     */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { Durability } from './cluster.ts';
import { EmbeddedFault } from './fault.ts';
import { isPostmasterOf, processesInside } from './process-table.ts';
import { childOptions, runAs, type ServiceUser } from './service-user.ts';

/** Only part of the socket's file name: no port is opened. */
export const socketPort = 5432;
const socketPathMax = 100;
const stepMs = 10;
/** Long enough for the recovery after a power cut. */
const readyWithinMs = 120_000;
const politeStopMs = 10_000;
const quickStopMs = 10_000;
const logBytesMax = 8 * 2 ** 20;
const logTailCharacters = 2_000;
const statusLine = 7;

export interface ServerProcess {
  readonly socketFolder: string;
  /** Resolves when the postmaster has ended, asked or not, with words for how. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface ServerPlan {
  readonly home: string;
  readonly cluster: string;
  readonly logFolder: string;
  readonly binaries: Binaries;
  readonly user: ServiceUser;
  readonly durability: Durability;
}

function readPidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Waits until `isDone`, at most so long; says whether it came true. */
async function waitFor(isDone: () => boolean, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += stepMs) {
    if (isDone()) return true;
    await sleep(stepMs);
  }
  return isDone();
}

/** Ends what a former owner left behind (SP2). Only the owner of the home may call it. */
async function endFormer(cluster: string): Promise<void> {
  const pid = Number(readPidFile(cluster)[0]);
  if (pid > 0 && isPostmasterOf(pid, cluster)) {
    const isGone = (): boolean => !isPostmasterOf(pid, cluster);
    process.kill(pid, 'SIGINT');
    if (!(await waitFor(isGone, politeStopMs))) process.kill(pid, 'SIGQUIT');
    if (!(await waitFor(isGone, quickStopMs))) {
      throw new EmbeddedFault('embedded/stop-failed', `the former PostgreSQL (process ${pid}) does not stop`);
    }
  }
  // Children of a postmaster that was killed notice within moments; until then its lock must stand.
  if (!(await waitFor(() => processesInside(cluster).length === 0, politeStopMs))) {
    const pids = processesInside(cluster).join(', ');
    throw new EmbeddedFault(
      'embedded/folder-in-use',
      `the database in ${cluster} is in use by process ${pids}`,
    );
  }
  // PostgreSQL itself would stop at this file when its number now belongs to some other program of the same user.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** A fresh socket folder that only the service user and root can enter; in the temp folder when the path would be too long. */
function makeSocketFolder(home: string, user: ServiceUser): string {
  let folder = join(home, 'socket');
  rmSync(folder, { recursive: true, force: true });
  if (Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}.lock`)) > socketPathMax) {
    folder = mkdtempSync('/tmp/sumu-pg-');
  } else {
    mkdirSync(folder);
  }
  chmodSync(folder, 0o700);
  if (user.isOther) chownSync(folder, user.uid, user.gid);
  return folder;
}

function openLog(logFolder: string): { path: string; handle: number } {
  mkdirSync(logFolder, { recursive: true });
  const path = join(logFolder, 'postgres.log');
  if (existsSync(path) && statSync(path).size > logBytesMax) renameSync(path, `${path}.1`);
  return { path, handle: openSync(path, 'a', 0o600) };
}

/** For data that is thrown away: a commit waits for nothing. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

function serverArguments(cluster: string, socketFolder: string, durability: Durability): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: String(socketPort),
    timezone: 'UTC',
    log_timezone: 'UTC',
    cluster_name: 'sumu',
    ...(durability === 'none' ? careless : {}),
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function spawnPostmaster(plan: ServerPlan, socketFolder: string, log: number): Promise<ChildProcess> {
  const parentDeath = ['--pdeathsig', 'INT'];
  const canFollow = (await runAs(plan.user, 'setpriv', [...parentDeath, 'true'])).ok;
  const args = serverArguments(plan.cluster, socketFolder, plan.durability);
  const [command, allArgs] = canFollow
    ? ['setpriv', [...parentDeath, plan.binaries.postgres, ...args]]
    : [plan.binaries.postgres, args];
  return spawn(command, allArgs, {
    ...childOptions(plan.user),
    stdio: ['ignore', log, log],
    detached: true,
  });
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGINT');
  if (await waitFor(() => hasEnded(child), politeStopMs)) return;
  child.kill('SIGQUIT');
  if (await waitFor(() => hasEnded(child), quickStopMs)) return;
  throw new EmbeddedFault('embedded/stop-failed', `PostgreSQL (process ${child.pid}) does not stop`);
}

function isReady(child: ChildProcess, cluster: string): boolean {
  const lines = readPidFile(cluster);
  return Number(lines[0]) === child.pid && lines[statusLine]?.trim() === 'ready';
}

/** Starts a postmaster and waits until it can be used. */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  await endFormer(plan.cluster);
  const socketFolder = makeSocketFolder(plan.home, plan.user);
  const log = openLog(plan.logFolder);
  const child = await spawnPostmaster(plan, socketFolder, log.handle);
  closeSync(log.handle);
  const ended = endOf(child);
  const stop = async (): Promise<void> => {
    await stopChild(child);
    rmSync(socketFolder, { recursive: true, force: true });
  };
  await waitFor(() => hasEnded(child) || isReady(child, plan.cluster), readyWithinMs);
  if (!hasEnded(child) && isReady(child, plan.cluster)) return { socketFolder, ended, stop };
  await stop();
  const tail = readFileSync(log.path, 'utf8').slice(-logTailCharacters);
  throw new EmbeddedFault(
    'embedded/start-failed',
    `PostgreSQL did not start (${await ended}). Its last words:\n${tail}`,
  );
}
