/** The monthly comparison as the screens see it (contract: desk.ts): registers and runs, findings as tasks, what goes back to the federation.
 *  Numbers of people masked as in every list; what is said in words is made in the screens, from codes.                             */
import { z } from 'zod';
import { FINDING_STATES } from '../domain/finding.ts';
import { REGISTER_KINDS } from '../domain/register.ts';

const id = z.number().int();
const words = z.string().nullable();
const dueOn = z.string().nullable();

export const registerView = z.object({
  registerId: id,
  kind: z.enum(REGISTER_KINDS),
  month: z.string(),
  asOf: z.string(),
  source: z.string(),
  rowCount: z.number(),
  pageCount: z.number(),
  pagesDone: z.number(),
  state: z.string(),
  handedBy: z.string(),
  handedOn: z.string(),
  /** Its rows can be read on this computer. */
  isHere: z.boolean(),
});
export type RegisterView = z.infer<typeof registerView>;

export const comparisonView = z.object({
  comparisonId: id,
  month: z.string(),
  state: z.string(),
  startedOn: z.string(),
  finishedOn: words,
  persons: z.number(),
  holders: z.number(),
  counts: z.record(z.string(), z.number()),
  raised: z.number(),
  seenAgain: z.number(),
  /** Kinds of register that it had. */
  kinds: z.array(z.string()),
  reportedOn: words,
});
export type ComparisonView = z.infer<typeof comparisonView>;

export const compareOverview = z.object({
  month: z.string(),
  /** Null where the year has no calendar. */
  dates: z.object({
    holderListDue: z.string(),
    comparisonDue: z.string(),
    reminderFederation: dueOn,
    reminderComparison: dueOn,
  }),
  registers: z.array(registerView),
  runs: z.array(comparisonView),
  mayHandOver: z.array(z.enum(REGISTER_KINDS)),
  mayRun: z.boolean(),
});
export type CompareOverview = z.infer<typeof compareOverview>;

/** The columns of a file as a person maps them by hand. */
const registerMapping = z.object({
  sheets: z.array(z.object({ index: z.number(), name: z.string() })),
  /** The sheet that is shown. */
  sheet: z.number(),
  headerRow: z.number().nullable(),
  topRows: z.array(z.object({ row: z.number(), words: z.string() })),
  columns: z.array(
    z.object({
      column: z.number(),
      header: z.string(),
      field: words,
      /** Numbers of people masked. */
      samples: z.array(z.string()),
      isHidden: z.boolean(),
    }),
  ),
  fields: z.array(z.string()),
  needed: z.array(z.string()),
});
export type RegisterMapping = z.infer<typeof registerMapping>;

export const registerLook = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    lookId: z.string(),
    kind: z.enum(REGISTER_KINDS),
    fileName: z.string(),
    fileHash: z.string(),
    people: z.number(),
    rowCount: z.number(),
    faultCount: z.number(),
    faults: z.array(z.object({ sheet: z.string(), row: z.number(), fault: z.string(), field: z.string() })),
    canTake: z.boolean(),
    columns: z.array(z.object({ field: z.string(), header: z.string() })),
    mapping: registerMapping,
  }),
  /** message: of a file that cannot be read at all; fields: the columns that it lacks. */
  z.object({
    ok: z.literal(false),
    code: z.string(),
    message: words,
    fields: z.array(z.string()),
    mapping: registerMapping.nullable(),
  }),
]);
export type RegisterLook = z.infer<typeof registerLook>;

export const lookInput = z.strictObject({
  kind: z.enum(REGISTER_KINDS),
  source: z.string().max(60).default(''),
  /** What a person takes the columns of one sheet for; `at` null: as its words say. */
  chosen: z
    .strictObject({
      sheet: z.number().int().min(0),
      headerRow: z.number().int().min(1),
      at: z.record(z.string().max(40), z.number().int().min(0).max(500)).nullable(),
    })
    .optional(),
  fileName: z.string().max(260),
  contentBase64: z.string().max(28_000_000),
  language: z.enum(['zh-CN', 'en']),
});

export const takeInput = z.strictObject({
  lookId: z.string().max(80),
  month: z.string(),
  asOf: z.string(),
  source: z.string().max(60),
});
export type TakeInput = z.infer<typeof takeInput>;
export const takeStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('writing'), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal('done'), registerId: id, rowCount: z.number() }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
]);
export type TakeStep = z.infer<typeof takeStep>;

export const runStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reading'), done: z.number() }),
  z.object({ kind: z.literal('writing'), done: z.number(), total: z.number() }),
  z.object({
    kind: z.literal('done'),
    comparisonId: id,
    persons: z.number(),
    holders: z.number(),
    counts: z.record(z.string(), z.number()),
    raised: z.number(),
    seenAgain: z.number(),
    refused: z.number(),
  }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
]);
export type RunStep = z.infer<typeof runStep>;

export const findingsInput = z.strictObject({
  /** `todo`: everything that is not closed. */
  show: z.enum(['todo', 'closed', 'all']),
  list: z.enum(['SHOULD_STOP', 'SHOULD_RECEIVE']).optional(),
  severity: z.string().max(20).optional(),
  /** What is the federation's own data: certificates (S004 art.12). */
  onlyFederation: z.boolean().optional(),
  personId: id.optional(),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});
export type FindingsInput = z.infer<typeof findingsInput>;

export const findingView = z.object({
  findingId: id,
  personId: id.nullable(),
  /** Null where the class is not held here. */
  name: words,
  idMasked: words,
  village: z.string(),
  township: z.string(),
  code: z.string(),
  severity: z.string(),
  benefit: words,
  list: words,
  points: z.array(z.string()),
  firstSeenMonth: z.string(),
  lastSeenMonth: z.string(),
  timesSeen: z.number(),
  foundOn: z.string(),
  /** Ten working days after it was found (dossier (h)); null where the year has no calendar. */
  dueOn,
  isOverdue: z.boolean(),
  state: z.enum(FINDING_STATES),
  assignedTo: words,
  visitedOn: words,
  outcome: words,
  evidence: words,
  paperId: id.nullable(),
  answeredBy: words,
  answeredOn: words,
  closedBy: words,
  closedOn: words,
  closeWords: words,
  /** Of whom only the holder list knows. */
  isHolder: z.boolean(),
  mayAnswer: z.boolean(),
  mayClose: z.boolean(),
});
export type FindingView = z.infer<typeof findingView>;

export const findingList = z.object({
  total: z.number(),
  /** Of all that is not closed, by code. */
  byCode: z.array(z.object({ code: z.string(), severity: z.string(), count: z.number() })),
  rows: z.array(findingView),
  /** Who may be sent: people of this township's office. */
  colleagues: z.array(z.object({ accountId: id, name: z.string() })),
});
export type FindingList = z.infer<typeof findingList>;

/** What the holder list says of somebody whom the office does not know, whole: for the form that takes their application. */
export const holderOfFinding = z.object({
  name: z.string(),
  idNumber: z.string(),
  phone: words,
  village: id.nullable(),
  hukou: words,
  certificateNumber: words,
  /** Somebody has registered this number meanwhile. */
  personId: id.nullable(),
});
export type HolderOfFinding = z.infer<typeof holderOfFinding>;
