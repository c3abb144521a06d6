/** Starts the replica as a utility process of Electron: plain Node, the very file that the browser host forks.
 *  Elsewhere: keeping it alive (host/replica-keeper.ts), its connections (port-broker.ts).                   */
import type { MessagePortMain, utilityProcess } from 'electron';
import type { ReplicaRun } from '../host/replica-keeper.ts';

export function startUtilityReplica(
  electron: Pick<typeof utilityProcess, 'fork'>,
  file: string,
  args: readonly string[],
): ReplicaRun<MessagePortMain> {
  const child = electron.fork(file, [...args], {
    serviceName: 'sumu-replica',
    execArgv: [],
    stdio: 'inherit',
  });
  return {
    get pid() {
      return child.pid;
    },
    post: (message, transfer) => child.postMessage(message, transfer),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  };
}
