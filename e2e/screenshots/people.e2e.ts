/** Pictures of one person registered twice, in ordinary and in larger type (150 %), into screenshots/people/: found while typing, pairs side
 *  by side, candidates at the township and at the county, settled, merged. Looked at by people; nothing compares them.   */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { otherIdNumber } from '#shared/domain/id-number.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { applicationArgs, EAST_TOWNSHIP, fitsBoth, livingIn, named, newPerson, numbered } from '../harness/people.ts';
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

for (const scale of Object.keys(SCALES)) {
  const take = async (window: DeskWindow, name: string): Promise<void> => {
    await window.page.waitForTimeout(SETTLED_MS);
    await window.page.screenshot({ path: join(folder, `${name}-${scale}.png`) });
  };
  const enlarge = async (window: DeskWindow): Promise<void> => {
    await window.nav.getByRole('button', { name: '设置' }).click();
    await window.page.getByRole('radio', { name: SCALES[scale], exact: true }).check();
  };

  test(`同一个人登记了两次，${scale}%`, async ({ bench }) => {
    test.setTimeout(300_000);
    const [naren, gaomin, saren] = await Promise.all(
      (['naren', 'gaomin', 'saren'] as const).map((account) => seat(bench, account)),
    ) as [Seat, Seat, Seat];
    for (const { window } of [naren, gaomin, saren]) await enlarge(window);
    const person = named('包·萨日娜', newPerson(fitsBoth));
    const spare = newPerson(fitsBoth);
    await issue(naren.line, 'application.submit', applicationArgs(person));

    await naren.window.goTo('受理');
    const form = new IntakeForm(naren.window);
    const twin = { ...person, name: '包 萨日娜' };
    const otherNumber = `${person.idNumber.slice(0, 14)}${spare.idNumber.slice(14, 17)}`;
    const { idCheckDigit } = await import('#shared/domain/id-number.ts');
    const wrong = numbered(otherNumber + idCheckDigit(otherNumber), twin);
    await form.fillPerson(wrong);
    await expect(naren.window.sheet).toContainText('可能是同一个人');
    await take(naren.window, '01-intake-similar');
    await naren.window.press('F8');
    await expect(naren.window.sheet).toContainText('并排对照');
    await take(naren.window, '02-intake-compare');
    await naren.window.press('Escape');
    await form.type('idNumber', person.idNumber);
    await expect(naren.window.sheet).toContainText('身份证号一样');
    await take(naren.window, '03-intake-same-number');
    await naren.window.press('F8');
    await take(naren.window, '04-intake-compare-same');
    await naren.window.press('Escape');

    const old = otherIdNumber(person.idNumber) ?? '';
    await issue(naren.line, 'application.submit', { ...applicationArgs({ ...wrong, phone: '15000000003', accountNumber: spare.accountNumber }), submittedOn: '2026-11-02' });
    const roster = { name: person.name, idNumber: old, hukouVillage: person.hukouVillage, householdCategory: 'NONE' };
    await issue(naren.line, 'person.register', { person: { ...roster, name: '包萨日娜', idNumber: otherIdNumber(spare.idNumber) ?? old }, rosterBenefits: [], file: '2016年名册.xlsx', row: 3 });
    await naren.window.goTo('冲突');
    await take(naren.window, '05-conflicts-with-pairs');
    await naren.window.sheet.getByRole('button', { name: '去看', exact: true }).click();
    await take(naren.window, '06-pair');
    await naren.window.sheet.locator('.settle-reason input').scrollIntoViewIfNeeded();
    await take(naren.window, '07-pair-end');
    await naren.window.openCase('包·萨日娜', person.idNumber);
    await take(naren.window, '08-case-maybe');
    await naren.window.sheet.getByRole('button', { name: '更正号码' }).click();
    await take(naren.window, '09-correct');
    await naren.window.page.getByLabel('新的身份证号').fill(`${person.idNumber.slice(0, -1)}${person.idNumber.endsWith('1') ? '2' : '1'}`);
    await naren.window.press('F9');
    await take(naren.window, '10-correct-faults');
    await naren.window.goTo('冲突');
    await naren.window.sheet.getByRole('button', { name: '去看', exact: true }).click();
    const bank = naren.window.sheet.locator('.two-sides-group').filter({ hasText: '银行账户' });
    await bank.getByRole('radio').first().check();
    await naren.window.page.getByLabel('凭什么定').fill('11月23日对照身份证原件，是一个人');
    await take(naren.window, '11-pair-ready');
    await naren.window.press('F9');
    await expect(naren.window.sheet).toContainText('并为一人了');
    await take(naren.window, '12-pair-merged');
    await naren.window.openCase('包·萨日娜', person.idNumber);
    await take(naren.window, '13-case-kept');
    await naren.window.sheet.getByRole('button', { name: '看原来那条' }).click();
    await take(naren.window, '14-case-merged');
    await syncNow(naren.line);

    const east = livingIn(EAST_TOWNSHIP, { ...person, name: '包萨日娜' });
    await issue(gaomin.line, 'application.submit', { ...applicationArgs(east), submittedOn: '2026-10-30' });
    await syncNow(gaomin.line);
    await gaomin.window.goTo('冲突');
    await take(gaomin.window, '15-candidate-township');
    await gaomin.window.sheet.getByRole('toolbar').getByRole('button').first().click();
    await take(gaomin.window, '16-candidate-correct');
    await gaomin.window.goTo('同步');
    await take(gaomin.window, '17-sync');
    await gaomin.window.openCase('包萨日娜', person.idNumber);
    await take(gaomin.window, '18-case-candidate');
    await syncNow(saren.line);
    await saren.window.goTo('冲突');
    await take(saren.window, '19-candidate-county');
    await saren.window.sheet.getByRole('toolbar').getByRole('button').first().click();
    await saren.window.page.getByLabel('凭什么定').fill('11月23日电话问过两边，是一个人');
    await saren.window.sheet.locator('.conflict-foot').scrollIntoViewIfNeeded();
    await take(saren.window, '20-candidate-county-ready');
    await saren.window.press('F9');
    await expect(saren.window.sheet).toContainText('定为同一个人');
    await take(saren.window, '21-candidate-settled-county');
    for (const { line } of [saren, gaomin, naren]) await syncNow(line);
    await gaomin.window.goTo('冲突');
    await take(gaomin.window, '22-candidate-settled-township');
    await gaomin.window.page.reload();
    await gaomin.window.goTo('受理');
    await new IntakeForm(gaomin.window).fillPerson(east);
    await take(gaomin.window, '23-intake-kept-elsewhere');
    await naren.window.openCase('包·萨日娜', person.idNumber);
    await take(naren.window, '24-case-taken-over');
  });
}
