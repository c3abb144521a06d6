/** The yearly roster of 3,000 as a township office keeps it in Excel, with 40 faulty rows: looked at first, imported without them, the 40 got
 *  back in red in the clerk's own workbook, mended there and imported once more. Exactly the 40 come in; nothing is there twice, at this
 *  desk or at the county.                                                                                            */
import { readFileSync, writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { expect, test } from '../harness/county.ts';
import { syncNow, waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import { makeRoster, type Roster } from '../harness/make-roster.ts';
import type { DeskWindow } from '../harness/window.ts';
import { pinyinInitials } from '../../src-main/replica/store/pinyin.ts';

const PEOPLE = 3_000;
const FAULTY = 40;
const UPLOAD_WITHIN_MS = 120_000;
const SEED = 11;
const TOWNSHIP = 159999102000;
const RED = /^FF(?!0{6})[C-F][0-9A-F]{5}$/;
const count = (n: number): string => n.toLocaleString('en-US');

/** Chooses a file and goes through its columns to its rows. */
async function lookAt(window: DeskWindow, path: string): Promise<void> {
  await expect(window.status).toContainText('F9 选文件');
  window.willChoose(path);
  // The browser hands its file chooser to the test only from some moment on: asked again while nothing was chosen.
  await expect(async () => {
    await window.press('F9');
    await expect(window.sheet).not.toContainText('选一张花名册', { timeout: 5_000 });
  }).toPass({ timeout: 40_000 });
  await expect(window.status).toContainText('F9 看一遍', { timeout: 60_000 });
  await expect(window.sheet.getByLabel('E 列“身份证号码”当作什么')).toBeVisible();
  await window.press('F9');
  await expect(window.sheet.getByRole('button', { name: /全部 [\d,]+/ })).toBeVisible({ timeout: 60_000 });
}

async function expectCounts(window: DeskWindow, numbers: readonly number[]): Promise<void> {
  await expect(window.sheet.locator('.count-strip dd')).toHaveText(numbers.map(count));
}

async function importRows(window: DeskWindow, rows: number): Promise<void> {
  await expect(window.sheet.getByRole('button', { name: `导入 ${count(rows)} 行` })).toBeEnabled();
  await window.press('F9');
  await expect(window.sheet.getByRole('heading', { name: '导完了' })).toBeVisible({ timeout: 90_000 });
}

/** Gets the marked workbook and saves it. */
async function downloadFaulty(window: DeskWindow, path: string): Promise<void> {
  const downloading = window.page.waitForEvent('download');
  await window.sheet.getByRole('button', { name: `把有错的 ${FAULTY} 行标红导出` }).click();
  await (await downloading).saveAs(path);
}

/** Mends the rows in the marked workbook as a clerk does: by the red cells and the words beside them. */
async function mend(from: string, to: string, { faults }: Roster): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(readFileSync(from) as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  for (const { row, result, right } of faults) {
    const words = sheet.getRow(row).getCell(sheet.columnCount).text;
    expect(words !== '', `row ${row} has words: ${words}`).toBe(result === 'wrong');
    if (result !== 'wrong') continue;
    const fills = right.map(
      ({ column }) => sheet.getRow(row).getCell(column).fill as ExcelJS.FillPattern | undefined,
    );
    expect(
      fills.some((fill) => RED.test(fill?.fgColor?.argb ?? '')),
      `row ${row} has a red cell`,
    ).toBe(true);
    for (const { column, value } of right) sheet.getRow(row).getCell(column).value = value;
  }
  writeFileSync(to, Buffer.from(await workbook.xlsx.writeBuffer()));
}

interface Scene {
  readonly window: DeskWindow;
  readonly roster: Roster;
  /** The file as it came, and where the mended one goes. */
  readonly path: string;
  readonly mended: string;
  /** Rows without a fault: ready, and to be looked at. */
  readonly ready: number;
  readonly look: number;
}

async function lookAtFaults({ window, roster, path, ready, look }: Scene): Promise<void> {
  await window.goTo('导入');
  await lookAt(window, path);
  await expectCounts(window, [PEOPLE + 1, ready, look, FAULTY, 1]);
  await window.sheet.getByRole('button', { name: `只看有错 ${FAULTY}` }).click();
  const [first] = roster.faults.filter(({ result }) => result === 'wrong');
  const row = window.sheet.getByRole('row').filter({ hasText: String(first?.row) });
  await expect(row.first()).toContainText('有错');
  await expect(window.sheet).toContainText('校验');
}

async function importTheRest({ window, roster, ready, look }: Scene): Promise<void> {
  await window.sheet.getByRole('button', { name: '都看过了' }).click();
  await importRows(window, ready + look);
  const words = `新写或更正 ${count(ready + look)} 行，没有变化 0 行，没写进去 0 行`;
  await expect(window.sheet).toContainText(words);
  await expect(window.sheet).toContainText(`有错的 ${FAULTY} 行没写`);
  const faultyAt = new Set(roster.faults.map(({ row }) => row));
  const person = roster.people.find(
    ({ name }, at) => name.length === 3 && !faultyAt.has(roster.headerRow + 1 + at),
  );
  await window.press('F3');
  await window.page.getByRole('searchbox', { name: '找人' }).fill(pinyinInitials(person?.name ?? ''));
  const row = window.sheet.getByRole('row').filter({ hasText: person?.name ?? '' });
  await expect(row.filter({ hasText: person?.idNumber.slice(-4) ?? '' })).toBeVisible();
}

async function importMended({ window, mended, ready, look }: Scene): Promise<void> {
  await expect(window.status).toContainText('F9 再导一个文件');
  await window.press('F9');
  await lookAt(window, mended);
  await expectCounts(window, [PEOPLE + 1, FAULTY, 0, 0, ready + look + 1]);
  await expect(window.sheet).toContainText(`导入过 ${count(ready + look)}，合计等 1`);
  await importRows(window, FAULTY);
  await expect(window.sheet).toContainText(`新写或更正 ${FAULTY} 行，没有变化 0 行，没写进去 0 行`);
}

async function chooseBothAgain({ window, mended, path }: Scene): Promise<void> {
  await window.press('F9');
  for (const [file, wrong] of [
    [mended, 0],
    [path, FAULTY],
  ] as const) {
    await lookAt(window, file);
    await expectCounts(window, [PEOPLE + 1, 0, 0, wrong, PEOPLE + 1 - wrong]);
    await expect(window.sheet.getByRole('button', { name: '没有能导的行' })).toBeDisabled();
    await window.press('Escape');
    await window.press('Escape');
  }
}

test('一年的花名册：四十行有错，标红带回去改好，再导一次只进那四十行，旗里也不重', async ({
  bench,
}, testInfo) => {
  test.setTimeout(300_000);
  const roster = await makeRoster({ seed: SEED, people: PEOPLE, township: TOWNSHIP });
  const path = testInfo.outputPath(roster.fileName);
  const mended = testInfo.outputPath('改好的.xlsx');
  writeFileSync(path, roster.bytes);
  const desk = await bench.desk({ as: 'gaomin' });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const { all: before } = await line.desk.cases.search({ text: '', offset: 0, limit: 1 });
  const window = await bench.window(desk);
  const look = roster.faults.length - FAULTY;
  const scene = { window, roster, path, mended, look, ready: PEOPLE - roster.faults.length };

  await test.step('看一遍：几个数加得起来，有错的行说出错在哪', () => lookAtFaults(scene));
  await test.step('导入没错的：导完数得清，用拼音首字母就找得到', () => importTheRest(scene));
  await test.step('有错的四十行标红带回去，在那张表里改好', async () => {
    await window.goTo('导入');
    const marked = testInfo.outputPath('标红.xlsx');
    await downloadFaulty(window, marked);
    await mend(marked, mended, roster);
  });
  await test.step('改好的再导一次：只进那四十行，别的都说导入过', () => importMended(scene));
  await test.step('原来的表和改好的表再选，什么都不会再写', () => chooseBothAgain(scene));
  await test.step('自己都传到旗里；另一台电脑上三千人，一个不多', async () => {
    await waitFor(
      'the county has every row',
      async () => line.desk.journal.overview(),
      ({ received, needsYou }) => received === PEOPLE && needsYou === 0,
      UPLOAD_WITHIN_MS,
    );
    await expect(window.status).toContainText('没有待上传的');
    const second = await bench.line(await bench.desk({ as: 'liuzhigang' }));
    await waitUntilSynced(second);
    await syncNow(second);
    const { all } = await second.desk.cases.search({ text: '', offset: 0, limit: 1 });
    expect(all).toBe(before + PEOPLE);
  });
});
