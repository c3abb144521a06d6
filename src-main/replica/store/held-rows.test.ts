/** HR1: rows that are held end as rows that are written where it was told, whatever is done to them and in whatever order. */
import { expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { keepConfirmed } from '../shadow.ts';
import { NORTH, SOUTH, TestDesk } from '../test-desk.ts';
import { holdingRows } from './held-rows.ts';
import { readQuery, readRecord, removeRow, writeFields } from './records.ts';
import { writeColumns } from './write-page.ts';

const TYPES = ['person', 'application', 'history'] as const;
const TABLES = ['person', 'application', 'history', 'shadow', 'person_list', 'kept'];
const IDS = { person: [1, 2, 3, 4], application: [11, 12, 13], history: [21, 22, 23] };

type Step = (desk: TestDesk) => unknown;

function fieldsFor(
  type: (typeof TYPES)[number],
  one: <T>(list: readonly T[]) => T,
): Record<string, FieldValue> {
  const all = {
    person: {
      name: one(['高娃', '娜仁花', null]),
      idNumber: one(['159999198001010011', '15999919800101002X', null]),
      hukouVillage: one([159999101001, null]),
      mergedInto: one([null, null, 1]),
      needsLongTermCare: one([true, false, null]),
      rosterBenefits: one([['LIVING'], [], null]),
      hologram: 'of a newer registry',
    },
    application: {
      personId: one([1, 2, null]),
      state: one(['DRAFT', 'ACCEPTED']),
      materials: one([['ID_COPY'], null]),
    },
    history: {
      personId: one([1, 2]),
      applicationId: one([11, null]),
      details: one([{ a: [1] }, null]),
      words: one(['补录', '']),
    },
  }[type];
  return Object.fromEntries(Object.entries(all).filter(() => one([true, true, false])));
}

function randomSteps(seed: number): Step[] {
  const { next } = seededRandom(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return Array.from({ length: 40 }, (): Step => {
    const type = one(TYPES);
    const id = one(IDS[type]);
    const dice = next();
    if (dice < 0.4) {
      const [set, scope] = [fieldsFor(type, one), one([NORTH, SOUTH])];
      const group = { person: 'contact', application: 'state', history: 'entry' }[type];
      const versions = one([[], [[group, Math.ceil(next() * 9)] as const]]);
      return ({ statements }) => writeFields(statements, { type, scope, id }, set, versions);
    }
    if (dice < 0.5) return ({ statements }) => removeRow(statements, type, id);
    if (dice < 0.65) {
      const { hologram: _, ...set } = fieldsFor(type, one);
      return ({ statements }) => keepConfirmed(statements, type, id, Object.keys(set));
    }
    if (dice < 0.75)
      return ({ statements }) => holdingRows(statements, (held) => held.putConfirmedBack(type, id));
    if (dice < 0.85) return ({ statements }) => readRecord(statements, type, id);
    const [by, value] = type === 'person' ? ['idNumber', '159999198001010011'] : ['personId', one([1, 2])];
    const limit = one([1, 2, 10]);
    return ({ statements }) => readQuery(statements, { type, by, value, limit } as never);
  });
}

const contentOf = (desk: TestDesk) => ({
  ...Object.fromEntries(TABLES.map((table) => [table, desk.rows(`SELECT * FROM ${table} ORDER BY 1, 2`)])),
  found: ['ngbcz', 'pg', 'pn'].map((word) =>
    desk.rows('SELECT rowid AS id FROM person_search WHERE person_search MATCH ? ORDER BY 1', word),
  ),
});

test.each(Array.from({ length: 25 }, (_, seed) => seed))('held and written at once, history %i', (seed) => {
  const steps = randomSteps(seed);
  const [one, other] = [new TestDesk(), new TestDesk()];
  try {
    for (let at = 0; at < steps.length; at += 10) {
      const some = steps.slice(at, at + 10);
      const read = some.map((step) => step(one));
      const held = holdingRows(other.statements, (rows) =>
        some.map((step, index) => {
          if (index === seed % 10) rows.settle();
          return step(other);
        }),
      );
      expect(held).toEqual(read);
      expect(contentOf(other)).toEqual(contentOf(one));
      expect(other.rows('SELECT * FROM person_list ORDER BY id')).toEqual(
        other.rows('SELECT * FROM person_list_now ORDER BY id'),
      );
    }
  } finally {
    one.close();
    other.close();
  }
});

const person = { type: 'person', scope: NORTH, id: 5 } as const;

test('what a column would convert or refuse is left to the column', () => {
  const desk = new TestDesk();
  holdingRows(desk.statements, () => {
    writeFields(desk.statements, person, { name: '高娃' });
    writeFields(desk.statements, person, { phone: 13900000001 as never });
    expect(readRecord(desk.statements, 'person', 5)?.values).toMatchObject({
      name: '高娃',
      phone: '13900000001.0',
    });
    expect(() => writeFields(desk.statements, person, { grade: 'first' as never })).toThrow(
      'cannot store TEXT',
    );
  });
  desk.close();
});

test('a page is not written past held rows; what was thrown inside leaves nothing held', () => {
  const desk = new TestDesk();
  const page = { type: 'person' as RecordTypeName, ids: [5], columns: { name: ['高娃'] }, versions: {} };
  expect(() => holdingRows(desk.statements, () => writeColumns(desk.statements, NORTH, page))).toThrow(
    'held',
  );
  writeColumns(desk.statements, NORTH, page);
  expect(readRecord(desk.statements, 'person', 5)?.values.name).toBe('高娃');
  desk.close();
});
