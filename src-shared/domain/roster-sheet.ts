/** The roster on paper (发放清册, dossier (k), e.3; S004 arts 4, 5, 6): a line for each subsidy of each person, pages with their sum and the sum up to
 *  there, and which copy shows what.
 *  SH1 finance's copy has the accounts and never class or grade; the federation's has no account; the archive's is masked; the township's, which is
 *  posted, has neither account nor a digit of an ID number, and no whole name of a minor (S004 art.6; copies ∴, dossier (k)).  SH2 what is held
 *  is on no copy, and is said below.  SH3 the last sum up to there is the roster's total.  SH4 a copy is made for whoever may hold it. */
import type { PlainMonth } from './calendar.ts';
import { maskAccount, maskIdNumber, maskName } from './mask.ts';
import { addMonths } from './month.ts';
import type { Benefit, Role } from './state.ts';

export const SHEET_COPIES = ['FINANCE', 'FEDERATION', 'TOWNSHIP', 'ARCHIVE'] as const;
export type SheetCopy = (typeof SHEET_COPIES)[number];

/** SH4. */
export function copiesFor(role: Role): readonly SheetCopy[] {
  if (role === 'COUNTY_CIVIL_AFFAIRS_APPROVER') return SHEET_COPIES;
  if (role === 'COUNTY_FEDERATION_REVIEWER') return ['FEDERATION', 'TOWNSHIP'];
  if (role === 'COUNTY_FINANCE') return ['FINANCE'];
  return role === 'TOWNSHIP_CLERK' || role === 'TOWNSHIP_REVIEWER' ? ['TOWNSHIP', 'ARCHIVE'] : [];
}

/** Copies that show whole numbers: printing one is recorded. */
export const WHOLE_COPIES: readonly SheetCopy[] = ['FINANCE', 'FEDERATION'];

/** One row that is paid, as the roster has it. */
export interface SheetRow {
  readonly entitlementId: number;
  readonly name: string;
  readonly idNumber: string;
  /** Null: unknown, and masked like a minor's. */
  readonly age: number | null;
  readonly village: string;
  readonly benefit: Benefit;
  readonly month: PlainMonth;
  readonly kind: string;
  readonly amountFen: number;
  readonly bankName: string;
  readonly accountNumber: string;
}

export interface SheetLine {
  readonly seq: number;
  readonly name: string;
  readonly village: string;
  readonly benefit: Benefit;
  /** First and last month that is paid for, and how many. */
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  readonly months: number;
  readonly currentFen: number;
  readonly backFen: number;
  readonly adjustFen: number;
  readonly totalFen: number;
  /** Null: not on this copy. */
  readonly idNumber: string | null;
  readonly bankName: string | null;
  readonly accountNumber: string | null;
}

const ID_ON: Readonly<Record<SheetCopy, (idNumber: string) => string | null>> = {
  FINANCE: (idNumber) => idNumber,
  FEDERATION: (idNumber) => idNumber,
  TOWNSHIP: () => null,
  ARCHIVE: maskIdNumber,
};
const ACCOUNT_ON: Readonly<Record<SheetCopy, (account: string) => string | null>> = {
  FINANCE: (account) => account,
  FEDERATION: () => null,
  TOWNSHIP: () => null,
  ARCHIVE: maskAccount,
};

function lineOf(rows: readonly SheetRow[], seq: number, copy: SheetCopy): SheetLine {
  const first = rows[0] as SheetRow;
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const fen = (...kinds: string[]) =>
    rows.reduce((sum, row) => sum + (kinds.includes(row.kind) ? row.amountFen : 0), 0);
  const account = ACCOUNT_ON[copy](first.accountNumber);
  return {
    ...{ seq, village: first.village, benefit: first.benefit },
    name: copy === 'TOWNSHIP' ? maskName(first.name, 'BOARD', first.age) : first.name,
    ...{ from: months[0] as string, to: months.at(-1) as string, months: months.length },
    ...{ currentFen: fen('CURRENT'), backFen: fen('BACK_PAY', 'REISSUE'), adjustFen: fen('ADJUST') },
    totalFen: rows.reduce((sum, { amountFen }) => sum + amountFen, 0),
    ...{ idNumber: ID_ON[copy](first.idNumber), accountNumber: account },
    bankName: account === null ? null : first.bankName,
  };
}

/** Lines in the order of the rows (SH1). */
export function sheetLines(rows: readonly SheetRow[], copy: SheetCopy): SheetLine[] {
  const of = Map.groupBy(rows, ({ entitlementId }) => entitlementId);
  return [...of.values()].map((own, at) => lineOf(own, at + 1, copy));
}

export interface SheetPage {
  readonly lines: readonly SheetLine[];
  readonly pageFen: number;
  /** All pages up to and with this one. */
  readonly runningFen: number;
}

/** Lines that a sheet of A4 across holds beside head, sums and signatures. */
export const LINES_A_PAGE = 20;

/** Pages with their sums (SH3). A roster of nobody has one empty page. */
export function sheetPages(lines: readonly SheetLine[], perPage: number = LINES_A_PAGE): SheetPage[] {
  const pages: SheetPage[] = [];
  let runningFen = 0;
  for (let at = 0; at < Math.max(1, lines.length); at += perPage) {
    const own = lines.slice(at, at + perPage);
    const pageFen = own.reduce((sum, { totalFen }) => sum + totalFen, 0);
    runningFen += pageFen;
    pages.push({ lines: own, pageFen, runningFen });
  }
  return pages;
}

/** Whether the months of a line follow one another, so that first and last say them all. */
export function isUnbroken({ from, to, months }: Pick<SheetLine, 'from' | 'to' | 'months'>): boolean {
  return addMonths(from, months - 1) === to;
}
