/** Whom a typed number means: the record under it, under its form of the other generation, or the one that such a record was merged into
 *  (dossier c.1, (h) DUP_ID); and what a form may say of somebody who was found so. */
import { describe, expect, test } from 'vitest';
import { makeId } from '../base/id.ts';
import type { Row } from '../records/rows.ts';
import type { Loaded, Need } from './command.ts';
import { idCheckDigit, otherIdNumber } from './id-number.ts';
import { decideAs, ID_NUMBER, madeUpFile, madeUpPerson, setsOf } from './made-up-file.ts';
import { personFound, personNeeds } from './person.ts';
import { MATERIAL_CODES } from './state.ts';

const OLD = otherIdNumber(ID_NUMBER) as string;
const WRONG = '15999919810226009' + idCheckDigit('15999919810226009');
const young = '15999920120601037' + idCheckDigit('15999920120601037');
const person = madeUpPerson();
const MERGED_ID = makeId(9, 512);
const mergedWith = (idNumber: string): Row<'person'> => ({
  ...madeUpPerson({ idNumber, mergedInto: person.id, certificateNumber: `${idNumber}42` }),
  id: MERGED_ID,
});

describe('what is read for a number', () => {
  const reads = (raw: string) =>
    personNeeds(raw).map((need: Need) => [need.as, 'value' in need ? need.value : null] as const);
  const kept = [
    ['keptPerson', null],
    ['keptOther', null],
  ] as const;
  test('the new number, and the old one of the same person', () => {
    expect(reads(ID_NUMBER)).toEqual([['person', ID_NUMBER], ['other', OLD], ...kept]);
  });
  test('the old number, and the new one', () => {
    expect(reads(OLD)).toEqual([['person', OLD], ['other', ID_NUMBER], ...kept]);
  });
  test('as it was typed: spaces and full-width digits make no other number', () => {
    const typed = `${ID_NUMBER.slice(0, 6)} １９８１${ID_NUMBER.slice(10)}`;
    expect(reads(typed)).toEqual(reads(ID_NUMBER));
  });
  test.each([
    ['of one born in this century there is no old number', young],
    ['what is no number is looked up as it is', '159999'],
  ])('%s', (_what, raw) => {
    expect(reads(raw)).toEqual([
      ['person', raw],
      ['keptPerson', null],
    ]);
  });
});

describe('who is found', () => {
  const cases: [string, Loaded, number | null | 'person/merged'][] = [
    ['nobody', { person: [], other: [] }, null],
    ['under the number', { person: [person] }, person.id],
    ['under the other form of it', { person: [], other: [person] }, person.id],
    ['merged: the record that is kept', { person: [mergedWith(ID_NUMBER)], keptPerson: [person] }, person.id],
    ['merged, under the other form', { other: [mergedWith(OLD)], keptOther: [person] }, person.id],
    ['merged into one of another township', { person: [mergedWith(WRONG)], keptPerson: [] }, 'person/merged'],
  ];
  test.each(cases)('%s', (_what, records, wanted) => {
    const found = personFound(records);
    if (wanted === 'person/merged')
      expect(found).toMatchObject({ refusal: wanted, detail: { into: person.id } });
    else expect('row' in found && (found.row?.id ?? null)).toBe(wanted);
  });
});

const ROSTER_ROW = { name: '达木丁', hukouVillage: 159999101001, householdCategory: 'DIBAO' };
const register = (given: object, records: Loaded) =>
  decideAs(
    'TOWNSHIP_CLERK',
    'person.register',
    { person: { ...ROSTER_ROW, ...given }, rosterBenefits: [], file: '名册.xlsx', row: 3 },
    records,
  );

describe('a roster row with a number of the first generation', () => {
  test('of somebody new: kept as it is written, with the birth date and sex that it says', () => {
    const decision = register({ idNumber: OLD }, { person: [], other: [] });
    expect(setsOf(decision, 'person')).toMatchObject([{ idNumber: OLD, birthDate: '1981-02-26', sex: 'M' }]);
    expect('claims' in decision && decision.claims).toMatchObject([{ key: `person:${ID_NUMBER}` }]);
  });
  test('of somebody on record with the new number: says nothing new', () => {
    expect(register({ idNumber: OLD }, { other: [person] })).toEqual({ changes: [] });
  });
  test('the new number over an old one on record: corrected', () => {
    const old = madeUpPerson({ idNumber: OLD });
    expect(setsOf(register({ idNumber: ID_NUMBER }, { other: [old] }), 'person')).toEqual([
      { idNumber: ID_NUMBER },
    ]);
  });
  test('a form takes no old number', () => {
    const decision = decideAs('TOWNSHIP_CLERK', 'application.submit', formOf({ idNumber: OLD }), {});
    expect(decision).toMatchObject({ refusal: 'person/id-number', detail: { codes: ['ID_15_DIGIT'] } });
  });
});

function formOf(given: object, benefits = ['NURSING']) {
  const { idNumber = ID_NUMBER } = given as { idNumber?: string };
  return {
    person: { ...ROSTER_ROW, certificateNumber: `${idNumber}42`, idNumber, ...given },
    benefits,
    submittedOn: '2026-03-16',
    materials: MATERIAL_CODES,
    declarations: { truth: true, privacyNotice: true },
    atCounter: 'KEEP',
  };
}

describe('an intake under the number of a record that was merged away', () => {
  const submit = (records: Loaded) =>
    decideAs('TOWNSHIP_CLERK', 'application.submit', formOf({ idNumber: WRONG }), records);
  test('by one who goes by another number: refused beside the number', () => {
    expect(submit({ person: [mergedWith(WRONG)], keptPerson: [person] })).toEqual({
      refusal: 'person/number-merged',
      path: ['person', 'idNumber'],
      detail: { into: person.id },
    });
  });
  test('of one whom another township keeps: refused, with whose it is', () => {
    expect(submit({ person: [mergedWith(WRONG)], keptPerson: [] })).toMatchObject({
      refusal: 'person/merged',
      detail: { into: person.id },
    });
  });
  test('whose old form it is: taken in as the kept person’s, and meets their open file', () => {
    const records = { other: [mergedWith(OLD)], keptOther: [person] };
    const form = formOf({});
    const decision = decideAs('TOWNSHIP_CLERK', 'application.submit', form, records);
    expect(setsOf(decision, 'application')).toMatchObject([{ personId: person.id }]);
    const open = { ...records, 'files:keptOther': [madeUpFile({ appliedLiving: false })] };
    expect(decideAs('TOWNSHIP_CLERK', 'application.submit', form, open)).toMatchObject({
      refusal: 'application/duplicate-open',
      detail: { benefit: 'NURSING' },
    });
  });
});
