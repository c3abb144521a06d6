/** A tour of every screen of every desk, by keys alone, under the full content policy: no breach of it, no error in the console
 *  (both are held against every window, county.ts), nothing that axe finds, and whatever can be pressed can be reached by Tab. */
import { axeFindings } from '../harness/axe.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { waitUntilSynced } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { fitsBoth, named, newPerson } from '../harness/people.ts';
import type { Account } from '../harness/processes.ts';
import type { DeskWindow } from '../harness/window.ts';

const TAB_STOPS_MAX = 150;
/** Until a screen has read what it shows. */
const READING_MS = 250;

async function openWindowOf(bench: Workbench, account: Account): Promise<DeskWindow> {
  const desk = await bench.desk({ as: account });
  await waitUntilSynced(await bench.line(desk));
  return bench.window(desk);
}

/** Words of what Tab should reach but did not. A widget with a moving focus is one stop. */
async function unreachable({ page }: DeskWindow): Promise<string[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const canPress =
      'a[href], button:enabled, input:enabled:not([type=hidden]), textarea:enabled, [tabindex="0"]';
    for (const one of document.querySelectorAll<HTMLElement>(canPress)) {
      const isHidden = !one.checkVisibility({ visibilityProperty: true });
      const isRoving = one.tabIndex < 0;
      const isRadio = one instanceof HTMLInputElement && one.type === 'radio';
      if (!isHidden && !isRoving && !isRadio) one.dataset['untouched'] = '';
    }
  });
  for (let stops = 0; stops < TAB_STOPS_MAX; stops += 1) {
    await page.keyboard.press('Tab');
    const left = await page.evaluate(() => {
      delete (document.activeElement as HTMLElement | null)?.dataset['untouched'];
      return document.querySelectorAll('[data-untouched]').length;
    });
    if (left === 0) return [];
  }
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-untouched]')].map((one) => one.outerHTML.slice(0, 160)),
  );
}

async function look(window: DeskWindow, what: string): Promise<void> {
  await test.step(what, async () => {
    await window.page.waitForTimeout(READING_MS);
    expect.soft(await axeFindings(window), what).toEqual([]);
    expect.soft(await unreachable(window), `${what}：按 Tab 到不了`).toEqual([]);
  });
}

/** Every desk of the navigation, by its Alt+digit; then the settings, which have no digit. */
async function walkDesks(window: DeskWindow, desks: number): Promise<void> {
  const words = window.nav.locator('li:has(.nav-key) .nav-word');
  await expect(words).toHaveCount(desks);
  for (const word of await words.allTextContents()) {
    await window.goTo(word);
    await expect(window.page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(window, word);
  }
  await window.nav.getByRole('button', { name: '设置' }).focus();
  await window.press('Enter');
  await expect(window.page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  await look(window, '设置');
}

test('登录那一页', async ({ bench }) => {
  const window = await bench.window(await bench.desk());
  await expect(window.page.getByLabel('密码')).toBeVisible();
  await look(window, '登录');
});

test('经办人的每一张台，只用键盘走一遍', async ({ bench }) => {
  test.setTimeout(300_000);
  const window = await openWindowOf(bench, 'naren');
  await walkDesks(window, 11);
  await test.step('找人、打开、更正', async () => {
    await window.press('F3');
    await window.page.keyboard.type('刘');
    await expect(window.sheet.getByRole('row').nth(1)).toContainText('刘');
    await window.press('Enter');
    await expect(window.sheet.getByRole('row').nth(1)).toBeFocused();
    await window.press('Enter');
    await expect(window.page.getByRole('heading', { level: 1, name: '刘' })).toBeFocused();
    await look(window, '案件页');
    const rules = window.page.getByText(/看过的 \d+ 条规定/);
    await rules.first().press('Enter');
    await expect(window.page.getByText('依据：国发〔2015〕52号二（一）').first()).toBeVisible();
    await look(window, '为什么');
    for (const what of ['更正账户', '更正电话']) {
      await window.sheet.getByRole('button', { name: new RegExp(what.replace('更正', '更正\\s*')) }).focus();
      await window.press('Enter');
      await expect(window.sheet.getByRole('region', { name: what })).toBeVisible();
      await window.press('F9');
      await look(window, what);
      await window.press('Escape');
    }
  });
  await test.step('收件的单子有错的时候', async () => {
    await window.goTo('受理');
    // The screen is read in when it is first asked for; a key before that is nobody's.
    await expect(window.sheet.getByRole('heading', { level: 1, name: '受理' })).toBeVisible();
    await window.press('F9');
    await expect(window.sheet).toContainText('还没填姓名。');
    await look(window, '受理，有错');
  });
});

test('残联、财政和民政的每一张台，只用键盘走一遍', async ({ bench }) => {
  test.setTimeout(300_000);
  await walkDesks(await openWindowOf(bench, 'chenliqun'), 9);
  await walkDesks(await openWindowOf(bench, 'batu'), 4);
  const window = await openWindowOf(bench, 'saren');
  await walkDesks(window, 9);
  await test.step('户口迁到别的苏木镇', async () => {
    await window.openCase('刘');
    await window.sheet.getByRole('button', { name: '户口迁出' }).press('Enter');
    await expect(window.sheet.getByRole('region', { name: '户口迁到别的苏木镇' })).toBeVisible();
    await window.press('F9');
    await look(window, '户口迁出，有错');
  });
});

test('不碰鼠标，从头到尾收一件申请', async ({ bench }) => {
  const person = named('珠拉', newPerson(fitsBoth));
  const window = await openWindowOf(bench, 'naren');
  await window.goTo('受理');
  await new IntakeForm(window).fillByKeys(person);
  await expect(window.status).toContainText('F9 受理');
  await window.press('F9');
  await expect(window.page.getByRole('heading', { level: 1, name: '已受理' })).toBeFocused();
  await expect(window.sheet).toContainText('县级已收', { timeout: 30_000 });
  await window.goTo('同步');
  await window.sheet.getByRole('button', { name: /^全部 / }).press('Enter');
  await expect(window.page.getByRole('heading', { level: 1, name: '全部回执' })).toBeVisible();
  await look(window, '全部回执');
});
