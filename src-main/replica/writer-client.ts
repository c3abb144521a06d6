/** The main thread's end of the writer: starts the thread with the key, calls it, hears what it changed. When the thread dies without being
 *  asked to, `onBroken` is told, and the process ends: it starts again from the last commit. */
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import type { WriterData, WriterMessage, WriterRouter } from './writer-core.ts';
import { writerThread } from './writer-thread.ts';

export interface WriterClient {
  readonly call: RouterClient<WriterRouter>;
  close(): Promise<void>;
}

export interface WriterListeners {
  readonly onMessage: (message: WriterMessage) => void;
  readonly onBroken: (error: unknown) => void;
}

/** Resolves when the file is open and migrated. Rejects with the thread's error when it cannot be opened. */
export function startWriter(
  file: URL,
  data: Omit<WriterData, 'parserFile' | 'comparerFile'> & { startAt: string | null },
  listeners: WriterListeners,
): Promise<WriterClient> {
  const events = new MessageChannel();
  const calls = new MessageChannel();
  const worker = writerThread(file, {
    workerData: { ...data, events: events.port2, calls: calls.port2 },
    transferList: [events.port2, calls.port2],
  });
  let asked = false;
  return new Promise((resolve, reject) => {
    let opened = false;
    events.port1.on('message', (message: WriterMessage) => {
      if (message.kind !== 'opened') return listeners.onMessage(message);
      opened = true;
      const call: RouterClient<WriterRouter> = createORPCClient(new RPCLink({ port: calls.port1 }));
      calls.port1.start();
      resolve({
        call,
        async close() {
          asked = true;
          await call.close();
          await worker.terminate();
          events.port1.close();
          calls.port1.close();
        },
      });
    });
    const broken = (error: unknown) => {
      if (!opened) reject(error instanceof Error ? error : new Error(String(error)));
      else if (!asked) listeners.onBroken(error);
    };
    worker.on('error', broken);
    worker.on('exit', (code) => broken(new Error(`writer ended with ${code}`)));
  });
}
