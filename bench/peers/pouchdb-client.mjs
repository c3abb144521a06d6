/** PouchDB on leveldown. Its API says of `batch_size`, which is 100 unless told: «If your documents are small in size, then increasing this number
 *  will probably speed replication up»; here it is 1,000. `gzip` packs what it uploads, which it does not do by itself.             */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import PouchDB from 'pouchdb';
import { answerPhases } from '../../e2e/bench/peers/phases.ts';
import { hashOf } from '../../e2e/bench/peers/workload.ts';

const folder = mkdtempSync(join(tmpdir(), 'peer-pouch-client-'));
const local = new PouchDB(join(folder, 'people'));
const BATCHES = { batch_size: 1000 };
let remote;

function packedFetch(url, options = {}) {
  if (typeof options.body !== 'string') return PouchDB.fetch(url, options);
  const headers = new Headers(options.headers);
  headers.set('content-encoding', 'gzip');
  return PouchDB.fetch(url, { ...options, headers, body: gzipSync(options.body) });
}

const pull = async () => void (await PouchDB.replicate(remote, local, BATCHES));
const push = async () => void (await PouchDB.replicate(local, remote, BATCHES));
const both = async () => void (await PouchDB.sync(local, remote, BATCHES));

answerPhases({
  connect: ({ port, gzip }) => {
    const packing = gzip ? { fetch: packedFetch } : {};
    remote = new PouchDB(`http://127.0.0.1:${String(port)}/people`, { skip_setup: true, ...packing });
  },
  ...{ first: pull, push, pull, both },
  edit: async (edits) => {
    for (const { id, set } of edits) await local.put({ ...(await local.get(id)), ...set });
  },
  hangUp: () => {},
  hash: async () => {
    const { rows } = await local.allDocs({ include_docs: true });
    return hashOf(rows.map(({ doc }) => ({ ...doc, id: doc._id })));
  },
  close: () => rmSync(folder, { recursive: true, force: true }),
});
