/** Payment rosters as the screens see them (发放). */
import { z } from 'zod';
import { BANK_PROBLEMS } from '../domain/bank-result.ts';
import { SHEET_COPIES } from '../domain/roster-sheet.ts';
import { BENEFITS } from '../domain/state.ts';

const id = z.number().int();
const count = z.number().int();
const benefitFigures = z.object({
  ...{ persons: count, rows: count, payFen: count, currentFen: count, backFen: count, adjustFen: count },
  ...{ heldPersons: count, heldRows: count, heldFen: count },
});
const identity = z.object({
  ...{ last: count, added: count, resumed: count, exited: count, suspended: count, current: count },
  unexplained: count,
});
const benefits = <T extends z.ZodType>(of: T) => z.object({ LIVING: of, NURSING: of });

export const rosterBrief = z.object({
  rosterId: id,
  month: z.string(),
  cycle: z.string(),
  state: z.string(),
  /** What the centre is doing with it. */
  job: z.string().nullable(),
  persons: count,
  payFen: count,
});
export type RosterBrief = z.infer<typeof rosterBrief>;

export const rosterPage = rosterBrief.extend({
  /** Townships that are through, of how many, while the centre works. */
  progress: z.object({ done: count, of: count }).nullable(),
  rowHash: z.string().nullable(),
  lockedHash: z.string().nullable(),
  /** Whether the rows here add up to the hash; null while they are not all here. */
  matches: z.boolean().nullable(),
  figures: benefits(benefitFigures).nullable(),
  identity: benefits(identity).nullable(),
  balances: z.boolean(),
  capital: z.string(),
  signatures: z.array(z.object({ body: z.string(), by: z.string(), on: z.string() })),
  dueOn: z.string().nullable(),
  townships: z.array(
    z.object({ scope: id, name: z.string(), persons: count, payFen: count, heldRows: count }),
  ),
  settled: z.object({ rows: count, fen: count, returnedRows: count, returnedFen: count }).nullable(),
  paidOn: z.string().nullable(),
  reopenReason: z.string().nullable(),
});
export type RosterPage = z.infer<typeof rosterPage>;

export const ROSTER_VIEWS = ['held', 'came', 'went', 'returned', 'all'] as const;

export const rosterRowsInput = z.strictObject({
  rosterId: id,
  view: z.enum(ROSTER_VIEWS),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});

export const rosterRow = z.object({
  rowId: id,
  personId: id,
  name: z.string(),
  township: z.string(),
  village: z.string(),
  benefit: z.string(),
  month: z.string(),
  kind: z.string(),
  amountFen: count,
  result: z.string(),
  heldReason: z.string().nullable(),
  heldDetail: z.array(z.string()),
  bankReason: z.string().nullable(),
  movement: z.string().nullable(),
});
export type RosterRowView = z.infer<typeof rosterRow>;

export const returnedPayment = z.object({
  entitlementId: id,
  personId: id,
  name: z.string(),
  village: z.string(),
  benefit: z.string(),
  returnedOn: z.string(),
  bankReason: z.string().nullable(),
  months: z.array(z.string()),
  fen: count,
});
export type ReturnedPayment = z.infer<typeof returnedPayment>;

export const paymentsOverview = z.object({
  rosters: z.array(rosterBrief),
  returned: z.array(returnedPayment),
});
export type PaymentsOverview = z.infer<typeof paymentsOverview>;

export const bankFileInput = z.strictObject({
  rosterId: id,
  fileName: z.string().max(260),
  contentBase64: z.string().max(28_000_000),
  language: z.enum(['zh-CN', 'en']),
});

export const bankFileRead = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    fileHash: z.string(),
    paidRows: count,
    paidFen: count,
    returnedFen: count,
    returned: z.array(z.object({ rowId: id, reason: z.string() })),
    problemCount: count,
    problems: z.array(
      z.object({ line: count.nullable(), seq: count.nullable(), problem: z.enum(BANK_PROBLEMS) }),
    ),
  }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string().nullable() }),
]);
export type BankFileRead = z.infer<typeof bankFileRead>;

/** Packs that the next roster may be made by, beside those of the last one (提标测算). */
export const raiseChoices = z.object({
  /** Name of the packs of the last roster. */
  inUse: z.string(),
  /** The next month without a roster. */
  month: z.string(),
  sets: z.array(z.object({ version: z.string(), from: z.string(), documents: z.array(z.string()) })),
  townships: z.array(z.object({ scope: id, name: z.string() })),
});
export type RaiseChoices = z.infer<typeof raiseChoices>;

export const raiseInput = z.strictObject({
  version: z.string().max(200),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  scope: id,
});
export type RaiseInput = z.infer<typeof raiseInput>;

const raiseOfBenefit = z.object({
  ...{ persons: count, monthlyFen: count, backPersons: count, backMonths: count, backFen: count },
});
export const raiseOfTownship = benefits(raiseOfBenefit).extend({
  scope: id,
  name: z.string(),
  persons: count,
});
export type RaiseOfTownship = z.infer<typeof raiseOfTownship>;

export const rosterSheetInput = z.strictObject({
  rosterId: id,
  copy: z.enum(SHEET_COPIES),
  /** A township, or null for all that this desk holds. */
  scope: id.nullable(),
});
export type RosterSheetInput = z.infer<typeof rosterSheetInput>;

const sheetLine = z.object({
  ...{ seq: count, name: z.string(), village: z.string(), benefit: z.enum(BENEFITS) },
  ...{ from: z.string(), to: z.string(), months: count },
  ...{ currentFen: count, backFen: count, adjustFen: count, totalFen: count },
  ...{
    idNumber: z.string().nullable(),
    bankName: z.string().nullable(),
    accountNumber: z.string().nullable(),
  },
});
/** The roster on paper, as one copy of it shows it. */
export const rosterSheet = z.object({
  place: z.string(),
  month: z.string(),
  hash: z.string(),
  lines: z.array(sheetLine),
  persons: count,
  totalFen: count,
  capital: z.string(),
  heldRows: count,
  heldFen: count,
});
export type RosterSheetView = z.infer<typeof rosterSheet>;
