/** Alerts on data that cannot be right (异常数据预警, S001 §3(3), which asks for them and gives no list: checks and severities ∴, dossier (h)).
 *  AL1 BLOCK_ROSTER holds the row, never the roster.  AL2 every code has one severity; history import blocks for nothing that only an old
 *  paper can have.  AL3 from which number on a thing is strange a pack may say otherwise (∴, dossier (h)); the code stays, whatever number its
 *  name was coined for.  Elsewhere: who is entitled at all (eligibility.ts).                                                                    */
import {
  type CalendarMissing,
  daysBetween,
  isCalendarMissing,
  type PlainDate,
  type PlainMonth,
} from './calendar.ts';
import {
  type CellFacts,
  type DivisionPack,
  livingHouseholds,
  nursingCovers,
  standardOf,
} from './policy-pack.ts';
import type { Benefit } from './state.ts';

/** From when on data are strange: numbers of the procedure pack (AL3). */
export interface AlertRule {
  /** Working days to look into an alert of the severity VERIFY: 10 (dossier (h) ∴). */
  readonly verifyDays: number;
  /** Months of payments looked back on, month by month: 12; what is older was compared before (dossier (h) ∴). */
  readonly monthsLookedBack: number;
  /** Payments sent back without one that arrived, until RETURNED_TWICE: 2 (dossier (h) ∴). */
  readonly returnsBack: number;
  /** Months of back-pay beyond which BACKPAY_OVER_12_MONTHS is said: 12 (dossier (h) ∴). */
  readonly backPayMonths: number;
  /** People who may draw into one account before DUP_BANK_ACCOUNT: 3 (dossier (h) ∴). */
  readonly accountPersons: number;
  /** Share of a township's receiving people, in 100, beyond whose change in a month MASS_CHANGE is said: 5 (dossier (h) ∴). */
  readonly massChangePercent: number;
  /** Days between counter and record beyond which LATE_SYNC is said: 3 (dossier (h), e.1 ∴). */
  readonly lateDays: number;
  /** Age above which AGE_OVER_100 asks for a proof of life: 100 (dossier (h) ∴). */
  readonly oldAge: number;
  /** Age above which AGE_OVER_110 takes its place: 110 (dossier (h) ∴). */
  readonly veryOldAge: number;
}

export const ALERT_RULE: AlertRule = {
  verifyDays: 10,
  monthsLookedBack: 12,
  returnsBack: 2,
  backPayMonths: 12,
  accountPersons: 3,
  massChangePercent: 5,
  lateDays: 3,
  oldAge: 100,
  veryOldAge: 110,
};

export type Severity = 'BLOCK_ROSTER' | 'VERIFY' | 'INFO';

/** Dossier (h), the table «Alerts», in its order; the last four are the lists of S004 art.8 and of Anlong's comparison (PEERS S27b) as far as no
 *  other code says the same.                                                                                                           */
export const SEVERITY = {
  ID_CHECKSUM: 'BLOCK_ROSTER',
  ID_BIRTHDATE: 'BLOCK_ROSTER',
  ID_15_DIGIT: 'BLOCK_ROSTER',
  ID_LENGTH: 'BLOCK_ROSTER',
  ID_CHARSET: 'BLOCK_ROSTER',
  DUP_ID: 'BLOCK_ROSTER',
  DUP_OPEN_APPLICATION: 'BLOCK_ROSTER',
  DUP_BANK_ACCOUNT: 'BLOCK_ROSTER',
  ACCOUNT_HOLDER_DIFFERS: 'VERIFY',
  DEAD_PERSON: 'BLOCK_ROSTER',
  CERT_NOT_IN_FEDERATION_DB: 'BLOCK_ROSTER',
  CERT_NOT_VALID: 'BLOCK_ROSTER',
  CERT_EXPIRED_IN_GRACE: 'INFO',
  CERT_GRACE_OVER: 'BLOCK_ROSTER',
  CERT_ID_MISMATCH: 'BLOCK_ROSTER',
  CERT_CLASS_MISMATCH: 'BLOCK_ROSTER',
  CERT_GRADE_MISMATCH: 'BLOCK_ROSTER',
  NURSING_GRADE_NOT_COVERED: 'BLOCK_ROSTER',
  LIVING_HOUSEHOLD_NOT_COVERED: 'BLOCK_ROSTER',
  AMOUNT_OFF_STANDARD: 'BLOCK_ROSTER',
  DUP_REGION_PAYMENT: 'BLOCK_ROSTER',
  DUP_MONTH_PAYMENT: 'BLOCK_ROSTER',
  CONFLICT_TEKUN: 'BLOCK_ROSTER',
  CONFLICT_INJURY_FEE: 'BLOCK_ROSTER',
  CONFLICT_ORPHAN: 'BLOCK_ROSTER',
  CONFLICT_ELDER: 'VERIFY',
  CONFLICT_LIXIU: 'VERIFY',
  CONFLICT_ON_DUTY: 'VERIFY',
  IMPRISONED: 'BLOCK_ROSTER',
  AGE_OVER_110: 'VERIFY',
  AGE_OVER_100: 'VERIFY',
  MINOR_NO_GUARDIAN: 'VERIFY',
  STAFF_RELATIVE: 'VERIFY',
  CERT_ISSUED_BEFORE_BIRTH: 'BLOCK_ROSTER',
  BACKPAY_BEFORE_2016: 'BLOCK_ROSTER',
  BACKPAY_OVER_12_MONTHS: 'VERIFY',
  ENTITLED_NOT_PAID: 'VERIFY',
  RETURNED_TWICE: 'VERIFY',
  MASS_CHANGE: 'VERIFY',
  LATE_SYNC: 'VERIFY',
  AMOUNT_UNKNOWN: 'BLOCK_ROSTER',
  CALENDAR_MISSING: 'BLOCK_ROSTER',
  SHOULD_RECEIVE: 'VERIFY',
  SHOULD_STOP: 'VERIFY',
  DEAD_STILL_HOLDER: 'VERIFY',
  EXPIRED_STILL_HOLDER: 'VERIFY',
} as const satisfies Record<string, Severity>;
export type AlertCode = keyof typeof SEVERITY;
export const ALERT_CODES = Object.keys(SEVERITY) as [AlertCode, ...AlertCode[]];

/** What an old paper may have and a new one may not (c.1; e.11): in a back-filled history they are only to be looked at (AL2). */
const ONLY_OLD_PAPERS: readonly AlertCode[] = ['ID_CHECKSUM', 'ID_BIRTHDATE', 'ID_15_DIGIT'];

export function severityOf(code: AlertCode, inHistory = false): Severity {
  return inHistory && ONLY_OLD_PAPERS.includes(code) ? 'VERIFY' : SEVERITY[code];
}

const STRICTEST_FIRST: readonly Severity[] = ['BLOCK_ROSTER', 'VERIFY', 'INFO'];

/** What several alerts come to together: the strictest; null of none. */
export function strictestOf(codes: readonly AlertCode[]): Severity | null {
  const found = codes.map((code) => severityOf(code));
  return STRICTEST_FIRST.find((severity) => found.includes(severity)) ?? null;
}

const COUNTY_DIGITS = 6;

/** One account of people of different households, or of too many people. */
export function accountAlerts(
  use: { readonly persons: number; readonly households: number },
  rule: AlertRule,
): AlertCode[] {
  return use.households > 1 || use.persons > rule.accountPersons ? ['DUP_BANK_ACCOUNT'] : [];
}

/** Somebody who draws, and the account that it goes into. */
export interface AccountUser {
  readonly account: string;
  readonly village: number | null;
  /** Of the household register; where it says nothing, the residence. */
  readonly address: string | null;
}

/** How many people draw into each account, of how many households. A household is an address: where none is known, nothing is said of it. */
export function accountUses(
  users: readonly AccountUser[],
): Map<string, { readonly persons: number; readonly households: number }> {
  const uses = Map.groupBy(users, ({ account }) => account);
  return new Map(
    [...uses].map(([account, of]) => {
      const homes = of.flatMap(({ village, address }) =>
        village && address ? [`${village}|${address}`] : [],
      );
      return [account, { persons: of.length, households: new Set(homes).size }];
    }),
  );
}

export interface Payment {
  /** Division that paid, 6 digits or more. */
  readonly region: string;
  readonly benefit: string;
  readonly month: PlainMonth;
}

/** One person's payments of the same benefit and month: in two counties (S004 art.12), or twice in one. */
export function paymentAlerts(payments: readonly Payment[]): AlertCode[] {
  const found = new Set<AlertCode>();
  payments.forEach((payment, at) => {
    for (const earlier of payments.slice(0, at)) {
      if (earlier.benefit !== payment.benefit || earlier.month !== payment.month) continue;
      const inOneCounty = earlier.region.slice(0, COUNTY_DIGITS) === payment.region.slice(0, COUNTY_DIGITS);
      found.add(inOneCounty ? 'DUP_MONTH_PAYMENT' : 'DUP_REGION_PAYMENT');
    }
  });
  return [...found];
}

/** What stands against a row of nobody in scope in its month: a scope that is not known to leave somebody out does not. */
function scopeAlert(
  { benefit, month }: { readonly benefit: Benefit; readonly month: PlainMonth },
  facts: CellFacts,
  packs: readonly DivisionPack[],
): AlertCode | null {
  const { grade, household, region } = facts;
  if (benefit === 'NURSING')
    return grade && !nursingCovers(packs, month, facts) ? 'NURSING_GRADE_NOT_COVERED' : null;
  const isLeftOut = household && !livingHouseholds(packs, region, month).includes(household);
  return isLeftOut ? 'LIVING_HOUSEHOLD_NOT_COVERED' : null;
}

/** A row whose amount is not the standard of its month, or that has none because nobody like this is in scope. */
export function amountAlerts(
  row: { readonly benefit: Benefit; readonly month: PlainMonth; readonly amountFen: number },
  facts: CellFacts,
  packs: readonly DivisionPack[],
): { readonly alerts: AlertCode[]; readonly expectedFen: number | null } {
  const outOfScope = scopeAlert(row, facts, packs);
  if (outOfScope) return { alerts: [outOfScope], expectedFen: 0 };
  const found = standardOf(packs, row.benefit, row.month, facts);
  if (found === 'AMOUNT_UNKNOWN') return { alerts: ['AMOUNT_UNKNOWN'], expectedFen: null };
  const expectedFen = found.standard.amountFen;
  return { alerts: expectedFen === row.amountFen ? [] : ['AMOUNT_OFF_STANDARD'], expectedFen };
}

/** More of a township's receiving people came or went in one month than can be. */
export function massChangeAlerts(
  month: { readonly receiving: number; readonly changed: number },
  rule: AlertRule,
): AlertCode[] {
  return month.changed * 100 > month.receiving * rule.massChangePercent ? ['MASS_CHANGE'] : [];
}

/** A file that reached the records long after the counter, or in another month, of which the entitlement hangs (e.1). */
export function lateSyncAlerts(submittedOn: PlainDate, recordedOn: PlainDate, rule: AlertRule): AlertCode[] {
  const isOtherMonth = submittedOn.slice(0, 7) !== recordedOn.slice(0, 7);
  return recordedOn > submittedOn && (isOtherMonth || daysBetween(submittedOn, recordedOn) > rule.lateDays)
    ? ['LATE_SYNC']
    : [];
}

/** Days that have to be told, and cannot: the years whose calendar is missing (dossier (d)). */
export function calendarAlerts(dues: readonly (PlainDate | CalendarMissing)[]): {
  readonly alerts: AlertCode[];
  readonly years: readonly number[];
} {
  const missing = dues.filter(isCalendarMissing).map(({ missingYear }) => missingYear);
  const years = [...new Set(missing)].sort((a, b) => a - b);
  return { alerts: years.length ? ['CALENDAR_MISSING'] : [], years };
}
