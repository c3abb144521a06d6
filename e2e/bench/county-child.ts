/** The child of county.ts, a process that has just started: `sync FOLDER PEOPLE` lays a first sync down from the reply and the chunks in the folder,
 *  in a thread that is set up as the writer's is, and says by how much the process's memory grew; `open FOLDER PEOPLE` opens what was laid down. What was measured goes to standard output.  */
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { call } from '@orpc/server';
import '../../src-main/replica/native-sha256.ts';
import { writeMeta } from '../../src-main/replica/identity.ts';
import { Reading } from '../../src-main/replica/queries/reading.ts';
import { searchCases } from '../../src-main/replica/queries/search.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import { PIECE_BYTES } from '../../src-main/replica/sync/chunk-pieces.ts';
import type { Transport } from '../../src-main/replica/sync/ports.ts';
import { openWriter } from '../../src-main/replica/writer-core.ts';
import { writerThread } from '../../src-main/replica/writer-thread.ts';
import { APPROVER, CLOCK, DEVICE, KEY, openMigrated } from './desk.ts';
import { stopwatch, type Took } from './figures.ts';
import { forgetPeak, heldMb, peakMb } from './processes.ts';

export interface Synced extends Took {
  /** The most memory held in the course of it, less what was held before; null where the system does not tell. */
  readonly grownMb: number | null;
}
export type Opened = Took;

const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };
const LIST = { text: '', offset: 0, limit: 200 };
const [work, folder = '', people = '0'] = process.argv.slice(2);
const path = join(folder, 'replica.db');

/** A chunk as it comes over a line, piece by piece. */
async function readChunk(hash: string, from: number, onBytes: (bytes: Uint8Array) => void) {
  const file = await open(join(folder, 'chunks', hash));
  const pieces: Buffer[] = [];
  for await (const piece of file.createReadStream({ start: from, highWaterMark: PIECE_BYTES })) {
    onBytes(piece as Buffer);
    pieces.push(piece as Buffer);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

async function sync(): Promise<Synced> {
  const statements = new Statements(openMigrated(path));
  const target = { statements, device: DEVICE, classes: APPROVER.classes };
  const transport: Transport = {
    sync: () => Promise.resolve(JSON.parse(readFileSync(join(folder, 'reply.json'), 'utf8')) as unknown),
    chunk: readChunk,
  };
  forgetPeak(process.pid);
  const before = heldMb(process.pid);
  const took = stopwatch();
  await syncUntilQuiet(target, transport, QUIET);
  const { ms, cpuMs } = took();
  const peak = peakMb(process.pid);
  writeMeta(statements, 'device', String(DEVICE));
  statements.db.close();
  return { ms, cpuMs, grownMb: before === null || peak === null ? null : peak - before };
}

/** As the session does once the password has given it the key: the writer first, then the connection that reads. */
async function openIt(): Promise<Opened> {
  const took = stopwatch();
  const writer = openWriter(
    {
      ...{ path, key: KEY, device: DEVICE, computerName: 'bench', me: APPROVER, token: null },
      ...{ centralUrl: 'http://127.0.0.1:9', parserFile: '', comparerFile: new URL('file:///none') },
    },
    { clock: CLOCK, chance: { next: () => 0.5 }, tell: () => {} },
  );
  const statements = new Statements(openReplicaFile({ path, key: KEY, readonly: true }));
  const reading = new Reading({ statements, clock: CLOCK, me: APPROVER, attemptedUpTo: 0 });
  const { total } = searchCases(reading, LIST);
  const opened = took();
  if (total !== Number(people)) throw new Error(`${total} people are there, not ${people}`);
  statements.db.close();
  await call(writer.router.close, undefined);
  return opened;
}

if (work === 'sync' && isMainThread) writerThread(new URL(import.meta.url), { argv: process.argv.slice(2) });
else console.log(JSON.stringify(await (work === 'sync' ? sync() : openIt())));
