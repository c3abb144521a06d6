/** The import as the writer has it, on a test desk's own file and with the real parser process. Product code never imports this. */
import { type ImportSheet, importPreview, importStep } from '#shared/rpc/import-shapes.ts';
import type { z } from 'zod';
import { NAREN, type TestDesk } from '../test-desk.ts';
import { type Imports, importsOf } from './imports.ts';
import { parserFileFor } from './read-workbook.ts';

const parserFile = parserFileFor(new URL('../writer.ts', import.meta.url).href);

export function importsOn(desk: TestDesk): Imports {
  const { statements, clock } = desk;
  return importsOf({
    ...{ statements, clock, me: NAREN, parserFile },
    issueBatch: (inputs, beside) =>
      statements.db.transaction(() => beside(desk.issueAll(NAREN, inputs))).immediate(),
  });
}

export type Preview = z.infer<typeof importPreview>;

/** The preview that a look ends with; every step is held against the contract. */
export async function previewFrom(steps: AsyncIterable<unknown>): Promise<Preview> {
  for await (const given of steps) {
    const step = importStep.parse(given);
    if (step.kind === 'looked') return step.preview;
    if (step.kind === 'fault') throw new Error(`${step.code}: ${step.message}`);
  }
  throw new Error('the look ended without a preview');
}

export function lookAt(imports: Imports, fileName: string, bytes: Uint8Array): Promise<Preview> {
  return previewFrom(imports.preview({ fileName, bytes, language: 'zh-CN' }));
}

/** All rows of a file. */
export function allRows(imports: Imports, importId: string) {
  const page = { importId, show: 'all', language: 'zh-CN', limit: 500 } as const;
  const { total } = imports.rows({ ...page, offset: 0 });
  const starts = Array.from({ length: Math.ceil(total / page.limit) }, (_, at) => at * page.limit);
  return starts.flatMap((offset) => imports.rows({ ...page, offset }).rows);
}

/** What is wanted of a sheet as it stands, to be changed. */
export function wishOf(sheet: ImportSheet) {
  const columns: { column: number; field: string | null }[] = sheet.columns.map(({ column, field }) => ({
    column,
    field,
  }));
  return {
    index: sheet.index,
    isIncluded: sheet.isIncluded,
    headerRow: sheet.headerRow,
    village: null,
    columns,
  };
}

export async function runAll(imports: Imports, importId: string, seen: 'all' | [number, number][] = 'all') {
  let last;
  for await (const progress of imports.run({ importId, seen })) last = progress;
  return last;
}
