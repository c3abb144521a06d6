/** The alert catalogue as a table (dossier (h); S004 arts 8, 9, 12; the seven points of Anlong, PEERS S27b): facts and registers → alerts. */
import { describe, expect, test } from 'vitest';
import {
  ALERT_RULE,
  type AlertRule,
  lateSyncAlerts,
  massChangeAlerts,
  SEVERITY,
  severityOf,
} from './alert.ts';
import { type Compared, comparePerson, type Holder, type Registers, stranger } from './comparison.ts';
import type { CertificateFacts } from './eligibility.ts';
import { idCheckDigit } from './id-number.ts';
import { alertsOf, type OfficeFacts } from './person-alerts.ts';
import { type DivisionPack, NATIONAL_PACK } from './policy-pack.ts';

const BANNER: DivisionPack = {
  ...{ packId: '159999', region: '159999', version: 1, livingScope: [], nursingScope: [], lifts: [] },
  standards: [
    { id: 'L', benefit: 'LIVING', amountFen: 10_000, from: '2016-01' },
    { id: 'N', benefit: 'NURSING', amountFen: 10_000, from: '2016-01', grades: [1, 2] },
  ],
};
const BY = { packs: [NATIONAL_PACK, BANNER] };
const MONTH = '2024-06';
const idFor = (first17: string): string => first17 + idCheckDigit(first17);
const ID = idFor('15999919700506101');
const BOTH = ['LIVING', 'NURSING'] as const;

const certificate = (rest: Partial<CertificateFacts> = {}, id = ID): CertificateFacts => ({
  ...{ number: `${id}41`, disabilityClass: 4, grade: 1, expiresOn: '2030-01-01', status: 'VALID' },
  ...rest,
});
const facts = (rest: Partial<Compared['facts']> = {}): Compared['facts'] => ({
  ...{ idNumber: ID, birthDate: '1970-05-06', region: '159999101000', certificate: certificate() },
  ...{ household: 'DIBAO', otherBenefits: [], elections: {}, custodyFrom: null, hasGuardian: false },
  ...rest,
});
interface Person {
  readonly paid?: Compared['paid'];
  readonly openFiles?: Compared['openFiles'];
  readonly facts?: Partial<Compared['facts']>;
  readonly office?: Partial<OfficeFacts>;
}
const holder = (rest: Partial<CertificateFacts> = {}): Holder => ({
  ...{ idNumber: ID, name: '苏和', region: '159999101000', birthDate: '1970-05-06' },
  certificate: certificate(rest),
});
const NO_REGISTERS: Registers = { holders: null, deaths: null, custody: null, households: null };
const holders = (rest: Partial<CertificateFacts> = {}) => new Map([[ID, holder(rest)]]);

function briefly(person: Person, registers: Partial<Registers>, rule?: Partial<AlertRule>): string[] {
  const compared: Compared = {
    ...{ personId: 7, facts: facts(person.facts), paid: person.paid ?? BOTH },
    ...{ openFiles: person.openFiles ?? [], waived: [] },
  };
  const office: OfficeFacts = {
    ...{ name: '苏和', guardianName: null, accountHolder: '苏和', account: null, isTwice: false },
    ...{ openFiles: [], drawn: [], payments: [] },
    ...person.office,
  };
  const judged = comparePerson(compared, { ...NO_REGISTERS, ...registers }, MONTH, BY);
  const scene = { month: MONTH, staff: new Set(['萨仁']), rule: { ...ALERT_RULE, ...rule } };
  return alertsOf(compared, judged, office, scene).map(({ code, benefit, list, points }) =>
    [code, benefit, list, ...points].filter(Boolean).join(' '),
  );
}

describe('what the registers say (S004 art.8)', () => {
  test.each<[string, Person, Partial<Registers>, string[]]>([
    ['nothing', {}, { holders: holders() }, []],
    [
      'PA1 dead, paid twice and on the list: one alert with four points',
      {},
      { holders: holders(), deaths: new Map([[ID, '2024-04-30']]) },
      ['DEAD_PERSON SHOULD_STOP DEATH DEAD_STILL_HOLDER LIVING_PAID_DEAD NURSING_PAID_DEAD'],
    ],
    ['the month of death is paid (art.12)', {}, { deaths: new Map([[ID, '2024-06-01']]) }, []],
    [
      'not on the list: three points of the seven',
      {},
      { holders: new Map() },
      [
        'CERT_NOT_IN_FEDERATION_DB SHOULD_STOP ALIVE_PAID_NOT_HOLDER LIVING_PAID_NOT_HOLDER NURSING_PAID_NOT_HOLDER CERT_MISSING',
      ],
    ],
    ['CO4 no list was handed in', {}, {}, []],
    [
      'frozen at the federation',
      {},
      { holders: holders({ status: 'FROZEN' }) },
      ['CERT_NOT_VALID SHOULD_STOP CERT_NOT_VALID'],
    ],
    [
      'in the six months after expiry (art.9(4)): paid, and said',
      {},
      { holders: holders({ expiresOn: '2024-02-01' }) },
      ['CERT_EXPIRED_IN_GRACE EXPIRED_STILL_HOLDER'],
    ],
    [
      'expired, six months over, no renewal (art.9(4))',
      {},
      { holders: holders({ expiresOn: '2023-11-01' }) },
      ['CERT_GRACE_OVER SHOULD_STOP CERT_GRACE_OVER EXPIRED_STILL_HOLDER'],
    ],
    [
      'renewal applied for in time (art.9(4), dossier (f) 3): nobody is told to urge it',
      {},
      { holders: holders({ expiresOn: '2023-11-01', renewalAppliedOn: '2024-01-05' }) },
      [],
    ],
    [
      'the federation has grade 3: only nursing stops',
      {},
      { holders: holders({ number: `${ID}43`, grade: 3 }) },
      ['CERT_GRADE_MISMATCH', 'NURSING_GRADE_NOT_COVERED NURSING SHOULD_STOP NURSING_GRADE_NOT_COVERED'],
    ],
    [
      'no longer in dibao: only living stops',
      {},
      { households: new Map() },
      ['LIVING_HOUSEHOLD_NOT_COVERED LIVING SHOULD_STOP LIVING_HOUSEHOLD_NOT_COVERED'],
    ],
    [
      'a custodial sentence (art.9(3))',
      {},
      { custody: new Map([[ID, '2024-05-01']]) },
      ['IMPRISONED SHOULD_STOP IMPRISONED'],
    ],
    [
      'tekun takes both (国发52 二(四))',
      {},
      { otherBenefits: new Map([[ID, [{ type: 'TEKUN', from: '2024-01' }]]]) },
      ['CONFLICT_TEKUN SHOULD_STOP TEKUN_EXCLUDED'],
    ],
    [
      'injury care fee takes both (国发52 二(四))',
      {},
      { otherBenefits: new Map([[ID, [{ type: 'INJURY_CARE_FEE', from: '2024-01' }]]]) },
      ['CONFLICT_INJURY_FEE SHOULD_STOP INJURY_CARE_FEE_EXCLUDED'],
    ],
    [
      'orphans: living alone (国发52 二(四))',
      {},
      { otherBenefits: new Map([[ID, [{ type: 'ORPHAN', from: '2024-01' }]]]) },
      ['CONFLICT_ORPHAN LIVING SHOULD_STOP ORPHAN_LIVING_EXCLUDED'],
    ],
    ...(
      [
        ['ELDER_LIVING', 'CONFLICT_ELDER', 'LIVING'],
        ['LIXIU_NURSING', 'CONFLICT_LIXIU', 'NURSING'],
        ['ON_DUTY_LIVING', 'CONFLICT_ON_DUTY', 'LIVING'],
      ] as const
    ).map(([type, code, benefit]): [string, Person, Partial<Registers>, string[]] => [
      `${type} without a signed choice (国发52 二(四))`,
      {},
      { otherBenefits: new Map([[ID, [{ type, from: '2024-01' }]]]) },
      [`${code} ${benefit} SHOULD_STOP ELECTION_REQUIRED`],
    ]),
    [
      'PA3 should receive, and nothing else is said of who draws nothing',
      { paid: [] },
      { holders: holders({ expiresOn: '2024-05-01' }) },
      ['SHOULD_RECEIVE SHOULD_RECEIVE', 'EXPIRED_STILL_HOLDER'],
    ],
    ['an open file is no unclaimed right (art.8)', { paid: ['LIVING'], openFiles: ['NURSING'] }, {}, []],
  ])('%s', (_what, person, registers, expected) => {
    expect(briefly(person, registers)).toEqual(expected);
  });

  test('a holder whom the office does not know, and who is dead', () => {
    const person = stranger(holder());
    const registers = { ...NO_REGISTERS, holders: holders(), deaths: new Map([[ID, '2024-01-01']]) };
    const alerts = alertsOf(person, comparePerson(person, registers, MONTH, BY), null, {
      ...{ month: MONTH, rule: ALERT_RULE, staff: new Set() },
    });
    expect(alerts.map(({ code }) => code)).toEqual(['DEAD_STILL_HOLDER']);
  });
});

describe('what the office’s own data cannot be (dossier (h))', () => {
  const old = idFor('15999919200506101');
  const ancient = idFor('15999919000506101');
  const child = idFor('15999920150506101');
  test.each<[string, Person, string[]]>([
    ['DUP_ID', { office: { isTwice: true } }, ['DUP_ID']],
    ['three of one household share', { office: { account: { persons: 3, households: 1 } } }, []],
    ['two households share', { office: { account: { persons: 2, households: 2 } } }, ['DUP_BANK_ACCOUNT']],
    ['four people share', { office: { account: { persons: 4, households: 1 } } }, ['DUP_BANK_ACCOUNT']],
    ['another holds the account', { office: { accountHolder: '巴图' } }, ['ACCOUNT_HOLDER_DIFFERS']],
    ['the guardian holds it', { office: { accountHolder: '巴图', guardianName: '巴图' } }, []],
    [
      'somebody of the office holds it',
      { office: { accountHolder: '萨仁' } },
      ['ACCOUNT_HOLDER_DIFFERS', 'STAFF_RELATIVE'],
    ],
    [
      'two open files',
      {
        openFiles: ['LIVING'],
        office: {
          openFiles: [
            { benefits: ['LIVING'], submittedOn: '2024-06-03', recordedOn: '2024-06-03' },
            { benefits: ['LIVING'], submittedOn: '2024-06-04', recordedOn: '2024-06-04' },
          ],
        },
      },
      ['DUP_OPEN_APPLICATION LIVING'],
    ],
    [
      'over 100',
      { facts: { idNumber: old, birthDate: '1920-05-06', certificate: certificate({}, old) } },
      ['AGE_OVER_100'],
    ],
    [
      'over 110, and only that is said',
      { facts: { idNumber: ancient, birthDate: '1900-05-06', certificate: certificate({}, ancient) } },
      ['AGE_OVER_110'],
    ],
    [
      'a child without a guardian',
      { facts: { idNumber: child, birthDate: '2015-05-06', certificate: certificate({}, child) } },
      ['MINOR_NO_GUARDIAN'],
    ],
    [
      'issued before birth',
      { facts: { certificate: certificate({ issuedOn: '1969-01-01' }) } },
      ['CERT_ISSUED_BEFORE_BIRTH'],
    ],
    [
      'entitled before the subsidies began (国发52: 2016-01)',
      { office: { drawn: [{ benefit: 'LIVING', entitledFrom: '2015-12', decidedOn: '2016-02-01' }] } },
      ['BACKPAY_BEFORE_2016 LIVING'],
    ],
    [
      'thirteen months back',
      { office: { drawn: [{ benefit: 'NURSING', entitledFrom: '2023-04', decidedOn: '2024-05-02' }] } },
      ['BACKPAY_OVER_12_MONTHS NURSING'],
    ],
    [
      'twelve months back',
      { office: { drawn: [{ benefit: 'NURSING', entitledFrom: '2023-05', decidedOn: '2024-05-02' }] } },
      [],
    ],
    [
      'a number that is none',
      { facts: { idNumber: `${ID.slice(0, 17)}${ID.endsWith('1') ? '2' : '1'}` } },
      ['ID_CHECKSUM SHOULD_STOP ID_CHECKSUM', 'CERT_ID_MISMATCH SHOULD_STOP CERT_ID_MISMATCH'],
    ],
    [
      'PA3 who draws nothing is not held to account',
      { paid: [], facts: { household: 'NONE', certificate: null }, office: { isTwice: true } },
      [],
    ],
  ])('%s', (_what, person, expected) => {
    expect(briefly(person, {})).toEqual(expected);
  });

  const drawnFrom = (entitledFrom: string) => ({
    drawn: [{ benefit: 'NURSING' as const, entitledFrom, decidedOn: '2024-05-02' }],
  });
  const file = { benefits: ['LIVING' as const], submittedOn: '2024-06-03', recordedOn: '2024-06-08' };
  const aged = { facts: { idNumber: old, birthDate: '1920-05-06', certificate: certificate({}, old) } };
  test.each<[string, Person, Partial<AlertRule>, string[]]>([
    ['four people share', { office: { account: { persons: 4, households: 1 } } }, { accountPersons: 4 }, []],
    ['thirteen months back', { office: drawnFrom('2023-04') }, { backPayMonths: 13 }, []],
    [
      'seven months back',
      { office: drawnFrom('2023-10') },
      { backPayMonths: 6 },
      ['BACKPAY_OVER_12_MONTHS NURSING'],
    ],
    ['five days late', { office: { openFiles: [file] } }, { lateDays: 5 }, []],
    ['five days late', { office: { openFiles: [file] } }, { lateDays: 4 }, ['LATE_SYNC']],
    ['104 years old', aged, { oldAge: 104 }, []],
    ['104 years old', aged, { veryOldAge: 103 }, ['AGE_OVER_110']],
  ])('AL3 %s, where a pack says otherwise', (_what, person, rule, expected) => {
    expect(briefly(person, {}, rule)).toEqual(expected);
  });
});

test.each([
  ['the third day', '2024-06-03', '2024-06-06', 3, []],
  ['the fourth', '2024-06-03', '2024-06-07', 3, ['LATE_SYNC']],
  ['the fourth of four', '2024-06-03', '2024-06-07', 4, []],
  ['the next day, and another month', '2024-05-31', '2024-06-01', 3, ['LATE_SYNC']],
])('LATE_SYNC (e.1): %s', (_what, submitted, recorded, lateDays, expected) => {
  expect(lateSyncAlerts(submitted, recorded, { ...ALERT_RULE, lateDays })).toEqual(expected);
});

test.each([
  [100, 5, 5, []],
  [100, 6, 5, ['MASS_CHANGE']],
  [100, 6, 10, []],
  [100, 11, 10, ['MASS_CHANGE']],
])('MASS_CHANGE: %i receive, %i changed, %i in 100 allowed', (receiving, changed, percent, expected) => {
  const rule = { ...ALERT_RULE, massChangePercent: percent };
  expect(massChangeAlerts({ receiving, changed }, rule)).toEqual(expected);
});

test('AL2 a history may have numbers of old papers', () => {
  expect([severityOf('ID_15_DIGIT'), severityOf('ID_15_DIGIT', true)]).toEqual(['BLOCK_ROSTER', 'VERIFY']);
  expect(severityOf('DEAD_PERSON', true)).toBe(SEVERITY.DEAD_PERSON);
});
