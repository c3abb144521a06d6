/** Entry of the writer thread: the only owner of the writing connection. Commands, drafts, imports and sync happen here, so that reads on
 *  the process's main thread never wait for them. Everything it is asked comes over one port; what it changed and how the link stands
 *  it tells by messages. If it breaks, the process ends and the host starts it again from the last commit. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import { startingAt } from '#shared/base/clock.ts';
import { comparerFileFor } from './compare/comparisons.ts';
import { parserFileFor } from './import/read-workbook.ts';
import './native-sha256.ts';
import { openWriter, type WriterData } from './writer-core.ts';

const data = workerData as Omit<WriterData, 'parserFile' | 'comparerFile'> & {
  readonly startAt: string | null;
  readonly events: MessagePort;
  readonly calls: MessagePort;
};
const writer = openWriter(
  { ...data, parserFile: parserFileFor(import.meta.url), comparerFile: comparerFileFor(import.meta.url) },
  {
    clock: startingAt({ now: Date.now }, data.startAt),
    chance: { next: Math.random },
    tell: (message) => data.events.postMessage(message),
  },
);
new RPCHandler(writer.router).upgrade(data.calls);
data.calls.start();
data.events.postMessage({ kind: 'opened' });
