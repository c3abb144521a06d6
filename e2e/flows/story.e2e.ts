/** The whole story of one application, each body at its own desk, each desk a process of its own: taken in at a township without a
 *  link, received by the county, reviewed by other eyes, returned by the federation, put right, verified, determined.     */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { fitsBoth, named, newPerson } from '../harness/people.ts';
import { answer, answerAll, openInQueue } from '../harness/review-desk.ts';
import type { DeskWindow } from '../harness/window.ts';

const { step } = test;
/** Longer than the longest pause between two tries of a link that was down. */
const LINK_BACK_MS = 45_000;
const NEWS_MS = 30_000;

/** Types the application in, with one slip; the window is closed and opened in the middle of it. */
async function takeIn(naren: DeskWindow, person: DemoPerson): Promise<void> {
  const form = new IntakeForm(naren);
  await step('受理：身份证号抄错一位，当场说', async () => {
    await naren.goTo('受理');
    const last = person.idNumber.endsWith('1') ? '2' : '1';
    await form.type('name', person.name);
    await form.type('idNumber', person.idNumber.slice(0, -1) + last);
    await expect(form.field('idNumber')).toContainText('身份证号最后一位校验不对');
    await form.type('idNumber', person.idNumber);
    const sex = person.sex === 'F' ? '女' : '男';
    await expect(form.field('idNumber')).toContainText('校验对');
    await expect(form.field('idNumber')).toContainText(`${sex} · ${person.birthDate}`);
    await form.fillPerson(person);
  });
  await step('窗口关了再开，填的都在', async () => {
    await expect(naren.sheet).toContainText('草稿已存在本机');
    await naren.page.reload();
    await naren.goTo('受理');
    await expect(form.input('name')).toHaveValue(person.name);
    await expect(form.field('idNumber')).toContainText(person.birthDate);
  });
  await step('填完受理，存在本机，等着上传', async () => {
    await form.fillCertificate(person);
    await form.fillBenefits(person);
    await form.fillAccount(person);
    await form.tickPapers();
    await naren.press('F9');
    await expect(naren.page.getByRole('heading', { level: 1, name: '已受理' })).toBeVisible();
    await expect(naren.sheet).toContainText(/本机已存|待上传/);
    await expect(naren.status).toContainText('待上传 1 条');
  });
}

/** A township's desk that has lost its link; 娜仁 signs in there all the same, takes somebody in, and the link comes back. */
async function takeInOffline(bench: Workbench, person: DemoPerson): Promise<DeskWindow> {
  const proxy = await bench.proxy();
  const township = await bench.desk({ through: proxy, computer: '民政办-3' });
  const naren = await bench.window(township);
  await step('娜仁第一次登录要连网，之后断着网也能登录', async () => {
    await naren.signIn({ account: 'naren' });
    await expect(naren.status).toContainText('已连上旗服务器');
    await township.halt();
    proxy.cut();
    await township.restart();
    naren.expectBrokenLine();
    await naren.reopen(township.url);
    await naren.signIn({ name: '娜仁' });
    await expect(naren.status).toContainText('离线工作中');
  });
  await takeIn(naren, person);
  await step('网通了，自己上传，拿到县级回执', async () => {
    proxy.restore();
    await expect(naren.sheet).toContainText('县级已收', { timeout: LINK_BACK_MS });
    await expect(naren.sheet).toContainText('乌民-20261123-');
    await expect(naren.status).toContainText('没有待上传的');
  });
  return naren;
}

/** Opens the person's file, answers every question alike and passes it. */
async function pass(
  window: DeskWindow,
  desk: string,
  name: string,
  word: string,
  act: string,
): Promise<void> {
  await window.goTo(desk);
  await openInQueue(window, name);
  await answerAll(window, word);
  await window.press('F9');
  await expect(window.sheet).toContainText(`${name}：${act}`);
}

/** The one next step of the case on the screen, done by its key; afterwards another step is next. */
async function doNext(window: DeskWindow, act: string): Promise<void> {
  const button = window.sheet.locator('.next-step').getByRole('button', { name: act });
  await expect(button).toBeVisible({ timeout: NEWS_MS });
  await window.press('F9');
  await expect(window.sheet).toContainText('已存');
  await expect(button).toBeHidden();
}

/** The federation returns the file once, then passes it. */
async function returnThenPass(bench: Workbench, naren: DeskWindow, name: string): Promise<void> {
  const chenliqun = await bench.window(await bench.desk({ as: 'chenliqun' }));
  await step('残联退回，写明是哪一条', async () => {
    await chenliqun.goTo('审核');
    await openInQueue(chenliqun, name);
    await answerAll(chenliqun, '符合');
    await answer(chenliqun, '证件有没有效', '不符合');
    await chenliqun.page.getByRole('radio', { name: '证已过期' }).check();
    await chenliqun.page.getByLabel('意见（可空）').fill('请带新证来。');
    await chenliqun.press('F4');
    await expect(chenliqun.sheet).toContainText(`${name}：退回查干淖尔苏木`);
  });
  await step('苏木看见退回的理由，改好再报', async () => {
    await expect(naren.sheet).toContainText('证已过期', { timeout: NEWS_MS });
    await expect(naren.sheet).toContainText('请带新证来。');
    await doNext(naren, '报送残联');
  });
  await step('残联通过', async () => {
    await chenliqun.goTo('今日');
    await pass(chenliqun, '审核', name, '符合', '审核通过');
  });
}

test('断着网收下的一件申请，从苏木到旗里再回来，一步不少', async ({ bench }) => {
  test.setTimeout(240_000);
  const person = named('阿茹娜', newPerson(fitsBoth));
  const naren = await takeInOffline(bench, person);

  const wangjianguo = await bench.window(await bench.desk({ as: 'wangjianguo' }));
  await step('初审要换一双眼睛：王建国在另一台电脑上通过', () =>
    pass(wangjianguo, '审核', person.name, '符合', '初审合格'),
  );
  await step('娜仁录入、报送', async () => {
    await naren.openCase(person.name, person.idNumber);
    await doNext(naren, '录入系统');
    await doNext(naren, '报送残联');
  });
  await returnThenPass(bench, naren, person.name);
  const saren = await bench.window(await bench.desk({ as: 'saren' }));
  await step('民政审定，两样都给', () => pass(saren, '审定', person.name, '给', '审定合格'));

  await step('娜仁那里看得到：在享，从申请那个月起，已办结', async () => {
    await expect(naren.sheet.locator('.page-head')).toContainText('在享', { timeout: NEWS_MS });
    const money = naren.sheet.locator('.entitlements li');
    await expect(money).toHaveCount(2);
    for (const line of await money.all()) await expect(line).toContainText('2026年11月 起');
    await expect(naren.sheet.locator('.page-head')).toContainText('已办结');
    await naren.goTo('同步');
    await expect(naren.sheet).toContainText('4 条已办结');
  });
});
