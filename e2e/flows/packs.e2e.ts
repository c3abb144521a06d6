/** A new policy pack on its way: the county's civil affairs looks at the signed file and issues it, the centre takes it in and judges again, and the
 *  township reads whose amount is another, by which rule and document. Real files, signatures and processes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import { packFileOf, signPack } from '#shared/sync/signed-pack.ts';
import { root } from '../../scripts/sources.ts';
import { DEMO_PACK_SECRET, demoPack } from '../../src-server/packs/demo-pack.ts';
import { centreRows } from '../harness/centre-rows.ts';
import { expect, test } from '../harness/county.ts';
import { waitFor, waitUntilSynced } from '../harness/desk-line.ts';
import type { DeskWindow } from '../harness/window.ts';

const PICTURES = join(root, 'screenshots');
const DOCUMENT = '乌民发〔2026〕40号（虚构）';
const STRANGER = new Uint8Array(32).fill(3);

/** NURSING of grade 1 is 136.50 yuan from 2026-11, and the county draws three spot checks a year; nothing else changes. */
function raised(validFrom: string): IssuedPack {
  const first = demoPack();
  return {
    ...first,
    ...{ version: 2, documentNo: DOCUMENT, publishedOn: validFrom, validFrom },
    procedure: { spotCheck: { perYear: 3 } },
    standards: [
      ...first.standards,
      { id: 'N1-2026-11', benefit: 'NURSING', amountFen: 13_650, from: '2026-11', grades: [1] },
    ],
  };
}

async function openPacks(window: DeskWindow): Promise<void> {
  await window.nav.getByRole('button', { name: '设置' }).click();
  await window.sheet.getByRole('button', { name: /政策包/ }).click();
  await expect(window.page.getByRole('heading', { level: 1, name: '政策包' })).toBeVisible();
}

const take = (window: DeskWindow, name: string) =>
  window.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });

/** The numbers of the procedure with who set them, then the keys. */
async function lookAtTheRest(window: DeskWindow): Promise<void> {
  await window.sheet.getByRole('heading', { name: '现在的办理规则' }).scrollIntoViewIfNeeded();
  await expect(window.sheet.getByRole('row', { name: '每家一年抽查几次' })).toContainText('159999.2');
  await take(window, '63-pack-numbers');
  await window.sheet.getByRole('heading', { name: '认哪些钥匙' }).scrollIntoViewIfNeeded();
  await take(window, '64-pack-keys');
}

test('旗民政发布新的政策包，在办和在享的重新判过，经办人看到变了什么', async ({ bench }, testInfo) => {
  mkdirSync(PICTURES, { recursive: true });
  const centre = await bench.centre();
  const county = await bench.desk({ as: 'saren' });
  const countyLine = await bench.line(county);
  await waitUntilSynced(countyLine);
  const today = (await countyLine.desk.today.overview()).today;
  const path = testInfo.outputPath('159999.2.json');
  const ofStranger = testInfo.outputPath('stranger.json');
  writeFileSync(path, packFileOf(signPack(raised(today), DEMO_PACK_SECRET)));
  writeFileSync(ofStranger, packFileOf(signPack(raised(today), STRANGER)));

  await test.step('旗民政：别人签的不能用；签好的先看改什么，再发布', async () => {
    const window = await bench.window(county);
    await openPacks(window);
    await expect(window.sheet).toContainText('首次接入时记下');
    const file = window.sheet.getByLabel('文件');
    await file.setInputFiles(ofStranger);
    await expect(window.sheet.getByRole('alert')).toContainText('签名用的钥匙没有登记');
    await file.setInputFiles(path);
    await expect(window.sheet).toContainText('136.50');
    await expect(window.sheet.getByRole('row', { name: '每家一年抽查几次' }).first()).toContainText('→ 3');
    await take(window, '60-pack-look');
    await window.sheet.getByRole('button', { name: '发布', exact: true }).click();
    await expect(window.sheet.getByRole('status')).toContainText('本机已存');
    await waitUntilSynced(countyLine);
  });

  const changed = await waitFor(
    'the county is judged again',
    () => centreRows(centre, `SELECT state, changed FROM reevaluation WHERE pack_name = '159999.2'`),
    (rows) => rows[0]?.['state'] === 'DONE',
    60_000,
  );
  expect(Number(changed[0]?.['changed'])).toBeGreaterThan(0);

  await test.step('苏木镇：今日里有一行，点开看谁变了、凭哪个文件，看过的划掉', async () => {
    const desk = await bench.desk({ as: 'naren' });
    const line = await bench.line(desk);
    const { changes } = await waitFor(
      'the township has the changes',
      () => line.desk.packs.overview(),
      (overview) => overview.changes.total > 0,
      60_000,
    );
    const window = await bench.window(desk);
    const link = window.sheet.getByRole('button', { name: `政策包变了，要看的有 ${changes.total} 项` });
    await take(window, '61-pack-today');
    await link.click();
    const [row] = changes.rows;
    const shown = window.sheet
      .getByRole('row')
      .filter({ hasText: row?.name ?? '' })
      .first();
    await expect(shown).toContainText('136.50');
    await expect(shown).toContainText(DOCUMENT);
    await take(window, '62-pack-changes');
    await shown.getByRole('button', { name: '看过了' }).click();
    await waitFor(
      'one less to look at',
      () => line.desk.packs.overview(),
      (overview) => overview.changes.total === changes.total - 1,
    );
    await window.sheet.getByRole('button', { name: `下面 ${changes.total - 1} 项都看过了` }).click();
    await expect(window.sheet).toContainText('没有要看的变化');
    await lookAtTheRest(window);
    await waitUntilSynced(line);
  });
});
