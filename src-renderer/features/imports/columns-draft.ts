/** What the person makes of the columns, sheet by sheet, until it is sent to the replica. Pure.
 *  DR1 one meaning stands in one column: given to another, the first is not used any more.  DR2 a sheet that lacks what is needed says
 *  so while it is being mapped.                                                                                     */
import type { z } from 'zod';
import type { ImportSheet, importRemapInput } from '#shared/rpc/import-shapes.ts';
import type { Preview } from './counts.ts';

export type SheetWish = z.infer<typeof importRemapInput>['sheets'][number];

export interface DraftSheet {
  readonly sheet: ImportSheet;
  readonly isIncluded: boolean;
  readonly village: number | null;
  /** Field of each column that is shown, by the column's place in the sheet. */
  readonly fields: ReadonlyMap<number, string | null>;
}

export interface Draft {
  readonly sheets: readonly DraftSheet[];
  readonly isChanged: boolean;
}

export function draftOf({ sheets }: Preview): Draft {
  return {
    isChanged: false,
    sheets: sheets.map((sheet) => ({
      sheet,
      isIncluded: sheet.isIncluded,
      village: sheet.village?.isChosen ? sheet.village.code : null,
      fields: new Map(sheet.columns.map(({ column, field }) => [column, field])),
    })),
  };
}

function changed(draft: Draft, index: number, change: (sheet: DraftSheet) => DraftSheet): Draft {
  return {
    isChanged: true,
    sheets: draft.sheets.map((each) => (each.sheet.index === index ? change(each) : each)),
  };
}

export function include(draft: Draft, index: number, isIncluded: boolean): Draft {
  return changed(draft, index, (sheet) => ({ ...sheet, isIncluded }));
}

export function chooseVillage(draft: Draft, index: number, village: number | null): Draft {
  return changed(draft, index, (sheet) => ({ ...sheet, village }));
}

/** Gives a column a meaning, and takes it from the column that had it (DR1). A sheet that is worked on is one to import. */
export function chooseField(draft: Draft, index: number, column: number, field: string | null): Draft {
  return changed(draft, index, (sheet) => {
    const fields = new Map(sheet.fields);
    for (const [other, its] of fields) if (field !== null && its === field) fields.set(other, null);
    fields.set(column, field);
    return { ...sheet, isIncluded: true, fields };
  });
}

/** Needed fields that a sheet has not (DR2). */
export function missingIn({ sheet, fields, village }: DraftSheet): string[] {
  const has = new Set(fields.values());
  const missing = ['name', 'idNumber'].filter((field) => !has.has(field));
  const hasPlace = ['village', 'residenceAddress', 'hukouAddress'].some((field) => has.has(field));
  const hasVillage = hasPlace || village !== null || (sheet.village !== null && !sheet.village.isChosen);
  return hasVillage ? missing : [...missing, 'village'];
}

export function isReady(sheet: DraftSheet): boolean {
  return sheet.isIncluded && sheet.sheet.headerRow !== null && missingIn(sheet).length === 0;
}

/** What is sent; `header` names a sheet whose header row is chosen anew, with its columns as they are found there. */
export function wishesOf(
  { sheets }: Draft,
  header?: { readonly index: number; readonly row: number },
): SheetWish[] {
  return sheets.map(({ sheet, isIncluded, village, fields }) => {
    const { index, headerRow } = sheet;
    if (header?.index === index)
      return { index, isIncluded: true, headerRow: header.row, village, columns: null };
    const columns = headerRow === null ? null : [...fields].map(([column, field]) => ({ column, field }));
    return { index, isIncluded, headerRow, village, columns };
  });
}

/** Name of a column as spreadsheets show it: A, B … AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
