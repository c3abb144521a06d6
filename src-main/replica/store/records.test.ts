/** Rows of the record tables: written by field, by column, put back, found by search. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { APPLICATION_STATES, BENEFITS } from '#shared/domain/state.ts';
import { NORTH, TestDesk } from '../test-desk.ts';
import { keepConfirmed } from '../shadow.ts';
import { holdingRows } from './held-rows.ts';
import { readQuery, readRecord, removeRow, writeFields } from './records.ts';
import { matchesInitials, matchesNumber } from './search-index.ts';
import { writeColumns } from './write-page.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
});
afterEach(() => desk.close());

const person = { type: 'person', scope: NORTH, id: 5 } as const;
const found = (expression: string) =>
  desk.rows('SELECT rowid FROM person_search WHERE person_search MATCH ? ORDER BY rowid', expression);

describe('writing fields', () => {
  test('makes the row, then changes only what is named', () => {
    writeFields(desk.statements, person, {
      name: '娜仁花',
      needsLongTermCare: true,
      rosterBenefits: ['LIVING'],
    });
    writeFields(desk.statements, person, { phone: '13900000001' }, [['contact', 7]]);
    const row = readRecord(desk.statements, 'person', 5);
    expect(row?.values).toMatchObject({
      name: '娜仁花',
      phone: '13900000001',
      needsLongTermCare: true,
      rosterBenefits: ['LIVING'],
      grade: null,
    });
    expect(row?.versions).toMatchObject({ contact: 7, identity: 0, bank: 0 });
  });

  test('null clears a field, false stays false', () => {
    writeFields(desk.statements, person, { phone: '13900000001', needsLongTermCare: false });
    writeFields(desk.statements, person, { phone: null });
    expect(readRecord(desk.statements, 'person', 5)?.values).toMatchObject({
      phone: null,
      needsLongTermCare: false,
    });
  });

  test('a field of a newer registry is left out; a group that is none of ours throws and writes nothing', () => {
    writeFields(desk.statements, person, { name: '高娃', hologram: 'x' });
    expect(readRecord(desk.statements, 'person', 5)?.values.name).toBe('高娃');
    for (const group of ['hologram', 'contact = 1, name', '']) {
      expect(() => writeFields(desk.statements, person, { name: '图雅' }, [[group, 1]])).toThrow('no group');
    }
    expect(readRecord(desk.statements, 'person', 5)?.values.name).toBe('高娃');
  });

  test('each group has its own version', () => {
    writeFields(desk.statements, person, { name: '高娃', grade: 2 }, [
      ['identity', 3],
      ['certificate', 9],
    ]);
    expect(readRecord(desk.statements, 'person', 5)?.versions).toMatchObject({ identity: 3, certificate: 9 });
  });
});

test('rows written by column are the rows written one by one', () => {
  const ids = [11, 12, 13];
  const columns = {
    name: ['托娅', '苏和', '朝鲁'],
    idNumber: ['159999198001010011', null, '15999919800101002X'],
    phone: [null, '13900000002', null],
    certificateNumber: [null, null, null],
    needsLongTermCare: [true, false, null],
    rosterBenefits: [['LIVING'], null, []],
  };
  const versions = { identity: [1, 1, 2], contact: [4, 1, 1] };
  writeColumns(desk.statements, NORTH, { type: 'person', ids, columns, versions });
  const byColumn = desk.rows('SELECT * FROM person ORDER BY id');
  const other = new TestDesk();
  ids.forEach((id, at) => {
    const set = Object.fromEntries(Object.entries(columns).map(([field, all]) => [field, all[at] ?? null]));
    writeFields(other.statements, { ...person, id }, set, [
      ['identity', versions.identity[at] ?? 0],
      ['contact', versions.contact[at] ?? 0],
    ]);
  });
  expect(byColumn).toEqual(other.rows('SELECT * FROM person ORDER BY id'));
  other.close();
  expect(found(matchesNumber('15999919800101002x'))).toEqual([{ rowid: 13 }]);
  expect(found(matchesInitials('ty'))).toEqual([{ rowid: 11 }]);
  expect(found(matchesInitials('yt'))).toEqual([]);
});

describe('the search index follows the row', () => {
  test('a changed name is found under the new one alone, a removed row not at all', () => {
    writeFields(desk.statements, person, { name: '乌日娜', idNumber: '159999198001010011' });
    const before = found(matchesNumber('1599991980'));
    expect(before).toEqual([{ rowid: 5 }]);
    writeFields(desk.statements, person, { idNumber: '159999199901010013' });
    expect(found(matchesNumber('1599991980'))).toEqual([]);
    expect(found(matchesNumber('1599991999'))).toEqual([{ rowid: 5 }]);
    removeRow(desk.statements, 'person', 5);
    expect(found(matchesNumber('159999'))).toEqual([]);
    expect(readRecord(desk.statements, 'person', 5)).toBeNull();
  });

  test('other fields leave it as it was', () => {
    writeFields(desk.statements, person, { name: '乌日娜', idNumber: '159999198001010011' });
    writeFields(desk.statements, person, { householdCategory: 'DIBAO' }, [['household', 2]]);
    expect(found(matchesNumber('0011'))).toEqual([{ rowid: 5 }]);
  });

  test('a row put back is found as it was', () => {
    writeFields(desk.statements, person, { name: '乌日娜', idNumber: '159999198001010011' }, [
      ['identity', 4],
    ]);
    const kept = readRecord(desk.statements, 'person', 5);
    keepConfirmed(desk.statements, 'person', 5, ['name', 'idNumber', 'bankName']);
    writeFields(desk.statements, person, {
      name: '王芳',
      idNumber: '159999199901010013',
      bankName: '农信社',
    });
    holdingRows(desk.statements, (held) => held.putConfirmedBack('person', 5));
    expect(readRecord(desk.statements, 'person', 5)).toEqual(kept);
    expect(found(matchesNumber('1599991980'))).toEqual([{ rowid: 5 }]);
  });
});

test('a lookup goes by index alone', () => {
  writeFields(desk.statements, person, { name: '高娃', idNumber: '159999198001010011' });
  const by = { type: 'person', by: 'idNumber', value: '159999198001010011', limit: 2 } as const;
  expect(readQuery(desk.statements, by).map(({ id }) => id)).toEqual([5]);
  expect(() => readQuery(desk.statements, { ...by, by: 'name' })).toThrow('not an index');
});

test('the lines of lists follow every row, whoever writes it and in whatever order', () => {
  const { next } = seededRandom(5);
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const ids = [1, 2, 3, 4];
  const fields = {
    person: () => ({
      name: '高娃',
      hukouVillage: one([159999101001, 159999101002, null]),
      mergedInto: one([null, null, 1]),
      certificateExpiresOn: one(['2026-12-01', null]),
    }),
    application: () => ({
      personId: one(ids),
      state: one([...APPLICATION_STATES]),
      stateSince: one(['2026-10-01', '2026-10-02', null]),
      appliedLiving: one([true, false, null]),
      appliedNursing: one([true, false]),
    }),
    entitlement: () => ({ personId: one(ids), benefit: one([...BENEFITS]), state: one(['ACTIVE', 'ENDED']) }),
  };
  for (let step = 0; step < 600; step++) {
    const type = one(['person', 'application', 'entitlement'] as const);
    const id = one(type === 'person' ? ids : [10, 11, 12, 13]);
    const before = readRecord(desk.statements, type, id);
    if (next() < 0.6) writeFields(desk.statements, { type, scope: NORTH, id }, fields[type]());
    else if (next() < 0.4) removeRow(desk.statements, type, id);
    else if (before) {
      const set = fields[type]();
      keepConfirmed(desk.statements, type, id, Object.keys(set));
      writeFields(desk.statements, { type, scope: NORTH, id }, set);
      holdingRows(desk.statements, (held) => held.putConfirmedBack(type, id));
    }
    expect(desk.rows('SELECT * FROM person_list ORDER BY id')).toEqual(
      desk.rows('SELECT * FROM person_list_now ORDER BY id'),
    );
  }
  const found = desk.rows(
    'SELECT rowid AS id FROM person_search WHERE person_search MATCH ? ORDER BY 1',
    'pg',
  );
  expect(found).toEqual(
    desk.rows('SELECT id FROM person WHERE name IS NOT NULL AND merged_into IS NULL ORDER BY id'),
  );
});
