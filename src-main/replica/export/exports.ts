/** Exports of this desk: the thread makes the file, the writer records it, and only then the window gets it.
 *  EX1 the record is on the disk before the file leaves; a record that fails gives no file.  EX2 one export at a time, whatever the windows
 *  ask.  EX3 nothing of a list is written to disk or to a log.  EX4 whole numbers need a reason before anything is read. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '#shared/base/clock.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { sha256Hex } from '#shared/base/canonical.ts';
import { disclosureRecord, serialNumberOf } from '#shared/domain/disclosure.ts';
import type { ImportRow } from '#shared/rpc/desk-shapes.ts';
import type { ExportInput, ExportResult } from '#shared/rpc/export-shapes.ts';
import type { Me } from '../queries/reading.ts';
import type { WriterClient } from '../writer-client.ts';
import type { ExporterAnswer, ExporterData } from './exporter.ts';

export interface ExportPorts {
  /** Entry of the exporter thread. */
  readonly exporterFile: URL;
  readonly path: string;
  readonly key: Uint8Array;
  readonly me: Me;
  /** The number that the replica works under at that moment. */
  readonly device: () => number;
  readonly computerName: string;
  readonly clock: Clock;
  readonly writer: WriterClient;
  readonly attemptedUpTo: () => number;
}

/** The exporter beside the entry that starts the writer: out/main/exporter.js, or its source. */
export function exporterFileFor(writerFile: URL): URL {
  const isSource = writerFile.pathname.endsWith('.ts');
  return new URL(isSource ? './export/exporter.ts' : './exporter.js', writerFile);
}

const MEMORY_MB = 512;
const IMPORT_PAGE = 500;

function runThread(file: URL, data: ExporterData): Promise<ExporterAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the exporter ended without an answer')));
  });
}

/** Rows that were looked at before an import: only the writer keeps them. */
async function importRows({ writer }: ExportPorts, { what, language }: ExportInput): Promise<ImportRow[]> {
  if (what.list !== 'import-rows') return [];
  const rows: ImportRow[] = [];
  for (;;) {
    const { importId, show } = what;
    const page = await writer.call.importRows({
      ...{ importId, show, language },
      ...{ offset: rows.length, limit: IMPORT_PAGE },
    });
    rows.push(...page.rows);
    if (!page.rows.length || rows.length >= page.total) return rows;
  }
}

async function makeOne(ports: ExportPorts, input: ExportInput): Promise<ExportResult> {
  const { formId, ...asked } = input;
  const { path, key, me, device, computerName, clock, writer } = ports;
  if (asked.numbers === 'full' && !asked.reason.trim())
    return { ok: false, code: 'disclosure/reason-needed', path: ['reason'] };
  const nowMs = clock.now();
  const serialNumber = serialNumberOf(device(), shanghaiDate(nowMs), sha256Hex(formId));
  const rows = await importRows(ports, input);
  if (asked.what.list === 'import-rows' && !rows.length) return { ok: false, code: 'export/gone' };
  const order = { ...asked, serialNumber, computerName };
  const attemptedUpTo = ports.attemptedUpTo();
  let answer: ExporterAnswer;
  try {
    const data = { path, key, me, nowMs, attemptedUpTo, importRows: rows, order };
    answer = await runThread(ports.exporterFile, data);
  } catch {
    return { ok: false, code: 'export/failed' };
  }
  if (!answer.ok) return answer;
  const { fileName, contentBase64, disclosure } = answer;
  const issued = await writer.call.issue({ name: disclosureRecord.name, args: disclosure, formId });
  if (!issued.ok) return { ok: false, code: issued.code, ...(issued.path && { path: issued.path }) };
  return { ok: true, fileName, contentBase64, serialNumber, rowCount: disclosure.rowCount };
}

export type MakeExport = (input: ExportInput) => Promise<ExportResult>;

export function exportsOf(ports: ExportPorts): MakeExport {
  let last: Promise<unknown> = Promise.resolve();
  return (input) => {
    const result = last.then(() => makeOne(ports, input));
    last = result.catch(() => undefined);
    return result;
  };
}
