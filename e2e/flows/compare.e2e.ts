/** The month's comparison: the federation hands over its holder list, civil affairs compares, the township finds out about somebody who is not on it,
 *  and another of the office closes what holds the money back. Real files, real processes. */
import { writeFileSync } from 'node:fs';
import { centreRows } from '../harness/centre-rows.ts';
import type { TestInfo } from '@playwright/test';
import { expect, test, type Workbench } from '../harness/county.ts';
import { waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import { PapersDesk, screenshot } from '../harness/papers.ts';
import type { DeskWindow } from '../harness/window.ts';

const NORTH = 159999101000;
const HEADER = '姓名,身份证号,残疾人证号,有效期至,证件状态,户籍地址';
const EVIDENCE = '残联证明：证在换领，名单漏了';

interface Holder {
  readonly name: string;
  readonly idNumber: string;
  readonly line: string;
  readonly scope: number;
}

const READ = `SELECT DISTINCT p.scope, p.id, p.name, p.id_number AS "idNumber", p.certificate_number AS "certificateNumber",
    p.certificate_expires_on::text AS "expiresOn", p.hukou_address AS hukou
  FROM person p JOIN entitlement e ON e.scope = p.scope AND e.person_id = p.id
  WHERE e.state = 'ACTIVE' AND p.merged_into IS NULL ORDER BY p.scope, p.id`;

const holderOf = (row: Record<string, unknown>): Holder => {
  const text = (key: string): string => (typeof row[key] === 'string' ? row[key] : '');
  const cells = [text('name'), text('idNumber'), text('certificateNumber'), text('expiresOn'), '正常'];
  return {
    ...{ name: text('name'), idNumber: text('idNumber'), scope: Number(row['scope']) },
    line: [...cells, text('hukou').replaceAll(',', '，')].join(','),
  };
};

async function openChecks(window: DeskWindow, tab: string): Promise<void> {
  await window.goTo('核查');
  await window.sheet.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
}

/** The federation's file: everybody who holds a certificate but one. */
function writeList(info: TestInfo, holders: readonly Holder[], missing: Holder) {
  const path = info.outputPath('持证名单.csv');
  const listed = holders.filter((each) => each !== missing).map(({ line }) => line);
  writeFileSync(path, `\uFEFF${[HEADER, ...listed].join('\r\n')}\r\n`);
  return { path, count: listed.length };
}

/** The federation chooses its file, sees what was read of it, and hands it over. */
async function handOver(
  bench: Workbench,
  testInfo: TestInfo,
  { path, count }: ReturnType<typeof writeList>,
): Promise<void> {
  await test.step('残联：选文件，看读出了多少，移交', async () => {
    const desk = await bench.desk({ as: 'chenliqun' });
    const line = await bench.line(desk);
    await waitUntilSynced(line);
    const window = await bench.window(desk);
    await openChecks(window, '数据比对');
    await expect(window.status).toContainText('F8 读入名册');
    await window.press('F8');
    await expect(window.status).toContainText('F8 选文件');
    window.willChoose(path);
    await expect(async () => {
      await window.press('F8');
      await expect(window.sheet).toContainText('持证名单.csv', { timeout: 5_000 });
    }).toPass({ timeout: 40_000 });
    await expect(window.sheet).toContainText(`读出 ${count.toLocaleString('en-US')} 条`);
    await window.page.screenshot({ path: testInfo.outputPath('hand-over.png') });
    await window.press('F9');
    await expect(window.sheet.getByRole('row').filter({ hasText: '持证残疾人名单' })).toContainText('已交', {
      timeout: 60_000,
    });
    await waitUntilSynced(line);
  });
}

/** A register whose headers are nobody's words: the columns are matched by hand, and it is handed over. */
async function mapDeaths(window: DeskWindow, testInfo: TestInfo): Promise<void> {
  const path = testInfo.outputPath('火化登记.csv');
  writeFileSync(path, '\uFEFF逝者,证件,何时火化\r\n那木拉,159999193001010012,2026-09-30\r\n');
  await window.press('F8');
  await window.sheet.getByRole('radio', { name: '死亡、火化名册' }).check();
  window.willChoose(path);
  await window.press('F8');
  await expect(window.sheet).toContainText('按表头的字认不出');
  await window.sheet.getByLabel('表头在').click();
  await window.page
    .getByTitle(/^第 1 行/)
    .last()
    .click();
  for (const [header, field] of [
    ['证件', '身份证号'],
    ['何时火化', '死亡日期'],
  ] as const) {
    await window.sheet.getByLabel(new RegExp(`“${header}”当作什么`)).click();
    await window.page.getByTitle(field, { exact: true }).last().click();
  }
  await window.page.screenshot({ path: testInfo.outputPath('map-columns.png') });
  await window.press('F7');
  await expect(window.sheet).toContainText('读出 1 条');
  await window.press('F9');
  await expect(window.sheet.getByRole('row').filter({ hasText: '死亡、火化名册' })).toContainText('已交');
}

/** The township writes what the evidence is; who wrote it is not offered to close it. */
async function answerFinding(bench: Workbench, testInfo: TestInfo, missing: Holder): Promise<void> {
  await test.step('苏木镇：经办人写明情况，自己不能销号', async () => {
    const desk = await bench.desk({ as: 'naren' });
    const line = await bench.line(desk);
    await waitFor(
      'the township has the finding',
      () => line.desk.compare.findings({ show: 'todo', severity: 'BLOCK_ROSTER', offset: 0, limit: 50 }),
      ({ rows }) => rows.some(({ name }) => name === missing.name),
      60_000,
    );
    const window = await bench.window(desk);
    await openChecks(window, '待核实');
    const row = window.sheet.getByRole('row').filter({ hasText: missing.name }).first();
    await expect(row).toContainText('残联名单里没有这本证');
    await window.page.screenshot({ path: testInfo.outputPath('findings.png') });
    await row.dblclick();
    await window.press('F8');
    await window.sheet.getByRole('radio', { name: '我们的资料没错，名册错了' }).check();
    await window.sheet.getByLabel(/凭什么/).fill(EVIDENCE);
    await window.sheet.getByRole('button', { name: '添一张照片或 PDF' }).click();
    await new PapersDesk(window).add('其他材料', screenshot(240));
    await window.page.screenshot({ path: testInfo.outputPath('answer.png') });
    // Whoever presses F9 the moment the paper is said to be saved answers with that paper.
    await window.press('F9');
    await expect(window.sheet).toContainText(EVIDENCE);
    await expect(window.sheet.getByRole('button', { name: /^其他材料，/ })).toBeVisible();
    await expect(window.page.getByRole('button', { name: /^销号/ })).toHaveCount(0);
    await waitUntilSynced(line);
  });
}

test('残联移交名单，民政比对，苏木镇写明情况，换人销号', async ({ bench }, testInfo) => {
  const holders = (await centreRows(await bench.centre(), READ)).map(holderOf);
  const missing = holders.find(({ scope }) => scope === NORTH);
  if (!missing) throw new Error('nobody receives');
  const { path, count } = writeList(testInfo, holders, missing);

  await handOver(bench, testInfo, { path, count });

  await test.step('民政：名单到了，比对', async () => {
    const desk = await bench.desk({ as: 'saren' });
    const line = await bench.line(desk);
    await waitUntilSynced(line);
    const window = await bench.window(desk);
    await openChecks(window, '数据比对');
    const list = window.sheet.getByRole('row').filter({ hasText: '持证残疾人名单' });
    await expect(list).toContainText('已交，在这台电脑上', { timeout: 60_000 });
    await mapDeaths(window, testInfo);
    await window.press('F9');
    await expect(window.sheet.locator('..')).toContainText('新发现', { timeout: 120_000 });
    await window.page.screenshot({ path: testInfo.outputPath('compare.png') });
    const reports = window.nav.getByRole('button', { name: '统计' });
    await reports.click();
    await expect(window.sheet).toContainText('单位：人数');
    await window.page.screenshot({ path: testInfo.outputPath('statistics.png') });
    for (const dimension of ['残疾等级', '年龄'])
      await window.sheet.getByRole('checkbox', { name: dimension }).check();
    await expect(window.sheet).toContainText('在享人数：按几项一起分');
    await window.page.screenshot({ path: testInfo.outputPath('statistics-cross.png') });
    await window.sheet.getByRole('checkbox', { name: /对外公布/ }).check();
    await expect(window.sheet).toContainText('最多 2 项');
    await window.page.screenshot({ path: testInfo.outputPath('statistics-outside.png') });
    await waitUntilSynced(line);
  });

  await answerFinding(bench, testInfo, missing);

  await test.step('审核人销号', async () => {
    const desk = await bench.desk({ as: 'wangjianguo' });
    const line = await bench.line(desk);
    await waitUntilSynced(line);
    const window = await bench.window(desk);
    await openChecks(window, '待核实');
    const row = window.sheet.getByRole('row').filter({ hasText: missing.name }).first();
    await expect(row).toContainText('已写明，待销号');
    await row.dblclick();
    await window.sheet.getByRole('button', { name: /^其他材料/ }).click();
    await expect(window.page.getByRole('dialog')).toBeVisible();
    await window.press('Escape');
    await window.page.screenshot({ path: testInfo.outputPath('close.png') });
    await window.press('F9');
    await waitFor(
      'it is closed',
      () => line.desk.compare.findings({ show: 'closed', offset: 0, limit: 50 }),
      ({ rows }) => rows.some(({ name, closedBy }) => name === missing.name && closedBy === '王建国'),
    );
    await waitUntilSynced(line);
  });
});
