/** The registry and what is derived from it: groups, columns, stored forms. */
import { describe, expect, test } from 'vitest';
import {
  columnName,
  columnsOf,
  decodeRow,
  SQLITE_CODEC,
  POSTGRES_CODEC,
  type Stored,
  versionColumnsOf,
} from './codec.ts';
import { AUDIENCE_CLASSES, type FieldKind, type FieldValue, RECORD_TYPE_NAMES } from './registry.ts';
import { byGroup, emptyValues, fieldsOf, groupNames, groupOf, groupOfField, recordType } from './rows.ts';

describe.each(RECORD_TYPE_NAMES)('%s', (type) => {
  test('R1 every field stands in one group', () => {
    const listed = groupNames(type).flatMap((group) => Object.keys(groupOf(type, group).fields));
    expect(new Set(listed).size).toBe(listed.length);
    expect([...fieldsOf(type).keys()]).toEqual(listed);
    expect(Object.keys(emptyValues(type))).toEqual(listed);
  });
  test('R2 every group has a class, and what its policy needs', () => {
    for (const group of groupNames(type)) {
      const { audience, policy, owner, dateField, fields } = groupOf(type, group);
      expect(AUDIENCE_CLASSES).toContain(audience);
      expect(policy === 'owner').toBe(owner !== undefined);
      expect(policy === 'laterBusinessDate').toBe(dateField !== undefined);
      if (dateField) expect(fields[dateField]).toBe('date');
    }
  });
  test('columns have names of their own, and no SQL word is needed to tell them apart', () => {
    const names = [
      ...columnsOf(type).map(({ column }) => column),
      ...versionColumnsOf(type).map(({ column }) => column),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });
  test('MV2 no group has the name by which a log says that a record left', () => {
    expect(groupNames(type)).not.toContain('left');
  });
  test('indexes are fields', () => {
    for (const field of recordType(type).indexes) expect(fieldsOf(type).has(field)).toBe(true);
  });
});

test('changed fields are split by their group; an unknown one is a mistake', () => {
  const split = byGroup('person', { phone: '1', name: '甲', contactStatedOn: null });
  expect([...split]).toEqual([
    ['contact', { phone: '1', contactStatedOn: null }],
    ['identity', { name: '甲' }],
  ]);
  expect(() => byGroup('person', { balance: 1 })).toThrow(/no field/);
  expect(groupOfField('person', 'accountNumber')).toBe('bank');
});

test('personId → person_id', () => {
  expect([columnName('personId'), columnName('v_caseValues'), columnName('state')]).toEqual([
    'person_id',
    'v_case_values',
    'state',
  ]);
});

const VALUES: [FieldKind, FieldValue][] = [
  ['text', '乌云·其其格'],
  ['text', ''],
  ['text', '[1]'],
  ['integer', 0],
  ['boolean', true],
  ['boolean', false],
  ['date', '2026-02-28'],
  ['month', '2026-02'],
  ['instant', '2026-03-02T01:02:03.004Z'],
  ['id', Number.MAX_SAFE_INTEGER],
  ['json', ['ID_COPY']],
  ['json', []],
  ['json', { a: null, b: { c: 1 } }],
  ['text', null],
  ['boolean', null],
  ['json', null],
];

test.each(VALUES)('R3 SQLite gives back %s %j', (kind, value) => {
  const stored = SQLITE_CODEC.encode(kind, value);
  expect(['string', 'number']).toContain(stored === null ? 'string' : typeof stored);
  expect(SQLITE_CODEC.decode(kind, stored)).toEqual(value);
});

test.each(VALUES)('R3 PostgreSQL gives back %s %j', (kind, value) => {
  const stored = POSTGRES_CODEC.encode(kind, value);
  // The driver parses jsonb.
  const read = kind === 'json' && stored !== null ? (JSON.parse(stored as string) as Stored) : stored;
  expect(POSTGRES_CODEC.decode(kind, read)).toEqual(value);
});

test('a row that holds nothing of a class reads null there', () => {
  const row = decodeRow(SQLITE_CODEC, 'person', {
    id: 5,
    scope: 7,
    name: '甲',
    needs_long_term_care: 1,
    v_identity: 3,
  });
  expect(row.values).toEqual({ ...emptyValues('person'), name: '甲', needsLongTermCare: true });
  expect([row.id, row.scope, row.versions.identity]).toEqual([5, 7, 3]);
});
