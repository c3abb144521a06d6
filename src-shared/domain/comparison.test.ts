/** The monthly comparison as a table: what the registers say, and what the township is given to look at (S004 art.8; PEERS S27b). */
import { describe, expect, test } from 'vitest';
import { compare, type Compared, type Holder, type Registers } from './comparison.ts';
import type { CertificateFacts } from './eligibility.ts';
import { idCheckDigit } from './id-number.ts';
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
const FIRST = '15999919700506101';
const ID = FIRST + idCheckDigit(FIRST);

const certificate = (rest: Partial<CertificateFacts> = {}): CertificateFacts => ({
  ...{ number: `${ID}41`, disabilityClass: 4, grade: 1, expiresOn: '2030-01-01', status: 'VALID' },
  ...rest,
});
const person = (paid: Compared['paid'], rest: Partial<Compared> = {}): Compared => ({
  personId: 7,
  facts: {
    ...{ idNumber: ID, birthDate: '1970-05-06', region: '159999101000', certificate: certificate() },
    ...{ household: 'DIBAO', otherBenefits: [], elections: {}, custodyFrom: null, hasGuardian: false },
  },
  ...{ paid, openFiles: [], waived: [] },
  ...rest,
});
const holder = (rest: Partial<CertificateFacts> = {}): Holder => ({
  ...{ idNumber: ID, name: '苏和', region: '159999101000', birthDate: '1970-05-06' },
  certificate: certificate(rest),
});
const registers = (rest: Partial<Registers> = {}): Registers => ({
  ...{ holders: new Map([[ID, holder()]]), deaths: new Map(), custody: new Map() },
  ...{ households: new Map([[ID, 'DIBAO']]) },
  ...rest,
});
const brief = (people: Compared[], given: Registers): string[] =>
  compare(people, given, MONTH, BY).map(({ code, benefit, reasons }) =>
    [code, benefit, ...reasons].filter(Boolean).join(' '),
  );

describe('what the registers say', () => {
  const both = ['LIVING', 'NURSING'] as const;
  const dead = new Map([[ID, '2024-04-30']]);
  test.each<[string, Compared, Registers, string[]]>([
    ['nothing is wrong', person(both), registers(), []],
    ['CO2 due, and not paid', person(['LIVING']), registers(), ['SHOULD_RECEIVE NURSING']],
    ['CO2 a file is open', person(['LIVING'], { openFiles: ['NURSING'] }), registers(), []],
    ['CO2 waived', person(['LIVING'], { waived: ['NURSING'] }), registers(), []],
    [
      'CO1 no longer in dibao',
      person(both),
      registers({ households: new Map() }),
      ['SHOULD_STOP LIVING LIVING_HOUSEHOLD_NOT_COVERED'],
    ],
    [
      'CO1 in custody',
      person(['LIVING'], { waived: ['NURSING'] }),
      registers({ custody: new Map([[ID, '2024-05-01']]) }),
      ['SHOULD_STOP LIVING IMPRISONED'],
    ],
    [
      'CO1 the month of death is still paid',
      person(both),
      registers({ deaths: new Map([[ID, '2024-06-01']]) }),
      [],
    ],
    [
      'CO3 dead and paid',
      person(both),
      registers({ deaths: dead }),
      [
        'DEAD_STILL_HOLDER',
        'LIVING_PAID_DEAD LIVING',
        'NURSING_PAID_DEAD NURSING',
        'SHOULD_STOP LIVING DEATH',
        'SHOULD_STOP NURSING DEATH',
      ],
    ],
    [
      'CO3 paid without a certificate',
      person(['NURSING'], { waived: ['LIVING'] }),
      registers({ holders: new Map() }),
      [
        'ALIVE_PAID_NOT_HOLDER',
        'NURSING_PAID_NOT_HOLDER NURSING',
        'CERT_NOT_IN_FEDERATION_DB',
        'SHOULD_STOP NURSING CERT_MISSING',
      ],
    ],
    [
      'CO3 expired and still on the list',
      person(both),
      registers({ holders: new Map([[ID, holder({ expiresOn: '2024-02-01' })]]) }),
      ['EXPIRED_STILL_HOLDER'],
    ],
    [
      'the federation has another grade',
      person(both),
      registers({ holders: new Map([[ID, holder({ number: `${ID}43`, grade: 3 })]]) }),
      ['CERT_GRADE_MISMATCH', 'SHOULD_STOP NURSING NURSING_GRADE_NOT_COVERED'],
    ],
    ['CO4 no holder list was handed in', person(both), registers({ holders: null }), []],
    [
      'CO4 no household list either',
      person(both),
      registers({ holders: null, households: null, deaths: null, custody: null }),
      [],
    ],
  ])('%s', (_what, compared, given, expected) => {
    expect(brief([compared], given)).toEqual(expected);
  });

  test('CO2 a holder whom the office does not know is a lead too, without a person', () => {
    const findings = compare([], registers(), MONTH, BY);
    expect(findings).toEqual([
      { code: 'SHOULD_RECEIVE', idNumber: ID, personId: null, benefit: 'LIVING', reasons: [] },
      { code: 'SHOULD_RECEIVE', idNumber: ID, personId: null, benefit: 'NURSING', reasons: [] },
    ]);
  });
});
