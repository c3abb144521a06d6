/** Pictures of one person registered twice, in ordinary and in larger type (150 %), into screenshots/people/: found while typing, pairs side
 *  by side, candidates at the township and at the county, settled, merged. Looked at by people; nothing compares them.   */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { idCheckDigit } from '#shared/domain/id-number.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import {
  applicationArgs,
  EAST_TOWNSHIP,
  fitsBoth,
  livingIn,
  named,
  newPerson,
  numbered,
} from '../harness/people.ts';
import type { Account } from '../harness/processes.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots', 'people');
const SETTLED_MS = 500;
const SCALES: Readonly<Record<string, string>> = { 100: '平常', 150: '更大' };

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

interface Seat {
  readonly line: DeskLine;
  readonly window: DeskWindow;
}

async function seat(bench: Workbench, as: Account): Promise<Seat> {
  const desk = await bench.desk({ as });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  return { line, window: await bench.window(desk) };
}

/** A camera of one size of type. */
class Camera {
  readonly #scale: string;

  constructor(scale: string) {
    this.#scale = scale;
  }

  async take({ page }: DeskWindow, name: string): Promise<void> {
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: join(folder, `${name}-${this.#scale}.png`) });
  }

  async setUp({ nav, page }: DeskWindow): Promise<void> {
    await nav.getByRole('button', { name: '设置' }).click();
    await page.getByRole('radio', { name: SCALES[this.#scale] ?? '', exact: true }).check();
  }
}

interface Story {
  readonly camera: Camera;
  readonly person: DemoPerson;
  /** The same person, with another spelling and a number copied wrong. */
  readonly twin: DemoPerson;
}

function storyOf(scale: string): Story {
  const person = named('包·萨日娜', newPerson(fitsBoth));
  const spare = newPerson(fitsBoth);
  const first17 = person.idNumber.slice(0, 14) + spare.idNumber.slice(14, 17);
  const { accountNumber } = spare;
  const twin = numbered(first17 + idCheckDigit(first17), { ...person, name: '包 萨日娜', accountNumber });
  return { camera: new Camera(scale), person, twin: { ...twin, phone: '15000000003' } };
}

async function takeIntake({ window }: Seat, { camera, person, twin }: Story): Promise<void> {
  const form = new IntakeForm(window);
  await window.goTo('受理');
  await form.fillPerson(twin);
  await expect(window.sheet).toContainText('可能是同一个人');
  await camera.take(window, '01-intake-similar');
  await window.press('F8');
  await expect(window.sheet).toContainText('并排对照');
  await camera.take(window, '02-intake-compare');
  await window.press('Escape');
  await form.type('idNumber', person.idNumber);
  await expect(window.page.locator('.similar-one')).toContainText('身份证号一样');
  await camera.take(window, '03-intake-same-number');
  await window.press('F8');
  await camera.take(window, '04-intake-compare-same');
  await window.press('Escape');
}

async function takePairs({ window }: Seat, { camera, person }: Story): Promise<void> {
  const { sheet } = window;
  const openPairs = async (): Promise<void> => {
    await window.goTo('冲突');
    await sheet.getByRole('button', { name: '去看', exact: true }).click();
  };
  await window.goTo('冲突');
  await camera.take(window, '05-conflicts-with-pairs');
  await openPairs();
  await camera.take(window, '06-pair');
  await window.openCase(person.name, person.idNumber);
  await camera.take(window, '08-case-maybe');
  await sheet.getByRole('button', { name: '更正号码' }).click();
  await camera.take(window, '09-correct');
  const last = person.idNumber.endsWith('1') ? '2' : '1';
  await window.page.getByLabel('新的身份证号').fill(person.idNumber.slice(0, -1) + last);
  await window.press('F9');
  await camera.take(window, '10-correct-faults');
  await openPairs();
  const bank = sheet.locator('.two-sides-group').filter({ hasText: '银行账户' });
  await bank.getByRole('radio').first().check();
  await window.page.getByLabel('凭什么定').fill('11月23日对照身份证原件，是一个人');
  await camera.take(window, '11-pair-ready');
  await window.press('F9');
  await expect(sheet).toContainText('并为一人了');
  await camera.take(window, '12-pair-merged');
  await window.openCase(person.name, person.idNumber);
  await camera.take(window, '13-case-kept');
  await sheet.getByRole('button', { name: '看原来那条' }).click();
  await camera.take(window, '14-case-merged');
}

async function takeCandidate(gaomin: Seat, saren: Seat, { camera, person }: Story): Promise<void> {
  await gaomin.window.goTo('冲突');
  await camera.take(gaomin.window, '15-candidate-township');
  await gaomin.window.sheet.getByRole('toolbar').getByRole('button').first().click();
  await camera.take(gaomin.window, '16-candidate-correct');
  await gaomin.window.goTo('同步');
  await camera.take(gaomin.window, '17-sync');
  await gaomin.window.openCase('包萨日娜', person.idNumber);
  await camera.take(gaomin.window, '18-case-candidate');
  await saren.window.goTo('冲突');
  await camera.take(saren.window, '19-candidate-county');
  const { sheet } = saren.window;
  await sheet.getByRole('toolbar').getByRole('button').first().click();
  await saren.window.page.getByLabel('凭什么定').fill('11月23日电话问过两边，是一个人');
  await camera.take(saren.window, '20-candidate-county-ready');
  await saren.window.press('F9');
  await expect(sheet).toContainText('定为同一个人');
  await camera.take(saren.window, '21-candidate-settled-county');
}

for (const scale of Object.keys(SCALES)) {
  test(`同一个人登记了两次，${scale}%`, async ({ bench }) => {
    test.setTimeout(300_000);
    const story = storyOf(scale);
    const { camera, person, twin } = story;
    const [naren, gaomin, saren] = await Promise.all([
      seat(bench, 'naren'),
      seat(bench, 'gaomin'),
      seat(bench, 'saren'),
    ]);
    for (const { window } of [naren, gaomin, saren]) await camera.setUp(window);
    await issue(naren.line, 'application.submit', applicationArgs(person));
    await takeIntake(naren, story);
    await issue(naren.line, 'application.submit', { ...applicationArgs(twin), submittedOn: '2026-11-02' });
    await takePairs(naren, story);
    await syncNow(naren.line);

    const east = livingIn(EAST_TOWNSHIP, { ...person, name: '包萨日娜' });
    const inEast = { ...applicationArgs(east), submittedOn: '2026-10-30' };
    await issue(gaomin.line, 'application.submit', inEast);
    for (const { line } of [gaomin, saren]) await syncNow(line);
    await takeCandidate(gaomin, saren, story);
    for (const { line } of [saren, gaomin, naren]) await syncNow(line);
    await gaomin.window.goTo('冲突');
    await camera.take(gaomin.window, '22-candidate-settled-township');
    await gaomin.window.goTo('受理');
    await new IntakeForm(gaomin.window).fillPerson(east);
    await camera.take(gaomin.window, '23-intake-kept-elsewhere');
    await naren.window.openCase(person.name, person.idNumber);
    await camera.take(naren.window, '24-case-taken-over');
  });
}
