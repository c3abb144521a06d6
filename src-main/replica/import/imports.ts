/** The import on this replica, as the router asks for it: the unit's own township, the divisions it holds, the persons it knows, what it
 *  imported before; acts through the executor, each in one transaction with its line in `import_row`. Answers in the shapes of the
 *  contract (src-shared/rpc/import-shapes.ts).                                                                        */
import type { z } from 'zod';
import type { Clock } from '#shared/base/clock.ts';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import { type Division, levelOf } from '#shared/domain/division.ts';
import { personFound, personNeeds } from '#shared/domain/person.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  ImportRow,
  importFaulty,
  importPreview,
  importRemapInput,
  importRowsInput,
  importRunInput,
  importStep,
} from '#shared/rpc/import-shapes.ts';
import type { Issued, IssueInput } from '../executor.ts';
import type { Me } from '../queries/reading.ts';
import { readNeeds } from '../store/needs.ts';
import { packInForceHere } from '../packs.ts';
import type { Statements } from '../store/statements.ts';
import type { KnownPerson } from './check-rows.ts';
import type { EarlierImport } from './check-stored.ts';
import { fieldOrNull } from './header-words.ts';
import { faultyWorkbook } from './import-faults.ts';
import { type ImportProgress, type ImportWrite, type ImportWritten, runImport } from './import-run.ts';
import { createSession, type LookStep } from './import-session.ts';
import { previewOf, rowOf, SHOWN } from './import-view.ts';
import type { RememberedColumns } from './map-columns.ts';
import { createWorkbookMarker, createWorkbookReader } from './read-workbook.ts';
import { faultSentence, importWords, type ImportLanguage } from './words/index.ts';

export interface ImportPorts {
  readonly statements: Statements;
  readonly clock: Clock;
  readonly me: Me;
  /** Entry of the parser process. */
  readonly parserFile: string;
  /** Issues acts and does what belongs beside them in one transaction. */
  readonly issueBatch: (inputs: readonly IssueInput[], beside: (results: readonly Issued[]) => void) => void;
}

export type ImportStep = z.infer<typeof importStep>;
export type ImportPreview = z.infer<typeof importPreview>;

export interface Imports {
  preview(
    input: { readonly fileName: string; readonly bytes: Uint8Array; readonly language: ImportLanguage },
    signal?: AbortSignal,
  ): AsyncGenerator<ImportStep, void>;
  remap(input: z.infer<typeof importRemapInput>, signal?: AbortSignal): AsyncGenerator<ImportStep, void>;
  look(importId: string): ImportPreview | null;
  rows(input: z.infer<typeof importRowsInput>): { total: number; rows: ImportRow[] };
  run(input: z.infer<typeof importRunInput>): AsyncGenerator<ImportProgress, void>;
  faultyWorkbook(importId: string, language: ImportLanguage): Promise<z.infer<typeof importFaulty>>;
}

interface DivisionRow {
  id: number;
  division_name: string;
  parent: number;
}

function readDivisions(statements: Statements): Division[] {
  return statements
    .all<DivisionRow>('SELECT id, division_name, parent FROM division')
    .flatMap(({ id, division_name, parent }) => {
      const level = levelOf(id);
      return level ? [{ code: id, name: division_name, level, parent }] : [];
    });
}

/** The person whom the act of this number would find, read as the act reads. */
function findPerson(statements: Statements, idNumber: string): KnownPerson {
  const found = personFound(readNeeds(statements, personNeeds(idNumber)).loaded);
  return 'refusal' in found ? 'merged' : (found.row as Row<'person'> | null);
}

interface EarlierRow {
  number: number | null;
  at: string;
  file_name: string;
  outcome: string | null;
}
const NOT_TAKEN = new Set(['refused', 'parked', 'quarantined']);

function readEarlier(statements: Statements, hash: string): EarlierImport | null {
  const row = statements.get<EarlierRow>(
    `SELECT r.number, r.at, r.file_name, a.outcome FROM import_row r LEFT JOIN act a ON a.number = r.number
     WHERE r.content_hash = ?`,
    hash,
  );
  if (!row) return null;
  const isRefused = row.outcome !== null && NOT_TAKEN.has(row.outcome);
  return { number: row.number, on: shanghaiDate(Date.parse(row.at)), fileName: row.file_name, isRefused };
}

function readRemembered(statements: Statements, headers: string): RememberedColumns | null {
  const row = statements.get<{ mapping: string }>(
    'SELECT mapping FROM import_mapping WHERE headers = ?',
    headers,
  );
  if (!row) return null;
  const entries = Object.entries(JSON.parse(row.mapping) as Record<string, string | null>);
  return Object.fromEntries(entries.map(([header, field]) => [header, fieldOrNull(field)]));
}

function writeRemembered(ports: ImportPorts, headers: string, columns: RememberedColumns): void {
  ports.statements.run(
    `INSERT INTO import_mapping (headers, mapping, at) VALUES (?, ?, ?)
     ON CONFLICT (headers) DO UPDATE SET mapping = excluded.mapping, at = excluded.at`,
    headers,
    JSON.stringify(columns),
    instantText(ports.clock.now()),
  );
}

/** Writes rows and remembers them; a row without an act is remembered as well, so that a correction made later stands (CT2). */
function writeBatch(ports: ImportPorts, batch: readonly ImportWrite[]): ImportWritten[] {
  const { statements, clock, issueBatch } = ports;
  const acts = batch.flatMap(({ act }) => act ?? []);
  const at = instantText(clock.now());
  let written: ImportWritten[] = [];
  issueBatch(acts, (results) => {
    let next = 0;
    written = batch.map(({ hash, fileName, act }): ImportWritten => {
      const issued = act ? results[next++] : undefined;
      if (issued && !issued.ok) return { ok: false, code: issued.code };
      const number = issued?.number ?? null;
      statements.run(
        'INSERT OR REPLACE INTO import_row (content_hash, number, at, file_name) VALUES (?, ?, ?, ?)',
        hash,
        number,
        at,
        fileName,
      );
      return { ok: true, number };
    });
  });
  return written;
}

export function importsOf(ports: ImportPorts): Imports {
  const { statements, clock, me, parserFile } = ports;
  const today = () => shanghaiDate(clock.now());
  const findByIdNumber = (idNumber: string) => findPerson(statements, idNumber);
  const earlierImport = (hash: string) => readEarlier(statements, hash);
  const mark = createWorkbookMarker({ parserFile });
  const session = createSession({
    readWorkbook: createWorkbookReader({ parserFile }),
    today,
    pack: () => packInForceHere(statements, today(), me.unitScope),
    township: () => me.unitScope,
    divisions: () => readDivisions(statements),
    findByIdNumber,
    earlierImport,
    rememberedColumns: (headers) => readRemembered(statements, headers),
    rememberColumns: (headers, columns) => writeRemembered(ports, headers, columns),
  });
  const villages = { divisions: () => readDivisions(statements), township: () => me.unitScope };
  const shown = (step: LookStep, language: ImportLanguage): ImportStep => {
    if (step.kind === 'looked') return { kind: 'looked', preview: previewOf(step.entry, villages) };
    if (step.kind !== 'fault') return step;
    return { kind: 'fault', code: step.code, message: faultSentence(step.code, step.place, language) };
  };

  return {
    async *preview({ fileName, bytes, language }, signal) {
      for await (const step of session.look(fileName, bytes, signal)) yield shown(step, language);
    },
    async *remap({ importId, language, sheets }, signal) {
      const choices = sheets.map((sheet) => ({
        ...sheet,
        columns: sheet.columns?.map(({ column, field }) => ({ column, field: fieldOrNull(field) })) ?? null,
      }));
      if (!session.kept(importId))
        yield { kind: 'fault', code: 'IMPORT_GONE', message: importWords(language).gone };
      for await (const step of session.lookAgain(importId, choices, signal)) yield shown(step, language);
    },
    look: (importId) => {
      const entry = session.kept(importId);
      return entry && previewOf(entry, villages);
    },
    rows({ importId, show, language, offset, limit }) {
      const entry = session.kept(importId);
      if (!entry) return { total: 0, rows: [] };
      const indexes = entry.rows.flatMap((row, index) => (SHOWN[show](row) ? [index] : []));
      const page = indexes.slice(offset, offset + limit);
      return { total: indexes.length, rows: page.map((index) => rowOf(entry, index, language)) };
    },
    async *run({ importId, seen }) {
      const options = { today, findByIdNumber, earlierImport, writeBatch: writeBatch.bind(null, ports) };
      yield* runImport(options, session.kept(importId), seen);
    },
    faultyWorkbook: (importId, language) => faultyWorkbook(session.kept(importId), language, mark),
  };
}
