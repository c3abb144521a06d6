/** Taking an application in, and what the township does with it around the reviews. */
import { describe, expect, test } from 'vitest';
import { missingMaterials } from './application.ts';
import { isRefusal } from './command.ts';
import { commandByName } from './commands.ts';
import { decideAs, ID_NUMBER, madeUpFile, madeUpPerson, setsOf } from './made-up-file.ts';
import { MATERIAL_CODES } from './state.ts';

const BANK = {
  accountHolder: '达木丁',
  bankName: '农信社',
  accountNumber: '6217999900000000101',
  accountKind: 'SOCIAL_CARD',
};
const PERSON = {
  name: '达木丁',
  idNumber: ID_NUMBER,
  phone: '13900000001',
  hukouVillage: 159999101001,
  certificateNumber: `${ID_NUMBER}42`,
  householdCategory: 'DIBAO',
  bank: BANK,
};
const FORM = {
  person: PERSON,
  benefits: ['LIVING', 'NURSING'],
  submittedOn: '2026-03-16',
  materials: [...MATERIAL_CODES],
  declarations: { truth: true, privacyNotice: true },
  atCounter: 'ACCEPT',
};
const NOBODY = { person: [], 'files:person': [] };
const submit = (given: object = {}, records: object = NOBODY) =>
  decideAs('TOWNSHIP_CLERK', 'application.submit', { ...FORM, ...given }, records as typeof NOBODY);

describe('intake (T1)', () => {
  test('a new person: file, person, one line of history, claims on the person and on each benefit', () => {
    const decision = submit();
    expect(setsOf(decision, 'application')).toMatchObject([
      { state: 'PRELIMINARY_REVIEW', appliedLiving: true, appliedNursing: true, missing: [] },
    ]);
    expect(setsOf(decision, 'person')).toMatchObject([
      {
        idNumber: ID_NUMBER,
        sex: 'M',
        birthDate: '1981-02-26',
        disabilityClass: 4,
        grade: 2,
        contactStatedOn: '2026-03-18',
      },
    ]);
    expect(setsOf(decision, 'history')).toMatchObject([
      { action: 'application.submit', documentKind: 'ACCEPTANCE_NOTICE' },
    ]);
    expect(isRefusal(decision) ? [] : decision.claims?.map(({ key, take }) => [key, take])).toEqual([
      [`open:${ID_NUMBER}:LIVING`, true],
      [`open:${ID_NUMBER}:NURSING`, true],
      [`person:${ID_NUMBER}`, true],
    ]);
  });
  test('a known person: only what differs is corrected, nothing that the form left empty', () => {
    const decision = submit(
      { person: { ...PERSON, phone: '15000000003', bank: null, householdCategory: 'DIBAO' } },
      { person: [madeUpPerson()], 'files:person': [] },
    );
    expect(setsOf(decision, 'person')).toEqual([{ phone: '15000000003', contactStatedOn: '2026-03-18' }]);
  });
  test('a known person whose data are the same is not touched', () => {
    expect(setsOf(submit({}, { person: [madeUpPerson()], 'files:person': [] }), 'person')).toEqual([]);
  });
  const refusals: [string, object, object, object][] = [
    ['a date to come', { submittedOn: '2026-03-19' }, NOBODY, { refusal: 'application/future-date' }],
    [
      'no certificate',
      { person: { ...PERSON, certificateNumber: null } },
      NOBODY,
      { refusal: 'application/certificate-missing' },
    ],
    [
      'an ID number with a wrong check digit',
      { person: { ...PERSON, idNumber: '159999198102260073' } },
      NOBODY,
      { refusal: 'person/id-number', detail: { codes: ['ID_CHECKSUM'] } },
    ],
    [
      'a certificate of somebody else',
      { person: { ...PERSON, certificateNumber: '15999920010504009142' } },
      NOBODY,
      { refusal: 'person/certificate', detail: { codes: ['CERT_ID_MISMATCH'] } },
    ],
    [
      'acceptance with something missing',
      { materials: ['ID_COPY'] },
      NOBODY,
      { refusal: 'application/materials-missing' },
    ],
    [
      'a notice with nothing missing',
      { atCounter: 'REQUEST_SUPPLEMENT' },
      NOBODY,
      { refusal: 'application/nothing-missing' },
    ],
    [
      'an open application for the same benefit',
      {},
      {
        person: [madeUpPerson()],
        'files:person': [madeUpFile({ appliedLiving: false, state: 'DETERMINING' })],
      },
      { refusal: 'application/duplicate-open', detail: { benefit: 'NURSING' } },
    ],
  ];
  test.each(refusals)('refused: %s', (_what, given, records, refusal) => {
    expect(submit(given, records)).toMatchObject(refusal);
  });
  test('an ended application is in nobody’s way', () => {
    const ended = [madeUpFile({ state: 'REFUSED' }), madeUpFile({ state: 'APPROVED' })];
    expect(isRefusal(submit({}, { person: [madeUpPerson()], 'files:person': ended }))).toBe(false);
  });
  test('the truth and the notice on privacy are declared', () => {
    const undeclared = { ...FORM, declarations: { truth: false, privacyNotice: true } };
    expect(commandByName('application.submit')?.args.safeParse(undeclared).success).toBe(false);
  });
});

describe('what is missing, all at once (S004 art.2)', () => {
  const missing = (given: Partial<Parameters<typeof missingMaterials>[0]>) =>
    missingMaterials({
      benefits: ['LIVING', 'NURSING'],
      householdCategory: 'DIBAO',
      hasBank: false,
      materials: [],
      ...given,
    });
  test('of nothing: everything', () => {
    expect(missing({})).toEqual([...MATERIAL_CODES]);
  });
  test('a typed account counts as brought', () => {
    expect(missing({ hasBank: true })).not.toContain('BANK_ACCOUNT');
  });
  test('proof of dibao only of a dibao household that claims living', () => {
    expect(missing({ benefits: ['NURSING'] })).not.toContain('DIBAO_PROOF');
    expect(missing({ householdCategory: 'LOW_INCOME' })).not.toContain('DIBAO_PROOF');
  });
});

describe('one-time notice', () => {
  const request = (file: ReturnType<typeof madeUpFile>) =>
    decideAs(
      'TOWNSHIP_CLERK',
      'application.requestSupplement',
      { applicationId: file.id, missing: ['BANK_ACCOUNT', 'CERT_COPY'] },
      { application: [file], person: [madeUpPerson()] },
    );
  test('C072 materials incomplete: one notice, not accepted', () => {
    const decision = request(madeUpFile());
    expect(setsOf(decision, 'application')).toMatchObject([
      { state: 'SUPPLEMENT_REQUESTED', noticeCount: 1 },
    ]);
    expect(setsOf(decision, 'history')).toMatchObject([{ documentKind: 'ONE_TIME_NOTICE' }]);
  });
  test('C073 a second notice after resubmission is refused', () => {
    expect(request(madeUpFile({ state: 'RESUBMITTED', noticeCount: 1 }))).toEqual({
      refusal: 'application/supplement-already-requested',
    });
  });
  test.each([
    ['SUBMITTED', 1, 'application/supplement-already-requested', 'given, and the file came from elsewhere'],
    ['SUPPLEMENT_REQUESTED', 1, 'application/supplement-already-requested', 'given, not answered yet'],
    [
      'PRELIMINARY_REVIEW',
      0,
      'application/already-handled',
      'accepted: what is missing was to be told before',
    ],
    ['DETERMINING', 1, 'application/already-handled', 'out of the township'],
  ])('from %s with %i notices: %s (%s; T2)', (state, noticeCount, refusal) => {
    expect(request(madeUpFile({ state, noticeCount }))).toMatchObject({ refusal });
  });
});

describe('what is brought later (T3)', () => {
  const file = madeUpFile({
    state: 'SUPPLEMENT_REQUESTED',
    materials: ['ID_COPY'],
    missing: ['BANK_ACCOUNT', 'CERT_COPY'],
  });
  const person = madeUpPerson({
    accountHolder: null,
    bankName: null,
    accountNumber: null,
    accountKind: null,
    householdCategory: 'NONE',
  });
  const bring = (args: object) =>
    decideAs(
      'TOWNSHIP_CLERK',
      'application.supplement',
      { applicationId: file.id, ...args },
      { application: [file], person: [person] },
    );
  test('is added to what was there, and what is still missing is counted again', () => {
    const [set] = setsOf(bring({ brought: ['CERT_COPY', 'SIGNED_FORM'] }), 'application');
    expect(set).toMatchObject({ state: 'RESUBMITTED', materials: ['ID_COPY', 'CERT_COPY', 'SIGNED_FORM'] });
    expect(set?.missing).toEqual(['HUKOU_PAGE', 'BANK_ACCOUNT']);
  });
  test('brought before any notice, the file stays where the one notice is given', () => {
    const early = { ...file, values: { ...file.values, state: 'SUBMITTED', noticeCount: 0 } };
    const decision = decideAs(
      'TOWNSHIP_CLERK',
      'application.supplement',
      { applicationId: file.id, brought: ['CERT_COPY'] },
      { application: [early], person: [person] },
    );
    expect(setsOf(decision, 'application')).toMatchObject([
      { state: 'SUBMITTED', missing: ['HUKOU_PAGE', 'BANK_ACCOUNT', 'SIGNED_FORM'] },
    ]);
  });
  test('an account comes with it, whole', () => {
    const decision = bring({ brought: ['CERT_COPY'], bank: BANK });
    expect(setsOf(decision, 'person')).toEqual([BANK]);
    expect(setsOf(decision, 'application')[0]?.missing).not.toContain('BANK_ACCOUNT');
  });
});

describe('entry and sending (T9, T10)', () => {
  const on = (act: string, file: ReturnType<typeof madeUpFile>) =>
    decideAs(
      'TOWNSHIP_CLERK',
      act,
      { applicationId: file.id },
      { application: [file], person: [madeUpPerson()] },
    );
  test('a file is entered once', () => {
    const file = madeUpFile({ state: 'PRELIMINARY_PASSED', enteredOn: '2026-03-01' });
    expect(on('application.enter', file)).toMatchObject({ refusal: 'application/already-handled' });
  });
  test('a file is not sent before it is entered', () => {
    expect(on('application.sendToFederation', madeUpFile({ state: 'PRELIMINARY_PASSED' }))).toEqual({
      refusal: 'application/not-entered',
    });
  });
  test('what civil affairs refused does not go round again', () => {
    const file = madeUpFile({
      state: 'RETURNED_TO_TOWNSHIP',
      enteredOn: '2026-03-01',
      returnedBy: 'CIVIL_AFFAIRS',
    });
    expect(on('application.sendToFederation', file)).toEqual({
      refusal: 'application/refused-by-civil-affairs',
    });
  });
  test('sent again, a returned file is clean of its reason', () => {
    const file = madeUpFile({
      state: 'RETURNED_TO_TOWNSHIP',
      enteredOn: '2026-03-01',
      returnedBy: 'FEDERATION',
      reasonCode: 'CERT_EXPIRED',
    });
    expect(setsOf(on('application.sendToFederation', file), 'application')).toMatchObject([
      { returnedBy: null, reasonCode: null, reasonWords: null, sentToFederationOn: '2026-03-18' },
    ]);
  });
});
