/** A city's supervisor signs in and sees sums of the counties, counted by the centre while the line stands: the same number of people as the county
 *  has on its own screen. Without the line the last figures stand, with the time at which they were counted; there is no file to open anywhere. */
import { expect, test } from '../harness/county.ts';
import { waitUntilSynced } from '../harness/desk-line.ts';
import type { DeskWindow } from '../harness/window.ts';

const table = (window: DeskWindow, name: string) =>
  window.sheet.getByRole('region', { name, exact: true }).getByRole('table');

test('市里看各旗县的统计：数和旗里自己的一样，断了线看上次的', async ({ bench }, testInfo) => {
  test.setTimeout(120_000);
  const proxy = await bench.proxy();
  const city = await bench.desk({ as: 'hasi', through: proxy });
  const line = await bench.line(city);
  await waitUntilSynced(line);
  const window = await bench.window(city);

  const sums = await test.step('市：只有统计和同步，旗一行，和旗里对得上', async () => {
    await expect(window.nav.getByRole('button', { name: /统计|同步|案件|今天/ })).toHaveCount(2);
    const people = table(window, '各地在享人数');
    const row = people.getByRole('row').filter({ hasText: '乌兰淖尔旗' });
    await expect(row).toBeVisible();
    await window.page.screenshot({ path: testInfo.outputPath('city.png') });
    await table(window, '跨地区：代收转出、外地转来、户口迁出').scrollIntoViewIfNeeded();
    await window.page.screenshot({ path: testInfo.outputPath('city-below.png') });
    return row.getByRole('cell').allInnerTexts();
  });

  await test.step('记一次不定期抽查：交到服务器，统计里就有', async () => {
    await window.sheet.getByRole('button', { name: '记不定期抽查' }).click();
    await window.sheet.getByRole('textbox', { name: '看了几人' }).fill('12');
    await window.page.screenshot({ path: testInfo.outputPath('city-unscheduled.png') });
    await window.press('F9');
    await expect(window.sheet.getByRole('textbox', { name: '看了几人' })).toHaveCount(0);
    await waitUntilSynced(line);
    const checks = table(window, '今年抽查').getByRole('row').filter({ hasText: '乌兰淖尔旗' });
    await expect(checks.getByRole('cell').nth(2)).not.toHaveText('0');
  });

  await test.step('往下看一级：按苏木镇', async () => {
    await window.sheet.getByRole('combobox', { name: '看哪里' }).click();
    await window.page.getByTitle('乌兰淖尔旗').last().click();
    await expect(table(window, '各地在享人数')).toContainText('查干淖尔苏木');
    await window.page.screenshot({ path: testInfo.outputPath('city-county.png') });
  });

  await test.step('旗民政自己的统计：同一个数', async () => {
    const desk = await bench.desk({ as: 'saren' });
    await waitUntilSynced(await bench.line(desk));
    const county = await bench.window(desk);
    await county.goTo('统计');
    const total = table(county, '在享人数：分苏木镇').getByRole('row').last();
    await expect(total.getByRole('cell')).toHaveText(sums);
  });

  await test.step('断了线：上次的数连同时间；没取过的说没有', async () => {
    proxy.cut();
    await window.sheet.getByRole('combobox', { name: '月份' }).click();
    await window.page.getByTitle('2026年9月').click();
    await expect(window.sheet).toContainText('现在连不上服务器');
    await expect(window.sheet).toContainText('还没有取到本机');
    await window.page.screenshot({ path: testInfo.outputPath('city-offline-none.png') });
    await window.sheet.getByRole('combobox', { name: '月份' }).click();
    await window.page.getByTitle('2026年11月').click();
    await expect(window.sheet).toContainText('点出的数，可能已经变了');
    await expect(table(window, '各地在享人数')).toContainText('查干淖尔苏木');
    await window.page.screenshot({ path: testInfo.outputPath('city-offline.png') });
  });
});
