/** Merging two records of one township, and saying that they are two people. Dossier m.3 (new-new duplicates: the first received keeps the
 *  record, a person merges, the earliest counter receipt date is kept), (h) DUP_ID, S004 art.4 (entitlement from the month of receipt). */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Values } from '../records/rows.ts';
import { byGroup, type Row } from '../records/rows.ts';
import type { Claim, Decision, Loaded } from './command.ts';
import { MERGE_GROUPS } from './duplicate.ts';
import { idCheckDigit, otherIdNumber } from './id-number.ts';
import { CLERK, decideAs, ID_NUMBER, madeUpFile, madeUpPerson, rowOf, setsOf } from './made-up-file.ts';
import { type Benefit, ROLES, type Role } from './state.ts';

const numbered = (first17: string) => first17 + idCheckDigit(first17);
const OTHER_NUMBER = numbered('15999919810226009');
const GIVEN_ID = makeId(9, 512);
const kept = madeUpPerson();
const given: Row<'person'> = {
  ...madeUpPerson({
    name: '达木丁苏荣',
    idNumber: OTHER_NUMBER,
    ethnicity: '蒙古族',
    phone: '15000000003',
    residenceAddress: '团结嘎查12号',
    hukouAddress: '团结嘎查',
    certificateNumber: `${OTHER_NUMBER}43`,
    grade: 3,
    householdCategory: 'NONE',
    accountNumber: '6217999900000000218',
  }),
  id: GIVEN_ID,
};

const FILES = { kept: makeId(9, 129), given: makeId(9, 520) };
type Side = 'kept' | 'given';
const personIdOf = (side: Side) => (side === 'kept' ? kept.id : GIVEN_ID);
function fileOf(side: Side, benefits: readonly Benefit[], values: Partial<Values<'application'>> = {}) {
  const row = madeUpFile({
    personId: personIdOf(side),
    appliedLiving: benefits.includes('LIVING'),
    appliedNursing: benefits.includes('NURSING'),
    ...values,
  });
  return { ...row, id: FILES[side] };
}
function entitlementOf(side: Side, benefit: Benefit, state = 'ACTIVE') {
  const id = makeId(9, side === 'kept' ? 700 : 701);
  return rowOf('entitlement', id, { personId: personIdOf(side), benefit, state, entitledFrom: '2026-01' });
}
function questionAbout(person: Row<'person'>, state = 'OPEN') {
  const about = { personId: person.id, recordType: 'person', recordId: person.id, kind: 'duplicate', state };
  return rowOf('conflict', makeId(9, 800), about);
}

function merge(records: Loaded = {}, args: object = {}, role: Role = 'TOWNSHIP_CLERK'): Decision {
  const all = { keptId: kept.id, givenId: GIVEN_ID, take: [], reason: '同一个人登记了两次', ...args };
  return decideAs(role, 'person.merge', all, { kept: [kept], given: [given], ...records });
}
const claimsOf = (decision: Decision): Claim[] => [
  ...(('claims' in decision ? decision.claims : undefined) ?? []),
];
/** Who holds what after the claims of a decision, when everybody held before what they asked for. */
const takenIn = (decision: Decision) =>
  claimsOf(decision)
    .filter(({ take }) => take)
    .map(({ key, recordId }) => `${key} ${recordId}`);
const releasedIn = (decision: Decision) =>
  claimsOf(decision)
    .filter(({ take }) => !take)
    .map(({ key, recordId }) => `${key} ${recordId}`);

describe('who may merge (dossier (b))', () => {
  const MAY: readonly Role[] = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'];
  test.each(ROLES)('%s', async (role) => {
    const { commandByName } = await import('./commands.ts');
    for (const name of ['person.merge', 'person.notSame'])
      expect(commandByName(name)?.roles.includes(role)).toBe(MAY.includes(role));
  });
});

describe('which values stay', () => {
  test('nothing is taken over unless somebody chose it', () => {
    expect(setsOf(merge(), 'person')).toEqual([{ mergedInto: kept.id, mergedOn: '2026-03-18' }]);
  });
  test.each(MERGE_GROUPS)('%s taken over: the whole group, and no other', (group) => {
    const [taken] = setsOf(merge({}, { take: [group] }), 'person');
    expect(taken).toEqual(byGroup('person', given.values as never).get(group));
  });
  test('of several groups all', () => {
    expect(setsOf(merge({}, { take: ['contact', 'bank'] }), 'person')[0]).toMatchObject({
      phone: '15000000003',
      accountNumber: '6217999900000000218',
    });
  });
});

describe('DU1 nothing is dropped (m.3)', () => {
  test('files that ended, subsidies that ended and papers go along; the given record points on', () => {
    const refused = fileOf('given', ['LIVING'], { state: 'REFUSED' });
    const exited = entitlementOf('given', 'LIVING', 'EXITED');
    const paper = rowOf('paper', makeId(9, 900), { personId: GIVEN_ID, sha256: 'a'.repeat(64) });
    const decision = merge({ givenFiles: [refused], givenEntitlements: [exited], papers: [paper] });
    for (const type of ['application', 'entitlement', 'paper'] as const)
      expect(setsOf(decision, type)).toEqual([{ personId: kept.id }]);
    expect(setsOf(decision, 'person')).toEqual([{ mergedInto: kept.id, mergedOn: '2026-03-18' }]);
  });
  const hold = (body: string) => ({ body, by: 5, since: '2026-02-01', reason: '在核' });
  test('MG1–MG3 the history of payments, open findings, recoveries and every hold go along', () => {
    const ours = { ...kept, values: { ...kept.values, holds: [hold('TOWNSHIP')] as never } };
    const held = {
      ...given,
      values: { ...given.values, holds: [hold('TOWNSHIP'), hold('FEDERATION')] as never },
    };
    const of = <T extends 'pastPayment' | 'finding' | 'recovery' | 'waiver' | 'evaluation'>(
      type: T,
      at: number,
      set: object,
    ) => rowOf(type, makeId(9, at), { personId: GIVEN_ID, ...set } as never);
    const records = {
      'given:pastPayment': [
        of('pastPayment', 901, { state: 'RECONCILED' }),
        of('pastPayment', 902, { state: 'WITHDRAWN' }),
      ],
      'given:finding': [of('finding', 903, { state: 'OPEN' }), of('finding', 904, { state: 'CLOSED' })],
      'given:recovery': [of('recovery', 905, { state: 'OPEN' })],
      'given:waiver': [of('waiver', 906, {})],
      'given:evaluation': [of('evaluation', 907, { state: 'COUNTED' })],
    };
    const decision = merge({ kept: [ours], given: [held], ...records });
    const went =
      'changes' in decision ? decision.changes.filter(({ set }) => set['personId'] === kept.id) : [];
    expect(went.map(({ id }) => id)).toEqual(
      expect.arrayContaining([901, 902, 903, 905, 906, 907].map((at) => makeId(9, at))),
    );
    expect(went.map(({ id }) => id)).not.toContain(makeId(9, 904));
    expect(setsOf(decision, 'person')).toContainEqual({
      holds: [hold('TOWNSHIP'), hold('TOWNSHIP'), hold('FEDERATION')],
    });
  });
  test('who did it and why is a line of the kept record', () => {
    expect(setsOf(merge({}, { take: ['bank'] }), 'history')).toMatchObject([
      {
        personId: kept.id,
        action: 'person.merge',
        words: '同一个人登记了两次',
        details: { kept: kept.id, given: GIVEN_ID, take: ['bank'] },
      },
    ]);
  });
});

describe('DU2 one subsidy is asked for once and paid once', () => {
  type Held = { open?: readonly Benefit[]; active?: readonly Benefit[] };
  const holdings = (side: Side, { open = [], active = [] }: Held): Loaded => ({
    [`${side}Files`]: open.length ? [fileOf(side, open)] : [],
    [`${side}Entitlements`]: active.map((benefit) => entitlementOf(side, benefit)),
  });
  const both: readonly Benefit[] = ['LIVING', 'NURSING'];
  /** What becomes of the given record's file: goes on, asks for less, or is one with the kept one's. */
  const cases: [string, Held, Held, object | string][] = [
    ['nothing meets', { open: ['LIVING'] }, { open: ['NURSING'] }, { personId: kept.id }],
    [
      'paid here, asked for there another',
      { active: ['LIVING'] },
      { open: ['NURSING'] },
      { personId: kept.id },
    ],
    ['asked for twice', { open: ['LIVING'] }, { open: ['LIVING'] }, { personId: kept.id, state: 'MERGED' }],
    ['both asked for twice', { open: both }, { open: both }, { personId: kept.id, state: 'MERGED' }],
    ['less asked for there', { open: both }, { open: ['NURSING'] }, { personId: kept.id, state: 'MERGED' }],
    [
      'more asked for there: the rest goes on',
      { open: ['LIVING'] },
      { open: both },
      { personId: kept.id, appliedLiving: false, appliedNursing: true },
    ],
    ['paid twice', { active: ['LIVING'] }, { active: ['LIVING'] }, 'LIVING'],
    ['paid here, asked for there', { active: ['NURSING'] }, { open: both }, 'NURSING'],
    ['asked for here, paid there', { open: ['LIVING'] }, { active: ['LIVING'] }, 'LIVING'],
  ];
  test.each(['kept', 'given'] as const)(
    'a doubt about what %s draws is not over: its months may be paid',
    (side) => {
      const other = side === 'kept' ? 'given' : 'kept';
      const decision = merge({
        [`${side}Entitlements`]: [entitlementOf(side, 'LIVING', 'SUSPENDED')],
        [`${other}Entitlements`]: [entitlementOf(other, 'LIVING')],
      });
      expect(decision).toMatchObject({ refusal: 'person/merge-holds-both' });
    },
  );
  test.each(cases)('%s', (_what, ours, theirs, wanted) => {
    const decision = merge({ ...holdings('kept', ours), ...holdings('given', theirs) });
    if (typeof wanted === 'string')
      expect(decision).toEqual({ refusal: 'person/merge-holds-both', detail: { benefit: wanted } });
    else {
      const [set] = setsOf(decision, 'application');
      expect(set).toMatchObject(wanted);
      expect('state' in (set as object)).toBe('state' in wanted);
    }
  });

  const EARLIER = '2026-01-30';
  const dates: [string, readonly Benefit[], string, readonly Benefit[], string, string | undefined][] = [
    ['the given one came earlier', ['LIVING'], '2026-02-20', both, EARLIER, EARLIER],
    ['the given one came later', ['LIVING'], EARLIER, both, '2026-02-20', undefined],
    ['on one day', ['LIVING'], EARLIER, ['LIVING'], EARLIER, undefined],
    ['earlier, but for another subsidy', ['LIVING'], '2026-02-20', ['NURSING'], EARLIER, undefined],
  ];
  test.each(dates)('earliest counter receipt date (m.3): %s', (_what, ours, here, theirs, there, wanted) => {
    const records = {
      keptFiles: [fileOf('kept', ours, { submittedOn: here })],
      givenFiles: [fileOf('given', theirs, { submittedOn: there })],
    };
    const dated = setsOf(merge(records), 'application').filter((set) => 'submittedOn' in set);
    expect(dated.map(({ submittedOn }) => submittedOn)).toEqual(wanted ? [wanted] : []);
  });
});

describe('what is claimed afterwards', () => {
  const files = { keptFiles: [fileOf('kept', ['LIVING'])], givenFiles: [fileOf('given', ['NURSING'])] };
  test('under the kept number: the file that came over', () => {
    const decision = merge(files);
    expect(releasedIn(decision)).toEqual([`open:${OTHER_NUMBER}:NURSING ${FILES.given}`]);
    expect(takenIn(decision)).toEqual([
      `open:${ID_NUMBER}:NURSING ${FILES.given}`,
      `open:${ID_NUMBER}:LIVING ${FILES.kept}`,
    ]);
  });
  test('under the given number when that one is taken over, which somebody else may hold: refused then', () => {
    const decision = merge(files, { take: ['identity'] });
    expect(takenIn(decision)).toEqual([
      `open:${OTHER_NUMBER}:NURSING ${FILES.given}`,
      `open:${OTHER_NUMBER}:LIVING ${FILES.kept}`,
      `person:${OTHER_NUMBER} ${kept.id}`,
    ]);
    expect(releasedIn(decision)).toEqual([
      `open:${ID_NUMBER}:LIVING ${FILES.kept}`,
      `person:${OTHER_NUMBER} ${GIVEN_ID}`,
    ]);
    expect(claimsOf(decision).at(-1)).toMatchObject({ ifHeld: 'refuse', path: ['idNumber'] });
  });
  test('what was asked for twice is given back once', () => {
    const twice = {
      keptFiles: [fileOf('kept', ['LIVING'])],
      givenFiles: [fileOf('given', ['LIVING', 'NURSING'])],
    };
    const decision = merge(twice);
    expect(releasedIn(decision)).toEqual([
      `open:${OTHER_NUMBER}:LIVING ${FILES.given}`,
      `open:${OTHER_NUMBER}:NURSING ${FILES.given}`,
    ]);
    expect(takenIn(decision)).toEqual([
      `open:${ID_NUMBER}:NURSING ${FILES.given}`,
      `open:${ID_NUMBER}:LIVING ${FILES.kept}`,
    ]);
  });
  test('an old and a new number are one key: nothing changes hands', () => {
    const old = { ...given, values: { ...given.values, idNumber: otherIdNumber(ID_NUMBER) } };
    const decision = merge({
      given: [old],
      ...files,
      givenEntitlements: [entitlementOf('given', 'NURSING', 'EXITED')],
    });
    expect(releasedIn(decision)).toEqual([]);
    expect(takenIn(decision)).toEqual([
      `open:${ID_NUMBER}:NURSING ${FILES.given}`,
      `open:${ID_NUMBER}:LIVING ${FILES.kept}`,
    ]);
  });
});

describe('refused', () => {
  const merged = (row: Row<'person'>) => ({ ...row, values: { ...row.values, mergedInto: makeId(9, 999) } });
  const refusals: [string, Loaded, object, string][] = [
    ['with itself', {}, { givenId: kept.id }, 'person/merge-itself'],
    ['the kept one is not here', { kept: [] }, {}, 'person/not-found'],
    ['the given one is not here', { given: [] }, {}, 'person/not-found'],
    ['DU3 the kept one was merged', { kept: [merged(kept)] }, {}, 'person/merged'],
    ['DU3 the given one was merged', { given: [merged(given)] }, {}, 'person/merged'],
    ['of two townships', { given: [{ ...given, scope: 159999102000 }] }, {}, 'person/merge-other-township'],
    [
      'DU4 the kept one may be another township’s',
      { keptConflicts: [questionAbout(kept)] },
      {},
      'person/duplicate-open',
    ],
    ['DU4 the given one may be', { givenConflicts: [questionAbout(given)] }, {}, 'person/duplicate-open'],
  ];
  test.each(refusals)('%s', (_what, records, args, refusal) => {
    expect(merge(records, args)).toMatchObject({ refusal });
  });
  test('a question that was settled is no obstacle', () => {
    const settled = { keptConflicts: [questionAbout(kept, 'SETTLED')] };
    expect(merge(settled)).not.toHaveProperty('refusal');
  });
});

describe('two people', () => {
  const apart = (other: Row<'person'>, person = kept) =>
    decideAs(
      'TOWNSHIP_CLERK',
      'person.notSame',
      { personId: person.id, otherId: other.id, reason: '父女同名' },
      { person: [person], other: [other] },
    );
  test('are said to be, once, with who and why', () => {
    const decision = apart(given);
    expect(setsOf(decision, 'conflict')).toMatchObject([
      {
        personId: kept.id,
        recordId: GIVEN_ID,
        kind: 'duplicate',
        state: 'SETTLED',
        choice: 'different',
        settledBy: CLERK,
        settleReason: '父女同名',
      },
    ]);
    expect(setsOf(decision, 'history')).toMatchObject([
      { action: 'person.notSame', details: { other: GIVEN_ID } },
    ]);
    expect(setsOf(decision, 'person')).toEqual([]);
  });
  const old = { ...given, values: { ...given.values, idNumber: otherIdNumber(ID_NUMBER) } };
  const gone = { ...given, values: { ...given.values, mergedInto: kept.id } };
  const refusals: [string, Row<'person'>, string][] = [
    [
      'of one number',
      { ...given, values: { ...given.values, idNumber: ID_NUMBER } },
      'person/same-id-number',
    ],
    ['of an old and a new number', old, 'person/same-id-number'],
    ['a person and themselves', kept, 'person/not-found'],
    ['one who was merged', gone, 'person/merged'],
  ];
  test.each(refusals)('refused: %s', (_what, other, refusal) => {
    expect(apart(other)).toMatchObject({ refusal });
  });
});
