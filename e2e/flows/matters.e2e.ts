/** The law beside the files, as the offices do it: an application taken in for another township by an agent and sent there; somebody found, reached
 *  and handed over; a death, the exit it calls for, the money that has to come back (S004 arts 1, 8–13). Delegations: delegated.e2e.ts. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { axeFindings } from '../harness/axe.ts';
import { expect, type Seat, test } from '../harness/county.ts';
import { isOnlyOne, syncNow } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { EAST_TOWNSHIP, fitsBoth, livingIn, named, newPerson } from '../harness/people.ts';
import type { DeskWindow } from '../harness/window.ts';

const { step } = test;
const PICTURES = join(root, 'screenshots');
test.beforeAll(() => mkdirSync(PICTURES, { recursive: true }));

const take = (window: DeskWindow, name: string) =>
  window.page.screenshot({ path: join(PICTURES, `${name}.png`) });

async function openList({ window }: Seat, word: string): Promise<void> {
  await window.goTo('今日');
  await window.sheet.getByRole('button', { name: word, exact: true }).press('Enter');
  await expect(window.page.getByRole('heading', { level: 1, name: '待办清单' })).toBeVisible();
  await expect(window.sheet.getByRole('tab', { name: new RegExp(word) })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  expect.soft(await axeFindings(window), word).toEqual([]);
}

async function choose({ window }: Seat, label: string, word: string): Promise<void> {
  await window.sheet.getByLabel(label, { exact: true }).click();
  await window.page.locator(`.ant-select-item-option[title="${word}"]`).last().click();
}

/** Taken in at home for the east by an agent; it goes there, and its states come back. */
async function sendOn(home: Seat, east: Seat): Promise<void> {
  const person = livingIn(EAST_TOWNSHIP, named('异地图雅', newPerson(fitsBoth)));
  const { window } = home;
  const form = new IntakeForm(window);
  await window.goTo('受理');
  await form.type('name', person.name);
  await form.type('idNumber', person.idNumber);
  await form.choose('hukouVillage', '东街社区（东风镇）');
  await form.fillCertificate(person);
  await form.fillBenefits(person);
  await form.fillAccount(person);
  await form.field('guardianRelation').getByRole('radio', { name: '受委托的人' }).check();
  await form.type('guardianName', '赵海龙');
  await form.type('guardianPhone', '13900000999');
  await form.tickPapers();
  await form.tick('本人（家庭）授权核对家庭经济状况');
  await expect(window.sheet).toContainText('这里代收，转给户籍地受理');
  await window.press('F9');
  await expect(form.field('guardianAuthorisation')).toContainText('要有委托书');
  await form.type('guardianAuthorisation', '委托书 2026-11-20');
  await take(window, '50-intake-agent');
  await window.press('F9');
  await expect(window.sheet).toContainText('下一步：转给户籍地');
  await expect(window.sheet.getByRole('button', { name: '看这一件' })).toBeEnabled();
  await window.press('F9');
  await expect(window.sheet).toContainText('受委托的人 · 赵海龙 · 139****0999 · 委托书 2026-11-20');
  await take(window, '51-case-forward');
  await window.press('F9');
  await syncNow(home.line);
  await openList(home, '异地转办');
  const row = window.sheet.getByRole('row').filter({ hasText: person.name });
  await expect(row).toContainText('异地代收已转出');
  await take(window, '52-forwarded');

  await syncNow(east.line);
  await east.window.openCase(person.name);
  await expect(east.window.sheet).toContainText('由查干淖尔苏木代收转来');
  await east.window.press('F9');
  await expect(east.window.sheet).toContainText('已收件');
  await syncNow(east.line);
  await syncNow(home.line);
  await expect(row).toContainText('已收件');
}

/** Found, reached, and handed to where the person lives, with what was heard. */
async function findSomebody(home: Seat, east: Seat): Promise<void> {
  const { sheet, page } = home.window;
  await openList(home, '主动发现');
  await home.window.press('F8');
  await sheet.getByLabel('姓名', { exact: true }).fill('线索巴根');
  await choose(home, '怎么发现的', '嘎查村反映');
  await choose(home, '哪几项', '困难残疾人生活补贴');
  await page.keyboard.press('Escape');
  await home.window.press('F9');
  const row = sheet.getByRole('row').filter({ hasText: '线索巴根' });
  await expect(row).toContainText('还没联系');
  await row.click();
  await sheet.getByRole('button', { name: '记一次联系' }).press('Enter');
  await choose(home, '怎么办的', '电话');
  await sheet.getByLabel('情况说明').fill('人住在东风镇女儿家');
  await home.window.press('F9');
  await expect(sheet).toContainText('人住在东风镇女儿家 · 娜仁');
  await take(home.window, '53-lead');
  await sheet.getByRole('button', { name: '移交居住地' }).press('Enter');
  await choose(home, '哪个苏木镇', '东风镇');
  await sheet.getByLabel('情况说明').fill('户口也在东风镇');
  await home.window.press('F9');
  await expect(row).toBeHidden();
  await syncNow(home.line);
  await syncNow(east.line);
  await openList(east, '主动发现');
  await east.window.sheet.getByRole('row').filter({ hasText: '线索巴根' }).click();
  await expect(east.window.sheet).toContainText('人住在东风镇女儿家 · 娜仁');
}

/** A death is reported: a task for whoever decides, nothing stops by itself; decided, the months end and what was paid beyond can be asked back. */
async function endByDeath(home: Seat, county: Seat): Promise<void> {
  const { rows } = await home.line.desk.cases.search({ text: '', state: 'ACTIVE', offset: 0, limit: 500 });
  let person = rows.pop();
  while (person && !(await isOnlyOne(home.line, person.name))) person = rows.pop();
  if (!person) throw new Error('nobody receives');
  const { sheet } = home.window;
  await home.window.openCase(person.name);
  await sheet.getByRole('button', { name: '登记', exact: true }).first().press('Enter');
  await sheet.getByLabel('去世日期').fill('2026-10-20');
  await choose(home, '从哪里知道', '嘎查村报告');
  await home.window.press('F9');
  await expect(sheet).toContainText('按资料应当退出：已去世。要有人定，不会自己停。');
  await openList(home, '应退、提出的变动');
  await sheet.getByRole('row').filter({ hasText: person.name }).first().dblclick();
  await sheet.getByRole('button', { name: '提出停发、退出' }).first().press('Enter');
  await sheet.getByLabel('情况说明').fill('村里报来');
  await home.window.press('F9');
  await syncNow(home.line);
  await syncNow(county.line);
  await openList(county, '应退、提出的变动');
  const row = county.window.sheet.getByRole('row').filter({ hasText: '村里报来' });
  await expect(row.first()).toBeVisible();
  await take(county.window, '54-exits');
  await row.first().dblclick();
  await county.window.sheet.getByRole('button', { name: '退出', exact: true }).first().press('Enter');
  await county.window.sheet.getByLabel('情况说明').fill('查实');
  await county.window.press('F9');
  await expect(county.window.sheet).toContainText('最后发到2026年10月');
  await expect(county.window.sheet.getByRole('button', { name: '追缴' }).first()).toBeVisible();
  await take(county.window, '55-case-exited');
  await syncNow(county.line);
}

test('代收转出、主动发现、死亡退出', async ({ bench }) => {
  const home = await bench.seat({ as: 'naren' });
  const east = await bench.seat({ as: 'gaomin' });
  const county = await bench.seat({ as: 'saren' });
  await step('替东风镇代收一件，代办人带委托书，转过去，办到哪一步看得到', () => sendOn(home, east));
  await step('发现一个人，联系过，移交到他住的苏木镇', () => findSomebody(home, east));
  await step('有人去世：提出退出，旗里定，多发的可以追', () => endByDeath(home, county));
});
