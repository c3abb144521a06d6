/** The import as the screens see it (contract: desk.ts). What is said of a row comes in the language asked for; everything else is codes,
 *  numbers and the clerk's own words, numbers of people masked.                                                        */
import { z } from 'zod';

const counts = z.object({
  /** ready + look + wrong + skipped. */
  total: z.number(),
  ready: z.number(),
  look: z.number(),
  wrong: z.number(),
  skipped: z.number(),
  /** Of the skipped ones: imported before and not changed since. */
  before: z.number(),
});

/** Language of the sentences. */
export const importLanguage = z.enum(['zh-CN', 'en']);

const importColumn = z.object({
  /** From 0. */
  column: z.number(),
  header: z.string(),
  /** What it is taken for; null when it is not used. */
  field: z.string().nullable(),
  samples: z.array(z.string()),
  isHidden: z.boolean(),
});
export type ImportColumn = z.infer<typeof importColumn>;

const importSheet = z.object({
  index: z.number(),
  name: z.string(),
  isHidden: z.boolean(),
  isIncluded: z.boolean(),
  headerRow: z.number().nullable(),
  lastHeaderRow: z.number().nullable(),
  /** The first rows, to choose the header from. */
  topRows: z.array(z.object({ row: z.number(), words: z.string() })),
  columns: z.array(importColumn),
  village: z.object({ code: z.number(), name: z.string(), isChosen: z.boolean() }).nullable(),
  /** Why it gives no rows. */
  fault: z
    .object({
      code: z.enum(['HEADER_NOT_FOUND', 'COLUMNS_MISSING', 'NO_ROWS']),
      /** Columns that are missing. */
      fields: z.array(z.string()),
    })
    .nullable(),
  /** The columns are those that were chosen for these headers before. */
  isRemembered: z.boolean(),
  hiddenRows: z.number(),
  counts,
});
export type ImportSheet = z.infer<typeof importSheet>;

export const importPreview = z.object({
  importId: z.string(),
  fileName: z.string(),
  kind: z.enum(['xlsx', 'csv']),
  sheets: z.array(importSheet),
  /** What a column can be taken for. */
  fields: z.array(z.string()),
  /** Villages of the township, for a sheet that does not say its own. */
  villages: z.array(z.object({ code: z.number(), name: z.string() })),
  counts,
  /** How many rows are wrong or to be looked at for each reason, the commonest first. */
  byCode: z.array(z.object({ code: z.string(), rows: z.number() })),
});

/** How far the look at a file is; the last step is `looked` or `fault`. */
export const importStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reading') }),
  z.object({ kind: z.literal('checking'), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal('looked'), preview: importPreview }),
  /** The file as a whole cannot be imported; IMPORT_GONE: it is no longer kept and has to be chosen again. */
  z.object({ kind: z.literal('fault'), code: z.string(), message: z.string() }),
]);

export const importRow = z.object({
  /** Its place among all rows: what `run` is told to have been seen. */
  index: z.number(),
  sheet: z.number(),
  sheetName: z.string(),
  row: z.number(),
  result: z.enum(['ready', 'look', 'wrong', 'skipped']),
  cells: z.object({
    name: z.string(),
    idNumber: z.string(),
    certificateNumber: z.string(),
    village: z.string(),
    household: z.string(),
    benefits: z.string(),
  }),
  /** Columns at fault, with the sentence a clerk reads. */
  problems: z.array(
    z.object({
      level: z.enum(['wrong', 'look', 'note']),
      column: z.string(),
      code: z.string(),
      message: z.string(),
    }),
  ),
});
export type ImportRow = z.infer<typeof importRow>;

export const importRowsInput = z.strictObject({
  importId: z.string(),
  show: z.enum(['wrong-and-look', 'wrong', 'all']),
  language: importLanguage,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});

/** What a person wants of each sheet. */
export const importRemapInput = z.strictObject({
  importId: z.string(),
  language: importLanguage,
  sheets: z.array(
    z.strictObject({
      index: z.number().int(),
      isIncluded: z.boolean(),
      headerRow: z.number().int().nullable(),
      /** A village for the whole sheet; null leaves it to the sheet's name. */
      village: z.number().int().nullable(),
      /** Null takes the columns as they are found under that header. */
      columns: z
        .array(z.strictObject({ column: z.number().int().min(0).max(16_384), field: z.string().nullable() }))
        .nullable(),
    }),
  ),
});

export const importRunInput = z.strictObject({
  importId: z.string(),
  /** Rows to look at that somebody has seen: all, or spans of `index`, both ends included. Others are not written. */
  seen: z.union([
    z.literal('all'),
    z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])).max(100_000),
  ]),
});

export const importProgress = z.object({
  done: z.number(),
  /** Rows to be written in this run. */
  total: z.number(),
  imported: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  /** Rows to look at that nobody has seen: left out of this run. */
  unseen: z.number(),
  finished: z.boolean(),
  /** The file is no longer kept: nothing was written, and it has to be chosen again. */
  isGone: z.boolean(),
});

export const importFaulty = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), fileName: z.string(), contentBase64: z.string() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);
