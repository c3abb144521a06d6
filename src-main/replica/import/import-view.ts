/** A looked-at file as the screens see it (src-shared/rpc/import-shapes.ts). Pure. */
import type { z } from 'zod';
import type { Division, DivisionCode } from '#shared/domain/division.ts';
import type { ImportRow, ImportSheet, importPreview } from '#shared/rpc/import-shapes.ts';
import type { CheckedRow } from './check-rows.ts';
import { sheetFault, type SheetPlan, shownColumns, topRows, villagesOf } from './import-plan.ts';
import type { KeptImport } from './import-session.ts';
import { ROSTER_FIELDS } from './roster-fields.ts';
import { findingSentence, importWords, type ImportLanguage } from './words/index.ts';

type Preview = z.infer<typeof importPreview>;
export type Show = 'wrong-and-look' | 'wrong' | 'all';

export const SHOWN: Readonly<Record<Show, (row: CheckedRow) => boolean>> = {
  all: () => true,
  wrong: ({ result }) => result === 'wrong',
  'wrong-and-look': ({ result }) => result === 'wrong' || result === 'look',
};

function countRows(rows: readonly CheckedRow[]): Preview['counts'] {
  const counts = { total: rows.length, ready: 0, look: 0, wrong: 0, skipped: 0, before: 0 };
  for (const { result, findings } of rows) {
    counts[result] += 1;
    if (result === 'skipped' && findings[0]?.code === 'IMPORTED_BEFORE') counts.before += 1;
  }
  return counts;
}

function countCodes(rows: readonly CheckedRow[]): Preview['byCode'] {
  const counts = new Map<string, number>();
  for (const { findings } of rows) {
    const said = findings.filter(({ level }) => level !== 'note').map(({ code }) => code);
    for (const code of new Set(said)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, count]) => ({ code, rows: count }))
    .sort((a, b) => b.rows - a.rows || a.code.localeCompare(b.code));
}

function sheetOf(plan: SheetPlan, rows: readonly CheckedRow[]): ImportSheet {
  const { index, sheet, isIncluded, map, isRemembered, village, isVillageChosen } = plan;
  const fault = sheetFault(plan);
  return {
    index,
    name: sheet.name,
    isHidden: sheet.isHidden,
    isIncluded,
    headerRow: map?.headerRow ?? null,
    lastHeaderRow: map?.lastHeaderRow ?? null,
    topRows: topRows(plan),
    columns: shownColumns(plan),
    village: village && { code: village.code, name: village.name, isChosen: isVillageChosen },
    fault: fault && { code: fault.code, fields: [...fault.fields] },
    isRemembered,
    hiddenRows: sheet.rows.filter((row) => row.isHidden && row.row > (map?.lastHeaderRow ?? 0)).length,
    counts: countRows(rows),
  };
}

export interface VillageSource {
  readonly divisions: () => readonly Division[];
  readonly township: () => DivisionCode;
}

export function previewOf(entry: KeptImport, { divisions, township }: VillageSource): Preview {
  const bySheet = Map.groupBy(entry.rows, ({ sheet }) => sheet);
  return {
    importId: entry.importId,
    fileName: entry.fileName,
    kind: entry.kind,
    sheets: entry.plans.map((plan) => sheetOf(plan, bySheet.get(plan.index) ?? [])),
    fields: [...ROSTER_FIELDS],
    villages: villagesOf({ divisions: divisions(), township: township(), remembered: () => null }),
    counts: countRows(entry.rows),
    byCode: countCodes(entry.rows),
  };
}

/** One row in a language. */
export function rowOf(entry: KeptImport, index: number, language: ImportLanguage): ImportRow {
  const { sheet, row, result, cells, findings } = entry.rows[index] as CheckedRow;
  const { benefits } = cells;
  return {
    index,
    sheet,
    sheetName: entry.plans[sheet]?.sheet.name ?? '',
    row,
    result,
    cells: {
      ...cells,
      benefits: typeof benefits === 'string' ? benefits : importWords(language).benefits(benefits),
    },
    problems: findings.map((found) => ({
      level: found.level,
      column: found.column,
      code: found.code,
      message: findingSentence(found, language),
    })),
  };
}
