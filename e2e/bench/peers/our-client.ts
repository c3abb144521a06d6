/** A desk of ours as a process of the comparison. */
import { insertBare, searchTable, tablesOf } from '../bare-insert.ts';
import { RecordingStatements } from '../desk.ts';
import { stopwatch, type Took } from '../figures.ts';
import { Statements } from '../../../src-main/replica/store/statements.ts';
import { OurDesk } from './our-desk.ts';
import { answerPhases } from './phases.ts';
import { type Edit, type PersonDocument, WRITERS } from './workload.ts';

/** How often a first sync is repeated once the process is warm. */
const ROUNDS = 5;

let desk: OurDesk;
let people: readonly PersonDocument[] = [];

const sync = (): Promise<void> => desk.sync();

/** First syncs into fresh files by turns with bare inserts of the very same rows: what the sync costs above them. */
async function warm(): Promise<{ rounds: { ours: Took; bare: Took }[]; rows: number; bytes: number }> {
  const recording = desk.beginAgain(RecordingStatements);
  await sync();
  const tables = [...tablesOf(recording.db), searchTable(recording)];
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    desk.beginAgain(Statements);
    const took = stopwatch();
    await sync();
    const ours = took();
    const bareFile = desk.openFile();
    rounds.push({ ours, bare: insertBare(bareFile, tables) });
    bareFile.close();
  }
  const cells = tables.flatMap(({ rows }) => rows.flat());
  const bytes = cells.reduce((sum: number, cell) => sum + Buffer.byteLength(String(cell ?? '')), 0);
  return { rounds, rows: tables.reduce((sum, { rows }) => sum + rows.length, 0), bytes };
}

answerPhases(
  {
    connect: async ({ port, people: made }: { port: number; people: readonly PersonDocument[] }) => {
      people = made;
      desk = await OurDesk.open(`http://127.0.0.1:${port}`, WRITERS.mine);
    },
    ...{ first: sync, push: sync, pull: sync, both: sync, warm },
    edit: (edits: readonly Edit[]) => desk.edit(people, edits),
    hangUp: () => desk.hangUp(),
    hash: () => desk.hash(people),
    close: () => desk.close(),
  },
  { requests: () => desk.requests },
);
