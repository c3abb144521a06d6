/** A household moves to the neighbouring township. The old office was without a link and wrote on: its work is not lost, it is told where that
 *  went, and finds who has left. The new office decides about it and has the file. Everybody's numbers add up.              */
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { HOME_TOWNSHIP, applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import { expect, type Seat, test } from '../harness/county.ts';
import { type DeskLine, issue, syncNow } from '../harness/desk-line.ts';

const { step } = test;
const PHONE = '13912345678';

/** made = waiting + received + to be settled + refused, as the desk says it. */
async function expectSum({ desk }: DeskLine): Promise<void> {
  const { made, waiting, applied, inConflict, refused } = await desk.journal.overview();
  expect(waiting + applied + inConflict + refused).toBe(made);
}

interface Household {
  readonly head: DemoPerson;
  readonly spouse: DemoPerson;
}

function household(): Household {
  const head = named('呼格吉迁', newPerson(fitsBoth));
  const { hukouVillage, hukouAddress } = head;
  return { head, spouse: { ...named('乌恩迁', newPerson(fitsBoth)), hukouVillage, hukouAddress } };
}

/** The county's civil affairs, by the new register. */
async function moveAway({ line, window }: Seat, { head, spouse }: Household): Promise<void> {
  await syncNow(line);
  await window.openCase(head.name);
  await window.sheet.getByRole('button', { name: '户口迁出' }).press('Enter');
  const form = window.sheet.getByRole('region', { name: '户口迁到别的苏木镇' });
  await window.press('F9');
  await expect(form).toContainText('还没选迁到哪里。');
  await form.getByLabel('迁到哪里').fill('东风镇 向阳');
  await window.press('Enter');
  await form.getByRole('button', { name: '都一起迁' }).press('Enter');
  await form.getByLabel('凭什么').fill('新户口簿');
  await expect(form).toContainText(spouse.name);
  await expect(form).toContainText('由东风镇接着办，申请日期不变。');
  await window.press('F9');
  await expect(form).toBeHidden();
  await syncNow(line);
  await expect(window.sheet).toContainText('东风镇 向阳村');
  await expectSum(line);
}

/** The old office: told where they are, and what became of what it wrote. */
async function hearOfIt({ line, window }: Seat, { head, spouse }: Household): Promise<void> {
  await window.goTo('同步');
  await expect(window.sheet).toContainText('这个人的户口已迁到东风镇。你写的一样没丢');
  await window.sheet.getByRole('button', { name: '看这一条' }).press('Enter');
  await expect(window.sheet).toContainText('这个人已迁往东风镇（11月23日）。');
  await window.sheet.getByRole('button', { name: '知道了' }).press('Enter');
  await expect(window.sheet.getByRole('button', { name: '知道了' })).toBeHidden();
  await expectSum(line);
  for (const { name } of [head, spouse]) {
    await window.press('F3');
    await window.page.getByRole('searchbox', { name: '找人' }).fill(name);
    await expect(window.sheet).toContainText(`${name} 已迁往东风镇（11月23日）`);
  }
  const { rows } = await line.desk.cases.search({ text: head.name, offset: 0, limit: 5 });
  expect(rows).toEqual([]);
}

/** The new office: the file is there, and what was written about them before is theirs to settle. */
async function takeOver({ line, window }: Seat, { head }: Household): Promise<void> {
  await window.goTo('冲突');
  await expect(window.sheet).toContainText('原来的苏木镇还不知道这个人迁走了');
  await window.sheet.getByRole('button', { name: '照娜仁写的改' }).press('Space');
  await window.page.getByLabel('凭什么定').fill('11月23日问过本人');
  await window.press('F9');
  await expect(window.sheet).toContainText('用娜仁改的');
  await syncNow(line);
  await window.openCase(head.name);
  await expect(window.sheet).toContainText('139****5678');
  const [row] = (await line.desk.cases.search({ text: head.name, offset: 0, limit: 5 })).rows;
  const page = await line.desk.cases.open({ personId: row?.personId ?? 0 });
  expect(page?.person.scope).not.toBe(HOME_TOWNSHIP);
  expect(page?.applications).toHaveLength(1);
  await expectSum(line);
}

test('一户人家迁到邻近苏木', async ({ bench }) => {
  const family = household();
  const proxy = await bench.proxy();
  const home = await bench.desk({ as: 'naren', through: proxy });
  const naren: Seat = { line: await bench.line(home), window: await bench.window(home) };
  const saren = await bench.seat({ as: 'saren' });
  await step('苏木受理两口人，线路断了还在改', async () => {
    const { head, spouse } = family;
    const [, personId = 0] = await issue(naren.line, 'application.submit', applicationArgs(head, 'ACCEPT'));
    await issue(naren.line, 'application.submit', applicationArgs(spouse, 'ACCEPT'));
    await syncNow(naren.line);
    proxy.cut();
    const contact = { phone: PHONE, statedOn: '2026-11-22' };
    await issue(naren.line, 'person.edit', { personId, contact, reason: '本人来电' });
  });
  await step('旗民政按新户口簿迁一户', () => moveAway(saren, family));
  await step('原苏木连上：知道迁到哪了，写的转过去了', async () => {
    proxy.restore();
    await syncNow(naren.line);
    await hearOfIt(naren, family);
  });
  await step('新苏木有了案件，来电改的由他们定', async () =>
    takeOver(await bench.seat({ as: 'gaomin' }), family),
  );
});
