/** A laptop without a line for a week: what was done goes to the county on a stick, the receipts come back on it; and the slips that go with
 *  them are on paper. */
import { join } from 'node:path';
import type { Download } from '@playwright/test';
import { expect, test } from '../harness/county.ts';
import { issue, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import type { DeskWindow } from '../harness/window.ts';

const ACTS = 3;

/** Presses a button that hands a file over; where it was kept. */
async function fileFrom(window: DeskWindow, folder: string, press: () => Promise<void>): Promise<string> {
  const coming: Promise<Download> = window.page.waitForEvent('download');
  await press();
  const download = await coming;
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

const numbersOf = (window: DeskWindow) => window.sheet.locator('.sync-number b').allInnerTexts();

test('没网，用 U 盘送到旗里，再把回执带回来：数对得上，一条不重', async ({ bench }, testInfo) => {
  const stick = testInfo.outputDir;
  const proxy = await bench.proxy();
  const laptop = await bench.desk({ as: 'naren', through: proxy });
  const line = await bench.line(laptop);
  await waitUntilSynced(line);
  const county = await bench.desk({ as: 'saren' });
  await waitUntilSynced(await bench.line(county));
  proxy.cut();
  for (const name of ['阿拉坦', '王桂花', '李铁山'].slice(0, ACTS))
    await issue(line, 'application.submit', applicationArgs(named(name, newPerson(fitsBoth))));
  const village = await bench.window(laptop);
  await village.goTo('同步');
  await expect.poll(() => numbersOf(village)).toEqual(['3', '3', '0', '0', '0']);

  const packet = await test.step('写到 U 盘：办的仍在待上传里，交接单印得出来', async () => {
    const written = await fileFrom(village, stick, () =>
      village.sheet.getByRole('button', { name: '写到 U 盘' }).click(),
    );
    expect(written).toMatch(/苏木上报包-.*-0001\.sumu$/);
    await expect(village.sheet.locator('.stick-said')).toContainText('第 1 号包写好了，3 条');
    await village.sheet.getByRole('button', { name: '打印交接单' }).click();
    await expect(village.sheet.locator('.paper')).toContainText('上报包交接单');
    await expect(village.sheet.locator('.paper')).toContainText(/校验码\s*(?:[0-9a-f]{4} ?){4}/);
    await village.press('Escape');
    expect(await numbersOf(village)).toEqual(['3', '3', '0', '0', '0']);
    return written;
  });

  const answer = await test.step('旗里的电脑读包，代交，存下回执包', async () => {
    const window = await bench.window(county);
    await window.goTo('同步');
    window.willChoose(packet);
    const saved = await fileFrom(window, stick, () =>
      window.sheet.getByRole('button', { name: '读包' }).click(),
    );
    await expect(window.sheet.locator('.stick-said')).toContainText('第 1 号包（3 条）已交给旗里');
    return saved;
  });

  await test.step('带回来读：三条都有回执，签名核得上，收讫条印得出来', async () => {
    village.willChoose(answer);
    await village.sheet.getByRole('button', { name: '读包' }).click();
    await expect(village.sheet.locator('.stick-said')).toContainText('3 条，其中 3 条是新收到的');
    await expect.poll(() => numbersOf(village)).toEqual(['3', '0', '3', '0', '0']);
    const { rows } = await line.desk.journal.acts({ place: 'received', offset: 0, limit: 3 });
    for (const { number } of rows)
      expect(await line.desk.journal.act({ number })).toMatchObject({ proof: 'proved' });
  });

  await test.step('网通了：什么也不会再来一遍', async () => {
    proxy.restore();
    await line.desk.link.tryNow();
    await waitUntilSynced(line);
    await expect.poll(() => numbersOf(village)).toEqual(['3', '0', '3', '0', '0']);
  });
});
