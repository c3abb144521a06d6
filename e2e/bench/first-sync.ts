/** Row «first sync»: pages of the centre's pull, checked, unpacked and laid down by the replica's own code into an encrypted file, against
 *  a bare insert of the same rows with the same indexes, the search index among them, in one transaction. The making of the pages at the
 *  centre is not counted: it happens there, once for all desks.                                                            */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinyinInitials } from '../../src-main/replica/store/pinyin.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { buildRequest, syncUntilQuiet } from '../../src-main/replica/sync/exchange.ts';
import type { Transport } from '../../src-main/replica/sync/ports.ts';
import { writeMeta } from '../../src-main/replica/identity.ts';
import type { MemoryStore } from '../../src-server/store/memory-store.ts';
import { insertBare, searchTable, type Table, tablesOf } from './bare-insert.ts';
import { transportTo } from './centre.ts';
import { APPROVER, DEVICE, makeFolder, openMigrated, RecordingStatements } from './desk.ts';
import { median, ratioOf, rounded, type Row, stopwatch, type Took } from './figures.ts';

const ROUNDS = 5;
const RATIO_MAX = 2;
const NAMES_FORGOTTEN_AFTER = 20_000;
const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };

/** Lays the whole first sync down. The centre has answered before, and answers at once. */
async function layDown(statements: Statements, transport: Transport): Promise<Took> {
  const target = { statements, device: DEVICE, classes: APPROVER.classes };
  const answer = await transport.sync(buildRequest(target));
  let asked = false;
  const again: Transport = {
    sync: (request) => {
      const first = !asked;
      asked = true;
      return first ? Promise.resolve(answer) : transport.sync(request);
    },
    chunk: (hash, from, onBytes) => transport.chunk(hash, from, onBytes),
  };
  const took = stopwatch();
  await syncUntilQuiet(target, again, QUIET);
  // As the schedule does after every sync; it is the commit that waits for the disk.
  writeMeta(statements, 'last_received_at', '2026-11-02T02:00:00.000Z');
  return took();
}

/** The rows of one laid-down replica: of its tables, and of its search index as they were written. */
async function rowsToInsert(
  store: MemoryStore,
): Promise<{ tables: Table[]; search: Table; bytes: number; cold: Took }> {
  const counted = { bytes: 0 };
  const statements = new RecordingStatements(openMigrated(join(makeFolder(), 'rows.db')));
  const cold = await layDown(statements, transportTo(store, counted));
  const search = searchTable(statements);
  const tables = tablesOf(statements.db);
  statements.db.close();
  return { tables, search, bytes: counted.bytes, cold };
}

/** Makes the index forget whose initials it has worked out: on its first day a desk knows nobody. */
function forgetNames(): void {
  for (let name = 0; name < NAMES_FORGOTTEN_AFTER; name++) pinyinInitials(`n${name}`);
}

async function oneRound(store: MemoryStore, tables: readonly Table[], search: Table, where: string) {
  const folder = makeFolder(where);
  forgetNames();
  const statements = new Statements(openMigrated(join(folder, 'ours.db')));
  const ours = await layDown(statements, transportTo(store, { bytes: 0 }));
  statements.db.close();
  const bareFile = openMigrated(join(folder, 'bare.db'));
  const bareTables = insertBare(bareFile, tables);
  const bareSearch = insertBare(bareFile, [search]);
  bareFile.close();
  return { ours, bareTables, bareSearch };
}

export async function firstSync(store: MemoryStore, where: string = tmpdir()): Promise<Row> {
  const { tables, search, bytes, cold } = await rowsToInsert(store);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await oneRound(store, tables, search, where));
  const ours = median(rounds.map((round) => round.ours.ms));
  const bare = median(rounds.map(({ bareTables, bareSearch }) => bareTables.ms + bareSearch.ms));
  const oursCpu = median(rounds.map((round) => round.ours.cpuMs));
  const bareCpu = median(rounds.map(({ bareTables, bareSearch }) => bareTables.cpuMs + bareSearch.cpuMs));
  const ratio = ratioOf(ours, bare);
  return {
    id: 'first sync of a county desk',
    unit: 'ms',
    ours: rounded(ours),
    reference: rounded(bare),
    referenceName: 'bare insert of the same rows and indexes',
    ratio,
    target: `≤ ${RATIO_MAX} × reference`,
    met: ratio <= RATIO_MAX,
    raw: {
      people: search.rows.length,
      rows: tables.reduce((sum, { rows }) => sum + rows.length, 0),
      bytesOfPages: bytes,
      cpu: { ours: rounded(oursCpu), bare: rounded(bareCpu), ratio: ratioOf(oursCpu, bareCpu) },
      // Once, before anything was warm: as on a desk's first day.
      cold,
      rounds,
    },
  };
}
