/** What the case page is told of a person beside certificate, household and account: the facts that the two subsidies look at, who acts for them,
 *  what keeps money back, what was given up, told and recovered. Numbers of people arrive masked.                                         */
import { z } from 'zod';
import { BENEFITS } from '../domain/state.ts';

const id = z.number().int();
const words = z.string().nullable();
const benefit = z.enum(BENEFITS);

export const lawFacts = z.object({
  life: z.object({
    deathDate: words,
    deathSource: words,
    custodyKind: words,
    custodyFrom: words,
    custodyTo: words,
  }),
  otherBenefits: z.array(
    z.object({
      type: z.string(),
      amountFen: z.number().nullable(),
      from: z.string(),
      to: words,
      inFull: z.boolean(),
      source: z.string(),
    }),
  ),
  elections: z.array(z.object({ benefit, choice: z.string(), signedOn: z.string() })),
  /** Who handed the newest file in, what was declared, and where it was taken in for this place (S004 arts 1, 13); null without a file. */
  applied: z
    .object({
      by: words,
      name: words,
      phoneMasked: words,
      authorisation: words,
      isCheckAuthorised: z.boolean(),
      isDutyTold: z.boolean(),
      takenInAt: words,
    })
    .nullable(),
  /** Null where this role may not hold it, or nobody acts for the person. */
  guardian: z
    .object({ relation: z.string(), name: z.string(), phoneMasked: words, authorisation: words })
    .nullable(),
  isIncapable: z.boolean(),
  renewalAppliedOn: words,
  renewalReceiptOn: words,
  /** Until when a scanned receipt keeps the subsidy. */
  receiptHoldsUntil: words,
  holds: z.array(z.object({ body: z.string(), who: z.string(), since: z.string(), reason: z.string() })),
  told: z.object({ on: words, by: words, way: words, isSigned: z.boolean(), dutyOn: words }),
  waivers: z.array(z.object({ items: z.array(benefit), signedOn: words, revokedOn: words })),
  /** Checks of the household's economic situation, the newest first; sums null where this role may not hold them. */
  economicChecks: z.array(
    z.object({
      checkId: id,
      state: z.string(),
      authorisedOn: words,
      authorisedBy: words,
      askedOn: words,
      answeredOn: words,
      finding: words,
      incomeFen: z.number().nullable(),
      propertyFen: z.number().nullable(),
      words,
    }),
  ),
  /** Votes of delegates, the newest first; the ballots of one that was counted once are nobody's to see. */
  evaluations: z.array(
    z.object({
      evaluationId: id,
      applicationId: id.nullable(),
      round: z.number(),
      heldOn: words,
      delegates: z.number(),
      /** Whether the packs of today know another vote after it (EV5, EV6). */
      mayVoteAgain: z.boolean(),
      /** Whose count waits for another's; null when it stands. */
      countedBy: words,
      isMine: z.boolean(),
      result: z
        .object({
          TRUE: z.number(),
          NOT_TRUE: z.number(),
          ABSTAIN: z.number(),
          cast: z.number(),
          quorumMet: z.boolean(),
          result: z.enum(['CONFIRMED', 'REJECTED', 'NO_DECISION']),
        })
        .nullable(),
    }),
  ),
  recoveries: z.array(
    z.object({
      recoveryId: id,
      cause: z.string(),
      state: z.string(),
      months: z.array(z.string()),
      amountFen: z.number(),
      owedFen: z.number(),
      noticedOn: words,
      refusedOn: words,
    }),
  ),
});
export type LawFacts = z.infer<typeof lawFacts>;

export const entitlementCourse = z.object({
  entitlementId: id,
  lastPayableMonth: words,
  exitReason: words,
  /** Months that wait or waited; the last is null while it goes on. */
  suspensions: z.array(z.object({ from: z.string(), to: words, outcome: z.string(), reason: z.string() })),
  proposal: z
    .object({
      change: z.string(),
      reason: words,
      on: words,
      words: z.string(),
      who: z.string(),
      isMine: z.boolean(),
    })
    .nullable(),
  /** An exit that its facts call for and nobody has proposed: shown, never done by itself. */
  due: z.string().nullable(),
  /** Months paid beyond the last payable one that no recovery asks back yet (EX4). */
  overpaid: z.array(z.object({ month: z.string(), amountFen: z.number() })),
});
export type EntitlementCourse = z.infer<typeof entitlementCourse>;
