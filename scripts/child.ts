/** Long-running processes that a script starts (the central server, desks): each writes its own log file,
 *  tells by a line `READY …` that it can be used, and goes when the script goes.
 *  CH1 no child outlives its script, where the system can promise that (Linux: the parent-death signal).
 *  CH2 a child that ends before it is ready is a fault with the last lines of its log.                  */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const setpriv = '/usr/bin/setpriv';
const tailLines = 20;
const stopWaitMs = 15_000;

export type Child = {
  readonly name: string;
  /** Leader of a process group of its own, where the system has such groups; undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Resolves with what followed the word READY; rejects when it ends before, or takes too long. */
  readonly ready: Promise<string>;
  /** Resolves when the process has ended, with words for how. */
  readonly ended: Promise<string>;
  /** Asks it to end, waits, and kills it when it does not. */
  readonly stop: () => Promise<void>;
};

export type ChildSpec = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly readyWithinMs: number;
};

function withParentDeathSignal(command: string, args: readonly string[]): [string, string[]] {
  if (process.platform !== 'linux' || !existsSync(setpriv)) return [command, [...args]];
  return [setpriv, ['--pdeathsig', 'TERM', command, ...args]];
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `exit code ${code}` : `signal ${signal}`),
    );
  });
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (!isRunning(child)) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWaitMs);
  await ended;
  clearTimeout(timer);
}

/** Follows both outputs into the log; calls `onReady` at the first READY line. Resolves when the log is closed. */
function follow(
  child: ChildProcess,
  logFile: string,
  tail: string[],
  onReady: (rest: string) => void,
): Promise<void> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  // A log that cannot be written, its folder gone or its disk full, does not end what it tells of.
  log.on('error', () => undefined);
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      tail.push(line);
      if (tail.length > tailLines) tail.shift();
      if (line.startsWith('READY ')) onReady(line.slice('READY '.length).trim());
    });
  }
  for (const end of ['close', 'error']) child.once(end, () => log.end());
  return new Promise((resolve) => {
    log.once('close', resolve);
  });
}

/** Starts a process. Whoever starts it stops it, also while it is not ready yet. */
export function startChild(spec: ChildSpec): Child {
  const [command, args] = withParentDeathSignal(spec.command, spec.args);
  const child = spawn(command, args, {
    // A group of its own: Ctrl-C reaches the script, which stops its children in order, each with one signal.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...spec.env },
  });
  const tail: string[] = [];
  const told = Promise.withResolvers<string>();
  const written = follow(child, spec.logFile, tail, told.resolve);
  // Whoever hears that it has ended finds the whole log.
  const ended = endOf(child).then((how) => written.then(() => how));
  const fail = (words: string): void =>
    told.reject(new Error([`${spec.name} ${words}`, ...tail].join('\n  ')));
  const late = `was not ready within ${Math.round(spec.readyWithinMs / 1000)} s`;
  const timer = setTimeout(() => fail(late), spec.readyWithinMs);
  const ready = told.promise.finally(() => clearTimeout(timer));
  void ended.then((how) => fail(`ended before it was ready: ${how}`));
  return { name: spec.name, pid: child.pid, ready, ended, stop: () => stopChild(child, ended) };
}
