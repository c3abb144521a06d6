/** What becomes of every row of every fixture file, through the real parser process: outcomes.expected.json says it, file by file and sheet by
 *  sheet, as it was judged by reading the files. A file without its outcomes fails.                                   */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { TestDesk } from '../test-desk.ts';
import { allRows, importsOn, lookAt } from './test-imports.ts';

/** Sheets by name; each row as «row result CODE CODE». */
type Outcomes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const folder = new URL('./fixtures/workbooks/', import.meta.url);
const files = readdirSync(folder).filter((name) => /\.(xlsx|xlsm|csv|txt)$/.test(name));
const expected = JSON.parse(
  readFileSync(new URL('./outcomes.expected.json', import.meta.url), 'utf8'),
) as Outcomes;

const desk = new TestDesk();
desk.confirmReference();
// Who is a minor and what has expired depends on the day.
desk.clock.nowMs = Date.UTC(2026, 10, 23, 2, 0, 0);
const imports = importsOn(desk);
afterAll(() => desk.close());

test('every fixture file has its outcomes', () => {
  expect(Object.keys(expected).sort()).toEqual(files.sort());
});

test.each(files)('%s', async (name) => {
  const preview = await lookAt(imports, name, readFileSync(new URL(name, folder)));
  const found: Record<string, string[]> = Object.fromEntries(preview.sheets.map((sheet) => [sheet.name, []]));
  for (const { sheetName, row, result, problems } of allRows(imports, preview.importId))
    found[sheetName]?.push([row, result, ...problems.map(({ code }) => code)].join(' '));
  expect(found).toEqual(expected[name]);
  expect(Object.values(found).flat()).toHaveLength(preview.counts.total);
});
