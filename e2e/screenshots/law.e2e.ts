/** Pictures of what the law asks beside the files, by role and at 100 and 150 %: a month's money with its raise, history and printed rosters, a county
 *  fallen below its parent, roll-out, checks, delegation and leads; rosters as the printer gets them. axe reads each; what it finds fails the run
 *  at its end. Into screenshots/law/, looked at by people. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addMonths } from '#shared/domain/month.ts';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import { packFileOf, packPublicKey, signPack, vouchFor } from '#shared/sync/signed-pack.ts';
import { root } from '../../scripts/sources.ts';
import { DEMO_FIRST_SECRET, DEMO_PACK_SECRET, demoPack } from '../../src-server/packs/demo-pack.ts';
import { axeFindings } from '../harness/axe.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import type { Account } from '../harness/processes.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots', 'law');
const SETTLED_MS = 400;
const WORK_MS = 180_000;
const PROVINCE_SECRET = new Uint8Array(32).fill(7);
const NOW = '2026-11';
const LAST = addMonths(NOW, -1);

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

interface Seat {
  readonly line: DeskLine;
  readonly window: DeskWindow;
  readonly as: Account;
}

async function seat(bench: Workbench, as: Account, central?: string): Promise<Seat> {
  const desk = await bench.desk({ as, ...(central && { central }) });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  return { line, as, window: await bench.window(desk) };
}

/** Of the screen as it stands and, where its pane scrolls, of each further part of it. */
async function take({ window, as }: Seat, name: string, pane = '.screen-body > *'): Promise<void> {
  const { page } = window;
  await page.waitForTimeout(SETTLED_MS);
  const found = page.locator(pane).first();
  for (let part = 0; part < 6; part++) {
    await page.screenshot({ path: join(folder, `${as}-${name}${part ? `-${part}` : ''}.png`) });
    const isMore = await found.evaluate((box) => {
      const before = box.scrollTop;
      box.scrollTop += box.clientHeight - 60;
      return box.scrollTop > before + 8;
    });
    if (!isMore) break;
  }
  await found.evaluate((box) => void (box.scrollTop = 0));
  expect.soft(await axeFindings(window), `${as} ${name}`).toEqual([]);
}

async function typeOf({ window }: Seat, word: string): Promise<void> {
  await window.nav.getByRole('button', { name: '设置' }).click();
  await window.page.getByRole('radio', { name: word, exact: true }).check();
}

async function toPaper({ page }: DeskWindow, name: string): Promise<void> {
  await page.waitForTimeout(SETTLED_MS);
  await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
}

/** The demo's pack with another amount from a month on. */
function raised(more: Partial<IssuedPack>, amountFen: number, from: string): IssuedPack {
  const pack = demoPack();
  const standards = [...pack.standards, { id: `N-${from}`, benefit: 'NURSING' as const, amountFen, from }];
  return { ...pack, standards, ...more };
}

async function rosterIs({ line }: Seat, month: string, state: string): Promise<number> {
  const found = await waitFor(
    `${month} is ${state}`,
    async () => {
      await syncNow(line);
      return (await line.desk.payments.overview()).rosters.find((each) => each.month === month) ?? null;
    },
    (roster) => roster !== null && roster.job === null && roster.state === state,
    WORK_MS,
  );
  return found?.rosterId ?? 0;
}

/** What two people were paid before: one as the rules say, one not. */
async function history(clerk: Seat): Promise<void> {
  const asked = { text: '', benefit: 'NURSING', offset: 0, limit: 2 };
  for (const [at, { personId }] of (await clerk.line.desk.cases.search(asked)).rows.entries()) {
    const periods = [
      { benefit: 'NURSING', fromMonth: '2025-01', toMonth: LAST, amountFen: at ? 9_000 : 10_000 },
    ];
    await issue(clerk.line, 'past.record', { personId, source: 'PAPER', periods, words: '' });
  }
  await waitUntilSynced(clerk.line);
}

const PANE = '.payments-open';

async function money(at: Seat, name: string): Promise<void> {
  await at.window.goTo('发放');
  await take(at, name, PANE);
}

/** The same in larger type. */
async function big(at: Seat, name: string, look: (name: string) => Promise<void>): Promise<void> {
  await look(name);
  await typeOf(at, '更大');
  await look(`${name}-150`);
  await typeOf(at, '平常');
}

async function issueRaise(civil: Seat, path: string): Promise<void> {
  const { window, line } = civil;
  const from = '2026-12';
  const next = { version: 2, documentNo: '乌民发〔2026〕40号（虚构）', publishedOn: '2026-11-23' };
  const pack = raised({ ...next, validFrom: '2026-12-01' }, 13_650, from);
  writeFileSync(path, packFileOf(signPack(pack, DEMO_PACK_SECRET)));
  await window.nav.getByRole('button', { name: '设置' }).click();
  await window.sheet.getByRole('button', { name: /政策包/ }).click();
  await window.sheet.getByLabel('文件').setInputFiles(path);
  await expect(window.sheet).toContainText('136.50');
  await take(civil, 'pack-look');
  await window.sheet.getByRole('button', { name: '发布', exact: true }).click();
  await expect(window.sheet.getByRole('status')).toContainText('本机已存');
  await waitUntilSynced(line);
  await waitFor(
    'the raise can be counted',
    async () => {
      await syncNow(line);
      return line.desk.payments.raises();
    },
    ({ sets }) => sets.length > 0,
    WORK_MS,
  );
}

async function raise(civil: Seat, name: string): Promise<void> {
  await civil.window.goTo('今日');
  await civil.window.goTo('发放');
  await civil.window.sheet.getByRole('button', { name: '算一算' }).click();
  await expect(civil.window.sheet).toContainText('全旗合计');
  await take(civil, name, PANE);
}

async function past(at: Seat, name: string): Promise<void> {
  await at.window.goTo('发放');
  await at.window.sheet.getByRole('tab', { name: '历史补录' }).click();
  await take(at, name, PANE);
  await at.window.sheet.getByRole('tab', { name: '清册', exact: true }).click();
}

async function paper(at: Seat, copy: string, name: string): Promise<void> {
  const { window } = at;
  await window.goTo('发放');
  await window.page.evaluate(() => void (globalThis.print = () => undefined));
  await window.sheet.getByLabel('哪一联').click();
  await window.page.locator(`.ant-select-item-option[title="${copy}"]`).last().click();
  await window.sheet.getByRole('button', { name: '看纸样' }).click();
  await expect(window.page.locator('.is-roster').first()).toBeVisible();
  await take(at, `paper-${name}`);
  await toPaper(window, name);
  await window.press('Escape');
}

test('一个月的钱', async ({ bench }, testInfo) => {
  test.setTimeout(900_000);
  const { url } = await bench.ownCentre();
  const civil = await seat(bench, 'saren', url);
  const clerk = await seat(bench, 'naren', url);
  await money(civil, 'money-empty');
  await history(clerk);
  await issueRaise(civil, testInfo.outputPath('159999.2.json'));
  await syncNow(civil.line);
  await issue(civil.line, 'past.setMonths', { months: [{ month: LAST, financeFen: 19_000 }] });
  await big(civil, 'money-raise', (name) => raise(civil, name));
  await big(civil, 'money-past', (name) => past(civil, name));
  await big(clerk, 'money-past', (name) => past(clerk, name));
  await issue(civil.line, 'roster.build', { month: LAST, cycle: 'MONTHLY' });
  await rosterIs(civil, LAST, 'DRAFT');
  await big(civil, 'money-draft', (name) => money(civil, name));
  const { window } = civil;
  for (const act of ['核对过了', '锁定', '签字']) {
    await window.goTo('发放');
    await window.sheet.getByRole('button', { name: `${act} F9`, exact: true }).press('Enter');
    await syncNow(civil.line);
  }
  const federation = await seat(bench, 'chenliqun', url);
  await big(federation, 'money-locked', (name) => money(federation, name));
  await paper(federation, '残联联', 'roster-federation');
  await federation.window.sheet.getByRole('button', { name: '签字 F9', exact: true }).press('Enter');
  await syncNow(federation.line);
  await rosterIs(civil, LAST, 'SIGNED_BOTH');
  await paper(civil, '存档联', 'roster-archive');
  await window.sheet.getByRole('button', { name: '送财政 F9', exact: true }).press('Enter');
  await syncNow(civil.line);
  const finance = await seat(bench, 'batu', url);
  await big(finance, 'money-sent', (name) => money(finance, name));
  await paper(finance, '财政、银行联', 'roster-finance');
  await finance.window.sheet.getByRole('button', { name: '收到，开始发放 F9', exact: true }).press('Enter');
  await syncNow(finance.line);
  await rosterIs(finance, LAST, 'PAYING');
  await big(finance, 'money-paying', (name) => money(finance, name));
  await syncNow(clerk.line);
  await big(clerk, 'money-township', (name) => money(clerk, name));
  await paper(civil, '苏木镇公布联', 'roster-township');
  for (const desk of ['今日', '统计'])
    await big(finance, `desk-${desk}`, async (name) => {
      await finance.window.goTo(desk);
      await take(finance, name);
    });
});

test('旗县低于上级', async ({ bench }, testInfo) => {
  test.setTimeout(300_000);
  const path = testInfo.outputPath('15.1.json');
  const over = {
    packId: '15',
    region: '15',
    version: 1,
    documentNo: '内民发〔2026〕88号（虚构）',
    issuedBy: '自治区民政厅（虚构）',
  };
  const dates = { publishedOn: '2026-11-20', validFrom: '2026-11-22', lifts: [] };
  const standards = [{ id: 'N', benefit: 'NURSING' as const, amountFen: 20_000, from: NOW }];
  const pack = raised({ ...over, ...dates, standards } as Partial<IssuedPack>, 0, NOW);
  writeFileSync(path, packFileOf(signPack(pack, PROVINCE_SECRET)));
  const key = { region: '15', unitName: '自治区民政厅（虚构）', publicKey: packPublicKey(PROVINCE_SECRET) };
  const { signedBy, keySignature } = vouchFor(key, DEMO_FIRST_SECRET);
  const entered = [key.region, key.publicKey, `${signedBy}.${keySignature}`, key.unitName].join(':');
  const centre = await bench.ownCentre(['--pack-key', entered, '--take-pack', path]);
  expect(centre.log()).toContain('taken in as 15.1');
  const civil = await seat(bench, 'saren', centre.url);
  await take(civil, 'below-today');
  await big(civil, 'below', async (name) => {
    await civil.window.nav.getByRole('button', { name: '设置' }).click();
    await civil.window.sheet.getByRole('button', { name: /政策包/ }).click();
    await take(civil, name);
  });
});

async function tabs(at: Seat, desk: string, name: string): Promise<void> {
  await at.window.goTo(desk);
  const all = at.window.sheet.locator('[role="tab"]');
  for (let tab = 0; tab < (await all.count()); tab++) {
    await all.nth(tab).click();
    await take(at, `${name}-${tab}`);
  }
}

test('补录、核查、待办清单', async ({ bench }) => {
  test.setTimeout(600_000);
  const civil = await seat(bench, 'saren');
  const { townships } = await civil.line.desk.rollout.page();
  const targets = townships.map(({ code }) => ({ township: code, living: 1_234, nursing: 1 }));
  const about = { liveOn: '2026-11-01', targetMonth: LAST, targetFen: 12_345_600, financeFen: 12_345_600 };
  await big(civil, 'rollout-empty', async (name) => {
    await civil.window.goTo('统计');
    await civil.window.sheet.getByRole('tab', { name: '补录销号' }).click();
    await take(civil, name);
  });
  await issue(civil.line, 'rollout.setTarget', { rolloutId: null, targets, ...about });
  await waitUntilSynced(civil.line);
  await big(civil, 'reports', (name) => tabs(civil, '统计', name));
  const federation = await seat(bench, 'chenliqun');
  await federation.window.goTo('核查');
  await federation.window.press('F9');
  await expect(federation.window.sheet).toContainText('用它再抽，还是这份名单');
  await big(federation, 'spot', async (name) => {
    await federation.window.goTo('核查');
    await take(federation, `${name}-list`);
    await federation.window.sheet.locator('[data-row]').first().dblclick();
    await expect(federation.window.sheet).toContainText('用它再抽，还是这份名单');
    await take(federation, name);
    await federation.window.sheet.locator('[data-row]').first().click();
    await take(federation, `${name}-answer`);
  });
  const clerk = await seat(bench, 'naren');
  for (const at of [clerk, civil, federation]) {
    await big(at, 'checks', (name) => tabs(at, '核查', name));
    await big(at, 'matters', async (name) => {
      await at.window.goTo('今日');
      // In larger type the pane with the lists is folded.
      const fold = at.window.sheet.locator('.pane-toggle');
      if (await fold.isVisible()) await fold.click();
      await at.window.sheet
        .getByRole('button', { name: /^(待告知|主动发现|审定授权|追缴|异地转办|应退、提出的变动)$/ })
        .first()
        .press('Enter');
      const all = at.window.sheet.locator('[role="tab"]');
      for (let tab = 0; tab < (await all.count()); tab++) {
        await all.nth(tab).click();
        await take(at, `${name}-${tab}`);
        const row = at.window.sheet.locator('[data-row]').first();
        if (await row.count()) {
          await row.dblclick();
          await take(at, `${name}-${tab}-open`);
          await at.window.press('Escape');
        }
      }
    });
  }
});
