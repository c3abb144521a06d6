/** The intake form read once: faults at their fields, what is missing, and the main act that follows. Made-up people. */
import { describe, expect, it } from 'vitest';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { applicationSubmit } from '#shared/domain/intake.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { MATERIAL_CODES } from '#shared/domain/state.ts';
import {
  factsOf,
  fieldOfPath,
  intakeArgs,
  readDate,
  readIntake,
  readMonth,
  sectionStates,
} from './checks.ts';
import { emptyForm, formOfArgs, type IntakeForm, isUntouched, parseDraft, pencilIn, typed } from './form.ts';
import { outlookOf } from './outlook.ts';

const TODAY = '2026-11-23';
const context = { today: TODAY };
const idNumber = (first17: string): string => first17 + idCheckDigit(first17);
const WUYUN = idNumber('15999919680417042');
const brought = MATERIAL_CODES.filter((code) => code !== 'BANK_ACCOUNT');

const whole: IntakeForm = {
  ...emptyForm(TODAY),
  name: '乌云其其格',
  idNumber: WUYUN,
  phone: '13900000427',
  hukouVillage: 159999101001,
  certificateNumber: `${WUYUN}42`,
  certificateExpiresOn: '2029-05-31',
  benefits: ['LIVING', 'NURSING'],
  needsLongTermCare: true,
  householdCategory: 'DIBAO',
  householdFrom: '2025-03',
  bankName: '农信社 查干淖尔社',
  accountNumber: '6217 9999 0000 1234 567',
  accountKind: 'SOCIAL_CARD',
  materials: brought,
  truth: true,
  privacyNotice: true,
};
const AGENT = {
  ...{ guardianRelation: 'ENTRUSTED', guardianName: '赵海龙', guardianPhone: '13900000999' },
  guardianAuthorisation: '委托书 2026-11-20',
};
const faultsOf = (form: IntakeForm) =>
  readIntake(form, context).faults.map(({ field, code }) => [field, code]);

describe('the identity number', () => {
  it('gives sex, birth date, age and region', () => {
    const { id, age } = readIntake(whole, context);
    expect([id.sex, id.birthDate, age, id.region]).toEqual(['F', '1968-04-17', 58, '159999']);
  });

  it('takes full-width digits and spaces', () => {
    const spaced = `${WUYUN.slice(0, 6)} ${WUYUN.slice(6)}`.replace('1', '１');
    expect(faultsOf({ ...whole, idNumber: spaced })).toEqual([]);
  });

  it.each([
    ['', 'ID_MISSING'],
    ['15999919680417', 'ID_LENGTH'],
    ['159999680417042', 'ID_15_DIGIT'],
    [`${WUYUN.slice(0, 17)}${WUYUN.endsWith('1') ? '2' : '1'}`, 'ID_CHECKSUM'],
    [idNumber('15999919680230042'), 'ID_BIRTHDATE'],
  ])('%s is refused with %s', (text, code) => {
    expect(faultsOf({ ...whole, idNumber: text })).toContainEqual(['idNumber', code]);
  });
});

describe('the certificate', () => {
  it('gives class, grade and whether it is severe', () => {
    const { certificate, isSevere } = readIntake(whole, context);
    expect([certificate.disabilityClass, certificate.grade, isSevere]).toEqual([4, 2, true]);
  });

  it('must begin with the identity number', () => {
    const other = idNumber('15999919680417044');
    expect(faultsOf({ ...whole, certificateNumber: `${other}42` })).toEqual([
      ['certificateNumber', 'CERT_ID_MISMATCH'],
    ]);
  });

  it('needs an end date or to be without one', () => {
    expect(faultsOf({ ...whole, certificateExpiresOn: '' })).toEqual([
      ['certificateExpiresOn', 'EXPIRY_MISSING'],
    ]);
    expect(faultsOf({ ...whole, certificateExpiresOn: '', isLongTerm: true })).toEqual([]);
  });

  it('of a light grade is only looked at, never refused here', () => {
    const { faults, notes } = readIntake({ ...whole, certificateNumber: `${WUYUN}44` }, context);
    expect(faults).toEqual([]);
    expect(notes).toContainEqual({ field: 'benefits', code: 'GRADE_NOT_COVERED' });
  });
});

describe('dates as they are typed', () => {
  it.each(['20290531', '2029-5-31', '2029.05.31', '2029年5月31日', ' 2029/5/31 '])('%s', (text) => {
    expect(readDate(text)).toBe('2029-05-31');
  });
  it('knows no 30 February', () => expect(readDate('2029-02-30')).toBeNull());
  it.each(['202503', '2025-3', '2025年3月'])('month %s', (text) => expect(readMonth(text)).toBe('2025-03'));
});

describe('the main button', () => {
  it('accepts when nothing is missing', () => {
    expect(readIntake(whole, context)).toMatchObject({ act: 'ACCEPT', missing: [], faults: [] });
  });

  it('gives the one-time notice when anything is, and lists all of it once', () => {
    const reading = readIntake(
      { ...whole, accountNumber: '', bankName: '', accountKind: '', materials: ['ID_COPY', 'CERT_COPY'] },
      context,
    );
    expect(reading.act).toBe('REQUEST_SUPPLEMENT');
    expect(reading.missing).toEqual(['HUKOU_PAGE', 'BANK_ACCOUNT', 'DIBAO_PROOF', 'SIGNED_FORM']);
    expect(reading.faults).toEqual([]);
  });

  it('what another township decides is only taken in, and a gap is still told', () => {
    const there = { ...context, scopes: [0, 159999102000] };
    expect(readIntake(whole, there)).toMatchObject({ act: 'KEEP', isElsewhere: true, faults: [] });
    expect(readIntake({ ...whole, materials: [] }, there).act).toBe('REQUEST_SUPPLEMENT');
    expect(readIntake(whole, { ...context, scopes: [0, 159999101000] }).isElsewhere).toBe(false);
  });

  it.each([
    [{ guardianName: '' }, 'guardianName', 'AGENT_NAME_MISSING'],
    [{ guardianAuthorisation: ' ' }, 'guardianAuthorisation', 'AGENT_PAPER_MISSING'],
    [{ guardianPhone: '139' }, 'guardianPhone', 'PHONE_SHAPE'],
    [{ guardianIdNumber: '1599' }, 'guardianIdNumber', 'ID_LENGTH'],
  ])('an agent %o (c.4)', (typedWrong, field, code) => {
    expect(faultsOf({ ...whole, ...AGENT })).toEqual([]);
    expect(faultsOf({ ...whole, ...AGENT, ...typedWrong })).toEqual([[field, code]]);
    expect(faultsOf({ ...whole, ...AGENT, ...typedWrong, guardianRelation: '' })).toEqual([]);
  });

  it('asks no dibao proof of a household without dibao', () => {
    const { needed } = readIntake({ ...whole, householdCategory: 'NONE' }, context);
    expect(needed).not.toContain('DIBAO_PROOF');
  });

  it('an account that was begun must be whole, so that nothing typed is lost with the act', () => {
    expect(faultsOf({ ...whole, bankName: '' })).toEqual([['bankName', 'BANK_NAME_MISSING']]);
    expect(faultsOf({ ...whole, accountNumber: '6217' })).toEqual([['accountNumber', 'BANK_FORMAT']]);
  });

  it('an open file for the same benefit stops it at the benefits', () => {
    const { faults } = readIntake(whole, { ...context, openBenefits: ['NURSING'] });
    expect(faults).toEqual([{ field: 'benefits', code: 'DUPLICATE_OPEN', values: { benefit: 'NURSING' } }]);
  });

  it('faults come in the order of the form', () => {
    const fields = readIntake(emptyForm(TODAY), context).faults.map(({ field }) => field);
    expect(fields[0]).toBe('name');
    expect(fields.at(-1)).toBe('privacyNotice');
  });
});

describe('the arguments', () => {
  it('are what the command takes', () => {
    const args = intakeArgs(whole, readIntake(whole, context), 'ACCEPT');
    const parsed = applicationSubmit.args.safeParse(args);
    expect(parsed.success).toBe(true);
    expect(args.person.bank?.accountNumber).toBe('6217999900001234567');
  });

  it('hold no account when none was begun', () => {
    const form = { ...whole, accountNumber: '', bankName: '', accountKind: '' };
    expect(intakeArgs(form, readIntake(form, context), 'KEEP').person.bank).toBeNull();
  });

  it('say who applies, and what else was declared', () => {
    const form = { ...whole, ...AGENT, checkAuthorised: true, dutyToReport: true };
    const args = intakeArgs(form, readIntake(form, context), 'ACCEPT');
    expect(applicationSubmit.args.parse(args)).toMatchObject({
      agent: { ...AGENT, guardianIdNumber: null },
      declarations: { checkAuthorised: true, dutyToReport: true },
    });
    expect(formOfArgs(JSON.parse(JSON.stringify(args)), TODAY)).toMatchObject({
      ...AGENT,
      dutyToReport: true,
    });
  });

  it('of a refused act make the same form again', () => {
    const args = intakeArgs(whole, readIntake(whole, context), 'ACCEPT');
    const again = formOfArgs(JSON.parse(JSON.stringify(args)), '2026-11-25');
    expect(again).not.toBeNull();
    const form = again as IntakeForm;
    expect(intakeArgs(form, readIntake(form, context), 'ACCEPT')).toEqual(args);
    expect(form.submittedOn).toBe(TODAY);
  });

  it('a refusal finds its field', () => {
    expect(fieldOfPath(['person', 'idNumber'])).toBe('idNumber');
    expect(fieldOfPath(['person', 'bank', 'accountNumber'])).toBe('accountNumber');
    expect(fieldOfPath(['person', 'bank'])).toBe('accountNumber');
    expect(fieldOfPath(undefined)).toBeNull();
  });
});

describe('a draft', () => {
  it('comes back as it was typed', () => {
    expect(parseDraft(JSON.stringify(whole), '2026-12-01')).toEqual(whole);
  });
  it('of an older version keeps what it has', () => {
    expect(parseDraft('{"name":"苏和","materials":["ID_COPY","NO_SUCH"]}', TODAY)).toEqual({
      ...emptyForm(TODAY),
      name: '苏和',
      materials: ['ID_COPY'],
    });
  });
  it('that is none of ours is not guessed', () => expect(parseDraft('1968', TODAY)).toBeNull());
  it('an untouched form is none', () => {
    expect(isUntouched(emptyForm(TODAY))).toBe(true);
    expect(isUntouched(whole)).toBe(false);
  });
});

describe('pencil', () => {
  const facts = {
    name: '乌云其其格',
    hukouVillage: 159999101002,
    certificateExpiresOn: null,
    householdCategory: 'DIBAO',
  };
  const numbers = { certificateNumber: `${WUYUN}42`, phone: null, accountNumber: null };
  const pencilled = pencilIn(
    { ...emptyForm(TODAY), idNumber: WUYUN, hukouVillage: 159999101001 },
    facts as Parameters<typeof pencilIn>[1],
    numbers,
  );

  it('fills only what is empty', () => {
    expect(pencilled.hukouVillage).toBe(159999101001);
    expect(pencilled.name).toBe('乌云其其格');
    expect(pencilled.pencilled).toEqual(['name', 'certificateNumber', 'householdCategory']);
    expect(pencilled.isLongTerm).toBe(true);
  });
  it('is ink once typed over', () => {
    expect(typed(pencilled, { name: '乌云' }).pencilled).not.toContain('name');
  });
});

describe('sections', () => {
  it('are wrong only once their fault was seen', () => {
    const form = { ...whole, phone: '139' };
    const reading = readIntake(form, context);
    expect(sectionStates(form, reading, () => false).applicant).toBe('open');
    expect(sectionStates(form, reading, () => true).applicant).toBe('wrong');
    expect(sectionStates(whole, readIntake(whole, context), () => true)).toEqual({
      applicant: 'done',
      certificate: 'done',
      benefits: 'done',
      account: 'done',
      materials: 'done',
      agent: 'done',
      declarations: 'done',
    });
  });
});

describe('if complete today', () => {
  const outlook = (form: IntakeForm, today = TODAY) =>
    outlookOf(
      { submittedOn: form.submittedOn, facts: factsOf(form, readIntake(form, context)) },
      today,
      DEMO_PACK,
    );

  it('names the month, the amount and the two due days', () => {
    expect(outlook({ ...whole, benefits: ['LIVING', 'NURSING'], householdCategory: 'DIBAO' })).toMatchObject({
      fromMonth: '2026-11',
      totalFen: 22_000,
      entryDue: '2026-11-26',
      sendDue: '2026-12-07',
    });
  });
  it('says why one of the two is not due, and pays the other', () => {
    const found = outlook({ ...whole, benefits: ['LIVING', 'NURSING'], householdCategory: 'LOW_INCOME' });
    expect(found?.eligibility?.LIVING.reasons).toEqual(['LIVING_HOUSEHOLD_NOT_COVERED']);
    expect(found?.totalFen).toBe(11_000);
  });
  it('judges nothing while the rules lack a fact', () => {
    for (const lack of [
      { householdCategory: '' },
      { hukouVillage: null },
      { certificateNumber: '' },
      { benefits: [] },
    ])
      expect(outlook({ ...whole, ...lack })).toMatchObject({ eligibility: null, totalFen: null });
  });
  it('an unknown amount is no zero', () => {
    expect(outlook({ ...whole, submittedOn: '2015-12-31', benefits: ['NURSING'] })?.totalFen).toBeNull();
  });
  it('a year without a calendar has no due day', () => {
    expect(outlook({ ...whole, submittedOn: '2026-12-30' }, '2026-12-30')?.sendDue).toEqual({
      ...{ code: 'CALENDAR_MISSING', missingYear: 2027 },
    });
  });
});
