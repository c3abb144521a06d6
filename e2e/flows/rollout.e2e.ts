/** A county signs itself off: the target by two, this month's people, the history month by month against finance, by two again; and a bulletin that
 *  comes out the same when it is made again. */
import { expect, type Seat, test, type Workbench } from '../harness/county.ts';
import { issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import type { Account } from '../harness/processes.ts';

const LAST = '2026-10';
/** As the made-up banner's packs have it: 100 yuan, then 110. */
const PERIODS = [
  { fromMonth: '2016-01', toMonth: '2026-06', amountFen: 10_000 },
  { fromMonth: '2026-07', toMonth: LAST, amountFen: 11_000 },
];
const FEN = 11_000;
const COUNTED_MS = 40_000;

/** Months one after the other, as many to a list as one act takes. */
function monthsByAct({ fromMonth, toMonth }: (typeof PERIODS)[number], most = 36): string[][] {
  const lists: string[][] = [[]];
  for (let [year = 0, month = 0] = fromMonth.split('-').map(Number); ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (lists.at(-1)?.length === most) lists.push([]);
    lists.at(-1)?.push(name);
    if (name === toMonth) return lists;
  }
}

async function bodyOf(bench: Workbench, central: string, as: Account): Promise<Seat> {
  const body = await bench.seat({ as, central });
  await body.window.goTo('统计');
  await body.window.sheet.getByRole('tab', { name: '补录销号' }).click();
  return body;
}

async function signs({ line, window }: Seat, words: string): Promise<void> {
  await syncNow(line);
  await expect(window.sheet).toContainText('条件都满足');
  await window.press('F9');
  await expect(window.sheet).toContainText(words);
  await waitUntilSynced(line);
}

async function counts({ line, window }: Seat): Promise<void> {
  await window.sheet.getByRole('button', { name: '点数' }).click();
  await expect(async () => {
    await syncNow(line);
    await expect(window.sheet).not.toContainText('正在点数', { timeout: 500 });
    await expect(window.sheet).toContainText('数到', { timeout: 500 });
  }).toPass({ timeout: COUNTED_MS });
}

async function made({ line, window }: Seat, words: string): Promise<void> {
  await expect(async () => {
    await syncNow(line);
    await expect(window.sheet).toContainText(words, { timeout: 500 });
  }).toPass({ timeout: COUNTED_MS });
}

async function goesOn(body: Seat, phase: string): Promise<void> {
  await expect(body.window.sheet).toContainText('条件都满足');
  await body.window.press('F9');
  await expect(body.window.sheet).toContainText(`现在到：${phase}`);
}

/** A township enters what somebody was paid since 2016. Gives the records. */
async function recordPast(bench: Workbench, central: string): Promise<readonly number[]> {
  const clerk = await bench.line(await bench.desk({ as: 'naren', central }));
  await waitUntilSynced(clerk);
  const asked = { text: '', benefit: 'NURSING', offset: 0, limit: 1 };
  const [row] = (await clerk.desk.cases.search(asked)).rows;
  const periods = PERIODS.map((period) => ({ benefit: 'NURSING', ...period }));
  const act = { personId: row?.personId ?? 0, source: 'PAPER', periods, words: '' };
  const ids = await issue(clerk, 'past.record', act);
  await waitUntilSynced(clerk);
  return ids;
}

test('旗里从填基数办到历史销号，通报重做一样', async ({ bench }) => {
  test.setTimeout(240_000);
  // A sign-off needs a county without open findings: one of its own, for a comparison leaves some.
  const central = (await bench.ownCentre()).url;
  const bureau = await bodyOf(bench, central, 'saren');
  const { line, window } = bureau;
  const { sheet } = window;
  const { townships } = await line.desk.rollout.page();
  const targets = townships.map(({ code }) => ({ township: code, living: 1, nursing: 1 }));
  const about = { liveOn: '2026-11-01', targetMonth: LAST, targetFen: FEN, financeFen: FEN };
  await issue(line, 'rollout.setTarget', { rolloutId: null, targets, ...about });
  await signs(bureau, '你们单位已签');
  const federation = await bodyOf(bench, central, 'chenliqun');
  await expect(federation.window.sheet).toContainText('清册合计');
  await signs(federation, '现在到：当月：录入');

  const past = await test.step('苏木补录一个人从 2016 年 1 月起发过的', () => recordPast(bench, central));
  await test.step('当月：点数，两家签字', async () => {
    await syncNow(line);
    await counts(bureau);
    await goesOn(bureau, '当月：已审核');
    await goesOn(bureau, '当月：已审定');
    await waitUntilSynced(line);
    await signs(bureau, '你们单位已签');
    await signs(federation, '现在到：当月：已销号');
  });
  await test.step('历史：财政数逐月录，对平，两家签字', async () => {
    await syncNow(line);
    await goesOn(bureau, '历史：录入');
    await expect(sheet).toContainText('历史有月份没录或和财政对不平');
    // What the rules say otherwise of one of the years is explained by the county; what they say alike needs no word.
    for (const pastPaymentId of past)
      await line.desk.command.issue({
        ...{ name: 'past.explain', args: { pastPaymentId, words: '照当年清册' } },
        formId: `explain-${pastPaymentId}`,
      });
    for (const period of PERIODS)
      for (const months of monthsByAct(period))
        await issue(line, 'past.setMonths', {
          months: months.map((month) => ({ month, financeFen: period.amountFen })),
        });
    await waitUntilSynced(line);
    await counts(bureau);
    await expect(sheet).toContainText('还有 0 个月没和财政对平');
    await goesOn(bureau, '历史：已对平');
    await waitUntilSynced(line);
    await signs(bureau, '你们单位已签');
    await signs(federation, '现在到：历史：已销号');
    await window.page.screenshot({ path: 'test-results/rollout-signed-off.png' });
  });
  await test.step('通报：做一份，重做一样', async () => {
    await sheet.getByRole('tab', { name: '每日通报' }).click();
    await window.press('F9');
    await made(bureau, '打印通报');
    await sheet.getByRole('button', { name: '重做对一遍' }).click();
    await made(bureau, '重做过，一样。');
  });
  await test.step('销号以后，历史补录谁也改不了', async () => {
    await syncNow(line);
    await window.goTo('发放');
    await sheet.getByRole('tab', { name: '历史补录' }).click();
    await expect(sheet).toContainText('两家已经签字销号');
    await expect(sheet.getByRole('textbox')).toHaveCount(0);
    await window.page.screenshot({ path: 'test-results/rollout-history-signed-off.png' });
  });
});
