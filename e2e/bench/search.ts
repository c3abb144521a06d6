/** Rows «search»: from the call of searchCases to its page of rows, over the demo's 4,000 people, for each way of typing, against a LIKE
 *  scan of a narrow table of the same people that knows nothing of files, deadlines or places. Each call reads anew, as the screens' calls
 *  do.                                                                                                                   */
import { join } from 'node:path';
import { Reading } from '../../src-main/replica/queries/reading.ts';
import { searchCases } from '../../src-main/replica/queries/search.ts';
import { openReplicaFile, type ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import { pinyinInitials } from '../../src-main/replica/store/pinyin.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import type { MemoryStore } from '../../src-server/store/memory-store.ts';
import { transportTo } from './centre.ts';
import { APPROVER, CLOCK, DEVICE, KEY, makeFolder, openMigrated } from './desk.ts';
import { median, quantile, ratioOf, rounded, type Row } from './figures.ts';

const ROUNDS = 40;
const PAGE = 50;
/** Two frames of a screen: what is faster nobody sees. */
const TARGET_MS = 33;

interface Typed {
  readonly id: string;
  readonly texts: readonly string[];
  readonly column: string;
}

interface Known {
  id: number;
  name: string;
  id_number: string;
}

/** What clerks type, taken from people who are there, spread over the list. */
function typedBy(db: ReplicaDatabase): Typed[] {
  const all = db.prepare('SELECT id, name, id_number FROM person ORDER BY id').all() as Known[];
  const some = all.filter((_, at) => at % 397 === 0);
  return [
    { id: 'two characters of a name', column: 'name', texts: some.map(({ name }) => name.slice(0, 2)) },
    { id: 'pinyin initials', column: 'initials', texts: some.map(({ name }) => pinyinInitials(name)) },
    {
      id: 'end of an ID number',
      column: 'id_number',
      texts: some.map(({ id_number }) => id_number.slice(-4)),
    },
  ];
}

function makeNarrow(path: string, db: ReplicaDatabase): ReplicaDatabase {
  const narrow = openReplicaFile({ path, key: KEY });
  narrow.exec(
    'CREATE TABLE narrow (id INTEGER PRIMARY KEY, name TEXT, initials TEXT, id_number TEXT) STRICT',
  );
  const insert = narrow.prepare('INSERT INTO narrow (id, name, initials, id_number) VALUES (?, ?, ?, ?)');
  narrow.transaction(() => {
    for (const { id, name, id_number } of db
      .prepare('SELECT id, name, id_number FROM person')
      .all() as Known[])
      insert.run(id, name, pinyinInitials(name), id_number);
  })();
  return narrow;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function measure(statements: Statements, narrow: ReplicaDatabase, { id, texts, column }: Typed): Row {
  const scan = narrow.prepare(
    `SELECT id, name, id_number FROM narrow WHERE ${column} LIKE ? ORDER BY id LIMIT ${PAGE}`,
  );
  const [ours, like]: [number[], number[]] = [[], []];
  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const text of texts) {
      const search = () => {
        const reading = new Reading({ statements, clock: CLOCK, me: APPROVER, attemptedUpTo: 0 });
        found = searchCases(reading, { text, offset: 0, limit: PAGE }).total;
      };
      ours.push(timed(search));
      if (!found) throw new Error(`nobody is found by ${text}`);
      like.push(timed(() => scan.all(`%${text}%`)));
    }
  }
  return {
    id: `search by ${id}, p95`,
    unit: 'ms',
    ours: rounded(quantile(ours, 0.95)),
    reference: rounded(quantile(like, 0.95)),
    referenceName: 'LIKE scan of a narrow table',
    ratio: ratioOf(quantile(ours, 0.95), quantile(like, 0.95)),
    target: `≤ ${TARGET_MS} ms`,
    met: quantile(ours, 0.95) <= TARGET_MS,
    raw: { calls: ours.length, p50: rounded(median(ours)), p50Reference: rounded(median(like)) },
  };
}

export async function search(store: MemoryStore): Promise<Row[]> {
  const folder = makeFolder();
  const path = join(folder, 'replica.db');
  const writing = new Statements(openMigrated(path));
  const target = { statements: writing, device: DEVICE, classes: APPROVER.classes };
  const quiet = { changed: () => {}, sending: () => {}, firstSync: () => {} };
  await syncUntilQuiet(target, transportTo(store, { bytes: 0 }), quiet);
  const reader = new Statements(openReplicaFile({ path, key: KEY, readonly: true }));
  const narrow = makeNarrow(join(folder, 'narrow.db'), reader.db);
  const rows = typedBy(reader.db).map((typed) => measure(reader, narrow, typed));
  for (const db of [reader.db, narrow, writing.db]) db.close();
  return rows;
}
