/** Every document of dossier (k): what must stand on it, who issues it, by which article; and that no class leaks into another. */
import { describe, expect, test } from 'vitest';
import { DOCUMENT_DEFINITIONS, isFieldOf } from './document-definitions.ts';
import { DOCUMENT_FIELDS, type DocumentField } from './document-fields.ts';
import { DOCUMENT_KINDS, type DocumentKind } from './document-kind.ts';

/** What (k) names for each, and its article. */
const ASKED: readonly (readonly [DocumentKind, source: string, fields: readonly DocumentField[]])[] = [
  [
    'APPLICATION_FORM',
    'S004 arts 2-4',
    [
      'name',
      'sex',
      'birthDate',
      'idNumber',
      'certificateNumber',
      'disabilityClass',
      'grade',
      'phone',
      'householdCategory',
      'isTekun',
      'hasInjuryFee',
      'hasElderBenefit',
      'isOrphan',
      'bankName',
      'accountHolder',
      'accountNumber',
      'hukouAddress',
      'hardship',
      'benefits',
      'declaration',
      'guardian',
      'submittedOn',
    ],
  ],
  ['ONE_TIME_NOTICE', 'S004 art.2', ['received', 'missing', 'bringBy', 'clerk']],
  ['ACCEPTANCE_NOTICE', '∴', ['submittedOn', 'benefits', 'timeLimits', 'clerk']],
  ['NOT_ACCEPTED_NOTICE', '∴', ['reason', 'reasonWords', 'clause']],
  ['REFUSAL_NOTICE', 'S004 arts 2, 4', ['benefits', 'stage', 'reason', 'reasonWords', 'clause']],
  ['RETURN_SLIP', 'S004 arts 3, 4', ['fromUnit', 'toUnit', 'reason']],
  ['FORWARD_SLIP', 'art.13', ['fromUnit', 'toUnit', 'received', 'submittedOn']],
  ['PUBLIC_NOTICE', 'S004 art.6', ['noticeScope', 'noticePeriod', 'noticeRows', 'unit']],
  ['ROSTER', 'S004 arts 4, 5', ['rosterPlace', 'rosterMonth', 'rosterCopy', 'rosterTotal', 'rosterHash']],
  ['POLICY_NOTICE', 'S004 art.10', ['name', 'policies', 'toldBy', 'today', 'toldHow']],
  ['CHECK_AUTHORISATION', 'S002', ['name', 'idNumberMasked', 'members', 'guardian']],
  ['WAIVER', 'S004 art.10', ['name', 'guardian', 'items', 'fromMonth']],
  ['ELECTION', '∴', ['otherBenefit', 'otherAmount', 'subsidyAmount', 'choice']],
  ['EXIT_NOTICE', 'S004 art.9', ['reason', 'lastMonth']],
  ['RECOVERY_NOTICE', 'S004 art.12', ['months', 'amount']],
  [
    'HOUSEHOLD_SURVEY',
    'S002',
    [
      'visitedOn',
      'visitors',
      'metPersons',
      'housing',
      'members',
      'incomes',
      'property',
      'rigidExpenditure',
      'surveyOpinion',
    ],
  ],
  [
    'DEMOCRATIC_EVALUATION',
    'S002',
    ['surveySummary', 'delegates', 'votes', 'remarks', 'result', 'evaluatedOn', 'chair'],
  ],
  ['PERIODIC_REPORT', 'S002', ['period', 'changes']],
  ['RECHECK', 'S004 art.7', ['recheckMonth', 'recheckRows']],
  ['SPOT_CHECK', 'S004 art.7', ['seed', 'share', 'checkRows']],
  ['COMPARISON_FEEDBACK', 'S004 art.8', ['comparisonMonth', 'listReceivedOn', 'compared', 'findings']],
  ['DAILY_BULLETIN', 'S000', ['bulletinDay', 'asOf', 'bulletinRows']],
  ['LEDGER', 'S000', ['ledgerRows']],
  ['SIGN_OFF', 'S000', ['signOffRows', 'phase']],
];

test('every kind is here, or prints its own table', () => {
  expect(ASKED.map(([kind]) => kind).toSorted()).toEqual([...DOCUMENT_KINDS].toSorted());
});

test.each(ASKED)('%s (%s) has what is asked of it', (kind, source, fields) => {
  const definition = DOCUMENT_DEFINITIONS[kind];
  expect(definition.source).toContain(source);
  expect(fields.filter((field) => !definition.fields.includes(field))).toEqual([]);
  expect(new Set(definition.fields).size).toBe(definition.fields.length);
  const tables = Object.keys(definition.tables ?? {});
  expect(tables.filter((field) => !definition.fields.includes(field as DocumentField))).toEqual([]);
});

describe('DD1 only the township writes to the applicant (S004 art.4)', () => {
  test.each([
    'ONE_TIME_NOTICE',
    'ACCEPTANCE_NOTICE',
    'NOT_ACCEPTED_NOTICE',
    'REFUSAL_NOTICE',
    'EXIT_NOTICE',
    'PUBLIC_NOTICE',
  ] as const)('%s', (kind) => expect(DOCUMENT_DEFINITIONS[kind].issuers).toEqual(['TOWNSHIP']));
});

test('three bodies give their opinions on the application form (S004 arts 2-4)', () => {
  expect(DOCUMENT_DEFINITIONS.APPLICATION_FORM.opinions).toEqual(['township', 'federation', 'civilAffairs']);
});

describe('DF1 a value stands in the part of its class', () => {
  const form = DOCUMENT_DEFINITIONS.APPLICATION_FORM;
  test.each([
    ['money', 'accountNumber', true],
    ['case', 'accountNumber', false],
    ['identity', 'accountNumber', false],
    ['health', 'grade', true],
    ['case', 'grade', false],
    ['money', 'disabilityClass', false],
    ['health', 'certificateNumber', true],
    ['identity', 'certificateNumber', false],
    ['identity', 'idNumber', true],
    ['case', 'idNumber', false],
    ['case', 'salt', true],
    ['case', 'reasonWords', false],
    ['case', 'nonsense', false],
  ] as const)('%s: %s %s', (audience, field, may) => expect(isFieldOf(form, audience, field)).toBe(may));
  test('what is of health or money is so by its field, in every document', () => {
    const isTold = (field: DocumentField, class_: string) => DOCUMENT_FIELDS[field].audience === class_;
    for (const field of ['certificateNumber', 'disabilityClass', 'grade'] as const)
      expect(isTold(field, 'health')).toBe(true);
    for (const field of ['accountNumber', 'accountMasked', 'accountHolder', 'bankName'] as const)
      expect(isTold(field, 'money')).toBe(true);
  });
  test('a public notice shows nothing of health, money or number (dossier g)', () => {
    const { fields } = DOCUMENT_DEFINITIONS.PUBLIC_NOTICE;
    const shown = fields.filter((field) => !['case', 'identity'].includes(DOCUMENT_FIELDS[field].audience));
    expect(shown).toEqual([]);
    expect(fields).not.toContain('idNumberMasked');
  });
  test('no letter to an applicant shows a whole number', () => {
    for (const [kind, { fields }] of Object.entries(DOCUMENT_DEFINITIONS))
      if (kind !== 'APPLICATION_FORM') expect(fields).not.toContain('idNumber');
  });
});
