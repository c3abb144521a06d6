/** Pictures of every desk as each role sees it, with each tab, into screenshots/roles/; two roles in the largest type, one at high contrast. Looked
 *  at by people; nothing compares them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { expect, test } from '../harness/county.ts';
import { waitUntilSynced } from '../harness/desk-line.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots', 'roles');
const SETTLED_MS = 500;
const ROLES = [
  ...([['naren'], ['wangjianguo'], ['chenliqun'], ['saren'], ['batu'], ['hasi']] as const),
  ...([
    ['naren', '两倍'],
    ['saren', '两倍'],
    ['saren', '黑白分明'],
  ] as const),
];

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

async function take(window: DeskWindow, name: string): Promise<void> {
  await window.page.waitForTimeout(SETTLED_MS);
  await window.page.screenshot({ path: join(folder, `${name}.png`) });
}

async function dress(window: DeskWindow, look: string): Promise<void> {
  await window.nav.getByRole('button', { name: '设置' }).click();
  if (look === '黑白分明') await window.page.getByRole('checkbox', { name: /黑、白/ }).check();
  else await window.page.getByRole('radio', { name: look }).check();
}

for (const [account, look = ''] of ROLES) {
  test(`每一台：${account}${look}`, async ({ bench }) => {
    test.setTimeout(240_000);
    const desk = await bench.desk({ as: account });
    await waitUntilSynced(await bench.line(desk));
    const window = await bench.window(desk);
    if (look) await dress(window, look);
    await expect(window.nav.getByRole('button').first()).toBeVisible();
    const places = await window.nav.getByRole('button').allInnerTexts();
    const words = places.map((text) => text.split('\n')[0]?.trim() ?? '');
    for (const [at, word] of words.entries()) {
      await window.nav.getByRole('button').nth(at).click();
      const name = `${account}${look}-${String(at + 1).padStart(2, '0')}-${word}`;
      await take(window, name);
      const tabs = window.sheet.locator('[role="tab"]');
      const count = await tabs.count();
      for (let tab = 1; tab < count; tab++) {
        await tabs.nth(tab).click();
        await take(window, `${name}-${tab}`);
      }
    }
    const packs = window.sheet.getByRole('button', { name: /政策包/ });
    if (await packs.count()) {
      await packs.first().click();
      await take(window, `${account}${look}-20-packs`);
    }
  });
}
