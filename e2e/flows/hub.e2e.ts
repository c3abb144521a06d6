/** An office where one computer alone reaches the county: the others leave their work there by themselves, and the receipts come back. */
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { axeFindings } from '../harness/axe.ts';
import { expect, test } from '../harness/county.ts';
import { issue, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import type { DeskWindow } from '../harness/window.ts';

const PICTURES = join(root, 'screenshots');
const numbersOf = (window: DeskWindow) => window.sheet.locator('.sync-number b').allInnerTexts();
const panel = (window: DeskWindow, title: string) =>
  window.sheet.locator('.panel').filter({ has: window.page.getByRole('heading', { name: title }) });

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
  return promise;
}

async function picture(window: DeskWindow, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await window.page.screenshot({ path: join(PICTURES, `hub-${name}.png`) });
}

async function openSettings(window: DeskWindow): Promise<void> {
  await window.nav.getByRole('button', { name: '设置' }).click();
}

/** Somebody who may switches the hub on; what its screen says to be typed at the others. */
async function openHub(office: DeskWindow, port: number): Promise<{ place: string; code: string }> {
  await openSettings(office);
  const here = panel(office, '这台电脑给办公室中转');
  await here.getByLabel('端口').fill(String(port));
  await here.getByRole('button', { name: '打开中转' }).click();
  await expect(here.locator('.hub-code')).toHaveText(/^(\d{4} ){5}\d{4}$/);
  await expect(here.getByRole('status').first()).toContainText('没有人的包在这里');
  expect.soft(await axeFindings(office), 'the hub’s settings').toEqual([]);
  const [address] = await here.locator('dd .num').allInnerTexts();
  await picture(office, 'here');
  return { place: address ?? '', code: await here.locator('.hub-code').innerText() };
}

/** A slip of typing is found at once. */
async function joinHub(clerk: DeskWindow, place: string, code: string): Promise<void> {
  await openSettings(clerk);
  await expect(panel(clerk, '这台电脑给办公室中转')).toContainText('请本单位负责审核的同事');
  const there = panel(clerk, '没网时交给办公室的中转');
  await there.getByLabel('中转电脑的地址').fill(place);
  const last = code.at(-1) ?? '';
  await there.getByLabel('中转码').fill(code.slice(0, -1) + String((Number(last) + 1) % 10));
  await there.getByRole('button', { name: '用这台中转' }).click();
  await expect(there.locator('.refusal-line')).toContainText('可能输错了一位');
  await there.getByLabel('中转码').fill(code);
  await clerk.press('Enter');
  await expect(there).toContainText('民政办-1');
  expect.soft(await axeFindings(clerk), 'the desk’s settings').toEqual([]);
}

test('办公室里只有一台连得上旗里：别的电脑没网时自己交给它，回执自己回来', async ({ bench }) => {
  const proxy = await bench.proxy();
  const { window: office } = await bench.seat({ as: 'wangjianguo' });
  const { line, window: clerk } = await bench.seat({ as: 'naren', through: proxy });
  const port = await freePort();

  const { place, code } = await test.step('审核的同事在能上网的电脑上打开中转', () => openHub(office, port));
  await test.step('收件的电脑照着输地址和中转码；输错一位马上知道', () => joinHub(clerk, place, code));

  await test.step('网断了，照常收件；同步页说包在中转电脑上，数还是加得起来', async () => {
    proxy.cut();
    for (const name of ['阿拉坦', '王桂花', '李铁山'])
      await issue(line, 'application.submit', applicationArgs(named(name, newPerson(fitsBoth))));
    await clerk.goTo('同步');
    await expect.poll(() => numbersOf(clerk), { timeout: 60_000 }).toEqual(['3', '0', '3', '0', '0']);
    const card = panel(clerk, '办公室中转');
    await expect(card).toContainText(/第 \d+ 号包 · 3 条 .* 回执已取回/);
    await expect(card).toContainText('民政办-1连得上旗里');
    await picture(clerk, 'card');
    const { rows } = await line.desk.journal.acts({ place: 'received', offset: 0, limit: 3 });
    for (const { number } of rows)
      expect(await line.desk.journal.act({ number })).toMatchObject({ proof: 'proved' });
  });

  await test.step('中转关着：页上说清楚，东西都在；打开了就交得出去，还是那个码', async () => {
    await openSettings(office);
    await panel(office, '这台电脑给办公室中转').getByRole('button', { name: '关掉中转' }).click();
    await issue(line, 'application.submit', applicationArgs(named('赵六', newPerson(fitsBoth))));
    const card = panel(clerk, '办公室中转');
    await card.getByRole('button', { name: '现在交一次' }).click();
    await expect(card).toContainText('中转电脑没有应答');
    await expect.poll(() => numbersOf(clerk)).toEqual(['4', '1', '3', '0', '0']);
    await picture(clerk, 'no-answer');
    await panel(office, '这台电脑给办公室中转').getByRole('button', { name: '打开中转' }).click();
    await expect(panel(office, '这台电脑给办公室中转').locator('.hub-code')).toHaveText(code);
    await card.getByRole('button', { name: '现在交一次' }).click();
    await expect.poll(() => numbersOf(clerk), { timeout: 60_000 }).toEqual(['4', '0', '4', '0', '0']);
  });

  await test.step('English: the same card and settings', async () => {
    await openSettings(clerk);
    await clerk.sheet.getByText('English').click();
    await expect(panel(clerk, 'Without a link: by the hub of the office')).toContainText('In use');
    expect.soft(await axeFindings(clerk), 'settings in English').toEqual([]);
    await picture(clerk, 'settings-english');
    await clerk.page.keyboard.press('Escape');
    await expect(panel(clerk, 'Hub of the office')).toContainText('receipts fetched');
    await picture(clerk, 'card-english');
  });

  await test.step('网通了：什么也不会再来一遍', async () => {
    proxy.restore();
    await line.desk.link.tryNow();
    await waitUntilSynced(line);
    await expect.poll(() => numbersOf(clerk)).toEqual(['4', '0', '4', '0', '0']);
  });
});
