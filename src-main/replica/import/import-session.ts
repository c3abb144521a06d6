/** An import from the chosen file to the last act: previews kept in memory, rows to look at, and the run.
 *  Runs in the replica beside the writer; touches neither database nor clock, both come in as functions.
 *  IS1 a preview writes nothing.  IS2 one act a row, issued in batches that the caller writes in one transaction each; a run
 *  that stops keeps the batches that were written.  IS3 the form id of an act is made of the file's hash and the row, so
 *  the same file twice is the same acts.  IS4 wrong and skipped rows are never issued, and no act is made for a person whom
 *  it would not change.  IS5 long work gives way to other callers between pages.
 *  Elsewhere: reading the file (read-workbook.ts), judging rows (check-rows.ts).                                   */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import { packInForce } from '#shared/domain/pack.ts';
import { personRegister } from '#shared/domain/person.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  ImportRow,
  importPreview,
  importPreviewResult,
  importProgress,
} from '#shared/rpc/desk-shapes.ts';
import { type CheckedRow, changesPerson, createRowChecker, type RosterContext } from './check-rows.ts';
import { type FaultPlace, type FileFaultCode, faultSentence } from './file-fault.ts';
import { type ColumnMap, type ColumnSearch, findColumns } from './map-columns.ts';
import type { ReadWorkbook } from './read-workbook.ts';
import type { Sheet } from './sheet.ts';

export interface ImportAct {
  readonly name: typeof personRegister.name;
  readonly args: z.infer<typeof personRegister.args>;
  readonly formId: string;
}

export type ImportActResult =
  | { readonly ok: true; readonly number: number }
  | { readonly ok: false; readonly code: string };

export interface ImportsOptions {
  readonly readWorkbook: ReadWorkbook;
  /** Business date of this desk. */
  readonly today: () => PlainDate;
  /** The township whose roster it is. */
  readonly township: () => DivisionCode;
  /** Every division this desk knows. */
  readonly divisions: () => readonly Division[];
  readonly findByIdNumber: (idNumber: string) => Row<'person'> | null;
  /** Decides and writes a batch in one transaction; one answer for each act, in order. */
  readonly issueBatch: (acts: readonly ImportAct[]) => Promise<readonly ImportActResult[]>;
}

export type PreviewResult = z.infer<typeof importPreviewResult>;
export type ImportProgress = z.infer<typeof importProgress>;
export type Show = 'wrong-and-look' | 'wrong' | 'all';

export interface Imports {
  preview(fileName: string, bytes: Uint8Array): Promise<PreviewResult>;
  rows(importId: string, show: Show, offset: number, limit: number): { total: number; rows: ImportRow[] };
  /** Ends at once, with nothing to do, for an import that is no longer kept. */
  run(importId: string): AsyncGenerator<ImportProgress, void>;
}

interface KeptImport {
  readonly preview: z.infer<typeof importPreview>;
  readonly fileHash: string;
  readonly sheetIndex: number;
  rows: CheckedRow[];
  /** Resolves when the run before this one is over. */
  running: Promise<void>;
}

const KEPT_MAX = 3;
const BATCH_ACTS = 500;
const PAGE_ROWS = 250;
const IMPORT_ID_LENGTH = 24;
const FORM_HASH_LENGTH = 40;
const FILE_NAME_MAX = 100;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Refused = Extract<PreviewResult, { ok: false }>;

function refused(code: FileFaultCode, place: FaultPlace = {}): Refused {
  return { ok: false, code, message: faultSentence(code, place) };
}

/** The name without folders, whichever system they are from, as short as an act can carry. */
function plainFileName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? '';
  return (
    last
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(-FILE_NAME_MAX) || '未命名.xlsx'
  );
}

/** The first sheet with a whole header; without one, the search that came nearest. */
function chooseSheet(sheets: readonly Sheet[]): { index: number; search: ColumnSearch } {
  let nearest: { index: number; search: ColumnSearch } | null = null;
  for (const [index, sheet] of sheets.entries()) {
    const search = findColumns(sheet);
    if (search.ok) return { index, search };
    if (search.code === 'COLUMNS_MISSING') nearest ??= { index, search };
  }
  return nearest ?? { index: 0, search: { ok: false, code: 'HEADER_NOT_FOUND' } };
}

function countRows(rows: readonly CheckedRow[]): z.infer<typeof importPreview>['counts'] {
  const counts = { total: rows.length, ready: 0, look: 0, wrong: 0, skipped: 0 };
  for (const { view } of rows) counts[view.result] += 1;
  return counts;
}

/** How many rows have each problem, the commonest first. */
function countCodes(rows: readonly CheckedRow[]): { code: string; rows: number }[] {
  const counts = new Map<string, number>();
  for (const { view } of rows) {
    for (const code of new Set(view.problems.map((problem) => problem.code)))
      counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, count]) => ({ code, rows: count }))
    .sort((a, b) => b.rows - a.rows || a.code.localeCompare(b.code));
}

const isShown: Readonly<Record<Show, (row: ImportRow) => boolean>> = {
  all: () => true,
  wrong: ({ result }) => result === 'wrong',
  'wrong-and-look': ({ result }) => result === 'wrong' || result === 'look',
};

/** A row that the act's own rules turned away when it was issued. */
function turnedAway(row: CheckedRow, code: string): CheckedRow {
  const message = `这一行没有写进去（${code}），别的行不受影响。改好后单独再导一次。`;
  const problems = [...row.view.problems, { column: 'name', code, message }];
  return { view: { ...row.view, result: 'wrong', problems }, act: null };
}

function contextOf(options: ImportsOptions): RosterContext {
  const today = options.today();
  return {
    today,
    township: options.township(),
    divisions: options.divisions(),
    pack: packInForce(today),
    findByIdNumber: options.findByIdNumber,
  };
}

async function judgeRows(sheet: Sheet, map: ColumnMap, context: RosterContext): Promise<CheckedRow[]> {
  const checker = createRowChecker(map, context);
  const rows: CheckedRow[] = [];
  for (const row of sheet.rows) {
    if (row.row <= map.lastHeaderRow) continue;
    rows.push(checker.check(row));
    if (rows.length % PAGE_ROWS === 0) await breathe();
  }
  return rows;
}

type Judged = { readonly ok: true; readonly entry: Omit<KeptImport, 'running'> } | Refused;

async function judgeFile(options: ImportsOptions, fileName: string, bytes: Uint8Array): Promise<Judged> {
  const read = await options.readWorkbook(bytes);
  if (!read.ok) return refused(read.code, read.place);
  const { index, search } = chooseSheet(read.sheets);
  const sheet = read.sheets[index];
  if (!sheet || (!search.ok && search.code === 'HEADER_NOT_FOUND')) return refused('HEADER_NOT_FOUND');
  if (!search.ok) return refused(search.code, { row: search.row, words: search.missing.join('、') });
  const rows = await judgeRows(sheet, search.map, contextOf(options));
  const counts = countRows(rows);
  if (counts.total === counts.skipped) return refused('NO_ROWS', { row: search.map.headerRow });
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  const preview = {
    importId: fileHash.slice(0, IMPORT_ID_LENGTH),
    fileName: plainFileName(fileName),
    sheetName: sheet.name,
    headerRow: search.map.headerRow,
    columns: search.map.columns.map((column) => ({ ...column })),
    counts,
    byCode: countCodes(rows),
  };
  return { ok: true, entry: { preview, fileHash, sheetIndex: index, rows } };
}

/** The act of a row, or null when there is none or it would change nothing (IS4). */
function actOf(options: ImportsOptions, entry: KeptImport, { view, act }: CheckedRow): ImportAct | null {
  if (!act) return null;
  const stored = options.findByIdNumber(act.person.idNumber);
  if (stored && !changesPerson(stored, act, options.today())) return null;
  const { preview, fileHash, sheetIndex } = entry;
  const rosterBenefits = [...act.rosterBenefits];
  const args = { person: act.person, rosterBenefits, file: preview.fileName, row: view.row };
  const formId = `import-${fileHash.slice(0, FORM_HASH_LENGTH)}-${sheetIndex}-${view.row}`;
  return { name: personRegister.name, args, formId };
}

async function* issueRows(options: ImportsOptions, entry: KeptImport): AsyncGenerator<ImportProgress, void> {
  const waiting = entry.rows.map((row, index) => ({ row, index })).filter(({ row }) => row.act !== null);
  const progress = { done: 0, total: waiting.length, imported: 0, unchanged: 0, refused: 0 };
  yield { ...progress, finished: waiting.length === 0 };
  for (let start = 0; start < waiting.length; start += BATCH_ACTS) {
    const page = waiting.slice(start, start + BATCH_ACTS);
    const issued = page.flatMap((it) => {
      const act = actOf(options, entry, it.row);
      return act ? [{ ...it, act }] : [];
    });
    const results = issued.length ? await options.issueBatch(issued.map(({ act }) => act)) : [];
    if (results.length !== issued.length) throw new Error('an act of the import went without an answer');
    for (const [at, { row, index }] of issued.entries()) {
      const result = results[at];
      if (result?.ok) progress.imported += 1;
      else {
        progress.refused += 1;
        entry.rows[index] = turnedAway(row, result?.code ?? '');
      }
    }
    progress.unchanged += page.length - issued.length;
    progress.done += page.length;
    yield { ...progress, finished: progress.done === progress.total };
    await breathe();
  }
}

/** One run after another: the second finds what the first has written. */
async function* runInTurn(options: ImportsOptions, entry: KeptImport): AsyncGenerator<ImportProgress, void> {
  const before = entry.running;
  let over = (): void => undefined;
  entry.running = new Promise((resolve) => {
    over = resolve;
  });
  try {
    await before;
    yield* issueRows(options, entry);
  } finally {
    over();
  }
}

export function createImports(options: ImportsOptions): Imports {
  const kept = new Map<string, KeptImport>();

  return {
    async preview(fileName, bytes) {
      const judged = await judgeFile(options, fileName, bytes);
      if (!judged.ok) return judged;
      const { preview } = judged.entry;
      const running = kept.get(preview.importId)?.running ?? Promise.resolve();
      kept.delete(preview.importId);
      kept.set(preview.importId, { ...judged.entry, running });
      for (const oldest of kept.keys()) if (kept.size > KEPT_MAX) kept.delete(oldest);
      return { ok: true, preview };
    },
    rows(importId, show, offset, limit) {
      const shown = (kept.get(importId)?.rows ?? []).map(({ view }) => view).filter(isShown[show]);
      return { total: shown.length, rows: shown.slice(offset, offset + limit) };
    },
    async *run(importId) {
      const entry = kept.get(importId);
      if (entry) yield* runInTurn(options, entry);
      else yield { done: 0, total: 0, imported: 0, unchanged: 0, refused: 0, finished: true };
    },
  };
}
