/** Every field that a document shows, once: who may hold it, and where it comes from. `hand` is a place on the sheet that a pen fills.
 *  The tables of a document are fields too; their rows are lists of texts.
 *  DF1 a field has one class, that of the record it is read from: a disability class never stands in a part that finance holds, an account
 *  never in one of the federation (DESIGN §4, dossier (b)).  Labels: text/zh/printed-fields.ts. */
import type { AudienceClass } from '../records/registry.ts';

export type FieldSource =
  | 'person'
  | 'application'
  | 'entitlement'
  | 'line'
  | 'office'
  | 'deadline'
  | 'notice'
  | 'rollout'
  | 'roster'
  | 'hand';

interface Field {
  readonly audience: AudienceClass;
  readonly from: FieldSource;
}

const of =
  (audience: AudienceClass) =>
  (from: FieldSource): Field => ({ audience, from });
const plain = of('case');
const identity = of('identity');
const health = of('health');
const money = of('money');
const hand = plain('hand');

export const DOCUMENT_FIELDS = {
  name: identity('person'),
  sex: identity('person'),
  birthDate: identity('person'),
  idNumber: identity('person'),
  idNumberMasked: identity('person'),
  phone: identity('person'),
  hukouAddress: identity('person'),
  residenceAddress: identity('person'),
  village: identity('person'),
  guardian: identity('person'),
  certificateNumber: health('person'),
  disabilityClass: health('person'),
  grade: health('person'),
  householdCategory: plain('person'),
  isTekun: plain('person'),
  hasInjuryFee: plain('person'),
  hasElderBenefit: plain('person'),
  isOrphan: plain('person'),
  accountHolder: money('person'),
  bankName: money('person'),
  accountNumber: money('person'),
  accountMasked: money('person'),
  benefits: plain('application'),
  submittedOn: plain('application'),
  paidFrom: plain('application'),
  received: plain('application'),
  missing: plain('application'),
  applicationNumber: plain('application'),
  acceptedOn: plain('application'),
  bringBy: plain('deadline'),
  timeLimits: plain('deadline'),
  entitlements: plain('entitlement'),
  stage: plain('line'),
  reason: plain('line'),
  reasonWords: plain('line'),
  clause: plain('line'),
  fromUnit: plain('line'),
  toUnit: plain('line'),
  decidedOn: plain('line'),
  lastMonth: plain('line'),
  fromMonth: plain('line'),
  months: plain('line'),
  amount: plain('line'),
  items: plain('line'),
  waivedBy: identity('line'),
  unit: plain('office'),
  county: plain('office'),
  clerk: plain('office'),
  today: plain('office'),
  applicantSign: hand,
  hardship: hand,
  declaration: hand,
  policies: hand,
  toldBy: hand,
  toldHow: hand,
  otherBenefit: hand,
  otherAmount: hand,
  subsidyAmount: hand,
  choice: hand,
  visitors: hand,
  visitedOn: hand,
  place: hand,
  metPersons: hand,
  housing: hand,
  members: hand,
  incomes: hand,
  property: hand,
  rigidExpenditure: hand,
  surveyOpinion: hand,
  surveySummary: hand,
  delegates: hand,
  votes: hand,
  remarks: hand,
  result: hand,
  evaluatedOn: hand,
  chair: hand,
  period: hand,
  changes: hand,
  recheckMonth: hand,
  recheckRows: hand,
  seed: hand,
  share: hand,
  checkRows: hand,
  comparisonMonth: hand,
  listReceivedOn: hand,
  compared: hand,
  findings: hand,
  noticeScope: plain('notice'),
  noticePeriod: plain('notice'),
  /** Names as the board edition shows them. */
  noticeRows: identity('notice'),
  rosterPlace: plain('roster'),
  rosterMonth: plain('roster'),
  /** Whose copy it is; which columns it has follows. */
  rosterCopy: plain('roster'),
  /** Persons, lines and yuan, in figures and capital figures. */
  rosterTotal: plain('roster'),
  /** Of the rows, as they were locked. */
  rosterHash: plain('roster'),
  bulletinDay: plain('rollout'),
  asOf: plain('rollout'),
  bulletinRows: plain('rollout'),
  ledgerRows: plain('rollout'),
  signOffRows: plain('rollout'),
  phase: plain('rollout'),
} as const satisfies Record<string, Field>;

export type DocumentField = keyof typeof DOCUMENT_FIELDS;
