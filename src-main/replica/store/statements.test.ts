import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestDesk } from '../test-desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = new TestDesk();
});
afterEach(() => desk.close());

test('one text is prepared once', () => {
  const sql = 'SELECT 1 AS one';
  expect(desk.statements.prepare(sql)).toBe(desk.statements.prepare(sql));
});

test('however many texts come, an old one still answers', () => {
  const sql = 'SELECT 0 AS n';
  const before = desk.statements.prepare(sql);
  for (let n = 1; n <= 600; n++) expect(desk.statements.get(`SELECT ${n} AS n`)).toEqual({ n });
  expect(desk.statements.prepare(sql)).not.toBe(before);
  expect(desk.statements.get(sql)).toEqual({ n: 0 });
});

test('a compiled query of kysely runs as it is', () => {
  const compiled = { sql: 'SELECT ? AS word', parameters: ['苏木'] };
  expect(desk.statements.query({ compile: () => compiled as never })).toEqual([{ word: '苏木' }]);
});

test('the same words asked for a column and for rows give what each asked for', () => {
  const sql = "SELECT '苏木' AS word";
  expect(desk.statements.pluck(sql)).toEqual(['苏木']);
  expect(desk.statements.get(sql)).toEqual({ word: '苏木' });
  expect(desk.statements.pluck(sql)).toEqual(['苏木']);
});
