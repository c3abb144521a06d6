/** The desk in English: chosen at the sign-in or in the settings without loading anything again, kept by the window, complete
 *  on every screen (nothing Chinese but the desk's own data, harness/chinese-left.ts) and as reachable as the Chinese.   */
import { writeFileSync } from 'node:fs';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { axeFindings } from '../harness/axe.ts';
import { ChineseData } from '../harness/chinese-left.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { issue, waitUntilSynced } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { makeRoster } from '../harness/make-roster.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import { type DeskProcess, PASSWORD } from '../harness/processes.ts';
import type { DeskWindow } from '../harness/window.ts';

/** Until a screen has read what it shows. */
const READING_MS = 250;
const ROSTER_PEOPLE = 60;

class EnglishTour {
  readonly window: DeskWindow;
  readonly data: ChineseData;

  constructor(window: DeskWindow) {
    this.window = window;
    this.data = new ChineseData(window);
  }

  async look(what: string): Promise<void> {
    await test.step(what, async () => {
      await this.window.page.waitForTimeout(READING_MS);
      expect.soft(await this.data.left(this.window), what).toEqual([]);
      expect.soft(await axeFindings(this.window), what).toEqual([]);
    });
  }

  /** The desk at this place of the row of digits; the eleventh has the key after them. */
  async goTo(place: number, heading: string | RegExp): Promise<void> {
    await this.window.press(place > 10 ? 'Alt+Minus' : `Alt+Digit${place % 10}`);
    await expect(this.window.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
}

async function openTour(bench: Workbench, desk: DeskProcess): Promise<EnglishTour> {
  const window = await bench.window(desk);
  const tour = new EnglishTour(window);
  // Again, now that the line is listened to.
  await window.reopen(desk.url);
  return tour;
}

/** Chosen at the sign-in, in which the first words must be read already. */
async function signInInEnglish(tour: EnglishTour): Promise<void> {
  const { window } = tour;
  const { page } = window;
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { level: 1, name: 'Sumu · Sign in' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByLabel('Account').fill('naren');
  await page.getByLabel('Password').fill('not-the-password');
  await window.press('F9');
  await expect(page.getByRole('alert')).toContainText('The password is wrong');
  await tour.look('sign in');
  await page.getByLabel('Password').fill(PASSWORD);
  await window.press('F9');
  await expect(page.getByRole('navigation', { name: 'Desks' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Desks' })).toBeVisible();
  await expect(page).toHaveTitle('Sumu');
}

/** The pages that no Alt+digit leads to. */
async function lookInside(tour: EnglishTour, person: DemoPerson): Promise<void> {
  const { window } = tour;
  const { page, sheet } = window;
  await sheet.getByRole('row').filter({ hasText: 'Taken in at the counter' }).first().dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'What became of this act' })).toBeVisible();
  await tour.look('an act');
  await window.press('F3');
  await page.keyboard.type(person.idNumber);
  await sheet.getByRole('row').filter({ hasText: person.name }).first().dblclick();
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
  await tour.look('case');
  await page.keyboard.press('Escape');
  await expect(sheet.getByRole('row').filter({ hasText: person.name }).first()).toBeVisible();
  await window.press('Control+e');
  await expect(page.getByRole('dialog')).toContainText('Export to Excel');
  await tour.look('export');
  await window.press('Escape');
  await sheet.getByRole('row').filter({ hasText: person.name }).first().dblclick();
  for (const what of ['Account', 'Phone']) {
    await sheet.getByRole('button', { name: new RegExp(`Correct\\s*${what}`) }).click();
    await window.press('F9');
    await tour.look(`case, ${what}`);
    await window.press('Escape');
  }
  await tour.goTo(2, 'Intake');
  await window.press('F9');
  await expect(sheet).toContainText('The name is empty.');
  await tour.look('intake, faults');
  await page.getByRole('navigation', { name: 'Desks' }).getByRole('button', { name: 'Settings' }).click();
  await tour.look('settings');
}

test('经办人的每一页都有英文', async ({ bench }) => {
  test.setTimeout(120_000);
  const proxy = await bench.proxy();
  const desk = await bench.desk({ through: proxy, computer: '民政办-3' });
  const tour = await openTour(bench, desk);
  await signInInEnglish(tour);
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  // Offline, so that the strip speaks and an act waits.
  proxy.cut();
  const person = named('其木格', newPerson(fitsBoth));
  await issue(line, 'application.submit', applicationArgs(person, 'ACCEPT'));
  const desks = [
    ...[/^\w+day \d/, 'Intake', 'Cases', 'Preliminary review', 'Notices', 'Checks', 'Payments'],
    ...['Conflicts', 'Import', 'Reports', 'Sync'],
  ];
  for (const [at, heading] of desks.entries()) {
    await tour.goTo(at + 1, heading);
    await tour.look(String(heading));
  }
  await lookInside(tour, person);
});

test('告知书印出来仍是中文，导入的话有英文', async ({ bench }) => {
  test.setTimeout(120_000);
  const desk = await bench.desk({ as: 'naren' });
  await waitUntilSynced(await bench.line(desk));
  const tour = await openTour(bench, desk);
  const { window } = tour;
  const { page, sheet, nav } = window;
  const person = named('高娃其木格', newPerson(fitsBoth));
  tour.data.know(person.name);
  const form = new IntakeForm(window);
  await window.goTo('受理');
  await form.fillPerson(person);
  await form.fillCertificate(person);
  await form.fillBenefits(person);
  await form.tick('本人确认所填属实');
  await form.tick('已告知个人信息怎么用');
  await expect(sheet).toContainText('草稿已存在本机');
  await nav.getByRole('button', { name: '设置' }).click();
  await page.getByRole('radio', { name: 'English' }).check();
  await tour.goTo(2, 'Intake');
  await expect(sheet).toContainText('Draft saved on this computer');
  await tour.look('intake, filled in');
  await window.press('F9');
  await expect(page.getByRole('heading', { level: 1, name: 'Notice given' })).toBeVisible();
  await tour.look('intake, done');
  await window.press('Control+p');
  const paper = page.locator('article[lang="zh-CN"]');
  await expect(paper).toContainText('你的申请日期算 2026年11月23日，不因补材料推迟');
  await expect(paper).toContainText('户口页（本人页）');
  await tour.look('notice');

  const roster = await makeRoster({ seed: 5, people: ROSTER_PEOPLE });
  const path = test.info().outputPath(roster.fileName);
  writeFileSync(path, roster.bytes);
  tour.data.know(roster.fileName);
  await tour.goTo(9, 'Import');
  window.willChoose(path);
  await window.press('F9');
  await expect(sheet).toContainText('What each column is taken for');
  await tour.look('import, columns');
  await window.press('F9');
  await expect(sheet).toContainText('Nothing is written yet.');
  await tour.look('import, rows');
});

test('民政的每一页都有英文', async ({ bench }) => {
  test.setTimeout(120_000);
  const desk = await bench.desk({ as: 'saren' });
  await waitUntilSynced(await bench.line(desk));
  const tour = await openTour(bench, desk);
  const { page, nav, sheet } = tour.window;
  await nav.getByRole('button', { name: '设置' }).click();
  await page.getByRole('radio', { name: 'English' }).check();
  const desks = [
    ...[/^\w+day \d/, 'Determination', 'Cases', 'Notices', 'Checks', 'Payments'],
    ...['Conflicts', 'Reports', 'Sync'],
  ];
  for (const [at, heading] of desks.entries()) {
    await tour.goTo(at + 1, heading);
    await tour.look(String(heading));
  }
  await test.step('Chinese that is nobody’s data is found', async () => {
    expect(tour.data.size).toBeGreaterThan(50);
    await tour.window.press('F3');
    await page.keyboard.type('查无此人');
    await expect(sheet).toContainText('“查无此人” is not found');
    expect(await tour.data.left(tour.window)).toContainEqual(expect.stringContaining('查无此人'));
    tour.data.know('查无此人');
    expect(await tour.data.left(tour.window)).toEqual([]);
  });
});
