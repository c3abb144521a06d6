/** Entry of the exporter thread: opens the replica for reading, makes one list into a workbook, hands it over, gone. A list of 100,000
 *  people takes seconds of work, and neither a reading screen nor a saving one waits for it.
 *  Built as an entry of its own (out/main/exporter.js); run from source by tests.                                  */
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportRow } from '#shared/rpc/desk-shapes.ts';
import { type Me, Reading } from '../queries/reading.ts';
import { openReplicaFile } from '../store/open.ts';
import { Statements } from '../store/statements.ts';
import { type DisclosureArgs, type ListOrder, makeList, type MadeList } from './make-list.ts';
import { writeWorkbook } from './workbook.ts';

export interface ExporterData {
  readonly path: string;
  readonly key: Uint8Array;
  readonly me: Me;
  readonly nowMs: number;
  readonly attemptedUpTo: number;
  readonly importRows: readonly ImportRow[];
  readonly order: ListOrder;
}

export type ExporterAnswer =
  | {
      readonly ok: true;
      readonly fileName: string;
      /** As it travels to the window: as text, for a thread has time for that. */
      readonly contentBase64: string;
      readonly disclosure: DisclosureArgs;
    }
  | Extract<MadeList, { ok: false }>;

async function run(data: ExporterData): Promise<ExporterAnswer> {
  const { path, key, me, nowMs, attemptedUpTo, importRows, order } = data;
  const db = openReplicaFile({ path, key, readonly: true });
  try {
    db.exec('BEGIN');
    const reading = new Reading({
      statements: new Statements(db),
      clock: { now: () => nowMs },
      me,
      attemptedUpTo,
    });
    const made = await makeList({ reading, importRows }, order, writeWorkbook);
    if (!made.ok) return made;
    const { fileName, bytes, disclosure } = made;
    return { ok: true, fileName, contentBase64: bytes.toString('base64'), disclosure };
  } finally {
    db.close();
  }
}

parentPort?.postMessage(await run(workerData as ExporterData));
