/** Who is entitled in a month, as a table of the law: each line a person, what the file knows, and every reason in order (policy-packs §3, §4). */
import { describe, expect, test } from 'vitest';
import { EXPIRY_RULE } from './certificate-expiry.ts';
import { eligibilityOf, type MonthFacts, type OtherBenefit } from './eligibility.ts';
import { idCheckDigit } from './id-number.ts';
import { type DivisionPack, NATIONAL_PACK } from './policy-pack.ts';

const idNumber = (born: string): string => {
  const first = `159999${born.replaceAll('-', '')}101`;
  return first + idCheckDigit(first);
};

const BANNER: DivisionPack = {
  ...{ packId: '159999', region: '159999', version: 3, documentNo: '示例〔2016〕1号' },
  standards: [
    { id: 'LIV', benefit: 'LIVING', amountFen: 10_000, from: '2016-01' },
    { id: 'NUR', benefit: 'NURSING', amountFen: 12_000, from: '2016-01', grades: [1, 2] },
  ],
  ...{ livingScope: [], nursingScope: [], lifts: [] },
};
const PACKS = [NATIONAL_PACK, BANNER];

function adult(facts: Partial<MonthFacts> = {}, grade = 1, born = '1970-05-06'): MonthFacts {
  const number = idNumber(born);
  return {
    month: '2022-05',
    applied: ['LIVING', 'NURSING'],
    idNumber: number,
    birthDate: born,
    region: '159999101000',
    certificate: {
      ...{ number: `${number}4${grade}`, disabilityClass: 4, grade, status: 'VALID' },
      ...{ issuedOn: '2016-03-01', expiresOn: '2026-02-28' },
    },
    household: 'DIBAO',
    otherBenefits: [],
    elections: {},
    custodyFrom: null,
    hasGuardian: false,
    ...facts,
  };
}

const draws = (
  type: string,
  from = '2020-01',
  to: string | null = null,
): { otherBenefits: OtherBenefit[] } => ({
  otherBenefits: [{ type, from, to }],
});
const certificate = (rest: object) => {
  const facts = adult();
  return { certificate: { ...(facts.certificate as NonNullable<MonthFacts['certificate']>), ...rest } };
};
const OK: string[] = [];
const NO_HOUSEHOLD = 'LIVING_HOUSEHOLD_NOT_COVERED';

describe('reasons, all of them and in order', () => {
  test.each<[string, string, MonthFacts, string[], string[]]>([
    ['国发52 二(一)', 'a dibao household, grade 1: both', adult(), OK, OK],
    ['国发52 二(一)', 'no dibao: nursing alone', adult({ household: 'NONE' }), [NO_HOUSEHOLD], OK],
    ['国发52 二(一)', 'grade 3: living alone', adult({}, 3), OK, ['NURSING_GRADE_NOT_COVERED']],
    [
      '国发52 二(一)',
      'neither',
      adult({ household: 'LOW_INCOME' }, 4),
      [NO_HOUSEHOLD],
      ['NURSING_GRADE_NOT_COVERED'],
    ],
    ['CN-LTC', 'no long-term care', adult({ needsLongTermCare: false }), OK, ['LONG_TERM_CARE_NOT_NEEDED']],
    [
      'S004 art.1',
      'no certificate: the grade is not guessed',
      adult({ certificate: null }),
      ['CERT_MISSING'],
      ['CERT_MISSING'],
    ],
    [
      'S004 art.3',
      'revoked',
      adult(certificate({ status: 'REVOKED' })),
      ['CERT_NOT_VALID'],
      ['CERT_NOT_VALID'],
    ],
    [
      'S004 art.3',
      'frozen',
      adult(certificate({ status: 'FROZEN' })),
      ['CERT_NOT_VALID'],
      ['CERT_NOT_VALID'],
    ],
    [
      'c.2',
      'the number says another grade',
      adult(certificate({ grade: 2 })),
      ['CERT_GRADE_MISMATCH'],
      ['CERT_GRADE_MISMATCH'],
    ],
    [
      'S004 art.9(4)',
      'expired and past the six months',
      adult(certificate({ expiresOn: '2021-09-30' })),
      ['CERT_GRACE_OVER'],
      ['CERT_GRACE_OVER'],
    ],
    ['S004 art.9(4)', 'expired, in the six months', adult(certificate({ expiresOn: '2021-12-31' })), OK, OK],
    [
      'S004 art.9(4)',
      'being renewed, however long',
      adult(certificate({ expiresOn: '2020-01-31', renewalAppliedOn: '2020-06-30' })),
      OK,
      OK,
    ],
    [
      'S004 art.9(4)',
      'the federation says it is being renewed',
      adult(certificate({ expiresOn: '2020-01-31', status: 'RENEWING' })),
      OK,
      OK,
    ],
    [
      '国发52 二(四)',
      'tekun by category',
      adult({ household: 'TEKUN' }),
      ['TEKUN_EXCLUDED', NO_HOUSEHOLD],
      ['TEKUN_EXCLUDED'],
    ],
    [
      '国发52 二(四)',
      'injury fee',
      adult(draws('INJURY_CARE_FEE')),
      ['INJURY_CARE_FEE_EXCLUDED'],
      ['INJURY_CARE_FEE_EXCLUDED'],
    ],
    ['国发52 二(四)', 'an orphan keeps nursing', adult(draws('ORPHAN')), ['ORPHAN_LIVING_EXCLUDED'], OK],
    [
      'EL2',
      'the first month of the other benefit counts',
      adult(draws('ORPHAN', '2022-05')),
      ['ORPHAN_LIVING_EXCLUDED'],
      OK,
    ],
    ['EL2', 'so does its last', adult(draws('ORPHAN', '2020-01', '2022-05')), ['ORPHAN_LIVING_EXCLUDED'], OK],
    ['EL2', 'not the one before', adult(draws('ORPHAN', '2022-06')), OK, OK],
    ['EL2', 'nor the one after', adult(draws('ORPHAN', '2020-01', '2022-04')), OK, OK],
    [
      'S004 art.9(3)',
      'in custody since last month',
      adult({ custodyFrom: '2022-04-30' }),
      ['IMPRISONED'],
      ['IMPRISONED'],
    ],
    ['EL2', 'the month in which custody began', adult({ custodyFrom: '2022-05-02' }), OK, OK],
    ['S004 art.9(3)', 'released', adult({ custodyFrom: '2020-01-01', custodyTo: '2022-04-30' }), OK, OK],
    ['S004 art.9(1)', 'dead since last month', adult({ diedOn: '2022-04-01' }), ['DEATH'], ['DEATH']],
    [
      '国发52 二(四)',
      'a living allowance, nothing signed yet',
      adult(draws('ELDER_LIVING')),
      ['ELECTION_REQUIRED'],
      OK,
    ],
    [
      '国发52 二(四)',
      'the other one chosen',
      adult({ ...draws('LIXIU_LIVING'), elections: { LIVING: 'OTHER' } }),
      ['ELECTED_OTHER_BENEFIT'],
      OK,
    ],
    ['国发52 二(四)', 'like with like only', adult(draws('ON_DUTY_NURSING')), OK, ['ELECTION_REQUIRED']],
    [
      'policy-packs §4 ∴',
      'a local benefit that no pack knows',
      adult(draws('LOCAL_HARDSHIP_CHILD')),
      ['INTERFACE_UNKNOWN'],
      ['INTERFACE_UNKNOWN'],
    ],
    ['policy-packs §4 ∴', 'relief in an emergency is no obstacle', adult(draws('TEMPORARY_AID')), OK, OK],
    [
      'all reasons',
      'tekun, in custody, an election open',
      adult({ household: 'TEKUN', custodyFrom: '2022-01-01', ...draws('ELDER_LIVING') }),
      ['TEKUN_EXCLUDED', 'IMPRISONED', 'ELECTION_REQUIRED', NO_HOUSEHOLD],
      ['TEKUN_EXCLUDED', 'IMPRISONED'],
    ],
    [
      'policy-packs §2.6',
      'a month without any standard',
      adult({ month: '2015-12' }),
      ['AMOUNT_UNKNOWN'],
      ['AMOUNT_UNKNOWN'],
    ],
  ])('%s: %s', (_article, _who, facts, living, nursing) => {
    const judged = eligibilityOf(facts, { packs: PACKS });
    expect(judged.LIVING.reasons).toEqual(living);
    expect(judged.NURSING.reasons).toEqual(nursing);
    expect([judged.LIVING.eligible, judged.NURSING.eligible]).toEqual([!living.length, !nursing.length]);
    const amount = (reasons: string[], fen: number) =>
      reasons.length === 0 ? fen : reasons.includes('AMOUNT_UNKNOWN') ? null : 0;
    expect([judged.LIVING.amountFen, judged.NURSING.amountFen]).toEqual([
      amount(living, 10_000),
      amount(nursing, 12_000),
    ]);
  });

  test('a wrong identity number speaks first', () => {
    const facts = adult({ idNumber: '159999197005061010' });
    expect(eligibilityOf(facts, { packs: PACKS }).LIVING.reasons[0]).toBe('ID_CHECKSUM');
  });

  test('PP5 an exclusion that a document lifts for one benefit', () => {
    const lift = {
      exclusion: 'TEKUN_EXCLUDED',
      benefits: ['NURSING'] as const,
      from: '2022-01',
      documentNo: '示例〔2022〕9号',
    };
    const packs = [NATIONAL_PACK, { ...BANNER, lifts: [lift] }];
    const judged = eligibilityOf(adult({ household: 'TEKUN' }), { packs });
    expect(judged.NURSING.reasons).toEqual([]);
    expect(judged.LIVING.reasons).toContain('TEKUN_EXCLUDED');
    const finding = judged.NURSING.findings.find(({ rule }) => rule === 'TEKUN_EXCLUDED');
    expect(finding?.looked).toEqual({ holds: true, liftedBy: '示例〔2022〕9号' });
  });

  test('the child’s own subsidy in full leaves LIVING out only where a pack says so (62号, N○)', () => {
    const facts = adult({
      otherBenefits: [{ type: 'DE_FACTO_UNSUPPORTED_CHILD', from: '2020-01', inFull: true }],
    });
    expect(eligibilityOf(facts, { packs: PACKS }).LIVING.reasons).toEqual([]);
    const by = { packs: PACKS, deFactoChild: { fullSubsidyExcludesLiving: true } };
    expect(eligibilityOf(facts, by).LIVING.reasons).toEqual(['DE_FACTO_CHILD_LIVING_EXCLUDED']);
  });
});

describe('what a pack decides (policy-packs §5.1 ∴)', () => {
  const leftOut = ['LIVING_HOUSEHOLD_NOT_COVERED'];
  test.each([
    ['begins in the middle, counts', '2022-05-16', true, OK],
    ['begins in the middle, does not count', '2022-05-16', false, leftOut],
    ['only the month is known', '2022-05', false, leftOut],
    ['begins on the first day, which carries the month', '2022-05-01', false, OK],
    ['began in the month before', '2022-04-30', false, OK],
    ['begins next month', '2022-06', true, leftOut],
    ['nobody said since when', null, false, OK],
  ])('e.6 dibao %s', (_what, householdFrom, gainMonthCounts, reasons) => {
    const by = { packs: PACKS, household: { gainMonthCounts } };
    const judged = eligibilityOf(adult({ householdFrom }), by);
    expect([judged.LIVING.reasons, judged.NURSING.reasons]).toEqual([reasons, OK]);
  });
  test('policy-packs §4 tekun excludes from its first month on, whatever a month of dibao is', () => {
    const by = { packs: PACKS, household: { gainMonthCounts: false } };
    const judged = eligibilityOf(adult({ household: 'TEKUN', householdFrom: '2022-05' }), by);
    expect(judged.NURSING.reasons).toEqual(['TEKUN_EXCLUDED']);
  });
  test('(f) whether six months that need an unknown calendar are over is not guessed (CAL2)', () => {
    const facts = adult({ month: '2027-02', ...certificate({ expiresOn: '2026-07-20' }) });
    const by = { packs: PACKS, expiry: { ...EXPIRY_RULE, extendOverHoliday: true } };
    expect(eligibilityOf(facts, by).NURSING).toMatchObject({
      reasons: ['CALENDAR_MISSING'],
      eligible: false,
    });
    expect(eligibilityOf(facts, { packs: PACKS }).NURSING.reasons).toEqual(['CERT_GRACE_OVER']);
  });
});

describe('why', () => {
  test('every rule says what it looked at and where it comes from; the amount names its standard and pack', () => {
    const { LIVING, NURSING } = eligibilityOf(adult({ household: 'NONE' }), { packs: PACKS });
    for (const { rule, source } of [...LIVING.findings, ...NURSING.findings])
      expect(source, rule).toMatch(/国发|S004|GB|policy-packs|民发|示例/);
    expect(LIVING.findings.find(({ rule }) => rule === 'LIVING_SCOPE')).toMatchObject({
      looked: { household: 'NONE', covered: 'DIBAO' },
    });
    expect(NURSING).toMatchObject({ standardId: 'NUR', packId: '159999' });
    expect(NURSING.findings.at(-1)).toMatchObject({ rule: 'AMOUNT', source: '示例〔2016〕1号' });
  });
});

describe('warnings', () => {
  const child = { birthDate: '2010-05-06', idNumber: idNumber('2010-05-06') };
  const ofChild = (facts: Partial<MonthFacts> = {}) => adult(facts, 2, child.birthDate);
  test.each<[string, MonthFacts, string[]]>([
    ['EL1 living alone applied for', adult({ applied: ['LIVING'] }), ['SHOULD_RECEIVE_NOT_APPLIED:NURSING']],
    ['EL1 nothing is due beside it', adult({ applied: ['LIVING'] }, 3), []],
    ['EL1 an open election makes no lead', adult({ applied: ['NURSING'], ...draws('ELDER_LIVING') }), []],
    ['a minor without a guardian in the file', ofChild(), ['GUARDIAN_REQUIRED']],
    ['a minor with one', ofChild({ hasGuardian: true }), []],
    ['an adult who cannot act', adult({ isIncapable: true }), ['GUARDIAN_REQUIRED']],
    [
      'ours chosen',
      adult({ ...draws('ELDER_NURSING'), elections: { NURSING: 'TWO_SUBSIDY' } }),
      ['ELECTION_RECORDED_OTHER_BENEFIT_MUST_STOP'],
    ],
    [
      'a child whose own subsidy is topped up',
      ofChild({ hasGuardian: true, ...draws('DE_FACTO_UNSUPPORTED_CHILD') }),
      ['NOTIFY_CHILD_WELFARE_TOP_UP'],
    ],
    [
      'expired, in the six months',
      adult(certificate({ expiresOn: '2022-03-31' })),
      ['CERT_EXPIRED_IN_GRACE'],
    ],
    [
      'expired, renewal applied for in the six months: nothing to urge',
      adult(certificate({ expiresOn: '2022-03-31', renewalAppliedOn: '2022-04-30' })),
      [],
    ],
  ])('%s', (_what, facts, warnings) => {
    expect(eligibilityOf(facts, { packs: PACKS }).warnings).toEqual(warnings);
  });

  test('EL1 what was not applied for is not judged', () => {
    const { NURSING } = eligibilityOf(adult({ applied: ['LIVING'] }, 4), { packs: PACKS });
    expect(NURSING).toMatchObject({ eligible: false, reasons: ['NOT_APPLIED'], amountFen: 0 });
  });
});
