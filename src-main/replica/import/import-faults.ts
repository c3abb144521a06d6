/** The clerk's own file back, with the rows that were not imported marked. Nothing of it is written to disk here: the screen hands the
 *  bytes to the clerk.  Elsewhere: the marking itself (mark-workbook.ts, in the parser process).                      */
import type { z } from 'zod';
import type { importFaulty } from '#shared/rpc/import-shapes.ts';
import { sheetFault } from './import-plan.ts';
import type { KeptImport } from './import-session.ts';
import type { MarkOrder, WorkbookMark } from './mark-workbook.ts';
import type { MarkWorkbook } from './read-workbook.ts';
import {
  faultSentence,
  findingSentence,
  importWords,
  type ImportLanguage,
  REASON_HEADINGS,
} from './words/index.ts';

/** One mark for each thing that is wrong; what is only to be looked at is not marked. */
function marksOf({ rows, plans }: KeptImport, language: ImportLanguage): WorkbookMark[] {
  return rows.flatMap(({ sheet, row, result, findings }) => {
    if (result !== 'wrong') return [];
    const at = plans[sheet]?.map?.at ?? {};
    return findings
      .filter(({ level }) => level === 'wrong')
      .map((found) => ({
        sheet,
        row,
        column: at[found.column] ?? null,
        words: findingSentence(found, language),
      }));
  });
}

export function markOrder(entry: KeptImport, language: ImportLanguage): MarkOrder {
  return {
    marks: marksOf(entry, language),
    heading: importWords(language).reasonHeading,
    headingsBefore: REASON_HEADINGS,
    headerRows: entry.plans.flatMap((plan) =>
      plan.map && plan.isIncluded && !sheetFault(plan)
        ? [{ sheet: plan.index, row: plan.map.lastHeaderRow }]
        : [],
    ),
  };
}

/** Endings under which a file of a kind opens; any other becomes the kind's own. */
const ENDINGS: Readonly<Record<KeptImport['kind'], readonly string[]>> = {
  xlsx: ['xlsx', 'xlsm'],
  csv: ['csv', 'txt', 'tsv'],
};

function markedName(fileName: string, kind: KeptImport['kind'], language: ImportLanguage): string {
  const [, stem = fileName, ending = ''] = /^(.*)\.([^.]{1,5})$/s.exec(fileName) ?? [];
  const kept = ENDINGS[kind].includes(ending.toLowerCase()) ? ending : kind;
  const marked = importWords(language).markedName('');
  // Marked once more, a file keeps the name it had.
  return `${stem.endsWith(marked) ? stem : importWords(language).markedName(stem)}.${kept}`;
}

export async function faultyWorkbook(
  entry: KeptImport | null,
  language: ImportLanguage,
  mark: MarkWorkbook,
): Promise<z.infer<typeof importFaulty>> {
  if (!entry) return { ok: false, code: 'IMPORT_GONE', message: importWords(language).gone };
  const marked = await mark(entry.bytes, markOrder(entry, language));
  if (!marked.ok)
    return { ok: false, code: marked.code, message: faultSentence(marked.code, marked.place, language) };
  const contentBase64 = Buffer.from(marked.bytes).toString('base64');
  return { ok: true, fileName: markedName(entry.fileName, entry.kind, language), contentBase64 };
}
