/** A month's money, as the offices say it: civil affairs builds, checks, locks and signs; the federation signs; finance takes the file to the bank and
 *  the bank's answer back; one payment came back, the township puts the account right, and next month it is paid beside that month's own.  */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addMonths } from '#shared/domain/month.ts';
import { expect, type Seat, test } from '../harness/county.ts';
import { type DeskLine, isOnlyOne, issue, syncNow, waitFor } from '../harness/desk-line.ts';
import { instantNow, removeFolder, tempFolder } from '../harness/processes.ts';

const { step } = test;
const BUILDING_MS = 180_000;

/** Until the centre has done what it does with the roster of a month. */
async function rosterOf({ line }: Seat, month: string, state: string): Promise<number> {
  const found = await waitFor(
    `${month} is ${state}`,
    async () => {
      await syncNow(line);
      return (await line.desk.payments.overview()).rosters.find((each) => each.month === month) ?? null;
    },
    (roster) => roster !== null && roster.job === null && roster.state === state,
    BUILDING_MS,
  );
  return found?.rosterId ?? 0;
}

/** The main act of what is open, by its key, and the act in the county's hands. */
async function press({ line, window }: Seat, name: string): Promise<void> {
  await expect(window.sheet.getByRole('button', { name: `${name} F9`, exact: true })).toBeEnabled();
  await window.press('F9');
  await syncNow(line);
}

async function signed(civil: Seat, federation: Seat, month: string): Promise<void> {
  await rosterOf(civil, month, 'DRAFT');
  await expect(civil.window.sheet).toContainText('对得上。');
  await press(civil, '核对过了');
  await press(civil, '锁定');
  await expect(civil.window.sheet).toContainText('本机的行和校验码一致。');
  await press(civil, '签字');
  await syncNow(federation.line);
  await federation.window.goTo('发放');
  await press(federation, '签字');
  await rosterOf(civil, month, 'SIGNED_BOTH');
  await press(civil, '送财政');
}

/** What the bank makes of the file: everything paid but the lines named. */
function bankAnswer(csv: string, returned: readonly string[]): string {
  const [head = '', ...lines] = csv.replace('\uFEFF', '').trim().split('\r\n');
  const answered = lines.map((line) =>
    returned.some((account) => line.includes(account))
      ? `${line},"失败","收款账号已销户"`
      : `${line},"成功",""`,
  );
  return [`${head},"状态","失败原因"`, ...answered].join('\r\n');
}

/** Finance: receives, downloads, reads the answer, takes it in. Gives the account whose payment came back. */
async function paid(finance: Seat, month: string, folder: string, failsFirst: boolean): Promise<string> {
  const rosterId = await rosterOf(finance, month, 'SUBMITTED_TO_FINANCE');
  await finance.window.goTo('发放');
  await press(finance, '收到，开始发放');
  const made = await finance.line.desk.exports.make({
    what: { list: 'payments', rosterId, month, file: 'utf8' },
    ...{ numbers: 'full', reason: '发放', language: 'zh-CN', formId: `bank-file-${month}` },
  });
  if (!made.ok) throw new Error(made.code);
  const csv = Buffer.from(made.contentBase64, 'base64').toString('utf8');
  const account = /"(\d{19})"/.exec(csv)?.[1] ?? '';
  const path = join(folder, `${month}.csv`);
  writeFileSync(path, bankAnswer(csv, failsFirst ? [account] : []));
  await finance.window.sheet.getByLabel('读银行结果文件').setInputFiles(path);
  await press(finance, '入账');
  await rosterOf(finance, month, failsFirst ? 'PARTLY_RETURNED' : 'SETTLED');
  return account;
}

/** The roster on paper, twice: one document, two prints, its code on every sheet. */
async function printed({ window }: Seat): Promise<void> {
  const { page } = window;
  await page.evaluate(() => void (globalThis.print = () => undefined));
  await window.sheet.getByRole('button', { name: '看纸样' }).press('Enter');
  const [first, last] = [page.locator('.paper.is-roster').first(), page.locator('.paper.is-roster').last()];
  await expect(last).toContainText('人民币（大写）');
  for (const words of ['第 1 次打印', '第 2 次打印']) {
    await window.press('F9');
    for (const sheet of [first, last]) await expect(sheet).toContainText(words);
  }
  await expect(last.getByRole('img', { name: /^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/ })).toBeVisible();
  await page.screenshot({ path: 'test-results/roster-paper.png' });
  await page.pdf({ path: 'test-results/roster-paper.pdf', preferCSSPageSize: true });
  await window.press('Escape');
}

/** Somebody whom the month's money reached and who, as it turns out, had died before. */
async function died(line: DeskLine, deathDate: string): Promise<{ name: string; township: string }> {
  const { rows } = await line.desk.cases.search({ text: '', state: 'ACTIVE', offset: 0, limit: 500 });
  for (const { personId, name } of rows) {
    const page = await line.desk.cases.open({ personId });
    if (page?.entitlements.length !== 1 || page.law.holds.length || !(await isOnlyOne(line, name))) continue;
    const life = { deathDate, deathSource: 'VILLAGE', custodyKind: null, custodyFrom: null, custodyTo: null };
    await issue(line, 'person.edit', { personId, life, reason: '村里报来' });
    return { name, township: page.person.township };
  }
  throw new Error('nobody receives');
}

test('一个月的钱：编、签、付，退回一笔，下月补上', async ({ bench }) => {
  test.setTimeout(900_000);
  const folder = tempFolder('bank');
  const { url } = await bench.ownCentre();
  const civil = await bench.seat({ as: 'saren', central: url });
  const federation = await bench.seat({ as: 'chenliqun', central: url });
  const finance = await bench.seat({ as: 'batu', central: url });
  const now = instantNow().slice(0, 7);
  const last = addMonths(now, -1);
  try {
    await step('民政编上个月的清册，两家签，送财政', async () => {
      await civil.window.goTo('发放');
      await issue(civil.line, 'roster.build', { month: last, cycle: 'MONTHLY' });
      await signed(civil, federation, last);
    });
    const account = await step('财政照清册付，银行退回一笔', () => paid(finance, last, folder, true));
    await step('民政把清册印出来：有编号和校验码；再印一次，写明是第 2 次', () => printed(civil));
    const clerk = await bench.seat({ as: 'naren', central: url });
    await step('苏木镇看到退汇，更正了，说一声', async () => {
      await syncNow(clerk.line);
      await clerk.window.goTo('发放');
      await expect(clerk.window.sheet).toContainText('账户已销户');
      await clerk.window.sheet.getByRole('button', { name: '账户已更正或恢复，下月重发' }).press('Enter');
      await syncNow(clerk.line);
      await expect(clerk.window.sheet).toContainText('没有退汇等着办。');
    });
    await step('下一本清册里，退回的和当月的一起发', async () => {
      await syncNow(civil.line);
      await expect(civil.window.sheet.getByRole('button', { name: /^编 .*的清册 F9$/ })).toBeEnabled();
      await civil.window.press('F9');
      await signed(civil, federation, now);
      await paid(finance, now, folder, false);
      const { rosters } = await finance.line.desk.payments.overview();
      const rosterId = rosters.find(({ month }) => month === now)?.rosterId ?? 0;
      const { rows } = await finance.line.desk.payments.rows({
        rosterId,
        view: 'all',
        offset: 0,
        limit: 500,
      });
      expect(account).toHaveLength(19);
      expect(rows.filter(({ kind, month }) => kind === 'REISSUE' && month === last)).toHaveLength(1);
    });
    await step('上个月去世的，这个月已经发了：退出以后看得见多发的，追缴带着那个月', async () => {
      const { name, township } = await died(clerk.line, `${last}-20`);
      await syncNow(clerk.line);
      await syncNow(civil.line);
      const { window } = civil;
      await window.openCase(name);
      await window.sheet.getByRole('button', { name: '退出', exact: true }).first().press('Enter');
      await window.sheet.getByLabel('情况说明').fill(`${township}查实`);
      await window.press('F9');
      await expect(window.sheet).toContainText('停发以后还发了 1 个月');
      await window.sheet.getByRole('button', { name: '追缴', exact: true }).first().press('Enter');
      await expect(window.sheet.getByLabel('从哪个月起')).toHaveValue(now);
    });
  } finally {
    removeFolder(folder);
  }
});
