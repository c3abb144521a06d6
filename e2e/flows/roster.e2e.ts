/** A roster of 3,000 as a township office keeps it in Excel, imported at the screen: looked at first, wrong rows told with their
 *  reasons, written row by row, found at once, sent up by itself; the same file again changes nothing.            */
import { writeFileSync } from 'node:fs';
import { expect, test } from '../harness/county.ts';
import { waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import { makeRoster, type Roster } from '../harness/make-roster.ts';
import type { DeskWindow } from '../harness/window.ts';
import { pinyinInitials } from '../../src-main/replica/store/pinyin.ts';

const PEOPLE = 3_000;
const UPLOAD_WITHIN_MS = 120_000;
const SEED = 11;
const TOWNSHIP = 159999102000;
const count = (n: number): string => n.toLocaleString('en-US');

async function choose(window: DeskWindow, path: string): Promise<void> {
  await expect(window.status).toContainText('F9 选文件');
  window.willChoose(path);
  // The browser hands its file chooser to the test only from some moment on: asked again while nothing was chosen.
  await expect(async () => {
    await window.press('F9');
    await expect(window.sheet).not.toContainText('选一张花名册', { timeout: 5_000 });
  }).toPass({ timeout: 40_000 });
  await expect(window.sheet).toContainText('还没写进任何东西', { timeout: 60_000 });
}

/** Presses F9 until the import has run: first through the rows to look at, then the import itself. */
async function runToTheEnd(window: DeskWindow, rows: number): Promise<void> {
  await window.page.getByRole('button', { name: '都看过了' }).click();
  await expect(window.sheet.getByRole('button', { name: `导入 ${count(rows)} 行` })).toBeEnabled();
  await window.press('F9');
  await expect(window.sheet.getByRole('heading', { name: '导完了' })).toBeVisible({ timeout: 90_000 });
}

const wrongRows = ({ faults }: Roster) => faults.filter(({ result }) => result === 'wrong');

test('三千人的花名册：先看一遍，有错的说清，导完就找得到，再导一次什么都不变', async ({
  bench,
}, testInfo) => {
  test.setTimeout(240_000);
  const roster = await makeRoster({ seed: SEED, people: PEOPLE, township: TOWNSHIP });
  const path = testInfo.outputPath(roster.fileName);
  writeFileSync(path, roster.bytes);
  const desk = await bench.desk({ as: 'gaomin' });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const window = await bench.window(desk);
  const wrong = wrongRows(roster);
  const look = roster.faults.length - wrong.length;
  const ready = PEOPLE - roster.faults.length;

  await test.step('看一遍：几个数加得起来，有错的行说出错在哪', async () => {
    await window.goTo('导入');
    await choose(window, path);
    const numbers = window.sheet.locator('.count-strip dd');
    await expect(numbers).toHaveText([PEOPLE + 1, ready, look, wrong.length, 1].map(count));
    await window.sheet.getByRole('button', { name: `只看有错 ${wrong.length}` }).click();
    const [first] = wrong;
    const row = window.sheet
      .getByRole('row')
      .filter({ hasText: String(first?.row) })
      .first();
    await expect(row).toContainText('有错');
    await expect(window.sheet).toContainText('校验');
  });

  await test.step('导入：有进度，导完数得清', async () => {
    await runToTheEnd(window, ready + look);
    await expect(window.sheet).toContainText(
      `新写或更正 ${count(ready + look)} 行，没有变化 0 行，没写进去 0 行`,
    );
  });

  await test.step('用拼音首字母就找得到', async () => {
    const wrongAt = new Set(roster.faults.map(({ row }) => row));
    const person = roster.people.find(
      ({ name }, at) => name.length === 3 && !wrongAt.has(roster.headerRow + 1 + at),
    );
    await window.press('F3');
    await window.page.getByRole('searchbox', { name: '找人' }).fill(pinyinInitials(person?.name ?? ''));
    const row = window.sheet.getByRole('row').filter({ hasText: person?.name ?? '' });
    await expect(row.filter({ hasText: person?.idNumber.slice(-4) ?? '' })).toBeVisible();
    await expect(window.sheet).toContainText('拼音首字母');
  });

  await test.step('同一个文件再导一次，什么都不变', async () => {
    await window.goTo('导入');
    await expect(window.status).toContainText('F9 再导一个文件');
    await window.press('F9');
    await choose(window, path);
    await runToTheEnd(window, ready + look);
    await expect(window.sheet).toContainText(
      `新写或更正 0 行，没有变化 ${count(ready + look)} 行，没写进去 0 行`,
    );
  });

  await test.step('不用管，自己都传到旗里', async () => {
    await waitFor(
      'the county has every row',
      async () => line.desk.journal.overview(),
      ({ received }) => received === ready + look,
      UPLOAD_WITHIN_MS,
    );
    await expect(window.status).toContainText('没有待上传的');
  });
});
