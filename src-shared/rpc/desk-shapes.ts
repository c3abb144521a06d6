/** What the replica answers to the screens (contract: desk.ts). Ids are numbers, dates 'YYYY-MM-DD', instants ISO UTC text,
 *  money integer fen. Numbers of people arrive masked unless `reveal` asked for them (dossier (g): internal lists). */
import { eligibilityView } from './eligibility-shapes.ts';
import { entitlementCourse, lawFacts } from './law-shapes.ts';
import { z } from 'zod';
import { CONFLICT_KINDS } from '../domain/conflict.ts';
import { BENEFITS, MATERIAL_CODES } from '../domain/state.ts';

const id = z.number().int();
const words = z.string().nullable();

/** Where an act is: 1 saved here, 2 waiting (an attempt is under way or due), 3 received by the county, 4 decided. */
export const place = z.enum(['saved', 'waiting', 'received', 'decided', 'needs-you']);
export type Place = z.infer<typeof place>;

/** Due date of the step a file stands in. `not-computable`: no calendar for the year. */
export const deadline = z.object({
  kind: z.enum(['none', 'overdue', 'today', 'soon', 'later', 'not-computable']),
  dueOn: z.string().nullable(),
  workingDays: z.number().nullable(),
  /** What is due: entry, sendToFederation, federationReview, handToCivilAffairs, determine, returnHop, supplement, preliminary. */
  step: z.string().nullable(),
});
export type DeadlineView = z.infer<typeof deadline>;

export const personBrief = z.object({
  personId: id,
  name: z.string(),
  idNumberMasked: z.string(),
  sex: words,
  birthDate: words,
  age: z.number().nullable(),
  village: z.string(),
  township: z.string(),
  scope: id,
  openApplication: z
    .object({ applicationId: id, state: z.string(), benefits: z.array(z.enum(BENEFITS)) })
    .nullable(),
});

export const caseRow = z.object({
  personId: id,
  applicationId: id.nullable(),
  name: z.string(),
  idNumberMasked: z.string(),
  village: z.string(),
  township: z.string(),
  benefits: z.array(z.enum(BENEFITS)),
  /** Application state, or 'ACTIVE' for an entitlement, or 'REGISTERED' for a person without a file. */
  state: z.string(),
  deadline,
  place,
  /** Which reading matched, for the line «拼音首字母». */
  pendingHere: z.boolean(),
});
export type CaseRow = z.infer<typeof caseRow>;
export const caseList = z.object({
  total: z.number(),
  all: z.number(),
  reading: z.enum(['all', 'name', 'initials', 'pinyin', 'digits', 'village', 'village-and-name']),
  milliseconds: z.number(),
  rows: z.array(caseRow),
});

export const historyRow = z.object({
  lineId: id,
  at: z.string(),
  action: z.string(),
  stateAfter: words,
  who: z.string(),
  device: z.string(),
  reasonCode: words,
  words,
  documentKind: words,
  documentNumber: words,
  details: z.unknown(),
  place,
  receipt: words,
});
export type HistoryRow = z.infer<typeof historyRow>;

export const station = z.object({
  /** intake, preliminary, federation, determination, payment */
  station: z.enum(['intake', 'preliminary', 'federation', 'determination', 'payment']),
  status: z.enum(['done', 'now', 'returned', 'refused', 'later']),
  on: words,
});

export const application = z.object({
  applicationId: id,
  state: z.string(),
  stateSince: words,
  benefits: z.array(z.enum(BENEFITS)),
  submittedOn: words,
  materials: z.array(z.enum(MATERIAL_CODES)),
  missing: z.array(z.enum(MATERIAL_CODES)),
  noticeCount: z.number(),
  returnedBy: words,
  reasonCode: words,
  reasonWords: words,
  enteredOn: words,
  deadline,
  stations: z.array(station),
  /** Command the person may issue next on this file, and who it waits for when it is not this role's turn. */
  nextStep: z.object({
    command: z.string().nullable(),
    waitsFor: z.enum(['me', 'TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS', 'APPLICANT', 'nobody']),
  }),
  place,
});
export type ApplicationView = z.infer<typeof application>;

export const personFacts = z.object({
  personId: id,
  scope: id,
  name: z.string(),
  idNumberMasked: words,
  sex: words,
  birthDate: words,
  age: z.number().nullable(),
  ethnicity: words,
  phoneMasked: words,
  residenceAddress: words,
  village: z.string(),
  township: z.string(),
  hukouVillage: id.nullable(),
  hukouKind: words,
  hukouAddress: words,
  certificateNumberMasked: words,
  disabilityClass: z.number().nullable(),
  grade: z.number().nullable(),
  certificateExpiresOn: words,
  certificateStatus: words,
  householdCategory: words,
  householdFrom: words,
  needsLongTermCare: z.boolean().nullable(),
  accountHolder: words,
  bankName: words,
  accountNumberMasked: words,
  accountKind: words,
});
export type PersonFacts = z.infer<typeof personFacts>;

/** Somebody whose register has moved to a township that this computer does not hold: who, whereto, and the date in the register. */
export const departedPerson = z.object({ personId: id, name: z.string(), township: z.string(), on: words });
export type DepartedPerson = z.infer<typeof departedPerson>;

export const casePage = z.object({
  person: personFacts,
  applications: z.array(application),
  entitlements: z.array(
    entitlementCourse.extend({
      benefit: z.enum(BENEFITS),
      state: z.string(),
      entitledFrom: words,
      monthlyFen: z.number().nullable(),
      packVersion: words,
    }),
  ),
  law: lawFacts,
  /** Null where this computer cannot judge. */
  eligibility: eligibilityView.nullable(),
  openConflicts: z.array(z.object({ conflictId: id, groupName: z.string(), kind: z.string() })),
  history: z.array(historyRow),
  /** False when this role may not hold bank numbers. */
  seesMoney: z.boolean(),
});
export type CasePage = z.infer<typeof casePage>;

export const revealed = z.object({
  idNumber: words,
  certificateNumber: words,
  phone: words,
  accountNumber: words,
});

export const reviewItem = z.object({
  applicationId: id,
  personId: id,
  name: z.string(),
  township: z.string(),
  village: z.string(),
  benefits: z.array(z.enum(BENEFITS)),
  state: z.string(),
  deadline,
  place,
  /** True when this person may not judge it: did the earlier step (four eyes). */
  blockedByFourEyes: z.boolean(),
});
export const reviewFile = z.object({
  item: reviewItem,
  page: casePage,
  application,
  /** Hash of the groups this body judges, to be sent back with the judgement. */ judged: z.string(),
});

export const conflictItem = z.object({
  conflictId: id,
  personId: id,
  personName: z.string(),
  groupName: z.string(),
  /** ask: a person must settle; proposal: the owner's value stands, the other is kept; merged: look once. */
  kind: z.enum(CONFLICT_KINDS),
  state: z.enum(['OPEN', 'SETTLED', 'NOTED']),
  since: z.string(),
  touchesMoney: z.boolean(),
});
const side = z.object({ who: z.string(), unit: z.string(), at: z.string(), device: z.string() });
export const conflictPage = z.object({
  item: conflictItem,
  person: personBrief,
  recordType: z.string(),
  recordId: id,
  /** One line a field: values masked like everywhere; `differs` says which sides changed it. */
  fields: z.array(z.object({ field: z.string(), before: words, mine: words, theirs: words })),
  mine: side,
  theirs: side,
  settlement: z.object({ choice: z.string(), who: z.string(), at: z.string(), reason: words }).nullable(),
});
export type ConflictPage = z.infer<typeof conflictPage>;

export const journalOverview = z.object({
  /** made = waiting + applied + inConflict + refused by what the county said, and = waiting + received + needsYou by what is left to do;
   *  always. A conflict that was settled counts as applied; parked and quarantined acts count as refused: the county has not taken them.
   *  `decided` counts those of `received` whose file the county has decided. */
  made: z.number(),
  waiting: z.number(),
  applied: z.number(),
  inConflict: z.number(),
  refused: z.number(),
  received: z.number(),
  needsYou: z.number(),
  /** Of those refused, put off or not known: what nobody has looked at. */
  refusedLeft: z.number(),
  decided: z.number(),
  oldestWaitingAt: words,
  waitingBytes: z.number(),
  receipts: z.array(z.object({ receipt: z.string(), at: z.string(), acts: z.number() })),
  /** Acts with a receipt, in all. */
  receiptCount: z.number(),
  /** Townships that the county has taken from this computer last: their people are gone from here, what was done stays. */
  withdrawn: z.object({ at: z.string(), townships: z.array(z.string()) }).nullable(),
  /** How this computer came to its number, where it has had another. copy: its disk is a copy of another's; unknown: the county knew it no more. */
  renamed: z
    .object({
      at: z.string(),
      why: z.enum(['copy', 'unknown']),
      computerName: z.string(),
      renumbered: z.number(),
    })
    .nullable(),
});
export const actRow = z.object({
  number: id,
  name: z.string(),
  personId: id.nullable(),
  personName: words,
  madeAt: z.string(),
  who: z.string(),
  place,
  /** pending, applied, applied-with-difference, refused, in-conflict, parked, quarantined */
  outcome: z.string(),
  code: words,
  receipt: words,
  bytes: z.number(),
  conflictId: id.nullable(),
  /** Of an act that went after somebody who moved: the township where it is settled now. */
  movedTo: id.nullable(),
  /** Whom it is about has moved away from what this computer holds. */
  departed: z.object({ township: z.string(), on: words }).nullable(),
});
export type ActRow = z.infer<typeof actRow>;
/** An act with the county's receipt. */
export const receiptRow = actRow.extend({ receipt: z.string(), receivedAt: z.string() });
export type ReceiptRow = z.infer<typeof receiptRow>;
export const receiptList = z.object({
  /** Of the day that was asked for, or of all. */
  total: z.number(),
  /** Days on which receipts came, the newest first, with how many. */
  days: z.array(z.object({ day: z.string(), count: z.number() })),
  rows: z.array(receiptRow),
});
export type ReceiptList = z.infer<typeof receiptList>;
export const actPage = actRow.extend({
  args: z.unknown(),
  detail: z.unknown(),
  commit: z.number().nullable(),
  receivedAt: words,
  /** Seen and put away by a person; nothing of it is lost. */
  isDismissed: z.boolean(),
  /** The county did not take it, and nobody has mended it yet. */
  isMendable: z.boolean(),
  /** The act that took its place, and the one whose place it took. */
  replacedBy: id.nullable(),
  replaces: id.nullable(),
  /** Whether the county's signature holds for its receipt, checked now. */
  proof: z.enum(['proved', 'unsigned', 'wrong']),
  /** Of a parked act: the refused one before it. */
  behind: id.nullable(),
  /** Its line in the history of its person, where that is known here. */
  lineId: id.nullable(),
  /** What was said of it before and holds no more, the oldest first: a receipt that the county lost, a number under another device. */
  past: z.array(
    z.discriminatedUnion('why', [
      z.object({ why: z.literal('lost'), receipt: z.string(), outcome: z.string() }),
      z.object({ why: z.literal('renumbered'), device: z.number(), number: id }),
    ]),
  ),
});

/** A photo or PDF on a case. kept: its bytes are on this computer; uploaded: the county has them too; awaited: they are not here yet;
 *  closed: what it shows is not for this role. */
export const paper = z.object({
  paperId: id,
  applicationId: id.nullable(),
  material: z.string(),
  mediaType: z.string(),
  byteCount: z.number(),
  fileName: words,
  who: z.string(),
  addedAt: z.string(),
  /** kept: here alone; uploaded: here and at the county; at-county: there, not fetched yet; awaited: neither, another desk has it. */
  state: z.enum(['kept', 'uploaded', 'at-county', 'awaited', 'closed']),
  /** The computer that it was put on with, while the county has not got it. */
  awaitedFrom: words,
  mayRemove: z.boolean(),
  removed: z.object({ who: z.string(), at: z.string(), reason: z.string() }).nullable(),
});
export type PaperView = z.infer<typeof paper>;
export const paperContent = z.discriminatedUnion('state', [
  z.object({ state: z.literal('here'), mediaType: z.string(), byteCount: z.number() }),
  z.object({ state: z.literal('part'), contentBase64: z.string() }),
  /** gone: there is no such paper, or it was taken away. */
  z.object({ state: z.enum(['awaited', 'closed', 'gone']) }),
]);
/** When papers give way to acts: on a poor line by what was measured, on every line, on none. */
export const papersLineMode = z.enum(['auto', 'always', 'never']);
export type PapersLineMode = z.infer<typeof papersLineMode>;
const papersWaiting = z.object({ count: z.number(), bytes: z.number() });
export const papersLine = z.object({ mode: papersLineMode, up: papersWaiting, down: papersWaiting });
export const paperThumbnail = z.object({ mediaType: z.string(), contentBase64: z.string() });

export const draft = z.object({ kind: z.string(), key: z.string(), body: z.string(), savedAt: z.string() });

export const issueResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), number: id, savedAt: z.string(), ids: z.array(id) }),
  /** `path`: the argument a form should point at, as in ['person','idNumber']. */
  z.object({
    ok: z.literal(false),
    code: z.string(),
    path: z.array(z.string()).optional(),
    detail: z.unknown().optional(),
  }),
]);
export type IssueResult = z.infer<typeof issueResult>;

export type { ImportRow } from './import-shapes.ts';
