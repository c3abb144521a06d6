/** B3 by groups: which acts a commit leaves alone, and which it does not although it writes nothing that they wrote. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FieldValue } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import { ReadLog } from '../store/read-log.ts';
import { readRecord } from '../store/records.ts';
import {
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  outcomeOf,
  personFields,
  SOUTH,
  TestDesk,
} from '../test-desk.ts';

const ID = 9;
let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
  desk.confirm(NORTH, [{ type: 'person', id: ID, set: personFields(demoPerson(2)) }]);
});
afterEach(() => desk.close());

const change = (set: Record<string, FieldValue>, scope = NORTH) =>
  desk.confirm(scope, [{ type: 'person', id: ID, set }]);
const person = () => readRecord(desk.statements, 'person', ID);
const callMe = (phone: string) =>
  desk.taken(NAREN, 'person.edit', { personId: ID, contact: { phone, statedOn: '2026-11-02' } });
const shadows = () => desk.rows("SELECT confirmed FROM shadow WHERE type = 'person'");

/** What an act foresees is worked out when it is decided: a mark in its place stays while nobody decides it. */
const MARK = '[]';
const mark = () => desk.statements.run('UPDATE act SET effect = ?', MARK);
const isLeftAlone = () => desk.rows('SELECT effect FROM act')[0]?.effect === MARK;

test('B3 an act is left alone by a commit of groups that it neither read nor wrote, and its shadow with it', () => {
  const before = person()?.values.phone;
  const { number } = callMe('13911110000');
  const [shadow] = shadows();
  mark();
  const commit = change({ householdCategory: 'LOW_INCOME', needsLongTermCare: true });
  expect(isLeftAlone()).toBe(true);
  expect(shadows()).toEqual([shadow]);
  expect(person()).toMatchObject({
    values: { phone: '13911110000', householdCategory: 'LOW_INCOME' },
    versions: { household: commit },
  });
  desk.confirm(NORTH, [], [outcomeOf(number, { outcome: 'refused', code: 'x' })]);
  expect(person()?.values).toMatchObject({ phone: before, householdCategory: 'LOW_INCOME' });
  expect(shadows()).toEqual([]);
});

test('SH1 a shadow holds the confirmed values of what open acts wrote, and takes over what is confirmed of it meanwhile', () => {
  callMe('13911110000');
  expect(JSON.parse(shadows()[0]?.confirmed as string)).toEqual({
    values: { phone: demoPerson(2).phone, contactStatedOn: null },
  });
  mark();
  change({ phone: '13922220000' });
  expect(isLeftAlone()).toBe(false);
  expect(JSON.parse(shadows()[0]?.confirmed as string).values.phone).toBe('13922220000');
  expect(person()?.values.phone).toBe('13911110000');
});

test('B1 an act is decided again where a group changed that it only looked at', () => {
  callMe('13911110000');
  change({ mergedInto: 8, mergedOn: '2026-11-01' });
  expect(desk.rows('SELECT local_refusal FROM act')).toEqual([{ local_refusal: 'person/merged' }]);
});

test('B1 an act is decided again where a record stands no more under the index entry that it was found under', () => {
  desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(2)));
  expect(desk.rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 1 }]);
  change({ idNumber: demoPerson(3).idNumber });
  expect(desk.rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 2 }]);
});

test('B3 who files something beside a commit and never looked there is left alone', () => {
  callMe('13911110000');
  mark();
  desk.confirm(NORTH, [{ type: 'history', id: 77, set: { personId: ID, action: 'EDITED', actor: 1 } }]);
  expect(isLeftAlone()).toBe(true);
});

test('MV7 a commit of another scope changes the whole record, whatever it writes', () => {
  callMe('13911110000');
  mark();
  change({ householdCategory: 'LOW_INCOME' }, SOUTH);
  expect(isLeftAlone()).toBe(false);
  expect(person()).toMatchObject({ scope: SOUTH, values: { name: null, phone: '13911110000' } });
});

test('SH1 the shadow and the touches of a file of before step 5 mean all of the record', () => {
  const confirmed = person();
  callMe('13911110000');
  desk.statements.run('UPDATE act_touch SET groups = NULL');
  desk.statements.run(
    "UPDATE shadow SET confirmed = ? WHERE type = 'person'",
    JSON.stringify({ ...confirmed, values: { ...confirmed?.values, gone: 1 } }),
  );
  mark();
  const commit = change({ householdCategory: 'LOW_INCOME' });
  expect(isLeftAlone()).toBe(false);
  expect(person()).toMatchObject({
    values: {
      ...confirmed?.values,
      phone: '13911110000',
      contactStatedOn: '2026-11-02',
      householdCategory: 'LOW_INCOME',
    },
    versions: { household: commit, contact: 1 },
  });
  expect(Object.keys(JSON.parse(shadows()[0]?.confirmed as string).values)).toEqual([
    'phone',
    'contactStatedOn',
  ]);
  expect(desk.rows("SELECT groups FROM act_touch WHERE mode = 'w' AND touched LIKE 'person:%'")).toEqual([
    { groups: 'contact' },
  ]);
});

test('E2 what is looked at is noted by groups: a value, all of them, a version', () => {
  const row = person();
  if (!row) throw new Error('nobody');
  const read = (look: (noted: Row<'person'>) => unknown): string | null | undefined => {
    const log = new ReadLog();
    look(log.noted(row) as Row<'person'>);
    return log.of(['person:9']).get('person:9');
  };
  expect(read(({ id, scope }) => [id, scope])).toBe('');
  expect(read(({ values }) => [values.phone, values.bankName, values.residenceAddress])).toBe('bank,contact');
  expect(read(({ values }) => Object.hasOwn(values, 'grade'))).toBe('certificate');
  expect(read(({ values }) => ({ ...values }))).toBeNull();
  expect(read(({ values }) => JSON.stringify(values))).toBeNull();
  expect(read(({ versions }) => versions.contact)).toBeNull();
  const log = new ReadLog();
  log.noted(row, 'idNumber');
  expect(log.of(['person:9', 'person:idNumber=1', 'person:10'])).toEqual(
    new Map([
      ['person:9', 'identity'],
      ['person:idNumber=1', null],
      ['person:10', null],
    ]),
  );
});
