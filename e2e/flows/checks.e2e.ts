/** What the law asks beside the files: a notice is made, hung, objected to, answered; a village is re-checked for the month and what is found becomes
 *  a task; the county draws a spot check; certificates are visited in order. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { expect, test } from '../harness/county.ts';
import { waitUntilSynced } from '../harness/desk-line.ts';
import { screenshot } from '../harness/papers.ts';
import type { DeskWindow } from '../harness/window.ts';

const PICTURES = join(root, 'screenshots');

test.beforeAll(() => mkdirSync(PICTURES, { recursive: true }));

const take = (window: DeskWindow, name: string) =>
  window.page.screenshot({ path: join(PICTURES, `${name}.png`) });

/** The paper of the notice that is open: printed, printed again under its count, and told from its code. */
async function printTwiceAndCheck(window: DeskWindow): Promise<void> {
  const { page, sheet } = window;
  await expect(page.locator('.document-qr')).toHaveCount(0);
  await page.evaluate(() => void (globalThis.print = () => undefined));
  await window.press('Control+p');
  await expect(page.locator('.paper')).toContainText('第 1 次打印');
  await expect(page.locator('.document-qr')).toBeVisible();
  const head = (await page.locator('.document-number').textContent()) ?? '';
  const code = `${/编号：([\d-]+)/.exec(head)?.[1]} ${/校验码：([0-9A-F-]+)/.exec(head)?.[1]}`;
  await take(window, '41-notice-paper');
  await window.press('Control+p');
  await expect(page.locator('.paper')).toContainText('第 2 次打印，原件仍有效');
  await window.press('Escape');
  await expect(sheet).toContainText('打印 2 次');
  await window.goTo('统计');
  await sheet.getByRole('tab', { name: '表格文书' }).click();
  await page.getByLabel('核对文书').fill(code);
  await window.press('Enter');
  await expect(sheet.getByRole('status')).toContainText('与存档一致');
}

test('备一份公示，打印、贴出，收到异议写了结论', async ({ bench }) => {
  const desk = await bench.desk({ as: 'naren' });
  await waitUntilSynced(await bench.line(desk));
  const window = await bench.window(desk);
  const { sheet, page } = window;
  await window.goTo('公示');
  await expect(sheet).toContainText('还没有公示');
  await window.press('F9');
  await expect(sheet.getByRole('grid', { name: '要贴的名单' })).toBeVisible();
  await take(window, '40-notice-new');
  const name = await sheet.getByRole('grid').locator('.name').first().innerText();
  await window.press('F9');
  await expect(sheet).toContainText('备好未贴');
  await window.press('Control+p');
  await expect(page.locator('.paper')).toContainText('残疾人两项补贴公示');
  await expect(page.locator('.paper')).toContainText('公示期 7 天');
  await expect(page.locator('.paper')).not.toContainText(/\d{6}\*{8}|\d{17}/);
  await printTwiceAndCheck(window);
  await window.goTo('公示');
  await sheet.getByRole('row').filter({ hasText: '备好未贴' }).click();
  await window.press('F9');
  await sheet.getByLabel('网上登在哪里').fill('苏木微信公众号');
  await window.press('F9');
  await expect(sheet).toContainText('公示中');
  await sheet.getByRole('tab', { name: '网上版' }).click();
  await expect(sheet.getByRole('grid', { name: '网上版' })).not.toContainText(name);
  await expect(sheet).toContainText('还缺：贴出时的照片');
  await page.locator('[data-paper-input="file"]').setInputFiles([screenshot(260)]);
  await expect(sheet.locator('.paper-outcome')).toContainText('已存在本机：贴出时的照片，1 份');
  await expect(sheet).not.toContainText('还缺：贴出时的照片');
  await sheet.getByRole('button', { name: '记一条异议' }).click();
  await sheet.getByLabel('说了什么').fill('听说他已经搬走了');
  await sheet.getByLabel('怎么联系').fill('13900000001');
  await window.press('F9');
  await expect(sheet).toContainText('有异议');
  await expect(sheet).toContainText('139****0001');
  await take(window, '42-notice-objected');
  await window.press('F9');
  await sheet.getByRole('radio', { name: '不属实' }).check();
  await sheet.getByLabel('核实的情况').fill('到村里看过，人在家。');
  await sheet.getByLabel('怎么答复的').fill('打电话说明了');
  await window.press('F9');
  await expect(sheet).toContainText('打电话说明了');
  await expect(sheet).toContainText('公示中');
  await waitUntilSynced(await bench.line(desk));
  await window.goTo('公示');
  await sheet.getByRole('row').filter({ hasText: '公示中' }).click();
  await sheet.getByRole('button', { name: '记一条异议' }).click();
  await sheet.getByLabel('说了什么').fill('户口已经迁走');
  await sheet.getByLabel('说的是谁').click();
  await page.locator('.ant-select-item-option').filter({ hasText: name }).click();
  await window.press('F9');
  await expect(sheet.locator('.page-head')).toContainText('有异议');
  await window.press('F9');
  await sheet.getByRole('radio', { name: '属实', exact: true }).check();
  await sheet.getByRole('radio', { name: '退出' }).check();
  await sheet.getByLabel('核实的情况').fill('派出所查实已经迁出。');
  await window.press('F9');
  await expect(sheet).toContainText('暂缓发放中，等旗民政了结');
  await take(window, '47-notice-held');
  await waitUntilSynced(await bench.line(desk));
});

test('旗民政看到属实的异议暂缓着，办完写了结，暂缓就撤', async ({ bench }) => {
  const desk = await bench.desk({ as: 'saren' });
  await waitUntilSynced(await bench.line(desk));
  const window = await bench.window(desk);
  const { sheet } = window;
  await expect(sheet).toContainText('条属实的异议等了结');
  await window.goTo('公示');
  await sheet.getByRole('row').filter({ hasText: '等旗民政了结' }).click();
  await expect(sheet.locator('[data-paper]')).toHaveCount(1);
  await expect(sheet).toContainText('暂缓发放中');
  await window.press('F9');
  await sheet.getByRole('radio', { name: '按提议办了' }).check();
  await sheet.getByLabel('办了什么').fill('已按迁出停发，本月起。');
  await window.press('F9');
  await expect(sheet).toContainText('已按迁出停发');
  await expect(sheet).not.toContainText('暂缓发放中');
  await take(window, '48-notice-settled');
  await waitUntilSynced(await bench.line(desk));
});

test('一个嘎查村本月复核：打开名单，一人找不到，其余无变化，任务办完', async ({ bench }) => {
  const desk = await bench.desk({ as: 'naren' });
  await waitUntilSynced(await bench.line(desk));
  const window = await bench.window(desk);
  const { sheet, page } = window;
  await window.goTo('核查');
  await expect(sheet.getByRole('grid', { name: '复核' })).toBeVisible();
  await take(window, '43-recheck');
  await sheet.getByRole('row').filter({ hasText: '还没打开' }).first().click();
  await expect(sheet).toContainText('名单还没打开');
  await window.press('F9');
  await expect(sheet).toContainText('还没核');
  const rows = sheet.locator('[data-row]');
  await rows.first().click();
  await sheet.getByRole('radio', { name: '找不到人' }).check();
  await window.press('F9');
  await expect(rows.first()).toContainText('找不到人');
  if ((await rows.count()) > 1) {
    await window.press('F9');
    await expect(rows.nth(1)).toContainText('无变化');
  }
  await take(window, '44-recheck-list');
  await window.press('Control+p');
  await expect(page.locator('.paper')).toContainText('残疾人两项补贴复核表');
  await expect(page.locator('.paper')).toContainText('■找不到人');
  await window.press('Escape');
  await window.goTo('核查');
  await sheet.getByRole('grid', { name: '核出来要办的' }).locator('[data-row]').first().click();
  await sheet.getByRole('radio', { name: '查实没有这回事' }).check();
  await sheet.getByLabel('情况', { exact: true }).fill('走亲戚回来了');
  await window.press('F9');
  await expect(sheet).toContainText('没有核出来要办的');
  await sheet.getByRole('tab', { name: /证件到期/ }).click();
  await expect(sheet).toContainText(/按走访的先后排|没有证件到期的/);
  await take(window, '45-radar');
  await waitUntilSynced(await bench.line(desk));
});

test('旗残联抽一次，名单由种子定，填一个人的结果', async ({ bench }) => {
  const desk = await bench.desk({ as: 'chenliqun' });
  await waitUntilSynced(await bench.line(desk));
  const window = await bench.window(desk);
  const { sheet } = window;
  await window.goTo('核查');
  await expect(sheet).toContainText('旗残联今年抽查了 0 次');
  await window.press('F9');
  await expect(sheet).toContainText('用它再抽，还是这份名单');
  await sheet.locator('[data-row]').first().click();
  await sheet.getByRole('radio', { name: '属实' }).check();
  await window.press('F9');
  await expect(sheet.locator('[data-row]').first()).toContainText('属实');
  await take(window, '46-spot-check');
  await waitUntilSynced(await bench.line(desk));
});
