/** A server as RxDB's guide «HTTP Replication» writes it — pull by checkpoint, push with the assumed state of the master compared by `updatedAt` —
 *  on SQLite that waits for its disk, every push one transaction, which the guide asks for. rxdb-server is of another licence.      */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import { answerPhases } from '../../e2e/bench/peers/phases.ts';
import { hashOf } from '../../e2e/bench/peers/workload.ts';

const folder = mkdtempSync(join(tmpdir(), 'peer-rxdb-server-'));
const db = new DatabaseSync(join(folder, 'server.db'));
db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
  CREATE TABLE doc (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE INDEX doc_seq ON doc (seq)`);
const read = db.prepare('SELECT body FROM doc WHERE id = ?');
const write = db.prepare(`INSERT INTO doc (id, seq, body) VALUES (?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body`);
const after = db.prepare('SELECT seq, body FROM doc WHERE seq > ? ORDER BY seq LIMIT ?');
let seq = 0;
let requests = 0;

function inTransaction(work) {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function put(doc) {
  write.run(doc.id, ++seq, JSON.stringify(doc));
}

function stored(id) {
  const row = read.get(id);
  return row ? JSON.parse(row.body) : undefined;
}

function pull({ searchParams }) {
  const from = Number(searchParams.get('seq'));
  const rows = after.all(from, Number(searchParams.get('limit')));
  return {
    documents: rows.map(({ body }) => JSON.parse(body)),
    checkpoint: { seq: rows.at(-1)?.seq ?? from },
  };
}

/** Those that are not written, as they stand here. */
function push(rows) {
  return inTransaction(() =>
    rows.flatMap(({ newDocumentState, assumedMasterState }) => {
      const here = stored(newDocumentState.id);
      if (here && here.updatedAt !== assumedMasterState?.updatedAt) return [here];
      put(newDocumentState);
      return [];
    }),
  );
}

async function answer(request, response) {
  requests++;
  const url = new URL(request.url, 'http://localhost');
  const parts = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts);
  const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
  const said = request.method === 'GET' ? pull(url) : push(JSON.parse(text));
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.end(gzipSync(JSON.stringify(said)));
}

const server = createServer((request, response) => void answer(request, response));
// On a thin line a request waits for minutes behind another's bytes.
Object.assign(server, { headersTimeout: 0, requestTimeout: 0 });

answerPhases(
  {
    listen: () =>
      new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port }));
      }),
    seed: (people) => inTransaction(() => people.forEach((one) => put({ ...one, _deleted: false }))),
    edit: (edits) => {
      for (const { id, set } of edits) inTransaction(() => put({ ...stored(id), ...set }));
    },
    hash: () =>
      hashOf(
        db
          .prepare('SELECT body FROM doc')
          .all()
          .map(({ body }) => JSON.parse(body)),
      ),
    close: () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  },
  { requests: () => requests },
);
