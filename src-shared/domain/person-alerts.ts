/** The alert catalogue asked of one person (dossier (h), table «Alerts»): what the comparison found (comparison.ts) and what the office's own data
 *  cannot be, as one alert for each cause.
 *  PA1 one cause is one alert: a death is DEAD_PERSON, with the points of Anlong's comparison that it explains, and never five tasks for one
 *  visit.  PA2 an alert names a benefit only where the other one stands.  PA3 only who draws, or has a file open, is held to account; of
 *  others only what they should receive is said, what the holder list has wrong, and what was paid twice or came back.  PA4 nothing here decides anything: the township looks
 *  (S004 art.8).                                                                                                                     */
import { accountAlerts, type AlertCode, type AlertRule, lateSyncAlerts } from './alert.ts';
import type { PlainDate, PlainMonth } from './calendar.ts';
import type { Compared, ComparisonFinding, PersonCompared } from './comparison.ts';
import { ageOn } from './id-number.ts';
import { addMonths } from './month.ts';
import type { PaymentAlert } from './payment-alerts.ts';
import { type Benefit, BENEFITS } from './state.ts';

export interface Alert {
  readonly code: AlertCode;
  /** Null: both, or the person. */
  readonly benefit: Benefit | null;
  /** Of the two lists of S004 art.8. */
  readonly list: 'SHOULD_STOP' | 'SHOULD_RECEIVE' | null;
  /** Points of Anlong's comparison and reasons of the rules that it rests on. */
  readonly points: readonly string[];
}

/** What the office holds of a person beside the facts of the rules. */
export interface OfficeFacts {
  readonly name: string;
  readonly guardianName: string | null;
  readonly accountHolder: string | null;
  /** How many people draw into the same account, of how many households. */
  readonly account: { readonly persons: number; readonly households: number } | null;
  /** Registered more than once: the same number, or the same name, birth and village. */
  readonly isTwice: boolean;
  readonly openFiles: readonly {
    readonly benefits: readonly Benefit[];
    readonly submittedOn: PlainDate | null;
    /** Business date on which the act was made. */
    readonly recordedOn: PlainDate | null;
  }[];
  readonly drawn: readonly {
    readonly benefit: Benefit;
    readonly entitledFrom: PlainMonth | null;
    readonly decidedOn: PlainDate | null;
  }[];
  /** What the rosters say (payment-alerts.ts). */
  readonly payments: readonly PaymentAlert[];
}

/** The alert that a reason against drawing is; a reason without one is SHOULD_STOP. */
const CAUSE: Readonly<Record<string, AlertCode>> = {
  DEATH: 'DEAD_PERSON',
  CERT_MISSING: 'CERT_NOT_IN_FEDERATION_DB',
  CERT_FORMAT: 'CERT_NOT_VALID',
  TEKUN_EXCLUDED: 'CONFLICT_TEKUN',
  INJURY_CARE_FEE_EXCLUDED: 'CONFLICT_INJURY_FEE',
  ORPHAN_LIVING_EXCLUDED: 'CONFLICT_ORPHAN',
};
const AS_THEY_ARE = [
  ...['ID_LENGTH', 'ID_15_DIGIT', 'ID_CHARSET', 'ID_BIRTHDATE', 'ID_CHECKSUM'],
  ...['CERT_ID_MISMATCH', 'CERT_CLASS_MISMATCH', 'CERT_GRADE_MISMATCH', 'CERT_NOT_VALID', 'CERT_GRACE_OVER'],
  ...['IMPRISONED', 'LIVING_HOUSEHOLD_NOT_COVERED', 'NURSING_GRADE_NOT_COVERED', 'AMOUNT_UNKNOWN'],
];
/** Whose other benefit asks for a choice, by how its type begins (c.5). */
const CHOICES: readonly (readonly [string, AlertCode])[] = [
  ['ELDER_', 'CONFLICT_ELDER'],
  ['LIXIU_', 'CONFLICT_LIXIU'],
  ['ON_DUTY_', 'CONFLICT_ON_DUTY'],
];
const ELECTION = ['ELECTION_REQUIRED', 'ELECTED_OTHER_BENEFIT'];

function causesOf(reason: string, { facts }: PersonCompared, month: PlainMonth): AlertCode[] {
  const cause = CAUSE[reason] ?? (AS_THEY_ARE.includes(reason) ? (reason as AlertCode) : null);
  if (cause) return [cause];
  if (!ELECTION.includes(reason)) return ['SHOULD_STOP'];
  const drawn = facts.otherBenefits.filter(({ from, to }) => from <= month && (!to || to >= month));
  const codes = CHOICES.flatMap(([start, code]) =>
    drawn.some(({ type }) => type.startsWith(start)) ? [code] : [],
  );
  return codes.length ? codes : ['SHOULD_STOP'];
}

interface Draft {
  readonly code: AlertCode;
  readonly benefit: Benefit | null;
  readonly list: Alert['list'];
  readonly points: readonly string[];
}

const draft = (
  code: AlertCode,
  benefit: Benefit | null = null,
  list: Alert['list'] = null,
  points: readonly string[] = [],
): Draft => ({ code, benefit, list, points });

/** Points that say what another alert of the person says too (PA1): that one, where it is there. */
const EXPLAINED: Readonly<Record<string, readonly AlertCode[]>> = {
  DEAD_STILL_HOLDER: ['DEAD_PERSON'],
  NURSING_PAID_DEAD: ['DEAD_PERSON'],
  LIVING_PAID_DEAD: ['DEAD_PERSON'],
  EXPIRED_STILL_HOLDER: ['CERT_GRACE_OVER', 'CERT_EXPIRED_IN_GRACE'],
  ALIVE_PAID_NOT_HOLDER: ['CERT_NOT_IN_FEDERATION_DB'],
  NURSING_PAID_NOT_HOLDER: ['CERT_NOT_IN_FEDERATION_DB'],
  LIVING_PAID_NOT_HOLDER: ['CERT_NOT_IN_FEDERATION_DB'],
};
const OWN_POINTS: readonly string[] = ['DEAD_STILL_HOLDER', 'EXPIRED_STILL_HOLDER'];

function fromComparison(compared: PersonCompared, month: PlainMonth): Draft[] {
  return compared.findings.flatMap(({ code, benefit, reasons }: ComparisonFinding): Draft[] => {
    if (code === 'SHOULD_STOP')
      return reasons.flatMap((reason) =>
        causesOf(reason, compared, month).map((cause) => draft(cause, benefit, 'SHOULD_STOP', [reason])),
      );
    if (code === 'SHOULD_RECEIVE') return [draft(code, benefit, 'SHOULD_RECEIVE')];
    return code in EXPLAINED ? [] : [draft(code as AlertCode)];
  });
}

/** The points of Anlong's comparison, each with what explains it; one that stands alone is an alert of its own. */
function withPoints(drafts: readonly Draft[], { findings }: PersonCompared): Draft[] {
  const points = findings.filter(({ code }) => code in EXPLAINED).map(({ code }) => code);
  const isHere = (code: AlertCode) => drafts.some((each) => each.code === code);
  const alone = points.filter((point) => OWN_POINTS.includes(point) && !EXPLAINED[point]?.some(isHere));
  const explained = drafts.map((each) => ({
    ...each,
    points: [...each.points, ...points.filter((point) => EXPLAINED[point]?.includes(each.code))],
  }));
  return [...explained, ...alone.map((point) => draft(point as AlertCode))];
}

const FIRST_MONTH = '2016-01';

function ageAlerts({ facts }: PersonCompared, { month, rule }: AlertScene): Draft[] {
  const first = `${month}-01`;
  const age = facts.birthDate > first ? 0 : ageOn(facts.birthDate, first);
  if (age > rule.veryOldAge) return [draft('AGE_OVER_110')];
  return age > rule.oldAge ? [draft('AGE_OVER_100')] : [];
}

/** Names alone are compared: they ask for a look, and prove nothing. */
function accountDrafts(office: OfficeFacts, { staff, rule }: AlertScene): Draft[] {
  const { name, guardianName, accountHolder, account } = office;
  const isOthers = accountHolder && accountHolder !== name && accountHolder !== guardianName;
  const isStaff = [isOthers ? accountHolder : null, guardianName].some((each) => each && staff.has(each));
  return [
    ...(account ? accountAlerts(account, rule) : []).map((code) => draft(code)),
    ...(isOthers ? [draft('ACCOUNT_HOLDER_DIFFERS')] : []),
    ...(isStaff ? [draft('STAFF_RELATIVE')] : []),
  ];
}

function fileDrafts({ openFiles }: OfficeFacts, { rule }: AlertScene): Draft[] {
  const twice = BENEFITS.filter(
    (benefit) => openFiles.filter(({ benefits }) => benefits.includes(benefit)).length > 1,
  );
  const isLate = openFiles.some(
    ({ submittedOn, recordedOn }) =>
      submittedOn && recordedOn && lateSyncAlerts(submittedOn, recordedOn, rule).length > 0,
  );
  return [
    ...twice.map((benefit) => draft('DUP_OPEN_APPLICATION', benefit)),
    ...(isLate ? [draft('LATE_SYNC')] : []),
  ];
}

function backPayDrafts({ drawn }: OfficeFacts, { rule }: AlertScene): Draft[] {
  return drawn.flatMap(({ benefit, entitledFrom, decidedOn }): Draft[] => {
    if (!entitledFrom) return [];
    if (entitledFrom < FIRST_MONTH) return [draft('BACKPAY_BEFORE_2016', benefit)];
    const isLong = decidedOn && addMonths(entitledFrom, rule.backPayMonths) < decidedOn.slice(0, 7);
    return isLong ? [draft('BACKPAY_OVER_12_MONTHS', benefit)] : [];
  });
}

function ownDrafts(compared: PersonCompared, office: OfficeFacts, at: AlertScene): Draft[] {
  const { certificate, birthDate } = compared.facts;
  const issuedOn = certificate?.issuedOn;
  return [
    ...(office.isTwice ? [draft('DUP_ID')] : []),
    ...fileDrafts(office, at),
    ...accountDrafts(office, at),
    ...ageAlerts(compared, at),
    ...(compared.warnings.includes('GUARDIAN_REQUIRED') ? [draft('MINOR_NO_GUARDIAN')] : []),
    ...(compared.warnings.includes('CERT_EXPIRED_IN_GRACE') ? [draft('CERT_EXPIRED_IN_GRACE')] : []),
    ...(issuedOn && issuedOn < birthDate ? [draft('CERT_ISSUED_BEFORE_BIRTH')] : []),
    ...backPayDrafts(office, at),
  ];
}

/** Who should not draw at all is not owed a month (PA1). */
function paymentDrafts(fromRegisters: readonly Draft[], { payments }: OfficeFacts): Draft[] {
  const stops = fromRegisters.filter(({ list }) => list === 'SHOULD_STOP');
  return payments
    .filter(
      ({ code, benefit }) => code !== 'ENTITLED_NOT_PAID' || !stops.some((each) => each.benefit === benefit),
    )
    .map(({ code, benefit, points }) => draft(code, benefit, null, points));
}

/** One alert of each code: for both benefits none is named (PA1, PA2). */
function joined(drafts: readonly Draft[]): Alert[] {
  const byCode = new Map<AlertCode, Draft>();
  for (const each of drafts) {
    const known = byCode.get(each.code);
    byCode.set(each.code, {
      code: each.code,
      benefit: !known || known.benefit === each.benefit ? each.benefit : null,
      list: known?.list ?? each.list,
      points: [...new Set([...(known?.points ?? []), ...each.points])],
    });
  }
  return [...byCode.values()];
}

export interface AlertScene {
  readonly month: PlainMonth;
  readonly rule: AlertRule;
  /** Names of the county's officers. */
  readonly staff: ReadonlySet<string>;
}

/** Every alert of a person in a month; `office` is null of somebody whom only the holder list knows. */
export function alertsOf(
  person: Pick<Compared, 'paid' | 'openFiles'>,
  compared: PersonCompared,
  office: OfficeFacts | null,
  at: AlertScene,
): Alert[] {
  const isInPlay = person.paid.length > 0 || person.openFiles.length > 0;
  const own = office && isInPlay ? ownDrafts(compared, office, at) : [];
  const fromRegisters = fromComparison(compared, at.month);
  const drafts = withPoints([...fromRegisters, ...own], compared);
  const isSaid = ({ code }: Draft) => isInPlay || code === 'SHOULD_RECEIVE' || OWN_POINTS.includes(code);
  return joined([...drafts.filter(isSaid), ...(office ? paymentDrafts(fromRegisters, office) : [])]);
}
