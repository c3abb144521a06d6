/** Signed packs as tables: who may sign what, which pack counts when, what a set's name finds, and what the loader refuses
 *  (policy-packs §1, §2.3, §2.4; PKB1–PKB4, PKI1–PKI3). */
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../domain/calendar.ts';
import { deadlinesOf } from '../domain/deadline.ts';
import { DEMO_PACK, judgedBy } from '../domain/pack.ts';
import { bookOf, EMPTY_BOOK, type IssuedPack, PackBook, type PackKey } from '../domain/pack-book.ts';
import { type IntakeFaultCode, intakeOf } from '../domain/pack-intake.ts';
import { emptyValues, type Row } from '../records/rows.ts';
import {
  firstKeys,
  isPackSigned,
  keyTrustOf,
  packBookOf,
  packFileOf,
  packKeyId,
  packPublicKey,
  signPack,
  vouchFor,
} from './signed-pack.ts';

const secret = (byte: number) => new Uint8Array(32).fill(byte);
const keyOf = (byte: number, region: string, unitName: string): PackKey => {
  const publicKey = packPublicKey(secret(byte));
  return { keyId: packKeyId(publicKey), region, unitName, publicKey };
};
const PROVINCE = keyOf(1, '15', '内蒙古自治区民政厅');
const COUNTY = keyOf(2, '159999', '乌兰淖尔旗民政局');
const KEYS = [PROVINCE, COUNTY];
const TOWNSHIP = 159_999_101_000;

function issued(
  region: string,
  version: number,
  validFrom: string,
  yuan: number,
  more: Partial<IssuedPack> = {},
): IssuedPack {
  const nursing = {
    benefit: 'NURSING',
    amountFen: yuan * 100,
    from: validFrom.slice(0, 7),
    grades: [1, 2],
  } as const;
  return {
    ...{ packId: region, region, version, validFrom, publishedOn: validFrom },
    ...{
      documentNo: `${region}号〔${version}〕`,
      issuedBy: '民政局',
      livingScope: [],
      nursingScope: [],
      lifts: [],
    },
    standards: [{ id: `N-${region}-${version}`, ...nursing }],
    ...more,
  };
}
const PROVINCIAL = issued('15', 1, '2016-01-01', 100);
const FIRST = issued('159999', 1, '2026-01-01', 110);
const RAISED = issued('159999', 2, '2026-07-01', 120);
const BOOK = new PackBook([RAISED, PROVINCIAL, FIRST]);

describe('PKB3 which packs count', () => {
  test.each([
    ['2015-06-01', TOWNSHIP, '2026-07'],
    ['2025-12-31', TOWNSHIP, 'CN.1+15.1'],
    ['2026-01-01', TOWNSHIP, 'CN.1+15.1+159999.1'],
    ['2026-07-01', TOWNSHIP, 'CN.1+15.1+159999.2'],
    ['2026-07-01', 150_426_101_000, 'CN.1+15.1'],
    ['2026-07-01', 110_101_001_000, 'CN.1'],
  ])('on %s in %i: %s', (date, division, version) => {
    const set = BOOK.forDivision(date, division);
    expect(set.version).toBe(version);
    expect(BOOK.byVersion(version)?.divisions).toEqual(set.divisions);
  });
  test('without packs the made-up banner has that of the program, every other division the national base', () => {
    expect(EMPTY_BOOK.forDivision('2026-07-01', TOWNSHIP).version).toBe('2026-07');
    expect(EMPTY_BOOK.forDivision('2026-07-01', 150_426_101_000).version).toBe('CN.1');
  });
});

test.each(['', 'CN.2', '15.1', 'CN.1+159999.1+15.1', 'CN.1+159999.3', 'CN.1+15.1+15.1', '2031-01'])(
  'PKB2 no set has the name «%s»',
  (version) => expect(BOOK.byVersion(version)).toBeUndefined(),
);

test('PKB4 procedures are laid over each other number by number', () => {
  const county = issued('159999', 3, '2026-08-01', 120, { procedure: { deadlines: { entry: 2 } } });
  const province = issued('15', 2, '2026-08-01', 100, {
    procedure: { deadlines: { entry: 4, determine: 7 } },
  });
  const { deadlines, roster } = new PackBook([province, county]).forDivision('2026-08-01', TOWNSHIP);
  expect([deadlines.entry, deadlines.determine, deadlines.handToCivilAffairs]).toEqual([2, 7, 5]);
  expect(roster.dayOfMonth).toBe(25);
});

test('PKB4 the numbers of checks and alerts likewise (dossier (h))', () => {
  const county = issued('159999', 3, '2026-08-01', 120, {
    procedure: { spotCheck: { perYear: 4, allBy: '12-15' }, alerts: { verifyDays: 5 } },
  });
  const province = issued('15', 2, '2026-08-01', 100, {
    procedure: { recheck: { cycle: 'QUARTERLY' }, alerts: { verifyDays: 8, accountPersons: 5 } },
  });
  const { spotCheck, alerts, recheck } = new PackBook([province, county]).forDivision('2026-08-01', TOWNSHIP);
  expect(spotCheck).toEqual({ perYear: 4, firstBy: '06-30', allBy: '12-15', percent: 5, atLeast: 5 });
  expect([alerts.verifyDays, alerts.accountPersons, alerts.lateDays]).toEqual([5, 5, 3]);
  expect(recheck.cycle).toBe('QUARTERLY');
});

/** Of another kind, or out of sense. */
const OUT_OF_SENSE: readonly (readonly [string, object])[] = [
  ['fewer spot checks than the law has (S004 art.7)', { spotCheck: { perYear: 1 } }],
  ['a share above the whole', { spotCheck: { percent: 101 } }],
  ['a sample of nobody', { spotCheck: { atLeast: 0 } }],
  ['a day that no year has', { spotCheck: { firstBy: '02-30' } }],
  ['a day as a number', { spotCheck: { allBy: 1130 } }],
  ['a re-check each year', { recheck: { cycle: 'YEARLY' } }],
  ['no day to look into an objection', { publicity: { objectionDays: 0 } }],
  ['half a month looked back', { alerts: { monthsLookedBack: 0.5 } }],
  ['a change of more than everybody', { alerts: { massChangePercent: 500 } }],
  ['an age as a word', { alerts: { oldAge: '100' } }],
  ['a day that not every month has', { roster: { dayOfMonth: 30 } }],
  ['a list on no day', { exchange: { holderListDay: 0 } }],
  ['a quorum of more than everybody', { evaluation: { quorum: '3/2' } }],
  ['a quorum that is no share', { evaluation: { quorum: 'most' } }],
  ['an alert that nobody knows', { alerts: { tooLate: 3 } }],
];

test.each([
  [{}, [true, false, false, false]],
  [{ household: { gainMonthCounts: false }, recovery: { creditRecord: true } }, [false, false, false, true]],
  [
    { expiry: { extendOverHoliday: true }, deFactoChild: { fullSubsidyExcludesLiving: true } },
    [true, true, true, false],
  ],
])('PKB4 a signed pack that says %o is what its county judges by', (procedure, expected) => {
  const pack = issued('159999', 3, '2026-08-01', 120, { procedure });
  const set = bookOf([signPack(pack, secret(2))], KEYS, isPackSigned).forDivision('2026-08-01', TOWNSHIP);
  const { household, expiry, deFactoChild } = judgedBy(set);
  expect([
    household?.gainMonthCounts,
    expiry?.extendOverHoliday,
    deFactoChild?.fullSubsidyExcludesLiving,
    set.recovery.creditRecord,
  ]).toEqual(expected);
});

test('PKB4 of a pack that a newer centre took in, what this program does not know is passed over, and the rest holds', () => {
  const procedure = { weather: { rain: 1 }, deadlines: { entry: 2, thunder: 5 } } as never;
  const pack = issued('159999', 3, '2026-08-01', 120, { procedure });
  const set = bookOf([signPack(pack, secret(2))], KEYS, isPackSigned).forDivision('2026-08-01', TOWNSHIP);
  expect([set.version, set.deadlines.entry, 'weather' in set]).toEqual(['CN.1+159999.3', 2, false]);
});

describe('PKB1 a pack that is not signed by its unit is none', () => {
  const good = signPack(FIRST, secret(2));
  test.each([
    ['signed by the county', good, 1],
    ['of another amount', { ...good, content: { ...good.content, standards: RAISED.standards } }, 0],
    ['signed by another level', signPack(FIRST, secret(1)), 0],
    ['under the id of a key that did not sign', { ...signPack(FIRST, secret(3)), keyId: COUNTY.keyId }, 0],
    ['of an unknown key', signPack(FIRST, secret(9)), 0],
  ])('%s: %#', (_what, pack, used) => {
    expect(bookOf([pack], KEYS, isPackSigned).packs).toHaveLength(used);
  });
  test('a key whose id is not its own signs nothing', () => {
    const forged = { ...keyOf(3, '159999', '乌兰淖尔旗民政局'), keyId: COUNTY.keyId };
    expect(
      bookOf([{ ...signPack(FIRST, secret(3)), keyId: COUNTY.keyId }], [forged], isPackSigned).packs,
    ).toEqual([]);
  });
});

describe('PKI1–PKI3 the loader', () => {
  const file = (content: IssuedPack, byte = 2) => packFileOf(signPack(content, secret(byte)));
  const next = issued('159999', 3, '2027-01-01', 130);
  const lift = {
    exclusion: 'TEKUN_EXCLUDED',
    benefits: ['NURSING'],
    from: '2027-01',
    documentNo: '',
  } as const;
  const double = {
    ...next,
    standards: [...next.standards, { ...next.standards[0], id: 'B', amountFen: 14_000 }],
  };
  const cases: [string, string, IntakeFaultCode[]][] = [
    ['takes the next version', file(next), []],
    ['takes a province’s own', file(issued('15', 2, '2027-01-01', 105), 1), []],
    ['no JSON', 'PK', ['PACK_FORMAT']],
    ['another kind of file', '{"kind":"x"}', ['PACK_FORMAT']],
    [
      'an amount that is no number of fen',
      file({ ...next, standards: [{ ...next.standards[0], amountFen: 1.5 }] } as IssuedPack),
      ['PACK_FORMAT'],
    ],
    [
      'a number of the procedure that nobody knows',
      file({ ...next, procedure: { deadlines: { enter: 3 } } } as never),
      ['PACK_FORMAT'],
    ],
    [
      'a choice of the procedure that is none',
      file({ ...next, procedure: { deadlines: { submitAnchor: 'LATER' } } } as never),
      ['PACK_FORMAT'],
    ],
    ...OUT_OF_SENSE.map(([what, procedure]): [string, string, IntakeFaultCode[]] => [
      what,
      file({ ...next, procedure } as never),
      ['PACK_FORMAT'],
    ]),
    [
      'numbers of checks and alerts, each of its kind',
      file({
        ...next,
        procedure: {
          spotCheck: { perYear: 3, firstBy: '05-31', percent: 100 },
          ...{ recheck: { cycle: 'QUARTERLY' }, alerts: { massChangePercent: 100, backPayMonths: 0 } },
          ...{ evaluation: { quorum: '1/2', votes: 1 }, roster: { remindDays: 3 } },
        },
      }),
      [],
    ],
    ...(
      [
        { expiry: { extendOverHoliday: 1 } },
        { expiry: { receiptHoldsDays: '10' } },
        { expiry: { radarDays: -1 } },
        { household: { gainMonthCounts: 'true' } },
        { stop: { effective: 'LATER' } },
        { deFactoChild: { fullSubsidyExcludesLiving: null } },
        { recovery: { creditRecord: 0 } },
        { publicity: { gate: 'ALWAYS' } },
        { publicity: { gate: true } },
        { roster: { covers: 'NEXT_MONTH' } },
        { roster: { covers: 1 } },
        { recovery: true },
        { weather: {} },
      ] as object[]
    ).map((procedure): [string, string, IntakeFaultCode[]] => [
      `a procedure that says ${JSON.stringify(procedure)}`,
      file({ ...next, procedure } as never),
      ['PACK_FORMAT'],
    ]),
    ['a name that is not its division', file({ ...next, packId: '1599' }), ['PACK_ID_WRONG']],
    ['an unknown key', file(next, 9), ['PACK_KEY_UNKNOWN']],
    ['the province’s key under a county’s pack', file(next, 1), ['PACK_KEY_OF_OTHER_LEVEL']],
    ['changed after it was signed', file(next).replace('13000', '14000'), ['PACK_SIGNATURE_WRONG']],
    ['what is in already', file(RAISED), ['PACK_ALREADY_IN']],
    ['a version that says something else', file({ ...RAISED, documentNo: '另一号' }), ['PACK_VERSION_KNOWN']],
    [
      'one that begins before the last',
      file(issued('159999', 3, '2026-03-01', 130)),
      ['PACK_BEGINS_TOO_EARLY'],
    ],
    ['less than the province gives', file(issued('159999', 3, '2027-01-01', 90)), ['PACK_BELOW_PARENT']],
    ['two amounts for one cell', file(double as IssuedPack), ['PACK_AMBIGUOUS']],
    ['a lift without a document', file({ ...next, lifts: [lift] }), ['LIFT_WITHOUT_DOCUMENT']],
    [
      'every fault is named',
      file(issued('159999', 3, '2026-03-01', 90), 1),
      ['PACK_KEY_OF_OTHER_LEVEL', 'PACK_BEGINS_TOO_EARLY', 'PACK_BELOW_PARENT'],
    ],
  ];
  test.each(cases)('%s', (_what, text, codes) => {
    const { faults } = intakeOf(text, { book: BOOK, keys: KEYS }, isPackSigned);
    expect([...new Set(faults.map(({ code }) => code))]).toEqual(codes);
  });
});

describe('PKT which keys count', () => {
  let id = 0;
  /** A row as the centre sends it: signed by the key of `by`, or standing for itself. */
  const keyRow = (key: PackKey, by: number | null, more: object = {}): Row<'packKey'> => {
    const { region, unitName, publicKey } = key;
    const voucher = by === null ? {} : vouchFor({ region, unitName, publicKey }, secret(by));
    const values = { ...emptyValues('packKey'), keyRegion: region, unitName, publicKey, ...voucher, ...more };
    return { type: 'packKey', scope: 0, id: ++id, values, versions: { key: 1 } };
  };
  const packRow = (pack: IssuedPack, byte: number): Row<'pack'> => {
    const { content, keyId, signature } = signPack(pack, secret(byte));
    const values = { ...emptyValues('pack'), content: content as never, keyId, signature };
    return { type: 'pack', scope: 0, id: ++id, values, versions: { issue: 1 } };
  };
  const ROOT = keyOf(7, '', '民政部门');
  const CITY = keyOf(8, '1599', '市民政局');
  const NEXT = keyOf(9, '159999', '乌兰淖尔旗民政局');
  const LIAR = keyOf(10, '159999', '乌兰淖尔旗民政局');
  const ids = (keys: readonly PackKey[]) => keys.map(({ keyId }) => keyId);
  const root = keyRow(ROOT, null);
  const pinned = firstKeys([root]);

  test.each<[string, Row<'packKey'>[], PackKey[]]>([
    ['a key signed by the first one', [root, keyRow(COUNTY, 7)], [ROOT, COUNTY]],
    ['a chain of levels, in any order', [keyRow(COUNTY, 8), keyRow(CITY, 7), root], [ROOT, CITY, COUNTY]],
    [
      'rotation: the county’s next key by its last',
      [root, keyRow(COUNTY, 7), keyRow(NEXT, 2)],
      [ROOT, COUNTY, NEXT],
    ],
    ['another first key than the one written down', [root, keyRow(LIAR, null)], [ROOT]],
    ['a key signed by nobody known', [root, keyRow(LIAR, 11)], [ROOT]],
    ['a key signed by itself', [root, keyRow(LIAR, 10)], [ROOT]],
    [
      'a county that vouches for its province',
      [root, keyRow(COUNTY, 7), keyRow(PROVINCE, 2)],
      [ROOT, COUNTY],
    ],
    [
      'a county that vouches for its neighbour',
      [root, keyRow(COUNTY, 7), keyRow(keyOf(12, '159901', '邻旗'), 2)],
      [ROOT, COUNTY],
    ],
    ['a voucher of another name', [root, keyRow(COUNTY, 7, { unitName: '别的单位' })], [ROOT]],
    ['a voucher of another division', [root, keyRow(COUNTY, 7, { keyRegion: '15' })], [ROOT]],
    ['a voucher that is no signature', [root, keyRow(COUNTY, 7, { keySignature: 'zz' })], [ROOT]],
    ['the first key in another’s name', [keyRow(ROOT, null, { publicKey: LIAR.publicKey })], [ROOT]],
    ['no rows any more: what is written down stays', [], [ROOT]],
  ])('PKT1, PKT2 %s', (_what, rows, counted) => {
    const { trusted, refused } = keyTrustOf(rows, pinned);
    expect(ids(trusted).sort()).toEqual(ids(counted).sort());
    expect(refused.every(({ keyId }) => !ids(trusted).includes(keyId))).toBe(true);
  });

  test('PKT2 a pack that only a lying centre’s key signed is none, and the one before it stays', () => {
    const rows = [root, keyRow(COUNTY, 7), keyRow(LIAR, null)];
    const { trusted, refused } = keyTrustOf(rows, pinned);
    const book = packBookOf([packRow(FIRST, 2), packRow(RAISED, 10)], trusted);
    expect(book.forDivision('2026-08-01', TOWNSHIP).version).toBe('CN.1+159999.1');
    const { faults } = intakeOf(
      packFileOf(signPack(RAISED, secret(10))),
      { book, keys: trusted, refused },
      isPackSigned,
    );
    expect(faults.map(({ code }) => code)).toContain('PACK_KEY_NOT_TRUSTED');
  });

  test('before anything is written down the keys that stand for themselves count', () => {
    expect(ids(keyTrustOf([keyRow(COUNTY, null), keyRow(NEXT, 2)], null).trusted)).toEqual(
      ids([COUNTY, NEXT]),
    );
  });
});

describe('CAL4 a year of the calendar in a pack', () => {
  const YEAR = { off: ['01-01', '10-01'], on: ['02-06'] };
  const looked = (calendar: object) =>
    intakeOf(
      packFileOf(signPack(issued('15', 2, '2026-12-01', 100, { calendar: calendar as never }), secret(1))),
      { book: BOOK, keys: KEYS },
      isPackSigned,
    ).faults.map(({ code, detail }) => `${code} ${detail}`);
  test.each<[string, object, string[]]>([
    ['a year as it is announced', { 2027: YEAR }, []],
    ['a day off that is a weekend', { 2027: { ...YEAR, off: ['01-02'] } }, ['PACK_FORMAT content.calendar']],
    ['a worked day that is none', { 2027: { ...YEAR, on: ['02-05'] } }, ['PACK_FORMAT content.calendar']],
    ['no such day', { 2027: { ...YEAR, off: ['02-29'] } }, ['PACK_FORMAT content.calendar']],
    ['no day at all', { 2027: { off: [], on: [] } }, ['PACK_FORMAT content.calendar']],
    ['no such year', { 27: YEAR }, ['PACK_FORMAT content.calendar']],
  ])('%s', (_what, calendar, faults) => expect(looked(calendar)).toEqual(faults));

  test('is counted by from the set that brings it, and by no other', () => {
    const bringing = issued('15', 2, '2026-12-01', 100, { calendar: { 2027: YEAR } });
    const book = new PackBook([PROVINCIAL, FIRST, bringing]);
    const days = (date: string) =>
      deadlinesOf(
        { preliminaryPassedOn: '2026-12-30' },
        calendarOf(book.forDivision(date, TOWNSHIP)),
        DEMO_PACK,
      );
    expect(days('2026-11-30').entryDue).toEqual({ code: 'CALENDAR_MISSING', missingYear: 2027 });
    expect(days('2026-12-01').entryDue).toBe('2027-01-05');
  });
});
