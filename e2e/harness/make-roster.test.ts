/** The roster of 3,000 through the whole look at a file: what was planted is found, at its row, and nothing else. */
import { afterAll, expect, test } from 'vitest';
import { allRows, importsOn, lookAt } from '../../src-main/replica/import/test-imports.ts';
import { TestDesk } from '../../src-main/replica/test-desk.ts';
import { makeRoster } from './make-roster.ts';

const desk = new TestDesk();
desk.confirmReference();
// The day of the flows: minors are minors on it.
desk.clock.nowMs = Date.UTC(2026, 10, 23, 2, 0, 0);
const imports = importsOn(desk);
afterAll(() => desk.close());

test('3,000 people: counts add up and every planted fault is told, at its row', async () => {
  const roster = await makeRoster({ seed: 8 });
  const preview = await lookAt(imports, 'C:\\名册\\2026.xlsx', roster.bytes);
  expect(preview).toMatchObject({ fileName: '2026.xlsx', sheets: [{ name: '花名册', headerRow: 3 }] });
  const wrong = roster.faults.filter(({ result }) => result === 'wrong');
  const look = roster.faults.filter(({ result }) => result === 'look');
  expect([wrong.length, look.length]).toEqual([40, 30]);
  expect(preview.counts).toEqual({ total: 3_001, ready: 2_930, look: 30, wrong: 40, skipped: 1, before: 0 });
  const rows = allRows(imports, preview.importId);
  const found = rows.filter(({ result }) => result === 'wrong' || result === 'look');
  expect(found.map(({ row, result, problems }) => ({ row, result, code: problems[0]?.code }))).toEqual(
    roster.faults.map(({ row, result, code }) => ({ row, result, code })),
  );
  expect(rows.at(-1)).toMatchObject({ row: roster.totalsRow, result: 'skipped' });
  for (const row of found) expect(JSON.stringify(row)).not.toMatch(/\d{11}/);
}, 30_000);

test('what is planted can be mended: the right cells are those of the person', async () => {
  const { faults, people, headerRow } = await makeRoster({ seed: 8, people: 800 });
  const checksum = faults.find(({ code }) => code === 'ID_CHECKSUM');
  const person = people[(checksum?.row ?? 0) - headerRow - 1];
  expect(checksum?.right).toEqual([{ column: 5, value: person?.idNumber }]);
});
