/** What the county lets others do: a township determines under a written decision, by somebody who did not pass the file before, until the decision
 *  ends (S004 art.13; T15); a body outside checks a household's economic situation, asked and answered by signed files in a folder (S002 ∴).
 *  On a centre of its own: one township has two reviewers here. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '#shared/base/canonical.ts';
import { root } from '../../scripts/sources.ts';
import { axeFindings } from '../harness/axe.ts';
import { judgedBy } from '../harness/case-work.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, EAST_TOWNSHIP, fitsBoth, livingIn, named, newPerson } from '../harness/people.ts';
import { type Account, removeFolder, tempFolder } from '../harness/processes.ts';
import { answerAll, openInQueue } from '../harness/review-desk.ts';
import type { DeskWindow } from '../harness/window.ts';

const { step } = test;
const PICTURES = join(root, 'screenshots');
test.beforeAll(() => mkdirSync(PICTURES, { recursive: true }));

const take = (window: DeskWindow, name: string) =>
  window.page.screenshot({ path: join(PICTURES, `${name}.png`) });

interface Seat {
  readonly line: DeskLine;
  readonly window: () => Promise<DeskWindow>;
}

async function seat(bench: Workbench, central: string, as: Account): Promise<Seat> {
  const desk = await bench.desk({ as, central });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  let window: Promise<DeskWindow> | undefined;
  return { line, window: () => (window ??= bench.window(desk)) };
}

interface Seats {
  /** Both reviewers of the township. */
  readonly passes: Seat;
  readonly determines: Seat;
  readonly federation: Seat;
  readonly county: Seat;
}

/** Files of the township, passed there by one of its reviewers, and by the federation. */
async function waitingFiles(seats: Seats, names: readonly string[]): Promise<number[]> {
  const [passes, counter, federation] = [seats.passes.line, seats.determines.line, seats.federation.line];
  const ids: number[] = [];
  for (const name of names) {
    const person = livingIn(EAST_TOWNSHIP, named(name, newPerson(fitsBoth)));
    ids.push((await issue(counter, 'application.submit', applicationArgs(person, 'ACCEPT')))[0] ?? 0);
  }
  await syncNow(counter);
  await syncNow(passes);
  for (const id of ids) {
    await issue(passes, 'review.passPreliminary', await judgedBy(passes, id));
    await issue(passes, 'application.enter', { applicationId: id });
    await issue(passes, 'application.sendToFederation', { applicationId: id });
  }
  await syncNow(passes);
  await syncNow(federation);
  for (const id of ids) await issue(federation, 'review.passFederation', await judgedBy(federation, id));
  await syncNow(federation);
  for (const { line } of [seats.determines, seats.county]) await syncNow(line);
  return ids;
}

const townshipRow = (window: DeskWindow) => window.sheet.getByRole('row').filter({ hasText: '东风镇' });

/** On the county's list of delegations: gives the determination to the township, or takes it back. */
async function decideDelegation({ line, window }: Seat, document: string, standing: string): Promise<void> {
  const county = await window();
  await county.goTo('今日');
  await county.sheet.getByRole('button', { name: '审定授权', exact: true }).press('Enter');
  await townshipRow(county).dblclick();
  await county.sheet.getByLabel('决定文号').fill(document);
  await county.press('F9');
  await expect(townshipRow(county)).toContainText(standing);
  await syncNow(line);
}

/** Whose turn a file is, on every desk's own case page. */
async function turns(seats: Seats, name: string): Promise<(string | undefined)[]> {
  const of = async ({ line }: Seat): Promise<string | undefined> => {
    const { rows } = await line.desk.cases.search({ text: name, offset: 0, limit: 1 });
    const page = await line.desk.cases.open({ personId: rows[0]?.personId ?? 0 });
    return page?.applications[0]?.nextStep.waitsFor;
  };
  return [await of(seats.determines), await of(seats.federation), await of(seats.county)];
}

async function determine(window: DeskWindow, at: string, name: string): Promise<void> {
  await window.goTo('今日');
  await window.goTo(at);
  await openInQueue(window, name);
  await answerAll(window, '给');
  await window.press('F9');
  await expect(window.sheet).toContainText(`${name}：审定合格`);
}

async function delegated(seats: Seats, names: readonly string[]): Promise<void> {
  const [first = '', next = ''] = names;
  const { passes, determines, county } = seats;
  await step('旗里书面决定放给东风镇，等审定的件轮到东风镇', async () => {
    expect(await turns(seats, first)).toEqual(['CIVIL_AFFAIRS', 'CIVIL_AFFAIRS', 'me']);
    await decideDelegation(county, '乌民发〔2026〕9号', '起由苏木镇审定');
    await take(await county.window(), '56-delegations');
    for (const { line } of [passes, determines, seats.federation]) await syncNow(line);
    expect(await turns(seats, first)).toEqual(['me', 'TOWNSHIP', 'me']);
  });
  await step('初审的人不能审定，东风镇另一位审核人审定', async () => {
    const waiting = (await passes.line.desk.review.queue()).filter(({ name }) => names.includes(name));
    expect(waiting.map(({ blockedByFourEyes }) => blockedByFourEyes)).toEqual([true, true]);
    const window = await determines.window();
    await determine(window, '审核', first);
    await take(window, '57-determined-at-township');
    await syncNow(determines.line);
  });
  await step('旗里看得到是谁定的，收回授权', async () => {
    await syncNow(county.line);
    const window = await county.window();
    await window.openCase(first);
    await expect(window.sheet).toContainText('高敏');
    await decideDelegation(county, '乌民发〔2026〕12号', '收回');
    await expect(townshipRow(window)).toContainText('审定 1 件');
    await take(window, '58-delegation-ended');
  });
  await step('下一件回到旗里审定', async () => {
    for (const { line } of [determines, seats.federation]) await syncNow(line);
    expect(await turns(seats, next)).toEqual(['CIVIL_AFFAIRS', 'CIVIL_AFFAIRS', 'me']);
    const queue = await determines.line.desk.review.queue();
    expect(queue.map(({ name }) => name)).not.toContain(next);
    await determine(await county.window(), '审定', next);
    await syncNow(county.line);
  });
}

/** What the body outside does with a request: answers it, signed. */
function answerTo(folder: string, key: KeyObject, more: object = {}): string {
  const [name = ''] = readdirSync(join(folder, 'out'));
  const text = readFileSync(join(folder, 'out', name), 'utf8');
  const { request } = JSON.parse(text) as { request: { checkId: number } };
  const answer = {
    ...{ format: 'sumu-economic-check-answer', version: 1, checkId: request.checkId },
    ...{ requestHash: createHash('sha256').update(text).digest('hex'), answeredOn: '2026-11-23' },
    ...{ finding: 'DIFFERS', incomeFen: 250_000, propertyFen: null, words: '另有存款', ...more },
  };
  const signature = sign(null, Buffer.from(canonicalJson(answer as never)), key).toString('hex');
  return JSON.stringify({ answer, signature });
}

/** In the settings: this folder is the one. */
async function useFolder(window: DeskWindow, folder: string): Promise<void> {
  await window.nav.getByRole('button', { name: '设置' }).click();
  await window.sheet.getByLabel('交换文件夹').fill(folder);
  await window.press('Enter');
}

/** Looks into the folder, and what is said of what lay there. */
async function collectAnswers(window: DeskWindow, words: string): Promise<void> {
  await window.sheet.getByRole('button', { name: '收核对结果' }).press('Enter');
  await expect(window.sheet).toContainText(words);
}

async function checked({ determines, county }: Seats, name: string, folder: string): Promise<void> {
  const office = await determines.window();
  const [body, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const collect = (words: string): Promise<void> => collectAnswers(office, words);
  const put = (file: string, text: string): void => writeFileSync(join(folder, 'in', file), text);

  await step('授权书打印出来，签了登记', async () => {
    await office.page.evaluate(() => void (globalThis.print = () => undefined));
    await office.openCase(name);
    await office.sheet.getByRole('button', { name: '经济状况核对授权书' }).press('Enter');
    await expect(office.page.locator('article.document')).toContainText('共同生活的家庭成员授权民政部门');
    await take(office, '59-check-authorisation');
    await office.press('Control+p');
    await expect(office.page.locator('article.document')).toContainText('第 1 次打印');
    await office.press('Escape');
    await office.sheet.getByRole('button', { name: '登记授权书' }).press('Enter');
    await office.press('F9');
    await expect(office.sheet).toContainText('签了授权书');
  });
  await step('交换文件夹没插上，说清楚；插上了，签名的请求出去', async () => {
    await useFolder(office, join(folder, 'gone'));
    await expect(office.sheet).toContainText('交换文件夹找不到了');
    await useFolder(office, folder);
    await expect(office.sheet).toContainText('已经改好');
    await take(office, '60-settings-exchange');
    expect.soft(await axeFindings(office), 'settings').toEqual([]);
    renameSync(folder, `${folder}-pulled`);
    await office.openCase(name);
    await office.sheet.getByRole('button', { name: '送出核对请求' }).press('Enter');
    await expect(office.sheet).toContainText('交换文件夹找不到了');
    renameSync(`${folder}-pulled`, folder);
    await office.sheet.getByRole('button', { name: '送出核对请求' }).press('Enter');
    await expect(office.sheet).toContainText('请求已签名');
  });
  await step('没登记公钥收不了；旗民政登记，苏木镇也有', async () => {
    mkdirSync(join(folder, 'in'), { recursive: true });
    put('1.json', answerTo(folder, body.privateKey));
    await collect('还没有登记核对机构的公钥');
    const window = await county.window();
    await window.nav.getByRole('button', { name: '设置' }).click();
    await window.sheet.getByRole('button', { name: '登记核对机构的公钥' }).press('Enter');
    await window.sheet.getByLabel('核对机构名称').fill('乌兰淖尔旗核对中心');
    const publicKey = body.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
    await window.sheet.getByLabel('公钥（64 位十六进制）').fill(publicKey);
    await take(window, '61-settings-key');
    await window.press('F9');
    await expect(window.sheet).toContainText('乌兰淖尔旗核对中心 · 公钥指纹');
    await syncNow(county.line);
    await syncNow(determines.line);
  });
  await step('没签名、签名不对、没拷完的都不收；对的收下，结果在案件里', async () => {
    const whole = readFileSync(join(folder, 'in', '1.json'), 'utf8');
    renameSync(join(folder, 'in', '1.json'), join(folder, 'kept'));
    put('2.json', JSON.stringify({ answer: (JSON.parse(whole) as { answer: object }).answer }));
    put('3.json', answerTo(folder, other.privateKey));
    put('4.json', whole.slice(0, -30));
    await collect('没有核对机构的签名');
    await expect(office.sheet).toContainText('签名对不上');
    await expect(office.sheet).toContainText('结果文件不完整');
    await expect(office.sheet).not.toContainText('结果：');
    renameSync(join(folder, 'kept'), join(folder, 'in', '5.json'));
    await collect('收到 1 份结果');
    await expect(office.sheet).toContainText('2,500.00');
    await expect(office.sheet).toContainText('另有存款');
    await take(office, '62-check-answered');
    expect(readdirSync(join(folder, 'in', 'refused')).toSorted()).toEqual(['2.json', '3.json']);
  });
}

test('审定放给苏木镇、收回；家庭经济状况请外面核对', async ({ bench }) => {
  test.setTimeout(180_000);
  const centre = await bench.ownCentre(['--change-post', 'gaomin:TOWNSHIP_REVIEWER:东风镇民政办']);
  const [passes, determines, federation, county] = await Promise.all(
    (['liuzhigang', 'gaomin', 'chenliqun', 'saren'] as const).map((who) => seat(bench, centre.url, who)),
  );
  if (!passes || !determines || !federation || !county) throw new Error('a seat is empty');
  const seats = { passes, determines, federation, county };
  const names = ['授权乌云', '收回朝格'] as const;
  await waitingFiles(seats, names);
  await delegated(seats, names);
  const folder = tempFolder('exchange');
  await checked(seats, names[0], folder);
  removeFolder(folder);
});
