/** What each document of section (k) is made of: its fields in their order, the rows of its tables, who gives opinions and who signs, which
 *  bodies issue it, and the article. One definition a document, one renderer (features/documents/Sheet.tsx); the fixed words stand in
 *  text/zh/printed.ts under the same kind. `edition` counts changes of those words, for the hash covers them.
 *  DD1 only the township writes to the applicant (S004 art.4).  DD2 a notice of an act is of that act's line and has its number.
 *  A roster prints its own table (features/payments/RosterSheet.tsx); what is kept is whose copy, the total, and the hash that locks the rows.
 *  Official Inner Mongolia layouts were not found: fields come from the seeds and another province's form (dossier (k) ∴). */
import type { DocumentKind } from './document-kind.ts';
import { DOCUMENT_FIELDS, type DocumentField } from './document-fields.ts';
import type { AudienceClass } from '../records/registry.ts';
import type { Body } from './state.ts';

/** What a document is of: a line of history, a person, a file, a public notice, or nothing (a form, a list of the office). */
export type DocumentAbout = 'line' | 'person' | 'application' | 'notice' | 'office';

export type Opinion = 'township' | 'federation' | 'civilAffairs' | 'finance';

export const SIGNS = [
  'clerk',
  'applicant',
  'guardian',
  'witness',
  'receiver',
  'surveyors',
  'respondent',
  'chair',
  'delegates',
  'recorder',
  'checker',
  'federation',
  'civilAffairs',
  'sender',
  'poster',
  'date',
] as const;
export type Sign = (typeof SIGNS)[number];

export interface DocumentDefinition {
  readonly about: DocumentAbout;
  readonly fields: readonly DocumentField[];
  /** Columns of a table, and how many empty rows a form of it has. */
  readonly tables?: Readonly<
    Partial<Record<DocumentField, { readonly columns: number; readonly blank: number }>>
  >;
  readonly opinions?: readonly Opinion[];
  readonly signs: readonly Sign[];
  readonly hasSeal: boolean;
  readonly issuers: readonly Body[];
  readonly edition: number;
  readonly source: string;
}

const TOWNSHIP: readonly Body[] = ['TOWNSHIP'];
const BUREAU: readonly Body[] = ['CIVIL_AFFAIRS'];
const COUNTY: readonly Body[] = ['FEDERATION', 'CIVIL_AFFAIRS'];
const OFFICES: readonly Body[] = ['TOWNSHIP', 'FEDERATION', 'CIVIL_AFFAIRS'];

export const DOCUMENT_DEFINITIONS: Readonly<Record<DocumentKind, DocumentDefinition>> = {
  APPLICATION_FORM: {
    about: 'application',
    fields: [
      ...(['name', 'sex', 'birthDate', 'idNumber', 'phone', 'certificateNumber'] as const),
      ...(['disabilityClass', 'grade', 'hukouAddress', 'householdCategory', 'isTekun'] as const),
      ...(['hasInjuryFee', 'hasElderBenefit', 'isOrphan', 'bankName', 'accountHolder'] as const),
      ...(['accountNumber', 'guardian', 'benefits', 'submittedOn', 'hardship', 'declaration'] as const),
    ],
    opinions: ['township', 'federation', 'civilAffairs'],
    signs: [],
    hasSeal: false,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 arts 2-4; L 邻水县 form',
  },
  ONE_TIME_NOTICE: {
    about: 'line',
    fields: [
      ...(['name', 'idNumberMasked', 'submittedOn', 'benefits', 'missing', 'received'] as const),
      ...(['unit', 'village', 'bringBy', 'paidFrom', 'clerk'] as const),
    ],
    tables: { missing: { columns: 3, blank: 0 } },
    signs: ['clerk', 'applicant', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 art.2',
  },
  ACCEPTANCE_NOTICE: {
    about: 'line',
    fields: [
      ...(['name', 'idNumberMasked', 'benefits', 'submittedOn', 'acceptedOn', 'received'] as const),
      ...(['timeLimits', 'paidFrom', 'unit', 'clerk'] as const),
    ],
    signs: ['clerk', 'applicant', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 art.2 ∴',
  },
  NOT_ACCEPTED_NOTICE: {
    about: 'line',
    fields: [
      'name',
      'idNumberMasked',
      'benefits',
      'submittedOn',
      'reason',
      'reasonWords',
      'clause',
      'unit',
      'clerk',
    ],
    signs: ['clerk', 'applicant', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: '∴ (d) T5',
  },
  REFUSAL_NOTICE: {
    about: 'line',
    fields: [
      'name',
      'idNumberMasked',
      'benefits',
      'submittedOn',
      'stage',
      'reason',
      'reasonWords',
      'clause',
      'unit',
      'clerk',
    ],
    signs: ['clerk', 'applicant', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 arts 2, 4',
  },
  RETURN_SLIP: {
    about: 'line',
    fields: [
      'name',
      'idNumberMasked',
      'benefits',
      'fromUnit',
      'toUnit',
      'decidedOn',
      'reason',
      'reasonWords',
      'clause',
    ],
    signs: ['sender', 'receiver', 'date'],
    hasSeal: true,
    issuers: OFFICES,
    edition: 1,
    source: 'S004 arts 3, 4',
  },
  FORWARD_SLIP: {
    about: 'line',
    fields: [
      'name',
      'idNumberMasked',
      'benefits',
      'submittedOn',
      'fromUnit',
      'toUnit',
      'hukouAddress',
      'received',
      'reasonWords',
    ],
    signs: ['sender', 'receiver', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 art.13',
  },
  PUBLIC_NOTICE: {
    about: 'notice',
    fields: ['noticeScope', 'noticePeriod', 'noticeRows', 'unit'],
    tables: { noticeRows: { columns: 5, blank: 0 } },
    signs: ['poster', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 art.6',
  },
  ROSTER: {
    about: 'office',
    fields: ['rosterPlace', 'rosterMonth', 'rosterCopy', 'rosterTotal', 'rosterHash'],
    signs: ['civilAffairs', 'federation', 'date'],
    hasSeal: true,
    issuers: ['FEDERATION', 'CIVIL_AFFAIRS', 'FINANCE'],
    edition: 1,
    source: 'S004 arts 4, 5',
  },
  POLICY_NOTICE: {
    about: 'person',
    fields: ['name', 'idNumberMasked', 'village', 'policies', 'toldBy', 'toldHow', 'today'],
    tables: { policies: { columns: 3, blank: 3 } },
    signs: ['applicant', 'clerk', 'date'],
    hasSeal: true,
    issuers: OFFICES,
    edition: 1,
    source: 'S004 art.10',
  },
  CHECK_AUTHORISATION: {
    about: 'person',
    fields: ['name', 'idNumberMasked', 'village', 'guardian', 'hukouAddress', 'members'],
    tables: { members: { columns: 4, blank: 4 } },
    signs: ['applicant', 'guardian', 'clerk', 'date'],
    hasSeal: false,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S002 ∴',
  },
  WAIVER: {
    about: 'person',
    fields: ['name', 'idNumberMasked', 'village', 'guardian', 'items', 'fromMonth', 'declaration'],
    tables: { items: { columns: 3, blank: 3 } },
    signs: ['applicant', 'guardian', 'witness', 'date'],
    hasSeal: false,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 art.10',
  },
  ELECTION: {
    about: 'person',
    fields: ['name', 'idNumberMasked', 'village', 'otherBenefit', 'otherAmount', 'subsidyAmount', 'choice'],
    signs: ['applicant', 'guardian', 'clerk', 'date'],
    hasSeal: false,
    issuers: TOWNSHIP,
    edition: 1,
    source: '∴ N◐ 国发〔2015〕52号 二(四)',
  },
  EXIT_NOTICE: {
    about: 'line',
    fields: [
      'name',
      'idNumberMasked',
      'benefits',
      'decidedOn',
      'reason',
      'reasonWords',
      'clause',
      'lastMonth',
      'unit',
      'clerk',
    ],
    signs: ['clerk', 'applicant', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 art.9',
  },
  RECOVERY_NOTICE: {
    about: 'line',
    fields: [
      'name',
      'idNumberMasked',
      'benefits',
      'reason',
      'reasonWords',
      'months',
      'amount',
      'clause',
      'unit',
      'clerk',
    ],
    signs: ['clerk', 'applicant', 'date'],
    hasSeal: true,
    issuers: OFFICES,
    edition: 1,
    source: 'S004 art.12',
  },
  HOUSEHOLD_SURVEY: {
    about: 'person',
    fields: [
      ...([
        'name',
        'idNumberMasked',
        'village',
        'residenceAddress',
        'visitedOn',
        'visitors',
        'metPersons',
        'housing',
      ] as const),
      ...(['members', 'incomes', 'property', 'rigidExpenditure', 'surveyOpinion'] as const),
    ],
    tables: {
      members: { columns: 6, blank: 5 },
      incomes: { columns: 4, blank: 5 },
      rigidExpenditure: { columns: 3, blank: 3 },
    },
    signs: ['surveyors', 'respondent', 'witness', 'date'],
    hasSeal: false,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S002 §3 step 4 ∴',
  },
  DEMOCRATIC_EVALUATION: {
    about: 'person',
    fields: [
      'name',
      'idNumberMasked',
      'village',
      'surveySummary',
      'delegates',
      'votes',
      'remarks',
      'result',
      'evaluatedOn',
      'chair',
    ],
    tables: { delegates: { columns: 5, blank: 7 }, votes: { columns: 4, blank: 1 } },
    signs: ['chair', 'recorder', 'delegates', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S002 §3 step 5 ∴',
  },
  PERIODIC_REPORT: {
    about: 'person',
    fields: ['name', 'idNumberMasked', 'village', 'period', 'changes', 'remarks'],
    tables: { changes: { columns: 5, blank: 4 } },
    signs: ['applicant', 'guardian', 'clerk', 'date'],
    hasSeal: false,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S002 §3 step 9 ∴',
  },
  RECHECK: {
    about: 'office',
    fields: ['unit', 'place', 'recheckMonth', 'recheckRows'],
    tables: { recheckRows: { columns: 6, blank: 14 } },
    signs: ['checker', 'witness', 'date'],
    hasSeal: true,
    issuers: TOWNSHIP,
    edition: 1,
    source: 'S004 art.7',
  },
  SPOT_CHECK: {
    about: 'office',
    fields: ['unit', 'period', 'share', 'seed', 'checkRows', 'result'],
    tables: { checkRows: { columns: 6, blank: 12 } },
    signs: ['checker', 'respondent', 'date'],
    hasSeal: true,
    issuers: COUNTY,
    edition: 1,
    source: 'S004 art.7',
  },
  COMPARISON_FEEDBACK: {
    about: 'office',
    fields: ['unit', 'comparisonMonth', 'listReceivedOn', 'compared', 'findings', 'result'],
    tables: { findings: { columns: 6, blank: 10 } },
    signs: ['civilAffairs', 'federation', 'date'],
    hasSeal: true,
    issuers: BUREAU,
    edition: 1,
    source: 'S004 art.8',
  },
  DAILY_BULLETIN: {
    about: 'office',
    fields: ['county', 'bulletinDay', 'asOf', 'bulletinRows'],
    tables: { bulletinRows: { columns: 8, blank: 0 } },
    signs: ['civilAffairs', 'date'],
    hasSeal: true,
    issuers: COUNTY,
    edition: 1,
    source: 'S000',
  },
  LEDGER: {
    about: 'office',
    fields: ['county', 'phase', 'today', 'ledgerRows'],
    tables: { ledgerRows: { columns: 5, blank: 0 } },
    signs: ['civilAffairs', 'date'],
    hasSeal: true,
    issuers: COUNTY,
    edition: 1,
    source: 'S000',
  },
  SIGN_OFF: {
    about: 'office',
    fields: ['county', 'phase', 'today', 'signOffRows'],
    tables: { signOffRows: { columns: 3, blank: 0 } },
    signs: ['civilAffairs', 'federation', 'date'],
    hasSeal: true,
    issuers: COUNTY,
    edition: 1,
    source: 'S000 ∴',
  },
};

export function definitionOf(kind: string): DocumentDefinition | null {
  return Object.hasOwn(DOCUMENT_DEFINITIONS, kind) ? DOCUMENT_DEFINITIONS[kind as DocumentKind] : null;
}

/** Whether a value may stand in a part of a document's content. `salt` stands in each part that has values (DC2). */
export function isFieldOf(definition: DocumentDefinition, audience: AudienceClass, field: string): boolean {
  if (field === 'salt') return true;
  return definition.fields.some((each) => each === field && DOCUMENT_FIELDS[each].audience === audience);
}
