/** express-pouchdb on leveldown, as its README starts it: the CouchDB protocol and a durable store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import expressPouchdb from 'express-pouchdb';
import PouchDB from 'pouchdb';
import { answerPhases } from '../../e2e/bench/peers/phases.ts';
import { hashOf } from '../../e2e/bench/peers/workload.ts';

const folder = mkdtempSync(join(tmpdir(), 'peer-pouch-server-'));
const Stored = PouchDB.defaults({ prefix: `${folder}/` });
const app = express();
app.use(
  '/',
  expressPouchdb(Stored, {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: join(folder, 'log.txt'),
  }),
);
const people = new Stored('people');
const server = createServer(app);
// On a thin line a request waits for minutes behind another's bytes.
Object.assign(server, { headersTimeout: 0, requestTimeout: 0 });
let requests = 0;
server.on('request', () => requests++);

answerPhases(
  {
    listen: () =>
      new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port }));
      }),
    seed: async (made) =>
      void (await people.bulkDocs(made.map(({ id, ...fields }) => ({ _id: id, ...fields })))),
    edit: async (edits) => {
      for (const { id, set } of edits) await people.put({ ...(await people.get(id)), ...set });
    },
    hash: async () => {
      const { rows } = await people.allDocs({ include_docs: true });
      return hashOf(rows.map(({ doc }) => ({ ...doc, id: doc._id })));
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  },
  { requests: () => requests },
);
