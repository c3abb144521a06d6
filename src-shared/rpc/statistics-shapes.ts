/** Statistics as the screens see them (dossier (l)): tables of codes and numbers; a number that is left out is null. Words are made in the screens. */
import { z } from 'zod';

/** On every table: 人数, 人次, 资金 (fen), files, working days, per cent, findings, fen a month, counties, times that something was done. */
export const STATISTIC_UNITS = [
  'PERSONS',
  'PERSON_TIMES',
  'MONEY',
  'FILES',
  'DAYS',
  'RATE',
  'FINDINGS',
  'STANDARD',
  'COUNTIES',
  'TIMES',
] as const;

export const statisticTable = z.object({
  key: z.string(),
  unit: z.enum(STATISTIC_UNITS),
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      /** Code, or the name itself of a place, a month or a standard. */
      code: z.string(),
      isName: z.boolean(),
      /** Of a table over several dimensions: what the row is in each. */
      parts: z.array(z.object({ dimension: z.string(), code: z.string(), isName: z.boolean() })).optional(),
      cells: z.array(z.number().nullable()),
      sum: z.number().nullable().optional(),
    }),
  ),
  sums: z.object({ cells: z.array(z.number().nullable()), sum: z.number().nullable() }).nullable(),
});
export type StatisticTable = z.infer<typeof statisticTable>;

/** What people can be counted by; `place`: villages of a township, townships of a county. */
export const CROSS_DIMENSIONS = ['place', 'class', 'grade', 'age', 'hukou', 'sex'] as const;
export type CrossDimension = (typeof CROSS_DIMENSIONS)[number];
export const CROSS_MOST = 3;
export const crossSchema = z.array(z.enum(CROSS_DIMENSIONS)).max(CROSS_MOST).default([]);

const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const statisticsInput = z.strictObject({
  month: monthSchema,
  /** For whoever stands outside: small cells are left out. */
  forOutside: z.boolean(),
  /** One table more, over two or three of them together. */
  cross: crossSchema,
});
export type StatisticsInput = z.infer<typeof statisticsInput>;

export const statistics = z.object({
  month: z.string(),
  unit: z.string(),
  /** Small cells are left out of what is shown. */
  isSuppressed: z.boolean(),
  /** This body sees nothing else (dossier (l)). */
  isOnlyOutside: z.boolean(),
  tables: z.array(statisticTable),
});
export type Statistics = z.infer<typeof statistics>;

/** What is asked of the centre: a division of the level of whoever asks, or below it (dossier (l), m.2). */
export const regionInput = z.strictObject({
  /** 12 digits. */
  region: z.number().int(),
  month: monthSchema,
  forOutside: z.boolean(),
});
export type RegionInput = z.infer<typeof regionInput>;

/** Sums of a division by its parts, as the centre counted them. */
export const regionFigures = z.object({
  region: z.number().int(),
  /** Null where no name is known. */
  name: z.string().nullable(),
  month: z.string(),
  isSuppressed: z.boolean(),
  isOnlyOutside: z.boolean(),
  countedAt: z.string(),
  parts: z.array(z.object({ code: z.number().int(), name: z.string() })),
  tables: z.array(statisticTable),
});
export type RegionFigures = z.infer<typeof regionFigures>;

/** As a desk shows it: the centre's answer, or without a line the last one that came. */
export const regionAnswer = z.object({
  figures: regionFigures.nullable(),
  /** Why there is no answer of now; null when there is. */
  trouble: z.enum(['no-line', 'sign-in-needed', 'refused']).nullable(),
});
export type RegionAnswer = z.infer<typeof regionAnswer>;
