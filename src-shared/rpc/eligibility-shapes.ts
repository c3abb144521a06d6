/** What the rules say of a person in a month, as a screen is told it: the verdict of each subsidy and every rule that was asked. */
import { z } from 'zod';

const finding = z.object({
  rule: z.string(),
  /** What the rule looked at; numbers of people are masked. */
  looked: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Codes against; none: the rule is met. */
  against: z.array(z.string()),
});

const judged = z.object({
  eligible: z.boolean(),
  /** Fen a month: 0 where not eligible, null where the amount is unknown. */
  amountFen: z.number().nullable(),
  reasons: z.array(z.string()),
  findings: z.array(finding),
});
export type JudgedView = z.infer<typeof judged>;

export const eligibilityView = z.object({
  month: z.string(),
  packVersion: z.string(),
  LIVING: judged,
  NURSING: judged,
  warnings: z.array(z.string()),
  /** What the first roster would pay of an open file that were determined today; fen null where an amount is unknown. */
  first: z
    .object({
      rosterMonth: z.string(),
      backPayMonths: z.array(z.string()),
      backPayFen: z.number().nullable(),
      totalFen: z.number().nullable(),
    })
    .nullable(),
});
export type EligibilityView = z.infer<typeof eligibilityView>;
