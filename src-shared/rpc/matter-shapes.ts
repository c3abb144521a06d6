/** What is looked after beside the files: who has not been told, exits that are due or proposed, leads, recoveries, files sent on, delegations, checks
 *  of a household (S004 arts 8–13). */
import { z } from 'zod';
import { BENEFITS } from '../domain/state.ts';

const id = z.number().int();
const words = z.string().nullable();
const benefits = z.array(z.enum(BENEFITS));

export const MATTER_KINDS = ['told', 'exits', 'leads', 'recoveries', 'forwarded', 'delegations'] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

/** Work that waits in each list that this role has. */
export const matterCounts = z.array(z.object({ kind: z.enum(MATTER_KINDS), count: z.number() }));
export type MatterCounts = z.infer<typeof matterCounts>;

const who = { personId: id, name: z.string(), village: z.string(), township: z.string() };

export const untoldRow = z.object({
  ...who,
  phoneMasked: z.string(),
  /** In receipt of a subsidy: told by the township with the village; the others are new holders (art.10). */
  benefits,
  certificateExpiresOn: words,
});
export type UntoldRow = z.infer<typeof untoldRow>;

export const exitRow = z.object({
  ...who,
  entitlementId: id,
  benefit: z.enum(BENEFITS),
  state: z.string(),
  /** What somebody proposed; null where only the facts call for it. */
  change: words,
  reason: words,
  words,
  who: words,
  on: words,
});
export type ExitRow = z.infer<typeof exitRow>;

export const leadRow = z.object({
  leadId: id,
  personId: id.nullable(),
  name: z.string(),
  phone: words,
  village: z.string(),
  township: z.string(),
  scope: id,
  benefits,
  source: words,
  words,
  openedOn: words,
  contacts: z.array(z.object({ on: z.string(), way: z.string(), words: z.string(), who: z.string() })),
  state: z.string(),
  outcome: words,
  outcomeReason: words,
  outcomeWords: words,
  closedOn: words,
});
export type LeadRow = z.infer<typeof leadRow>;

export const recoveryRow = z.object({
  ...who,
  recoveryId: id,
  cause: words,
  state: z.string(),
  owedFen: z.number(),
  openedOn: words,
  noticedOn: words,
  refusedOn: words,
});
export type RecoveryRow = z.infer<typeof recoveryRow>;

export const forwardedRow = z.object({
  forwardingId: id,
  name: z.string(),
  to: z.string(),
  benefits,
  submittedOn: words,
  forwardedOn: words,
  slipNumber: words,
  state: z.string(),
  stateSince: words,
});
export type ForwardedRow = z.infer<typeof forwardedRow>;

export const delegationRow = z.object({
  township: id,
  townshipName: z.string(),
  /** The decision that can be ended; null: there is none, or its last day is known already. */
  delegationId: id.nullable(),
  from: words,
  document: words,
  words,
  who: words,
  revokedOn: words,
  revokeDocument: words,
  /** Files that the township has determined, and how many of these people a spot check of this year has looked at. */
  determined: z.number(),
  checked: z.number(),
});
export type DelegationRow = z.infer<typeof delegationRow>;

export const matterPage = z.strictObject({
  /** What was closed already, too. */
  withClosed: z.boolean().default(false),
});

const listOf = <Row extends z.ZodType>(row: Row) => z.object({ total: z.number(), rows: z.array(row) });
export const untoldList = listOf(untoldRow);
export const exitList = listOf(exitRow);
export const leadList = listOf(leadRow);
export const recoveryList = listOf(recoveryRow);
export const forwardedList = listOf(forwardedRow);

export const sendCheckInput = z.strictObject({ checkId: id });
export const checkSent = z.object({ code: words, fileName: z.string().optional() });
export const checkAnswers = z.object({
  /** Why nothing could be looked at; null: the folder was read. */
  code: words,
  taken: z.number(),
  refused: z.array(z.object({ name: z.string(), code: z.string() })),
});

/** Where requests for checks go and answers come from on this computer, and whose signature counts. */
export const checkExchange = z.object({
  folder: z.string(),
  /** False: the folder of the program itself. */
  isChosen: z.boolean(),
  /** Why nothing can go or come now. */
  fault: words,
  /** `keyId`: to be compared with the body's own. */
  body: z.object({ name: z.string(), keyId: z.string(), enteredOn: words }).nullable(),
});
export type CheckExchange = z.infer<typeof checkExchange>;
/** Empty: the folder of the program itself. */
export const exchangeFolderInput = z.strictObject({ folder: z.string().max(1_000) });
