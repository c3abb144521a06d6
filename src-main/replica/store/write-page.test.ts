/** A page written at once leaves what its rows written one by one would: where nobody has them yet, where some are here, where one comes twice. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { NORTH, TestDesk } from '../test-desk.ts';
import { refreshLines } from './person-list.ts';
import { writeFields } from './records.ts';
import { type RowColumns, writeColumns } from './write-page.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
});
afterEach(() => desk.close());

const page = (ids: readonly number[], shift = 0): RowColumns => ({
  type: 'person',
  ids,
  columns: {
    name: ids.map((id) => `托娅${'一二三四五六七'[id % 7]}`),
    idNumber: ids.map((id) => (id % 2 ? `15999919800101${String(1000 + id + shift)}` : null)),
    phone: ids.map(() => null),
    certificateNumber: ids.map(() => null),
    mergedInto: ids.map((id) => (id % 5 === 4 ? 1 : null)),
    needsLongTermCare: ids.map((id) => (id % 3 ? false : null)),
    grade: ids.map(() => 0),
    rosterBenefits: ids.map((id) => (id % 3 ? ['LIVING'] : null)),
  },
  versions: {
    identity: ids.map((id) => id + shift),
    contact: ids.map(() => 0),
    certificate: ids.map(() => 0),
  },
});

function writeOneByOne(on: TestDesk, { type, ids, columns, versions }: RowColumns): void {
  const at = (lists: Readonly<Record<string, readonly FieldValue[]>>, index: number) =>
    Object.entries(lists).map(([name, list]) => [name, list[index] ?? null] as const);
  ids.forEach((id, index) => {
    const groups = at(versions, index).map(([group, commit]) => [group, Number(commit)] as const);
    writeFields(on.statements, { type, scope: NORTH, id }, Object.fromEntries(at(columns, index)), groups);
  });
}

const WORDS = 'SELECT rowid AS id FROM person_search WHERE person_search MATCH ? ORDER BY rowid';

function everything(of: TestDesk): unknown {
  const types: RecordTypeName[] = ['person', 'application', 'entitlement'];
  const rows = types.map((type) => of.rows(`SELECT * FROM "${type}" ORDER BY id`));
  const found = ['c0159999', 'n' + ('托'.codePointAt(0) as number).toString(36), 'pt'].map((word) =>
    of.statements.all(WORDS, `"${word}"`),
  );
  return { rows, found, lines: of.rows('SELECT * FROM person_list ORDER BY id') };
}

const PAGES: Readonly<Record<string, readonly RowColumns[]>> = {
  'rows that nobody has': [page([3, 4, 5, 9])],
  'rows between others that are here': [page([3, 20]), page([5, 9])],
  'rows of which some are here, and say less now': [page([3, 4, 5], 7), page([1, 3, 5, 8])],
  'a row that comes twice': [page([4, 5, 5, 3])],
};

test.each(Object.entries(PAGES))('DE1 %s', (_, pages) => {
  const other = new TestDesk();
  for (const each of pages) {
    writeColumns(desk.statements, NORTH, each);
    writeOneByOne(other, each);
  }
  expect(everything(desk)).toEqual(everything(other));
  other.close();
});

test('PL1 lines that are collected are those of the rows, once they are written', () => {
  const people = [3, 4, 5];
  const file = (state: string): RowColumns => ({
    type: 'application',
    ids: [31, 51],
    columns: { personId: [3, 5], state: [state, state], stateSince: ['2026-10-01', '2026-10-02'] },
    versions: {},
  });
  const stale = new Set<number>();
  writeColumns(desk.statements, NORTH, page(people), stale);
  writeColumns(desk.statements, NORTH, file('SUBMITTED'), stale);
  expect([...stale].sort((a, b) => a - b)).toEqual(people);
  expect(desk.rows('SELECT * FROM person_list')).toEqual([]);
  refreshLines(desk.statements, [...stale]);
  const lines = desk.rows('SELECT * FROM person_list ORDER BY id');
  expect(lines).toEqual(desk.rows('SELECT * FROM person_list_now ORDER BY id'));
  expect(lines).toMatchObject([{ id: 3, file_state: 'SUBMITTED' }, { id: 5 }]);
  writeColumns(desk.statements, NORTH, file('REFUSED'));
  expect(desk.rows('SELECT * FROM person_list ORDER BY id')).toEqual(
    desk.rows('SELECT * FROM person_list_now ORDER BY id'),
  );
});
