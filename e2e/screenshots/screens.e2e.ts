/** Pictures of every screen in the states a clerk meets, at 1366×768, into screenshots/ (not kept in the repository); the one of
 *  the README is kept, in docs/pictures/. `npm run screenshots`. They are looked at by people; nothing compares them.   */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { expect, test } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { makeRoster } from '../harness/make-roster.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import { answerAll } from '../harness/review-desk.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots');
const pictures = join(root, 'docs', 'pictures');
const SETTLED_MS = 400;
const ROSTER_PEOPLE = 400;
const SHEETS = 'src-main/replica/import/fixtures/workbooks/sheet-per-village.xlsx';

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  // Only its own: english.e2e.ts keeps its pictures in a folder there.
  for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name));
});

async function take(window: DeskWindow, name: string): Promise<void> {
  await window.page.waitForTimeout(SETTLED_MS);
  await window.page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A line of a second desk of the same office, to make what one desk alone cannot. */
async function edit(line: DeskLine, personId: number, accountNumber: string): Promise<void> {
  const bank = { accountHolder: '敖敏夫', bankName: '农信社', accountNumber, accountKind: 'SOCIAL_CARD' };
  await issue(line, 'person.edit', { personId, bank, reason: '本人带卡来' });
}

test('登录', async ({ bench }) => {
  const proxy = await bench.proxy();
  const desk = await bench.desk({ through: proxy, computer: '民政办-3' });
  const window = await bench.window(desk);
  await expect(window.page.getByLabel('密码')).toBeVisible();
  await take(window, '01-sign-in-first');
  await window.signIn({ account: 'naren' });
  await desk.halt();
  proxy.cut();
  await desk.restart();
  window.expectBrokenLine();
  await window.reopen(desk.url);
  await window.page.getByLabel('密码').fill('not-the-password');
  await window.press('F9');
  await expect(window.page.getByRole('alert')).toContainText('密码不对');
  await take(window, '02-sign-in-wrong-offline');
});

/** The import, step by step, and what it says of files that are none or hold several sheets. */
async function takeImport(window: DeskWindow): Promise<void> {
  const roster = await makeRoster({ seed: 3, people: ROSTER_PEOPLE });
  const path = join(folder, roster.fileName);
  writeFileSync(path, roster.bytes);
  await window.goTo('导入');
  await take(window, '18-import-choose');
  const choose = async (file: string, words: string): Promise<void> => {
    window.willChoose(file);
    await window.press('F9');
    await expect(window.sheet).toContainText(words);
  };
  const page = join(folder, 'page.xlsx');
  writeFileSync(page, '<html><body><table></table></body></html>');
  await choose(page, '这个文件其实是网页');
  await take(window, '19-import-fault');
  await choose(path, '当作');
  await take(window, '19-import-columns');
  await window.press('F9');
  await expect(window.sheet).toContainText('还没写进任何东西');
  await take(window, '19-import-look');
  await window.press('F9');
  await expect(window.sheet).toContainText('导完了');
  await take(window, '19-import-done');
  await window.press('F9');
  await choose(join(root, SHEETS), '张表里导');
  await take(window, '19-import-sheets');
  await window.sheet.getByRole('button', { name: '汇总' }).click();
  await take(window, '19-import-no-header');
  await window.press('Escape');
  rmSync(path);
  rmSync(page);
}

test('苏木的台', async ({ bench }) => {
  test.setTimeout(300_000);
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const window = await bench.window(desk);
  await expect(window.sheet).toContainText('先办这一件');
  await take(window, '03-today');
  mkdirSync(pictures, { recursive: true });
  await window.page.screenshot({ path: join(pictures, 'today.png') });

  await window.goTo('案件');
  await window.page.getByRole('row').nth(1).focus();
  await take(window, '04-cases');
  await window.press('F3');
  await window.page.keyboard.type('lx');
  await take(window, '05-cases-initials');
  await window.page.getByRole('searchbox', { name: '找人' }).fill('查无此人');
  await take(window, '06-cases-nobody');

  const person = named('阿茹娜', newPerson(fitsBoth));
  const form = new IntakeForm(window);
  await window.goTo('受理');
  await take(window, '07-intake-empty');
  await window.press('F9');
  await take(window, '08-intake-faults');
  await form.fillPerson(person);
  await form.fillCertificate(person);
  await form.fillBenefits(person);
  await take(window, '09-intake-missing');
  await form.fillAccount(person);
  await form.tickPapers();
  await take(window, '10-intake-complete');
  await window.press('F7');
  await take(window, '10-intake-why');
  proxy.cut();
  await window.press('F9');
  await expect(window.sheet).toContainText('等审核人初审');
  await take(window, '11-intake-done-offline');
  await window.goTo('今日');
  await take(window, '12-today-offline');
  await window.goTo('同步');
  await take(window, '13-sync-waiting');
  await window.openCase(person.name, person.idNumber);
  await take(window, '14-case-waiting');
  await window.page
    .getByText(/看过的 \d+ 条规定/)
    .first()
    .press('Enter');
  await take(window, '14-case-why');
  await window.sheet.getByRole('button', { name: /更正\s*账户/ }).click();
  await take(window, '15-case-account');
  await window.press('Escape');
  proxy.restore();
  await syncNow(line);
  await take(window, '16-case-received');
  await window.goTo('同步');
  await take(window, '17-sync-received');

  await takeImport(window);

  await window.nav.getByRole('button', { name: '设置' }).click();
  await take(window, '20-settings');
});

test('审核、审定、冲突', async ({ bench }) => {
  test.setTimeout(300_000);
  const proxy = await bench.proxy();
  const [first, second] = [
    await bench.line(await bench.desk({ as: 'naren', through: proxy })),
    await bench.desk({ as: 'wangjianguo' }),
  ];
  const wang = await bench.line(second);
  await waitUntilSynced(first);
  const person = named('敖敏夫', newPerson(fitsBoth));
  await issue(first, 'application.submit', applicationArgs(person, 'ACCEPT'));
  await syncNow(first);
  await syncNow(wang);

  const window = await bench.window(second);
  await window.goTo('冲突');
  await take(window, '21-conflicts-none');
  await window.goTo('审核');
  await take(window, '22-review-township');
  await answerAll(window, '符合');
  await take(window, '23-review-answered');

  const { personId = 0 } = (await wang.desk.cases.byIdNumber({ idNumber: person.idNumber })) ?? {};
  proxy.cut();
  await edit(first, personId, '6217999900005550');
  await edit(wang, personId, '6217999900006660');
  await syncNow(wang);
  proxy.restore();
  await syncNow(first);
  await syncNow(wang);
  await window.goTo('冲突');
  await window.page
    .getByRole('navigation', { name: '两边都改了的' })
    .getByRole('button', { name: person.name })
    .click();
  await take(window, '24-conflict-account');

  for (const [account, word, name] of [
    ['chenliqun', '审核', '25-review-federation'],
    ['saren', '审定', '26-determination'],
  ] as const) {
    const county = await bench.desk({ as: account });
    await waitUntilSynced(await bench.line(county));
    const countyWindow = await bench.window(county);
    await countyWindow.goTo(word);
    await take(countyWindow, name);
    await countyWindow.goTo('今日');
    await take(countyWindow, `${name}-today`);
  }
});
