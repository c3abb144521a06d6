/** History of payments as the screens see it (历史数据补录). */
import { z } from 'zod';
import { PAST_REASONS, PAST_STATES } from '../domain/past-payment.ts';

const id = z.number().int();
const count = z.number().int();

const difference = z.object({
  reason: z.enum(PAST_REASONS),
  from: z.string(),
  to: z.string(),
  owedFen: count.nullable(),
  because: z.array(z.string()),
});

export const pastEntry = z.object({
  pastPaymentId: id,
  personId: id,
  name: z.string(),
  township: z.string(),
  village: z.string(),
  benefit: z.string(),
  fromMonth: z.string(),
  toMonth: z.string(),
  amountFen: count,
  state: z.enum(PAST_STATES),
  differences: z.array(difference),
  words: z.string().nullable(),
  explainedWords: z.string().nullable(),
});
export type PastEntry = z.infer<typeof pastEntry>;

export const pastOverview = z.object({
  /** Signed off by both bodies: nothing of it changes (PH2). Only a desk that holds the roll-out knows. */
  isSignedOff: z.boolean(),
  months: z.array(
    z.object({
      month: z.string(),
      persons: count,
      enteredFen: count,
      financeFen: count.nullable(),
      open: count,
      isReconciled: z.boolean(),
    }),
  ),
  /** Entries that differ and are not explained; the first of them. */
  open: z.object({ total: count, rows: z.array(pastEntry) }),
  /** The newest entries. */
  newest: z.array(pastEntry),
});
export type PastOverview = z.infer<typeof pastOverview>;

export const PAST_FILE_PROBLEMS = [
  ...(['PERSON_UNKNOWN', 'BENEFIT_UNKNOWN', 'MONTH_UNREAD', 'AMOUNT_UNREAD'] as const),
  ...(['past/before-2016', 'past/months-turned', 'past/not-past', 'past/month-twice'] as const),
  'past/on-a-roster',
] as const;
const problem = z.object({ row: count, problem: z.enum(PAST_FILE_PROBLEMS) });
export type PastProblem = z.infer<typeof problem>;

export const pastFileInput = z.strictObject({
  contentBase64: z.string().max(28_000_000),
  language: z.enum(['zh-CN', 'en']),
  /** False: only looked at, nothing is written. */
  isTaken: z.boolean(),
});

export const pastFileRead = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    fileHash: z.string(),
    persons: count,
    periods: count,
    problemCount: count,
    problems: z.array(problem),
    /** People whose act was refused when it was made. */
    refused: count,
  }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string().nullable() }),
]);
export type PastFileRead = z.infer<typeof pastFileRead>;
