/** Pictures of the screens in English, in ordinary and in larger type (150 %), into screenshots/english/: English is longer than
 *  Chinese, and what does not fit is seen here. Looked at by people; nothing compares them.                              */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { expect, test } from '../harness/county.ts';
import { issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { makeRoster } from '../harness/make-roster.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots', 'english');
const SETTLED_MS = 400;
const SCALES: Readonly<Record<string, string>> = { 100: 'Normal', 150: 'Larger' };
const DESKS = [
  ...['today', 'intake', 'cases', 'review', 'publicity', 'checks', 'payments'],
  ...['conflicts', 'import', 'reports', 'sync'],
];
const ROSTER_PEOPLE = 200;

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

/** A window in English and in one size of type, chosen in the settings as a person does. */
class Camera {
  readonly window: DeskWindow;
  readonly #scale: string;

  constructor(window: DeskWindow, scale: string) {
    this.window = window;
    this.#scale = scale;
  }

  async setUp(): Promise<void> {
    await this.window.nav.getByRole('button', { name: '设置' }).click();
    await this.window.page.getByRole('radio', { name: 'English' }).check();
    await this.window.page.getByRole('radio', { name: SCALES[this.#scale] ?? '' }).check();
    await this.take('settings');
  }

  async take(name: string): Promise<void> {
    await this.window.page.waitForTimeout(SETTLED_MS);
    await this.window.page.screenshot({ path: join(folder, `${name}-${this.#scale}.png`) });
  }

  async goTo(digit: number, name: string): Promise<void> {
    await this.window.press(digit > 10 ? 'Alt+Minus' : `Alt+Digit${digit % 10}`);
    await this.take(name);
  }

  async openCase(name: string, text: string): Promise<void> {
    await this.window.press('F3');
    await this.window.page.keyboard.type(text);
    await this.window.sheet.getByRole('row').filter({ hasText: name }).first().dblclick();
  }
}

for (const scale of Object.keys(SCALES)) {
  test(`苏木的台，英文，${scale}%`, async ({ bench }) => {
    test.setTimeout(300_000);
    const proxy = await bench.proxy();
    const desk = await bench.desk({ as: 'naren', through: proxy });
    const line = await bench.line(desk);
    await waitUntilSynced(line);
    const window = await bench.window(desk);
    const camera = new Camera(window, scale);
    const person = named('阿茹娜', newPerson(fitsBoth));
    const form = new IntakeForm(window);
    await window.goTo('受理');
    await form.fillPerson(person);
    await form.fillCertificate(person);
    await form.fillBenefits(person);
    await expect(window.sheet).toContainText('草稿已存在本机');
    await camera.setUp();
    for (const [at, name] of DESKS.entries()) await camera.goTo(at + 1, `${at + 1}-${name}`);
    await camera.goTo(2, '2-intake-drafts');
    await window.press('F9');
    await camera.take('2-intake-next');
    await window.press('F9');
    await camera.take('2-intake-faults');
    const other = named('乌云其其格', newPerson(fitsBoth));
    await issue(line, 'application.submit', applicationArgs(other, 'ACCEPT'));
    await syncNow(line);
    proxy.cut();
    const [personId] = await issue(line, 'application.submit', {
      ...applicationArgs(named('阿拉坦', newPerson(fitsBoth)), 'KEEP'),
    });
    await camera.openCase(other.name, other.idNumber);
    await camera.take('3-case');
    for (const what of ['Account', 'Phone']) {
      await window.sheet.getByRole('button', { name: new RegExp(`Correct\\s*${what}`) }).click();
      await window.press('F9');
      await camera.take(`3-case-${what.toLowerCase()}`);
      await window.press('Escape');
    }
    expect(personId).toBeDefined();
    await camera.goTo(1, '1-today-offline');
    await camera.goTo(11, '11-sync-waiting');
    await window.sheet.getByRole('row').nth(1).dblclick();
    await camera.take('7-sync-act');
    await window.press('F3');
    await window.page.keyboard.type('查无此人');
    await camera.take('3-cases-nobody');
    const roster = await makeRoster({ seed: 3, people: ROSTER_PEOPLE });
    const path = join(folder, roster.fileName);
    writeFileSync(path, roster.bytes);
    await camera.goTo(9, '9-import-choose');
    window.willChoose(path);
    await window.press('F9');
    await expect(window.sheet).toContainText('What each column is taken for');
    await camera.take('6-import-columns');
    await window.press('F9');
    await expect(window.sheet).toContainText('Nothing is written yet.');
    await camera.take('6-import-look');
    rmSync(path);
  });

  test(`旗里的台，英文，${scale}%`, async ({ bench }) => {
    test.setTimeout(300_000);
    for (const account of ['chenliqun', 'saren', 'wangjianguo'] as const) {
      const desk = await bench.desk({ as: account });
      await waitUntilSynced(await bench.line(desk));
      const camera = new Camera(await bench.window(desk), scale);
      await camera.setUp();
      await camera.goTo(1, `8-${account}-today`);
      await camera.goTo(account === 'wangjianguo' ? 4 : 2, `8-${account}-review`);
      for (const group of await camera.window.page.locator('.judge-question').all())
        await group.getByRole('radio').nth(1).check();
      await camera.take(`8-${account}-review-no`);
    }
  });
}
