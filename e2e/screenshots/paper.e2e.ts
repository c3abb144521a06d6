/** Documents as the printer gets them, A4, into screenshots/paper/ as PDF: every form of a person, the notices of acts, forms and lists of the
 *  offices, the notice for the board. Looked at by people; nothing compares them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { expect, test } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots', 'paper');
const DRAWN_MS = 300;

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

const toPaper = async ({ page }: DeskWindow, name: string): Promise<void> => {
  await page.waitForTimeout(DRAWN_MS);
  await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
};

const quietPrinter = ({ page }: DeskWindow) =>
  page.evaluate(() => {
    globalThis.print = () => undefined;
  });

/** Prints the document that is open, and leaves it. */
async function printOpen(window: DeskWindow, name: string): Promise<void> {
  const paper = window.page.locator('article.document');
  await expect(paper).toBeVisible();
  await window.press('Control+p');
  await expect(paper.locator('.document-qr')).toBeVisible();
  await toPaper(window, name);
  await window.press('Escape');
}

/** A case whose files have gone several ways, so that acts have given numbers to notices. */
async function someCases(clerk: DeskLine, reviewer: DeskLine): Promise<string[]> {
  const people = ['萨仁格日乐', '阿拉坦·其其格', '欧阳文静'].map((name) => named(name, newPerson(fitsBoth)));
  const files: number[] = [];
  for (const person of people) {
    const [file = 0] = await issue(clerk, 'application.submit', applicationArgs(person, 'ACCEPT'));
    files.push(file);
  }
  await syncNow(clerk);
  await syncNow(reviewer);
  const [applicationId = 0] = files;
  const judged = (await reviewer.desk.review.file({ applicationId }))?.judged;
  const words = '入户看到的和申报的不一样，家里有两头牛卖了三万元，没有写进申报。';
  await issue(reviewer, 'review.refusePreliminary', {
    applicationId,
    judged,
    reasonCode: 'FACTS_UNTRUE',
    words,
  });
  await syncNow(reviewer);
  await syncNow(clerk);
  return people.map(({ name }) => name);
}

test('苏木的文书打在纸上', async ({ bench }) => {
  test.setTimeout(400_000);
  const desk = await bench.desk({ as: 'naren' });
  const clerk = await bench.line(desk);
  const reviewer = await bench.line(await bench.desk({ as: 'wangjianguo' }));
  await waitUntilSynced(clerk);
  await waitUntilSynced(reviewer);
  const names = await someCases(clerk, reviewer);
  const window = await bench.window(desk);
  const { sheet } = window;
  await quietPrinter(window);
  for (const name of names) {
    await window.openCase(name);
    const due = sheet.locator('.documents-due').getByRole('button', { name: '打印' });
    await expect(sheet.locator('.documents-more')).toBeVisible();
    while ((await due.count()) > 0) {
      const kind = (await sheet.locator('.documents-due li').first().innerText()).split(' ')[0] ?? '';
      await due.first().click();
      await printOpen(window, `line-${name}-${kind}`);
      await expect(sheet.locator('.documents-more')).toBeVisible();
    }
  }
  const forms = sheet.locator('.documents-more').getByRole('button');
  for (const kind of await forms.allInnerTexts()) {
    await forms.filter({ hasText: kind }).first().click();
    await printOpen(window, `form-${kind}`);
    await expect(forms.first()).toBeVisible();
  }
  await window.goTo('统计');
  await window.press('Control+p');
  await toPaper(window, 'statistics');
  await window.goTo('今日');
  await window.goTo('统计');
  await sheet.getByRole('tab', { name: '表格文书' }).click();
  await sheet.getByRole('button', { name: '复核表' }).click();
  await printOpen(window, 'office-recheck');
  await window.goTo('公示');
  await window.press('F9');
  await expect(sheet.getByRole('grid', { name: '要贴的名单' })).toBeVisible();
  await window.press('F9');
  await expect(sheet).toContainText('备好未贴');
  await window.press('Control+p');
  await printOpen(window, 'board');
  await window.goTo('核查');
  await sheet.getByRole('tab', { name: /证件到期/ }).click();
  await window.press('Control+p');
  await toPaper(window, 'radar');
});

test('旗里的文书打在纸上', async ({ bench }) => {
  test.setTimeout(400_000);
  const desk = await bench.desk({ as: 'saren' });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const { rollout, townships } = await line.desk.rollout.page();
  expect(rollout).toBeNull();
  const targets = townships.map(({ code }) => ({ township: code, living: 1, nursing: 1 }));
  const money = { targetFen: 100_000, financeFen: 100_000 };
  const dates = { liveOn: '2026-11-01', targetMonth: '2026-10' };
  await issue(line, 'rollout.setTarget', { rolloutId: null, targets, ...dates, ...money });
  await issue(line, 'bulletin.ask', { day: '2026-11-22', hour: 17 });
  await waitUntilSynced(line);
  const window = await bench.window(desk);
  const { sheet } = window;
  await quietPrinter(window);
  await window.goTo('统计');
  for (const kind of ['抽查表', '数据比对反馈表']) {
    await sheet.getByRole('tab', { name: '表格文书' }).click();
    await sheet.getByRole('button', { name: kind }).click();
    await printOpen(window, `office-${kind}`);
  }
  await sheet.getByRole('tab', { name: '补录销号' }).click();
  await window.page.screenshot({ path: join(folder, 'rollout.png') });
  for (const kind of ['打印台账']) {
    await sheet.getByRole('button', { name: kind }).click();
    await printOpen(window, `office-${kind}`);
  }
  await sheet.getByRole('tab', { name: '每日通报' }).click();
  await expect(async () => {
    await syncNow(line);
    await expect(sheet.getByRole('button', { name: '打印通报' })).toBeEnabled({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await window.page.screenshot({ path: join(folder, 'bulletin.png') });
  await sheet.getByRole('button', { name: '打印通报' }).click();
  await printOpen(window, 'office-bulletin');
});
