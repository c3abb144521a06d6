/** An import from the chosen file to its rows: reading, columns, judging; a few files kept in memory with what was found. Runs in the
 *  replica beside the writer; touches neither database nor clock, both come in as functions.
 *  IS1 looking at a file writes nothing but the columns that a person chose for its headers.  IS2 what is kept of a file, its bytes
 *  included, is in memory only and goes when newer files come.  IS3 long work gives way to other callers between pages, and ends at
 *  the next page when nobody waits for it any more.
 *  Elsewhere: sheets and columns (import-plan.ts), rows (check-rows.ts), writing (import-run.ts).                     */
import { createHash } from 'node:crypto';
import type { PlainDate } from '#shared/domain/calendar.ts';
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { type CheckedRow, createRowChecker, type KnownPerson, type RosterContext } from './check-rows.ts';
import type { EarlierImport } from './check-stored.ts';
import type { FaultPlace, FileFaultCode } from './file-fault.ts';
import {
  isChosen,
  type PlanContext,
  planSheets,
  replan,
  type SheetChoice,
  sheetFault,
  type SheetPlan,
} from './import-plan.ts';
import { headersKey, type RememberedColumns, toRemember } from './map-columns.ts';
import type { ReadWorkbook } from './read-workbook.ts';
import type { FileKind } from './sheet.ts';

export interface SessionOptions {
  readonly readWorkbook: ReadWorkbook;
  /** Business date of this desk. */
  readonly today: () => PlainDate;
  /** The packs that count for it today. */
  readonly pack: () => PolicyPack;
  /** The township whose roster it is. */
  readonly township: () => DivisionCode;
  /** Every division this desk knows. */
  readonly divisions: () => readonly Division[];
  readonly findByIdNumber: (idNumber: string) => KnownPerson;
  readonly earlierImport: (hash: string) => EarlierImport | null;
  readonly rememberedColumns: (headersKey: string) => RememberedColumns | null;
  readonly rememberColumns: (headersKey: string, columns: RememberedColumns) => void;
}

/** A file that was looked at. */
export interface KeptImport {
  readonly importId: string;
  readonly fileName: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  plans: readonly SheetPlan[];
  rows: CheckedRow[];
  /** Resolves when the run before this one is over. */
  running: Promise<void>;
}

export type LookStep =
  | { readonly kind: 'reading' }
  | { readonly kind: 'checking'; readonly done: number; readonly total: number }
  | { readonly kind: 'looked'; readonly entry: KeptImport }
  | { readonly kind: 'fault'; readonly code: FileFaultCode; readonly place: FaultPlace };

const KEPT_MAX = 2;
/** Rows judged before others have their turn. */
const PAGE_ROWS = 50;
/** Rows between two words on how far it is. */
const TOLD_ROWS = 500;
const IMPORT_ID_LENGTH = 24;
const FILE_NAME_MAX = 80;

export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The name without folders, whichever system they are from, as short as an act can carry. */
function plainFileName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? '';
  return (
    last
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(-FILE_NAME_MAX) || '—.xlsx'
  );
}

function contextOf(options: SessionOptions): RosterContext {
  const today = options.today();
  return {
    today,
    township: options.township(),
    divisions: options.divisions(),
    pack: options.pack(),
    findByIdNumber: options.findByIdNumber,
    earlierImport: options.earlierImport,
  };
}

const planContextOf = (options: SessionOptions): PlanContext => ({
  divisions: options.divisions(),
  township: options.township(),
  remembered: options.rememberedColumns,
});

/** What an aborted call ends with. */
function stopIfUnwanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('nobody waits for this file any more', 'AbortError');
}

/** Rejects when the call is aborted, whatever becomes of the work. */
function unlessUnwanted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new DOMException('nobody waits for this file any more', 'AbortError'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Judges every row of the sheets that are imported. */
async function* judgeRows(
  plans: readonly SheetPlan[],
  context: RosterContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<LookStep, CheckedRow[]> {
  const checker = createRowChecker(context);
  const judged = plans.flatMap((plan) => {
    const { map, sheet } = plan;
    if (!plan.isIncluded || !map || sheetFault(plan)) return [];
    const rows = sheet.rows.filter(({ row }) => row > map.lastHeaderRow);
    return [
      {
        info: {
          index: plan.index,
          name: sheet.name,
          map,
          village: plan.village,
          isVillageChosen: plan.isVillageChosen,
        },
        rows,
      },
    ];
  });
  const total = judged.reduce((sum, { rows }) => sum + rows.length, 0);
  const checked: CheckedRow[] = [];
  for (const { info, rows } of judged) {
    for (const row of rows) {
      checked.push(checker.check(info, row));
      if (checked.length % PAGE_ROWS) continue;
      if (checked.length % TOLD_ROWS === 0) yield { kind: 'checking', done: checked.length, total };
      await breathe();
      stopIfUnwanted(signal);
    }
  }
  return checked;
}

export interface Session {
  /** Reads a file and judges its rows. Throws AbortError when the signal says that nobody waits. */
  look(fileName: string, bytes: Uint8Array, signal?: AbortSignal): AsyncGenerator<LookStep, void>;
  /** Judges again with other sheets or columns; nothing when the file is no longer kept. */
  lookAgain(
    importId: string,
    choices: readonly SheetChoice[],
    signal?: AbortSignal,
  ): AsyncGenerator<LookStep, void>;
  kept(importId: string): KeptImport | null;
}

export function createSession(options: SessionOptions): Session {
  const files = new Map<string, KeptImport>();

  function keep(entry: KeptImport): void {
    files.delete(entry.importId);
    files.set(entry.importId, entry);
    for (const oldest of files.keys()) if (files.size > KEPT_MAX) files.delete(oldest);
  }

  return {
    kept: (importId) => files.get(importId) ?? null,
    async *look(fileName, bytes, signal) {
      yield { kind: 'reading' };
      const read = await unlessUnwanted(options.readWorkbook(bytes, signal), signal);
      if (!read.ok) return yield { kind: 'fault', code: read.code, place: read.place };
      if (!read.sheets.some(({ rows }) => rows.length))
        return yield { kind: 'fault', code: 'NO_ROWS', place: {} };
      const plans = planSheets(read.sheets, planContextOf(options));
      const rows = yield* judgeRows(plans, contextOf(options), signal);
      const importId = createHash('sha256').update(bytes).digest('hex').slice(0, IMPORT_ID_LENGTH);
      const running = files.get(importId)?.running ?? Promise.resolve();
      const entry = {
        importId,
        fileName: plainFileName(fileName),
        kind: read.kind,
        bytes,
        plans,
        rows,
        running,
      };
      keep(entry);
      yield { kind: 'looked', entry };
    },
    async *lookAgain(importId, choices, signal) {
      const entry = files.get(importId);
      if (!entry) return;
      const plans = replan(entry.plans, choices, planContextOf(options));
      const rows = yield* judgeRows(plans, contextOf(options), signal);
      for (const [at, plan] of plans.entries()) {
        const before = entry.plans[at];
        if (plan.map && before && isChosen(before, plan))
          options.rememberColumns(headersKey(plan.map.headers), toRemember(plan.map));
      }
      entry.plans = plans;
      entry.rows = rows;
      keep(entry);
      yield { kind: 'looked', entry };
    },
  };
}
