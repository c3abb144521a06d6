/** Starts the replica process of the browser host: a fork of the very file that Electron runs as a utility process.
 *  FR1 nothing the replica prints reaches standard output, which belongs to the host's READY line.
 *  FR2 the password given for a demonstration does not stay in the child's environment.                         */
import { fork } from 'node:child_process';
import type { ReplicaRun } from '../host/replica-keeper.ts';

export const PASSWORD_VARIABLE = 'SUMU_PASSWORD';
const STANDARD_ERROR = 2;

export function forkReplica(file: string, args: readonly string[]): ReplicaRun {
  const env = { ...process.env };
  delete env[PASSWORD_VARIABLE];
  const child = fork(file, args, {
    env,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', STANDARD_ERROR, STANDARD_ERROR, 'ipc'],
  });
  let hasExited = false;
  const exitListeners: ((code: number | null) => void)[] = [];
  const exited = (code: number | null): void => {
    if (hasExited) return;
    hasExited = true;
    for (const listener of exitListeners) listener(code);
  };
  child.once('exit', (code) => exited(code));
  // Emitted instead of `exit` when the process could not be started at all.
  child.on('error', (error) => {
    console.error(error);
    if (child.pid === undefined) exited(null);
  });
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
