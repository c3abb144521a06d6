/** What the county gave back is opened, put right and sent again, with nothing typed twice; what was put off behind it goes along; the four
 *  numbers add up at every step. And what became of any line of a case, from what to what.                           */
import { luhnCheckDigit } from '#shared/domain/bank-account.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { axeFindings } from '../harness/axe.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import type { FaultProxy } from '../harness/fault-proxy.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import type { DeskProcess } from '../harness/processes.ts';
import type { DeskWindow } from '../harness/window.ts';

/** made = waiting + received + needs-you; the numbers as they stand. */
async function numbersOf({ desk }: DeskLine) {
  const { made, waiting, received, needsYou, applied, inConflict, refused } = await desk.journal.overview();
  expect(made).toBe(waiting + received + needsYou);
  expect(made).toBe(waiting + applied + inConflict + refused);
  return { made, waiting, received, needsYou };
}

interface Scene {
  readonly bench: Workbench;
  readonly proxy: FaultProxy;
  readonly desk: DeskProcess;
  readonly naren: DeskLine;
  readonly wang: DeskLine;
  readonly window: DeskWindow;
  readonly form: IntakeForm;
  readonly person: DemoPerson;
}

async function sceneOf(bench: Workbench): Promise<Scene> {
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const naren = await bench.line(desk);
  const wang = await bench.line(await bench.desk({ as: 'wangjianguo' }));
  await waitUntilSynced(naren);
  await waitUntilSynced(wang);
  const window = await bench.window(desk);
  const person = named('斯琴高娃', newPerson(fitsBoth));
  return { bench, proxy, desk, naren, wang, window, form: new IntakeForm(window), person };
}

/** Without a link: an intake and a phone number here; the same intake, sooner, on a colleague's desk. */
async function bothTakeIn({ proxy, naren, wang, window, form, person }: Scene): Promise<void> {
  proxy.cut();
  await window.goTo('受理');
  await form.fillPerson(person);
  await form.fillCertificate(person);
  await form.fillBenefits(person);
  await form.fillAccount(person);
  await form.tickPapers();
  await window.press('F9');
  await expect(window.sheet).toContainText('等审核人初审');
  await window.openCase(person.name, person.idNumber);
  await window.correctPhone('13900000427', '2026-11-23');
  expect(await numbersOf(naren)).toEqual({ made: 2, waiting: 2, received: 0, needsYou: 0 });
  await issue(wang, 'application.submit', { ...applicationArgs(person), benefits: ['LIVING'] });
  await syncNow(wang);
}

/** The form is the one that was sent, with everything in it; the reason stands at its field and has the focus. */
async function expectWholeForm({ window, form, person }: Scene): Promise<void> {
  const { page, sheet } = window;
  await expect(page.getByRole('heading', { level: 1, name: '受理' })).toBeVisible();
  const line = sheet.locator('.mend-line');
  await expect(line).toContainText('没有接受这一条');
  await expect(line).toContainText('第 0001 条，娜仁');
  await expect(line).toContainText('回执 乌民-');
  await expect(form.input('name')).toHaveValue(person.name);
  await expect(form.input('idNumber')).toHaveValue(maskIdNumber(person.idNumber));
  await expect(form.input('bankName')).toHaveValue(person.bankName);
  await expect(form.field('hukouVillage')).not.toContainText('选嘎查村');
  for (const box of await form.field('materials').getByRole('checkbox').all())
    await expect(box).toBeChecked();
  await expect(page.getByRole('checkbox', { name: '本人确认所填属实' })).toBeChecked();
  const benefits = form.field('benefits');
  await expect(benefits.locator('.form-fault')).toContainText('已有一件同样的在办');
  await expect(benefits.getByRole('checkbox').first()).toBeFocused();
  expect(await axeFindings(window)).toEqual([]);
}

/** Something is changed; the power goes; what comes back is the same form, changed. */
async function powerCutWhileMending({ desk, naren, window, form, person }: Scene): Promise<void> {
  const { page, sheet } = window;
  await page.getByRole('checkbox', { name: '困难残疾人生活补贴' }).uncheck();
  await expect(form.field('benefits').locator('.form-fault')).toBeHidden();
  await expect(sheet).toContainText('草稿已存在本机');
  const drafts = () => naren.desk.draft.list({ kind: 'intake' });
  await waitFor('the draft holds what was unticked', drafts, ([one]) => !one?.body.includes('LIVING'));
  window.expectBrokenLine();
  await desk.kill();
  await desk.restart();
  await window.reopen(desk.url);
  await window.goTo('受理');
  await expect(sheet.locator('.mend-line')).toContainText('第 0001 条，娜仁');
  await expect(page.getByRole('checkbox', { name: '困难残疾人生活补贴' })).not.toBeChecked();
  await expect(form.input('name')).toHaveValue(person.name);
}

/** The new act takes the old one's place, and what was put off behind it goes along. */
async function sendAgain({ window }: Scene, line: DeskLine): Promise<void> {
  const { sheet } = window;
  await window.press('F9');
  await expect(sheet).toContainText('等审核人初审');
  await expect(sheet).toContainText('第 0001 条已改好重新交');
  await sheet.getByRole('button', { name: '还有 1 条跟着它放着' }).click();
  await expect(sheet).toContainText('已改好重新交（第 0003 条）');
  await sheet.getByRole('button', { name: '这 1 条照样再交' }).click();
  await expect(sheet).toContainText('再交了 1 条');
  await syncNow(line);
  expect(await numbersOf(line)).toEqual({ made: 4, waiting: 0, received: 4, needsYou: 0 });
  for (const number of [3, 4])
    expect(await line.desk.journal.act({ number })).toMatchObject({ outcome: 'applied' });
  expect(await line.desk.journal.act({ number: 1 })).toMatchObject({ outcome: 'refused', replacedBy: 3 });
}

test('旗里退回来的，打开就能改', async ({ bench }) => {
  test.setTimeout(240_000);
  const scene = await sceneOf(bench);
  const { proxy, naren, wang, window, person } = scene;
  await test.step('断着网收一件、改一次电话；同事在另一台先收了同样的', () => bothTakeIn(scene));

  await test.step('连上以后：第一条旗里没有接受，第二条跟着放下，数目对得上', async () => {
    proxy.restore();
    await syncNow(naren);
    expect(await numbersOf(naren)).toEqual({ made: 2, waiting: 0, received: 0, needsYou: 2 });
    await window.goTo('同步');
    await window.sheet.getByRole('button', { name: '改了再交' }).click();
  });

  await test.step('打开就是原来那张单子，填过的都在，理由在那一格旁边', () => expectWholeForm(scene));
  await test.step('改到一半断电，回来还是那张，接着改', () => powerCutWhileMending(scene));
  const again = await bench.line(scene.desk);
  await test.step('再交：新的顶了旧的；跟着放下的一起再交', () => sendAgain(scene, again));

  await test.step('两台电脑、旗里都是一个样', async () => {
    await syncNow(wang);
    for (const { desk: side } of [again, wang]) {
      const found = await side.cases.byIdNumber({ idNumber: person.idNumber });
      const open = await side.cases.open({ personId: found?.personId ?? 0 });
      const files = open?.applications.map(({ benefits }) => benefits.join());
      expect(files?.toSorted()).toEqual(['LIVING', 'NURSING']);
      expect(open?.person.phoneMasked).toBe('139****0427');
    }
  });
});

test('这一条后来怎么样了：从什么改成什么，谁改的，后来谁又改过', async ({ bench }) => {
  const desk = await bench.desk({ as: 'naren' });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const person = named('乌日娜', newPerson(fitsBoth));
  await issue(line, 'application.submit', applicationArgs(person));
  const window = await bench.window(desk);
  const { sheet, page } = window;
  await window.openCase(person.name, person.idNumber);
  const account = (first: string): string => first + luhnCheckDigit(first);
  await window.correctAccount(account('621799990000333'), '农信社 查干淖尔社');
  await window.correctAccount(account('621799990000444'), '农信社 查干淖尔社');
  await syncNow(line);

  const pane = page.getByRole('region', { name: '这一条后来怎么样了' });
  await test.step('方向键走，回车打开，Esc 收起', async () => {
    const entries = sheet.locator('.history-entry');
    await expect(entries).toHaveCount(3);
    await entries.first().focus();
    await window.press('ArrowDown');
    await expect(entries.nth(1)).toBeFocused();
    await window.press('Enter');
    await expect(pane).toContainText(`改成 ************${account('621799990000333').slice(-4)}`);
    await expect(pane).toContainText('县级收下了，和你写的一样');
    await expect(pane).toContainText('后来又改过同一样的');
    await expect(pane).toContainText('娜仁 更正资料（银行账户）');
    expect(await axeFindings(window)).toEqual([]);
    await window.press('Escape');
    await expect(pane).toBeHidden();
    await expect(entries.nth(1)).toBeFocused();
  });

  await test.step('从事实里问这一项谁改的', async () => {
    await sheet.getByRole('button', { name: /谁改的\s*账户/ }).click();
    await expect(pane).toContainText('银行账户：谁改的');
    await expect(pane).toContainText('现在的就是这一条写的');
    await pane.getByRole('button', { name: '更正资料' }).first().click();
    await expect(pane).toContainText('现在还是这个');
  });

  await test.step('分类和打印', async () => {
    await window.press('Escape');
    await sheet.getByRole('button', { name: '改动 2' }).click();
    await expect(sheet.locator('.history-entry')).toHaveCount(2);
    await sheet.getByRole('button', { name: '打印经过' }).click();
    await expect(sheet).toContainText('改动，共 2 条');
    expect(await sheet.textContent()).not.toContain(person.idNumber);
    const sheets = await page.pdf({ format: 'A4' });
    expect(sheets.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
