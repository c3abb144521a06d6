/** Whom the centre found registered in another township first: given up for that record, the earliest date kept there, or the number
 *  corrected. Dossier m.3 (new-new duplicates), (h) DUP_ID, S004 art.4 (entitlement from the month of receipt). */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Row, Values } from '../records/rows.ts';
import type { Claim, Decision, Loaded } from './command.ts';
import { commandByName } from './commands.ts';
import { idCheckDigit, otherIdNumber } from './id-number.ts';
import {
  CIVIL_AFFAIRS,
  decideAs,
  ID_NUMBER,
  madeUpFile,
  madeUpPerson,
  rowOf,
  setsOf,
} from './made-up-file.ts';
import { APPLICATION_STATES, type ApplicationState, ENDED_STATES, ROLES, type Role } from './state.ts';

const SOUTH = 159999102000;
const THEIRS = makeId(7, 128);
const numbered = (first17: string) => first17 + idCheckDigit(first17);
const OTHER_NUMBER = numbered('15999919810226009');
const person = madeUpPerson();
const file = madeUpFile();

function question(values: Partial<Values<'conflict'>> = {}): Row<'conflict'> {
  const theirs = {
    personId: THEIRS,
    scope: SOUTH,
    name: '达木丁',
    idNumber: ID_NUMBER,
    birthDate: '1981-02-26',
    hukouVillage: 159999102001,
  };
  return rowOf('conflict', makeId(9, 800), {
    personId: person.id,
    recordType: 'person',
    recordId: person.id,
    groupName: 'identity',
    kind: 'duplicate',
    state: 'OPEN',
    identityValues: { before: {}, mine: {}, theirs },
    ...values,
  });
}
const active = (values: Partial<Values<'entitlement'>> = {}) =>
  rowOf('entitlement', makeId(9, 700), {
    personId: person.id,
    applicationId: file.id,
    benefit: 'NURSING',
    state: 'ACTIVE',
    entitledFrom: '2026-02',
    ...values,
  });
const claimsOf = (decision: Decision): Claim[] => [
  ...(('claims' in decision ? decision.claims : undefined) ?? []),
];
const merged = (row: Row<'person'>) => ({ ...row, values: { ...row.values, mergedInto: THEIRS } });
type Refusal = readonly [what: string, records: Loaded, args: object, refusal: string];

const MAY: Readonly<Record<string, readonly Role[]>> = {
  'person.mergeElsewhere': ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  'person.takeOver': ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  'application.keepEarliestDate': ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  'person.correctIdNumber': ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'],
};
const table = Object.keys(MAY).flatMap((name) => ROLES.map((role) => [name, role] as const));
test.each(table)('%s by %s', (name, role) => {
  expect(commandByName(name)?.roles.includes(role)).toBe(MAY[name]?.includes(role));
});

describe('given up for the record of another township', () => {
  const giveUp = (records: Loaded = {}, args: object = {}) =>
    decideAs(
      'COUNTY_CIVIL_AFFAIRS_APPROVER',
      'person.mergeElsewhere',
      { personId: person.id, conflictId: question().id, reason: '电话问过本人', ...args },
      { given: [person], givenFiles: [file], conflict: [question()], ...records },
    );

  test('it points on, the question is settled, who and why stands in history with the dates', () => {
    const decision = giveUp();
    expect(setsOf(decision, 'person')).toEqual([{ mergedInto: THEIRS, mergedOn: '2026-03-18' }]);
    expect(setsOf(decision, 'conflict')).toMatchObject([
      { state: 'SETTLED', choice: 'same', settledBy: CIVIL_AFFAIRS, settleReason: '电话问过本人' },
    ]);
    expect(setsOf(decision, 'history')).toMatchObject([
      {
        action: 'person.mergeElsewhere',
        stateAfter: 'MERGED',
        details: { into: THEIRS, scope: SOUTH, files: [{ id: file.id, submittedOn: '2026-02-20' }] },
      },
    ]);
  });
  test('MG1 MG2 its history of payments and its holds are handed over, and count here no more', () => {
    const holds = [{ body: 'FEDERATION', by: 5, since: '2026-02-01', reason: '在核' }];
    const past = (at: number, state: string) =>
      rowOf('pastPayment', makeId(9, at), {
        ...{
          personId: person.id,
          benefit: 'LIVING',
          fromMonth: '2018-01',
          toMonth: '2018-03',
          amountFen: 10_000,
        },
        state,
      });
    const decision = giveUp({
      given: [{ ...person, values: { ...person.values, holds: holds as never } }],
      'given:pastPayment': [past(901, 'EXPLAINED'), past(902, 'WITHDRAWN')],
    });
    expect(setsOf(decision, 'pastPayment')).toMatchObject([
      { state: 'WITHDRAWN', explainedWords: '电话问过本人' },
    ]);
    const to = { scope: SOUTH, ofPerson: THEIRS };
    expect('handed' in decision && decision.handed).toMatchObject([
      {
        ...to,
        change: {
          ...{ type: 'pastPayment', isNew: true },
          set: { personId: THEIRS, fromMonth: '2018-01', amountFen: 10_000, state: 'EXPLAINED' },
        },
      },
      { ...to, adds: 'holds', change: { type: 'person', id: THEIRS, set: { holds } } },
    ]);
  });
  test('another open question about the record goes with it', () => {
    const other = { ...question(), id: makeId(9, 801) };
    expect(setsOf(giveUp({ givenConflicts: [question(), other] }), 'conflict')).toMatchObject([
      { state: 'SETTLED', choice: 'same' },
      { state: 'SETTLED', choice: 'moot' },
    ]);
  });
  test.each(APPLICATION_STATES)('a file in %s', (state: ApplicationState) => {
    const decision = giveUp({ givenFiles: [madeUpFile({ state })] });
    const ends = !ENDED_STATES.includes(state);
    expect(setsOf(decision, 'application')).toEqual(
      ends ? [{ state: 'MERGED', stateSince: '2026-03-18', reasonWords: '电话问过本人' }] : [],
    );
    expect(claimsOf(decision)).toEqual(
      (ends ? ['LIVING', 'NURSING'] : []).map((benefit) => ({
        key: `open:${ID_NUMBER}:${benefit}`,
        recordId: file.id,
        take: false,
      })),
    );
  });
  const refusals: Refusal[] = [
    ['somebody who is not here', { given: [] }, {}, 'person/not-found'],
    ['DU3 twice', { given: [merged(person)] }, {}, 'person/merged'],
    ['without a question', { conflict: [] }, {}, 'conflict/not-found'],
    ['about a conflict of another kind', { conflict: [question({ kind: 'ask' })] }, {}, 'conflict/not-found'],
    ['one that is settled', { conflict: [question({ state: 'SETTLED' })] }, {}, 'conflict/already-settled'],
    ['about another record', { conflict: [question({ recordId: THEIRS })] }, {}, 'conflict/record-missing'],
    ['unseen', { conflict: [question({ identityValues: null })] }, {}, 'conflict/not-visible'],
    ['DU2 while money goes to it', { givenEntitlements: [active()] }, {}, 'person/merge-holds-both'],
  ];
  test.each(refusals)('refused: %s', (_what, records, args, refusal) => {
    expect(giveUp(records, args)).toMatchObject({ refusal });
  });
  test('what was paid once and ended is no obstacle', () => {
    expect(giveUp({ givenEntitlements: [active({ state: 'EXITED' })] })).not.toHaveProperty('refusal');
  });
});

describe('the earliest date of receipt is kept (m.3)', () => {
  const keep = (submittedOn: string, records: Loaded = {}) =>
    decideAs(
      'COUNTY_CIVIL_AFFAIRS_APPROVER',
      'application.keepEarliestDate',
      { applicationId: file.id, submittedOn, conflictId: question().id, reason: '东风镇先收件' },
      { application: [file], ...records },
    );
  test('on the file, with what it was before', () => {
    const decision = keep('2026-01-30');
    expect(setsOf(decision, 'application')).toEqual([{ submittedOn: '2026-01-30' }]);
    expect(setsOf(decision, 'history')).toMatchObject([
      { action: 'application.keepEarliestDate', details: { from: '2026-02-20', to: '2026-01-30' } },
    ]);
  });
  const months: [string, string, Partial<Values<'entitlement'>>, string | undefined][] = [
    ['S004 art.4: entitlement follows into the earlier month', '2026-01-30', {}, '2026-01'],
    ['within the month nothing changes', '2026-02-02', {}, undefined],
    ['of another file', '2026-01-30', { applicationId: makeId(9, 777) }, undefined],
    ['without a month yet', '2026-01-30', { entitledFrom: null }, undefined],
  ];
  test.each(months)('%s', (_what, date, values, month) => {
    const approved = madeUpFile({ state: 'APPROVED' });
    const decision = keep(date, { application: [approved], entitlements: [active(values)] });
    expect(setsOf(decision, 'entitlement')).toEqual(month ? [{ entitledFrom: month }] : []);
  });
  const refusals: [string, string, Loaded, string][] = [
    ['a later date', '2026-02-21', {}, 'application/date-not-earlier'],
    ['the same date', '2026-02-20', {}, 'application/date-not-earlier'],
    ['a file that is not here', '2026-01-30', { application: [] }, 'application/not-found'],
    [
      'a file that was refused',
      '2026-01-30',
      { application: [madeUpFile({ state: 'REFUSED' })] },
      'application/already-handled',
    ],
    [
      'a file that was merged',
      '2026-01-30',
      { application: [madeUpFile({ state: 'MERGED' })] },
      'application/already-handled',
    ],
  ];
  test.each(refusals)('refused: %s', (_what, date, records, refusal) => {
    expect(keep(date, records)).toMatchObject({ refusal });
  });
});

test('the kept record says what the other township received, so that no application is lost', () => {
  const received = [{ benefits: ['NURSING'], submittedOn: '2026-03-02' }];
  const args = { personId: person.id, from: SOUTH, conflictId: question().id, received, reason: '同一个人' };
  const take = (records: Loaded) =>
    decideAs('COUNTY_CIVIL_AFFAIRS_APPROVER', 'person.takeOver', args, records);
  expect(setsOf(take({ person: [person] }), 'history')).toMatchObject([
    { action: 'person.takeOver', personId: person.id, details: { from: SOUTH, received }, words: '同一个人' },
  ]);
  expect(take({ person: [] })).toEqual({ refusal: 'person/not-found' });
});

describe('a number that was typed wrong', () => {
  const correct = (args: object, records: Loaded = {}) =>
    decideAs(
      'TOWNSHIP_CLERK',
      'person.correctIdNumber',
      { personId: person.id, idNumber: OTHER_NUMBER, conflictId: null, reason: '对照身份证', ...args },
      { person: [person], personFiles: [file], ...records },
    );
  const asked = { conflictId: question().id };
  const withQuestion = { conflict: [question()], personConflicts: [question()] };

  test('is corrected with all that was read from it, the certificate number included', () => {
    const woman = numbered('15999919901203004');
    expect(setsOf(correct({ idNumber: woman }), 'person')).toEqual([
      { idNumber: woman, sex: 'F', birthDate: '1990-12-03', certificateNumber: `${woman}42` },
    ]);
  });
  test('a certificate number that begins otherwise is left alone', () => {
    const foreign = madeUpPerson({ certificateNumber: '15999920010504009142' });
    expect(setsOf(correct({}, { person: [foreign] }), 'person')[0]).not.toHaveProperty('certificateNumber');
  });
  test('settles the duplicate that it made: two people', () => {
    expect(setsOf(correct(asked, withQuestion), 'conflict')).toMatchObject([
      { state: 'SETTLED', choice: 'different', settleReason: '对照身份证' },
    ]);
  });
  test('frees the old number and takes the new one, with what is claimed under it', () => {
    expect(claimsOf(correct({}))).toMatchObject([
      { key: `person:${ID_NUMBER}`, recordId: person.id, take: false },
      { key: `person:${OTHER_NUMBER}`, recordId: person.id, take: true, ifHeld: 'refuse' },
      { key: `open:${ID_NUMBER}:LIVING`, recordId: file.id, take: false },
      { key: `open:${OTHER_NUMBER}:LIVING`, recordId: file.id, take: true },
      { key: `open:${ID_NUMBER}:NURSING`, recordId: file.id, take: false },
      { key: `open:${OTHER_NUMBER}:NURSING`, recordId: file.id, take: true },
    ]);
  });
  test('the number as it is, when it was the other record’s that was wrong: settled, and now claimed', () => {
    const decision = correct({ ...asked, idNumber: null }, withQuestion);
    expect(setsOf(decision, 'person')).toEqual([]);
    expect(setsOf(decision, 'conflict')).toMatchObject([{ state: 'SETTLED', choice: 'different' }]);
    const taken = claimsOf(decision).filter(({ take }) => take);
    expect(taken.map(({ key }) => key)).toEqual([
      `person:${ID_NUMBER}`,
      `open:${ID_NUMBER}:LIVING`,
      `open:${ID_NUMBER}:NURSING`,
    ]);
  });
  test('an old number is mended into the new one of the same person', () => {
    const old = madeUpPerson({ idNumber: otherIdNumber(ID_NUMBER) });
    const decision = correct({ idNumber: ID_NUMBER }, { person: [old] });
    expect(setsOf(decision, 'person')).toMatchObject([{ idNumber: ID_NUMBER }]);
  });

  const standing = { ...madeUpPerson({ idNumber: OTHER_NUMBER }), id: makeId(9, 512) };
  const inOldForm = { ...standing, values: { ...standing.values, idNumber: otherIdNumber(OTHER_NUMBER) } };
  const refusals: Refusal[] = [
    ['a wrong check digit', {}, { idNumber: `${ID_NUMBER.slice(0, -1)}3` }, 'person/id-number'],
    ['an old number', {}, { idNumber: otherIdNumber(OTHER_NUMBER) }, 'person/id-number'],
    ['the same number', {}, { idNumber: ID_NUMBER }, 'person/nothing-to-change'],
    ['no number and no question', {}, { idNumber: null }, 'person/nothing-to-change'],
    ['a colleague’s record has it', { sameNumber: [standing] }, {}, 'person/id-number-taken'],
    ['a colleague’s record has its old form', { sameOther: [inOldForm] }, {}, 'person/id-number-taken'],
    ['while money goes to the person', { personEntitlements: [active()] }, {}, 'person/id-number-entitled'],
    ['a question that is not mentioned', { personConflicts: [question()] }, {}, 'person/duplicate-open'],
    [
      'a question that is settled',
      { conflict: [question({ state: 'SETTLED' })] },
      asked,
      'conflict/already-settled',
    ],
    ['DU3 of a merged record', { person: [merged(person)] }, {}, 'person/merged'],
  ];
  test.each(refusals)('refused: %s', (_what, records, args, refusal) => {
    expect(correct(args, records)).toMatchObject({ refusal });
  });
  test('the number of a merged record is free', () => {
    expect(correct({}, { sameNumber: [merged(standing)] })).not.toHaveProperty('refusal');
  });
});
