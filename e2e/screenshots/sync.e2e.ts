/** Pictures of the line to the county, of receipts, and of a household that moves, in ordinary and in the largest type (200 %), into
 *  screenshots/sync/. Looked at by people; nothing compares them, but axe finds nothing on them.                        */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { root } from '../../scripts/sources.ts';
import { axeFindings } from '../harness/axe.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import type { Account } from '../harness/processes.ts';
import { ShapedLine } from '../harness/shaped-line.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots', 'sync');
const SETTLED_MS = 500;
const SCALES: Readonly<Record<string, string>> = { 100: '平常', 200: '两倍' };
/** 20 kbit/s, far away. */
const THIN = { bytesPerSecond: 2_500, delayMs: 400 };
const ACTS = 60;

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

interface Seat {
  readonly line: DeskLine;
  readonly window: DeskWindow;
}

async function seat(bench: Workbench, as: Account, central?: string): Promise<Seat> {
  const desk = await bench.desk({ as, ...(central !== undefined && { central }) });
  return { line: await bench.line(desk), window: await bench.window(desk) };
}

/** A camera of one size of type. */
class Camera {
  readonly #scale: string;

  constructor(scale: string) {
    this.#scale = scale;
  }

  async setUp({ nav, page }: DeskWindow): Promise<void> {
    await nav.getByRole('button', { name: '设置' }).click();
    await page.getByRole('radio', { name: SCALES[this.#scale] ?? '', exact: true }).check();
  }

  /** The picture alone: a list that is open lies over the page, outside its landmarks. */
  async picture(window: DeskWindow, name: string): Promise<void> {
    await window.page.waitForTimeout(SETTLED_MS);
    await window.page.screenshot({ path: join(folder, `${name}-${this.#scale}.png`) });
  }

  async take(window: DeskWindow, name: string): Promise<void> {
    await this.picture(window, name);
    expect.soft(await axeFindings(window), name).toEqual([]);
  }
}

const phoneArgs = (personId: number, phone: string) => ({
  personId,
  contact: { phone, statedOn: '2026-11-22' },
  reason: '本人来电',
});

for (const scale of Object.keys(SCALES)) {
  const camera = new Camera(scale);

  test(`线路、回执，${scale}%`, async ({ bench }) => {
    test.setTimeout(240_000);
    const shaped = await new ShapedLine((await bench.centre()).url, seededRandom(1)).start();
    const proxy = await bench.proxy(shaped.url);
    const { line, window } = await seat(bench, 'naren', proxy.url);
    await waitUntilSynced(line);
    await camera.setUp(window);
    await window.goTo('同步');
    await camera.take(window, '1-rest');
    const [, personId = 0] = await issue(line, 'application.submit', {
      ...applicationArgs(named(`托娅${scale}`, newPerson(fitsBoth)), 'ACCEPT'),
    });
    await syncNow(line);
    proxy.cut();
    for (let at = 0; at < ACTS; at += 1)
      await issue(line, 'person.edit', phoneArgs(personId, `139${String(10_000_000 + at)}`));
    await window.goTo('同步');
    await camera.take(window, '2-silent');
    shaped.become(THIN);
    proxy.restore();
    await line.desk.link.tryNow();
    await expect(window.page.locator('.link-line')).toContainText('正在上传', { timeout: 30_000 });
    await camera.take(window, '3-sending');
    shaped.become({});
    await waitUntilSynced(line);
    await window.goTo('同步');
    await camera.take(window, '4-sent');
    await window.sheet.getByRole('button', { name: /^全部 / }).click();
    await expect(window.page.getByRole('heading', { level: 1, name: '全部回执' })).toBeVisible();
    await camera.take(window, '5-receipts');
    await window.press('Control+p');
    await camera.take(window, '6-receipts-paper');
    await shaped.close();
  });

  test(`第一次取资料，${scale}%`, async ({ bench }) => {
    test.setTimeout(120_000);
    const shaped = await new ShapedLine((await bench.centre()).url, seededRandom(2)).start();
    const desk = await bench.desk({ central: shaped.url, computer: '办公室-9' });
    const window = await bench.window(desk);
    await window.signIn({ account: 'naren' });
    shaped.become({ bytesPerSecond: 1_500, delayMs: 100 });
    await camera.setUp(window);
    await window.goTo('同步');
    await expect(window.page.locator('.link-line')).toContainText('正在下载本机资料', { timeout: 30_000 });
    await window.page.waitForTimeout(4_000);
    await camera.take(window, '7-first-sync');
    shaped.become({});
    await shaped.close();
  });

  test(`迁户口，${scale}%`, async ({ bench }) => {
    test.setTimeout(180_000);
    const person = named(`索伦嘎${scale}`, newPerson(fitsBoth));
    const wife = named(`其木格${scale}`, { ...newPerson(fitsBoth), hukouAddress: person.hukouAddress });
    const proxy = await bench.proxy();
    const home = await bench.desk({ as: 'naren', through: proxy });
    const naren: Seat = { line: await bench.line(home), window: await bench.window(home) };
    const [, personId = 0] = await issue(naren.line, 'application.submit', applicationArgs(person, 'ACCEPT'));
    await issue(
      naren.line,
      'application.submit',
      applicationArgs({ ...wife, hukouVillage: person.hukouVillage }, 'ACCEPT'),
    );
    await syncNow(naren.line);
    proxy.cut();
    await issue(naren.line, 'person.edit', phoneArgs(personId, '13912345678'));

    const saren = await seat(bench, 'saren');
    await waitUntilSynced(saren.line);
    await camera.setUp(saren.window);
    const { page, sheet } = saren.window;
    await saren.window.openCase(person.name);
    await camera.take(saren.window, '8-case');
    await sheet.getByRole('button', { name: '户口迁出' }).click();
    await saren.window.press('F9');
    await camera.take(saren.window, '8-move-faults');
    await page.getByLabel('迁到哪里').fill('向阳');
    await camera.picture(saren.window, '8-move-village');
    await saren.window.press('Enter');
    await sheet.getByRole('button', { name: '都一起迁' }).click();
    await page.getByLabel('凭什么').fill('新户口簿，准迁证 0231');
    await camera.take(saren.window, '8-move');
    await saren.window.press('F9');
    await waitUntilSynced(saren.line);
    await camera.take(saren.window, '8-moved');

    proxy.restore();
    await syncNow(naren.line);
    await camera.setUp(naren.window);
    await naren.window.goTo('同步');
    await camera.take(naren.window, '9-told');
    await naren.window.sheet.getByRole('button', { name: '看这一条' }).last().click();
    await camera.take(naren.window, '9-act');
    await naren.window.press('F3');
    await naren.window.page.getByRole('searchbox', { name: '找人' }).fill(person.name);
    await camera.take(naren.window, '9-departed');

    const gaomin = await seat(bench, 'gaomin');
    await waitUntilSynced(gaomin.line);
    await camera.setUp(gaomin.window);
    await gaomin.window.goTo('冲突');
    await camera.take(gaomin.window, '10-forwarded');
    await gaomin.window.openCase(person.name);
    await camera.take(gaomin.window, '10-case');
  });
}
