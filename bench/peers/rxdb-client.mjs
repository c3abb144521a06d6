/** RxDB with its free memory storage, which is not durable and flatters it, and a replication as its guide «HTTP Replication» writes it. Paused while
 *  the link is away. Batches of 1,000 both ways (100 unless told). `gzip` packs what it uploads.                                    */
import { gzipSync } from 'node:zlib';
import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { answerPhases } from '../../e2e/bench/peers/phases.ts';
import { DOCUMENT_FIELDS, hashOf } from '../../e2e/bench/peers/workload.ts';

const NUMBERS = ['hukouVillage', 'disabilityClass', 'grade'];
const typeOf = (field) => ({ type: [NUMBERS.includes(field) ? 'number' : 'string', 'null'] });
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    ...Object.fromEntries(DOCUMENT_FIELDS.map((field) => [field, typeOf(field)])),
    id: { type: 'string', maxLength: 32 },
  },
  required: ['id'],
};
const BATCH = 1000;
let base;
let isPacked = false;
let people;
let replication;

const pullHandler = async (checkpoint, limit) => {
  const response = await fetch(`${base}/pull?seq=${checkpoint?.seq ?? 0}&limit=${limit}`);
  return response.json();
};

const pushHandler = async (rows) => {
  const body = JSON.stringify(rows);
  const headers = { 'content-type': 'application/json', ...(isPacked && { 'content-encoding': 'gzip' }) };
  const packed = isPacked ? gzipSync(body) : body;
  const response = await fetch(`${base}/push`, { method: 'POST', headers, body: packed });
  return response.json();
};

/** The link is there until nothing waits on either side. */
async function sync() {
  if (replication) await replication.start();
  else {
    replication = replicateRxCollection({
      collection: people,
      replicationIdentifier: 'people',
      live: true,
      retryTime: 1000,
      pull: { batchSize: BATCH, handler: pullHandler },
      push: { batchSize: BATCH, handler: pushHandler },
    });
    replication.error$.subscribe((error) => console.error(error));
    await replication.awaitInitialReplication();
  }
  await replication.awaitInSync();
  await replication.pause();
}

answerPhases({
  connect: async ({ port, gzip }) => {
    base = `http://127.0.0.1:${String(port)}`;
    isPacked = gzip;
    const database = await createRxDatabase({
      name: 'peer',
      storage: getRxStorageMemory(),
      multiInstance: false,
    });
    ({ people } = await database.addCollections({ people: { schema } }));
  },
  ...{ first: sync, push: sync, pull: sync, both: sync },
  edit: async (edits) => {
    for (const { id, set } of edits) await (await people.findOne(id).exec()).incrementalPatch(set);
  },
  hangUp: () => {},
  hash: async () => hashOf((await people.find().exec()).map((doc) => doc.toJSON())),
  close: () => {},
});
