/** A list leaves as an Excel file: as it stands on the screen, all of it, numbers masked unless somebody says why not; and whoever took it,
 *  when and on which computer stands in the record, at the township and at the county. */
import { readFileSync } from 'node:fs';
import type { Download } from '@playwright/test';
import ExcelJS from 'exceljs';
import { expect, test } from '../harness/county.ts';
import { waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import type { DeskWindow } from '../harness/window.ts';

const VILLAGE = '向阳村';
const REASON = '报旗里核对发放名单';
const HEAD_ROW = 5;

interface Taken {
  readonly fileName: string;
  readonly notes: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

async function readList(download: Download): Promise<Taken> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(readFileSync(await download.path()) as never);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  const heads = (sheet.getRow(HEAD_ROW).values as unknown[]).slice(1).map(String);
  const rows = Array.from({ length: sheet.rowCount - HEAD_ROW }, (_, at) => {
    const row = sheet.getRow(HEAD_ROW + 1 + at);
    return Object.fromEntries(heads.map((head, column) => [head, row.getCell(column + 1).value]));
  });
  const notes = Array.from({ length: HEAD_ROW - 1 }, (_, at) => String(sheet.getCell(at + 1, 1).value));
  return { fileName: download.suggestedFilename(), notes, rows };
}

/** Ctrl+E, the dialog, and the file that comes. */
async function exportList(window: DeskWindow, reason?: string): Promise<Taken> {
  const { page } = window;
  await window.press('Control+e');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('导出会记下来');
  if (reason !== undefined) {
    await dialog.getByRole('radio', { name: '完整号码，一位不少' }).check();
    await dialog.getByLabel('完整号码拿去做什么').fill(reason);
  }
  const coming = page.waitForEvent('download');
  await window.press('F9');
  const taken = await readList(await coming);
  await expect(dialog).toBeHidden();
  return taken;
}

/** Names and masked numbers of the rows in sight, as they stand on the screen. */
async function shownRows(window: DeskWindow): Promise<[string, string][]> {
  const rows = window.sheet.locator('.long-list [data-row]');
  await expect(rows.first()).toContainText(/\d{6}\*{8}/);
  return rows.evaluateAll((all) =>
    all.map((row) => {
      const cells = [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? '');
      return [(cells[0] ?? '').trim(), (cells[1] ?? '').trim()] as [string, string];
    }),
  );
}

test('名单导出 Excel：和屏幕上一样，全部的行，号码遮着；要完整号码得写为什么；都记着，旗里看得到', async ({
  bench,
}) => {
  const desk = await bench.desk({ as: 'gaomin' });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  // Fetches its eight townships while the clerk works.
  const countyDesk = bench.desk({ as: 'saren' });
  countyDesk.catch(() => undefined);
  const window = await bench.window(desk);
  await window.goTo('案件');
  await window.press('F3');
  await window.page.getByRole('searchbox', { name: '找人' }).fill(VILLAGE);
  await expect(window.sheet.locator('.page-note')).toContainText(`“${VILLAGE}”`);
  const { total } = await line.desk.cases.search({ text: VILLAGE, offset: 0, limit: 1 });
  expect(total).toBeGreaterThan(20);

  const masked = await test.step('遮住号码的：行数、次序、姓名、号码都和屏幕上一样', async () => {
    const taken = await exportList(window);
    expect(taken.rows).toHaveLength(total);
    const inSight = await shownRows(window);
    expect(taken.rows.slice(0, inSight.length).map((row) => [row['姓名'], row['身份证号']])).toEqual(inSight);
    expect(new Set(taken.rows.map((row) => row['嘎查村']))).toEqual(new Set([VILLAGE]));
    expect(taken.notes[1]).toBe(`条件：搜的是：${VILLAGE} · 共 ${total} 行 · 号码已遮`);
    await expect(window.sheet.locator('.export-outcome')).toContainText(`导出了 ${total} 行，编号 `);
    return taken;
  });

  await test.step('完整号码：十八位一位不少，是文字；另有编号', async () => {
    const taken = await exportList(window, REASON);
    expect(taken.rows.map((row) => typeof row['身份证号'])).toEqual(taken.rows.map(() => 'string'));
    for (const [at, row] of taken.rows.entries()) {
      expect(row['身份证号']).toMatch(/^\d{17}[\dX]$/);
      expect(String(row['身份证号']).slice(-4)).toBe(String(masked.rows[at]?.['身份证号']).slice(-4));
    }
    expect(taken.notes[1]).toContain(`完整号码，用途：${REASON}`);
    expect(taken.fileName).not.toBe(masked.fileName);
  });

  await test.step('设置里的导出记录：两条都在', async () => {
    await window.page.getByRole('button', { name: '设置' }).click();
    const records = window.sheet.getByRole('grid', { name: '导出记录' });
    await expect(records.getByRole('row').filter({ hasText: REASON })).toContainText('高敏');
    await expect(records.getByRole('row').filter({ hasText: '遮了' })).toContainText(
      masked.fileName.replace('案件 ', '').replace('.xlsx', ''),
    );
    await waitUntilSynced(line);
  });

  await test.step('旗里也看得到', async () => {
    const county = await bench.line(await countyDesk);
    await waitUntilSynced(county);
    const { rows } = await waitFor(
      'the county has the records',
      async () => county.desk.exports.list({ offset: 0, limit: 20 }),
      (answer) => answer.rows.filter(({ takenBy }) => takenBy === '高敏').length >= 2,
    );
    const own = rows.filter(({ takenBy }) => takenBy === '高敏');
    expect(own.map(({ numbers, rowCount }) => [numbers, rowCount])).toEqual([
      ['full', total],
      ['masked', total],
    ]);
    expect(own[0]).toMatchObject({ reason: REASON, computer: '东风-2', filters: { text: VILLAGE } });
  });
});
