/** Pictures of what the county gave back and of a case's history, in ordinary and in larger type (150 %), into screenshots/mend/: the list of what
 *  needs somebody, forms that were opened again, what was put off, the whole history, one entry of it, who changed a thing, the printed
 *  sheet. Looked at by people; nothing compares them.                                                                 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.ts';
import { test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import type { FaultProxy } from '../harness/fault-proxy.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';
import type { Account } from '../harness/processes.ts';
import type { DeskWindow } from '../harness/window.ts';

const folder = join(root, 'screenshots', 'mend');
const SETTLED_MS = 500;
const SCALES: Readonly<Record<string, string>> = { 100: '平常', 150: '更大' };

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

interface Seat {
  readonly line: DeskLine;
  readonly window: DeskWindow;
  readonly proxy: FaultProxy;
}

async function seat(bench: Workbench, as: Account): Promise<Seat> {
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as, through: proxy });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  return { line, window: await bench.window(desk), proxy };
}

async function personOf({ desk }: DeskLine, idNumber: string): Promise<number> {
  return (await desk.cases.byIdNumber({ idNumber }))?.personId ?? 0;
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
  const register = ({ line }: Seat, person: ReturnType<typeof newPerson>, row: number, more: object = {}) =>
    issue(line, 'person.register', {
      person: { ...applicationArgs(person).person, ...more },
      ...{ rosterBenefits: ['LIVING'], file: '2026年名册.xlsx', row },
    });

  test(`退回来的，${scale}%`, async ({ bench }) => {
    test.setTimeout(300_000);
    const [naren, wang] = [await seat(bench, 'naren'), await seat(bench, 'wangjianguo')];
    await enlarge(naren.window);
    const [first, second] = [named('斯琴高娃', newPerson(fitsBoth)), named('乌日娜', newPerson(fitsBoth))];
    const twin = named('乌日娜', newPerson(fitsBoth));
    await register(wang, twin, 8);
    await issue(wang.line, 'application.submit', applicationArgs(second));
    for (const { line } of [wang, naren]) await syncNow(line);
    const [secondId, twinId] = [
      await personOf(wang.line, second.idNumber),
      await personOf(wang.line, twin.idNumber),
    ];

    naren.proxy.cut();
    const [applicationId, personId] = await issue(naren.line, 'application.submit', applicationArgs(first));
    const contact = { phone: '13900000427', statedOn: '2026-11-23' };
    await issue(naren.line, 'person.edit', { personId, contact, reason: '来电' });
    await issue(naren.line, 'application.accept', { applicationId });
    const bank = { ...applicationArgs(twin).person.bank, bankName: '邮储银行', accountKind: 'BANK_CARD' };
    await issue(naren.line, 'person.edit', { personId: twinId, bank, reason: '11月23日本人带新卡来' });
    await register(naren, twin, 12, { phone: '13900000555' });
    await issue(wang.line, 'application.submit', { ...applicationArgs(first), benefits: ['LIVING'] });
    const merge = { keptId: secondId, givenId: twinId, take: [], reason: '本人来对过，是同一个人' };
    await issue(wang.line, 'person.merge', merge);
    await syncNow(wang.line);
    naren.proxy.restore();
    await syncNow(naren.line);

    const { window } = naren;
    const needs = window.sheet.locator('.needs-list li');
    await window.goTo('同步');
    await take(window, '01-needs');
    await needs.filter({ hasText: '柜台收件' }).getByRole('button').click();
    await take(window, '02-intake');
    await window.sheet.getByRole('button', { name: '不再办' }).click();
    await take(window, '03-intake-aside');
    await window.page.getByRole('checkbox', { name: '困难残疾人生活补贴' }).uncheck();
    await window.press('F9');
    await take(window, '04-intake-again');
    await window.sheet.getByRole('button', { name: /还有 2 条/ }).click();
    await take(window, '05-followers');
    await window.goTo('同步');
    await needs.filter({ hasText: '更正资料' }).filter({ hasText: '乌日娜' }).getByRole('button').click();
    await take(window, '06-case');
    await window.goTo('同步');
    await needs.filter({ hasText: '花名册' }).getByRole('button').click();
    await take(window, '07-register');
    await window.goTo('同步');
    await needs
      .filter({ hasText: '受理' })
      .filter({ hasText: '斯琴高娃' })
      .getByRole('button')
      .last()
      .click();
    await take(window, '08-act');
  });

  test(`审核的，${scale}%`, async ({ bench }) => {
    test.setTimeout(300_000);
    const [naren, wang] = [await seat(bench, 'naren'), await seat(bench, 'wangjianguo')];
    const other = await seat(bench, 'wangjianguo');
    await enlarge(other.window);
    const person = named('阿拉坦', newPerson(fitsBoth));
    const [applicationId = 0] = await issue(
      naren.line,
      'application.submit',
      applicationArgs(person, 'ACCEPT'),
    );
    for (const { line } of [naren, wang, other]) await syncNow(line);
    const file = await wang.line.desk.review.file({ applicationId });
    const judged = { applicationId, judged: file?.judged };
    other.proxy.cut();
    const refusal = { reasonCode: 'FACTS_UNTRUE', words: '入户看过，住处和申报的不一样' };
    await issue(other.line, 'review.refusePreliminary', { ...judged, ...refusal });
    const bank = { ...applicationArgs(person).person.bank, bankName: '邮储银行' };
    const personId = await personOf(wang.line, person.idNumber);
    await issue(wang.line, 'person.edit', { personId, bank, reason: '' });
    await syncNow(wang.line);
    other.proxy.restore();
    await syncNow(other.line);
    await other.window.goTo('同步');
    await other.window.sheet.getByRole('button', { name: '改了再交' }).click();
    await take(other.window, '10-review');
  });

  test(`经过，${scale}%`, async ({ bench }) => {
    test.setTimeout(300_000);
    const [naren, wang] = [await seat(bench, 'naren'), await seat(bench, 'wangjianguo')];
    await enlarge(naren.window);
    const person = named('乌仁其木格', newPerson(fitsBoth));
    const [applicationId = 0, personId = 0] = await issue(
      naren.line,
      'application.submit',
      applicationArgs(person, 'ACCEPT'),
    );
    for (const { line } of [naren, wang]) await syncNow(line);
    const edit = ({ line }: Seat, part: object, reason: string) =>
      issue(line, 'person.edit', { personId, ...part, reason });
    const bank = applicationArgs(person).person.bank;
    const household = { householdCategory: 'DIBAO_EDGE', householdFrom: '2026-11', needsLongTermCare: true };
    await edit(wang, { household }, '低保名单 11月20日版');
    await syncNow(wang.line);
    const file = await wang.line.desk.review.file({ applicationId });
    await issue(wang.line, 'review.passPreliminary', { applicationId, judged: file?.judged, words: '核过' });
    await syncNow(wang.line);
    await syncNow(naren.line);
    naren.proxy.cut();
    await edit(naren, { bank: { ...bank, accountNumber: '6217999900005550' } }, '带新社保卡来');
    await edit(wang, { bank: { ...bank, accountNumber: '6217999900006660' } }, '儿子来说的');
    await syncNow(wang.line);
    naren.proxy.restore();
    await syncNow(naren.line);
    naren.proxy.cut();
    await edit(naren, { contact: { phone: '13900000427', statedOn: '2026-11-23' } }, '来电');
    const { window } = naren;
    await window.openCase(person.name, person.idNumber);
    await take(window, '20-case');
    const entries = window.sheet.locator('.history-entry');
    await entries.first().click();
    await take(window, '21-entry-waiting');
    await entries.filter({ hasText: '带新社保卡来' }).click();
    await take(window, '22-entry-conflict');
    await entries.filter({ hasText: '低保名单' }).click();
    await take(window, '23-entry-elsewhere');
    await entries.filter({ hasText: '柜台收件' }).click();
    await take(window, '24-entry-new');
    await window.sheet.getByRole('button', { name: /谁改的\s*账户/ }).click();
    await take(window, '25-who');
    await window.press('Escape');
    await window.sheet.getByRole('button', { name: /更正\s*家庭/ }).click();
    await take(window, '26-household');
    await window.press('Escape');
    await window.sheet.getByRole('button', { name: '打印经过' }).click();
    await take(window, '27-sheet');
  });
}
