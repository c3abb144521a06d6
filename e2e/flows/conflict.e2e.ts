/** Two desks of one office change the same person without a link. What does not collide merges by itself; of two phone numbers
 *  the one stated later stands and the other is noted; two accounts wait for a person, and settling them makes both desks alike. */
import { luhnCheckDigit } from '#shared/domain/bank-account.ts';
import { expect, type Seat, test, type Workbench } from '../harness/county.ts';
import { issue, syncNow, waitFor } from '../harness/desk-line.ts';
import type { FaultProxy } from '../harness/fault-proxy.ts';
import { applicationArgs, named, newPerson } from '../harness/people.ts';

interface Reached extends Seat {
  readonly proxy: FaultProxy;
}

async function reached(bench: Workbench, as: 'naren' | 'wangjianguo'): Promise<Reached> {
  const proxy = await bench.proxy();
  return { proxy, ...(await bench.seat({ as, through: proxy })) };
}

async function online(...seats: readonly Reached[]): Promise<void> {
  for (const { proxy, line } of seats) {
    proxy.restore();
    await syncNow(line);
  }
}

function offline(...seats: readonly Reached[]): void {
  for (const { proxy } of seats) proxy.cut();
}

/** The full numbers as a desk holds them. */
async function numbersAt({ line: { desk } }: Seat, idNumber: string) {
  const person = await desk.cases.byIdNumber({ idNumber });
  return desk.cases.reveal({ personId: person?.personId ?? 0, reason: '核对证件原件' });
}

const accountOf = (first: string): string => first + luhnCheckDigit(first);

test('两台电脑断着网改同一个人：不碰的都留下，碰上的电话取后说的', async ({ bench }) => {
  const [naren, wang] = [await reached(bench, 'naren'), await reached(bench, 'wangjianguo')];
  const person = named('查苏娜', newPerson());
  await issue(naren.line, 'application.submit', applicationArgs(person));
  await online(naren, wang);

  await test.step('一个改电话，一个改账户：都留下', async () => {
    offline(naren, wang);
    await naren.window.openCase(person.name, person.idNumber);
    await naren.window.correctPhone('13900001111', '2026-11-20');
    await wang.window.openCase(person.name, person.idNumber);
    await wang.window.correctAccount(accountOf('621799990000222'), '农信社 查干淖尔社');
    await online(naren, wang, naren);
    const wanted = { phone: '13900001111', accountNumber: accountOf('621799990000222') };
    expect(await numbersAt(naren, person.idNumber)).toMatchObject(wanted);
    expect(await numbersAt(wang, person.idNumber)).toMatchObject(wanted);
  });

  await test.step('两个都改电话：取本人后说的那天，另一个留作记录', async () => {
    offline(naren, wang);
    await naren.window.correctPhone('13900003333', '2026-11-22');
    await wang.window.correctPhone('13900004444', '2026-11-21');
    await online(naren, wang, naren);
    expect(await numbersAt(naren, person.idNumber)).toMatchObject({ phone: '13900003333' });
    expect(await numbersAt(wang, person.idNumber)).toMatchObject({ phone: '13900003333' });
    await wang.window.goTo('冲突');
    await expect(wang.window.sheet).toContainText('看看就行 1');
    await expect(wang.window.sheet).toContainText('按规矩自动定了');
    await expect(wang.window.sheet).toContainText('4444');
  });
});

test('两个人给同一个人填了不同的账户：哪个都先不用，定了以后两台电脑一样', async ({ bench }) => {
  const [naren, wang] = [await reached(bench, 'naren'), await reached(bench, 'wangjianguo')];
  const person = named('敖敏夫', newPerson());
  await issue(naren.line, 'application.submit', applicationArgs(person));
  await online(naren, wang);
  const before = person.accountNumber;
  const [hers, his] = [accountOf('621799990000555'), accountOf('621799990000666')];

  offline(naren, wang);
  await naren.window.openCase(person.name, person.idNumber);
  await naren.window.correctAccount(hers, '农信社 查干淖尔社');
  await wang.window.openCase(person.name, person.idNumber);
  await wang.window.correctAccount(his, '邮储银行');
  await online(naren, wang, naren);

  await test.step('冲突里三样摆在一起：原值、我的、对方，谁、什么时候、哪台电脑', async () => {
    await wang.window.goTo('冲突');
    const { sheet } = wang.window;
    await sheet
      .getByRole('navigation', { name: '两边都改了的' })
      .getByRole('button', { name: person.name })
      .click();
    await expect(sheet.getByRole('region', { name: '原值' })).toContainText(before.slice(-4));
    const mine = sheet.getByRole('region', { name: '我的' });
    await expect(mine).toContainText(his.slice(-4));
    await expect(mine).toContainText(/王建国 改于 今天 \d\d:\d\d/);
    await expect(mine).toContainText('民政办-1');
    const theirs = sheet.getByRole('region', { name: '对方' });
    await expect(theirs).toContainText(hers.slice(-4));
    await expect(theirs).toContainText(/娜仁 改于 今天 \d\d:\d\d/);
    await expect(theirs).toContainText('民政办-3');
    await expect(sheet).toContainText('哪个都先不发');
    await expect(sheet.getByRole('button', { name: '就这么定' })).toBeDisabled();
  });

  await test.step('王建国定了用对方的，写明凭什么；娜仁那边也变了', async () => {
    const { sheet } = wang.window;
    await sheet.getByRole('toolbar', { name: '怎么定' }).getByRole('button', { name: '用对方的' }).click();
    await sheet.getByLabel('凭什么定').fill('11月23日电话问过本人');
    await wang.window.press('F9');
    await expect(sheet).toContainText('定了');
    await online(wang, naren);
    for (const one of [naren, wang]) {
      await waitFor(
        'both desks hold the account that was chosen',
        () => numbersAt(one, person.idNumber),
        (numbers) => numbers?.accountNumber === hers,
      );
      const [conflict] = await one.line.desk.conflicts.list();
      expect(conflict).toMatchObject({ state: 'SETTLED', groupName: 'bank' });
    }
    await naren.window.openCase(person.name, person.idNumber);
    await expect(naren.window.sheet).toContainText('11月23日电话问过本人');
  });
});
