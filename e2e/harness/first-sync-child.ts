/** A desk in a process of its own, whose line is the channel to its parent: it syncs the file that it is given, and can be killed at any byte. */
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import type { Transport } from '../../src-main/replica/sync/ports.ts';
import { TEST_KEY } from '../../src-main/replica/test-desk.ts';

export const CHILD_DEVICE = 31;

export type ToParent =
  | { readonly ask: number; readonly sync: unknown }
  | { readonly ask: number; readonly hash: string; readonly from: number }
  | { readonly done: true };
export type ToChild =
  | { readonly path: string }
  | { readonly ask: number; readonly reply: unknown }
  | { readonly ask: number; readonly bytes: string; readonly isLast: boolean };

const waiting = new Map<number, (message: Extract<ToChild, { ask: number }>) => void>();
let asks = 0;
const say = (message: ToParent): void => void process.send?.(message);

const transport: Transport = {
  sync: (request) =>
    new Promise((resolve) => {
      const ask = ++asks;
      waiting.set(ask, (message) => resolve('reply' in message ? message.reply : null));
      say({ ask, sync: request });
    }),
  chunk: (hash, from, onBytes) =>
    new Promise((resolve) => {
      const ask = ++asks;
      const parts: Buffer[] = [];
      waiting.set(ask, (message) => {
        if (!('bytes' in message)) return;
        const part = Buffer.from(message.bytes, 'base64');
        parts.push(part);
        onBytes(part);
        if (message.isLast) resolve(new Uint8Array(Buffer.concat(parts)));
      });
      say({ ask, hash, from });
    }),
};

async function run(path: string): Promise<void> {
  const db = openReplicaFile({ path, key: TEST_KEY });
  migrateReplica(db);
  const statements = new Statements(db);
  const target = { statements, device: CHILD_DEVICE, classes: [...AUDIENCE_CLASSES] };
  const quiet = { changed: () => {}, sending: () => {}, firstSync: () => {} };
  await syncUntilQuiet(target, transport, quiet);
  db.close();
  say({ done: true });
  process.disconnect?.();
}

process.on('message', (message: ToChild) => {
  if ('path' in message) void run(message.path);
  else waiting.get(message.ask)?.(message);
});
