/** Papers of an application, from the counter without a link to the county's reviewer: a phone's photo without the place where it was taken, a
 *  scan, a bank card that is not for everybody, files that are not taken, one that was the wrong one.                          */
import { createHash } from 'node:crypto';
import { inspectKeptPaper } from '#shared/domain/paper-file.ts';
import { axeFindings } from '../harness/axe.ts';
import { expect, test, type Workbench } from '../harness/county.ts';
import { type DeskLine, issue, signIn, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import type { FaultProxy } from '../harness/fault-proxy.ts';
import {
  CORNERS,
  cornersOf,
  type GivenFile,
  hostileFiles,
  PapersDesk,
  phonePhoto,
  scan,
  screenshot,
} from '../harness/papers.ts';
import { applicationArgs, named, newPerson } from '../harness/people.ts';
import { openInQueue } from '../harness/review-desk.ts';
import type { DeskWindow } from '../harness/window.ts';

const { step } = test;
const NEWS_MS = 30_000;
const sha256Of = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

interface Case {
  readonly name: string;
  readonly personId: number;
}

/** A case that waits for the federation, made by its township through the desk's own line: two people at one computer. */
async function caseAtFederation(line: DeskLine): Promise<Case> {
  const person = named('乌尼尔', newPerson());
  const [applicationId = 0] = await issue(line, 'application.submit', applicationArgs(person, 'ACCEPT'));
  await signIn(line, 'wangjianguo');
  const judged = (await line.desk.review.file({ applicationId }))?.judged;
  await issue(line, 'review.passPreliminary', { applicationId, judged, words: '入户看过，情况属实。' });
  await signIn(line, 'naren');
  await issue(line, 'application.enter', { applicationId });
  await issue(line, 'application.sendToFederation', { applicationId });
  await waitUntilSynced(line);
  const brief = await line.desk.cases.byIdNumber({ idNumber: person.idNumber });
  return { name: person.name, personId: brief?.personId ?? 0 };
}

/** The bytes of a paper as a desk hands them out; its word where it does not. */
async function contentAt({ desk }: DeskLine, personId: number, material: string): Promise<Buffer | string> {
  const paper = (await desk.papers.list({ personId })).find((each) => each.material === material);
  const parts: Buffer[] = [];
  for await (const step of await desk.papers.content({ paperId: paper?.paperId ?? 0, purpose: 'look' })) {
    if (step.state === 'part') parts.push(Buffer.from(step.contentBase64, 'base64'));
    else if (step.state !== 'here') return step.state;
  }
  return Buffer.concat(parts);
}

async function addOffline(papers: PapersDesk, photo: GivenFile): Promise<void> {
  const { window } = papers;
  await step('先选文件后说是什么：等着，说了就存；照片有小图，正过来了', async () => {
    await window.press('F8');
    await papers.give(photo);
    await expect(papers.outcome).toContainText('1 个文件等着');
    await papers.chooseMaterial('身份证');
    await expect(papers.outcome).toContainText('已存在本机：身份证，1 份');
    await expect(papers.card('身份证')).toContainText('本机已存');
    const small = papers.card('身份证').locator('img');
    await expect(small).toHaveAttribute('alt', '身份证，11月23日');
    expect(await cornersOf(small)).toEqual([...CORNERS]);
  });
  await step('PDF、粘贴的截图、拖进来的银行卡', async () => {
    await papers.add('户口页（本人页）', scan());
    await expect(papers.card('户口页')).toContainText('PDF');
    await papers.chooseMaterial('残疾人证');
    await papers.hand('paste', screenshot());
    await expect(papers.card('残疾人证')).toContainText('本机已存');
    await papers.chooseMaterial('本人领款账户');
    await papers.hand('drop', { ...screenshot(), buffer: photo.buffer });
    await expect(papers.faults).toContainText('案件里已经有了');
    await papers.hand('drop', { ...scan(), buffer: Buffer.concat([scan().buffer, Buffer.from('\n')]) });
    await expect(papers.card('本人领款账户')).toContainText('PDF');
    await expect(papers.cards).toHaveCount(4);
  });
}

async function refuseHostile(papers: PapersDesk): Promise<void> {
  await step('不收的文件：一个一句，案件没有动', async () => {
    const hostile = hostileFiles();
    await papers.give(...hostile.map(([file]) => file));
    await expect(papers.faults.locator('.refusal-line')).toHaveCount(hostile.length, { timeout: NEWS_MS });
    const lines = await papers.faults.locator('.refusal-line').allInnerTexts();
    for (const [at, [file, words]] of hostile.entries()) {
      expect(lines[at]).toContain(file.name.split('\\').at(-1));
      expect(lines[at]).toContain(words);
    }
    await expect(papers.cards).toHaveCount(4);
    await papers.dropTooLarge();
    await expect(papers.faults).toContainText('超过 20 MB');
    await expect(papers.cards).toHaveCount(4);
    await papers.faults.getByRole('button', { name: '知道了' }).click();
    await expect(papers.faults).toBeHidden();
  });
}

async function lookByKeys(papers: PapersDesk): Promise<void> {
  const { window } = papers;
  await step('大图：用键放大、转、换下一份、关上，光标回到原处', async () => {
    const face = papers.card('身份证').getByRole('button', { name: '身份证，11月23日' });
    await face.first().focus();
    await window.press('Enter');
    const viewer = window.page.getByRole('dialog', { name: '身份证，11月23日' });
    const picture = viewer.getByRole('img', { name: '身份证' });
    await expect(picture).toBeVisible();
    const before = await picture.boundingBox();
    await window.press('+');
    await expect(viewer).toContainText('125%');
    expect((await picture.boundingBox())?.width).toBeGreaterThan((before?.width ?? 0) * 1.2);
    await window.press('0');
    await window.press('F8');
    const turned = await picture.boundingBox();
    expect((turned?.width ?? 0) > (turned?.height ?? 0)).toBe(true);
    expect(await axeFindings(window)).toEqual([]);
    await window.press('PageDown');
    await expect(window.page.getByRole('dialog', { name: '户口页' })).toContainText('存成文件');
    await window.press('Escape');
    await expect(window.page.getByRole('dialog')).toHaveCount(0);
    await expect(face.first()).toBeFocused();
  });
}

async function goUp(papers: PapersDesk, proxy: FaultProxy, line: DeskLine): Promise<void> {
  await step('网通了：先是办理，后是照片，都传上去', async () => {
    proxy.restore();
    await syncNow(line);
    for (const card of await papers.cards.all())
      await expect(card).toContainText('已上传', { timeout: NEWS_MS });
  });
}

async function seenAtCounty(bench: Workbench, at: Case, hers: Buffer | string): Promise<void> {
  const desk = await bench.desk({ as: 'chenliqun' });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const window: DeskWindow = await bench.window(desk);
  await step('残联审核：看见同一张照片，银行卡不归残联看', async () => {
    await window.goTo('审核');
    await openInQueue(window, at.name);
    const strip = window.sheet.getByRole('region', { name: '材料照片' });
    const small = strip.getByRole('img', { name: '身份证' });
    await expect(small).toBeVisible({ timeout: NEWS_MS });
    expect(await cornersOf(small)).toEqual([...CORNERS]);
    await expect(strip.locator('.paper-card').filter({ hasText: '本人领款账户' })).toContainText(
      '不归这个岗位看',
    );
    await strip.getByRole('button', { name: '身份证' }).click();
    const large = window.page.getByRole('dialog').getByRole('img', { name: '身份证' });
    await expect(large).toBeVisible();
    expect(await cornersOf(large)).toEqual([...CORNERS]);
    await window.press('Escape');
    expect(await axeFindings(window)).toEqual([]);
  });
  await step('从旗里来的和苏木存的一个字节不差，里面没有地点', async () => {
    const his = await contentAt(line, at.personId, 'ID_COPY');
    expect(sha256Of(his)).toBe(sha256Of(hers));
    const bytes = Buffer.from(his);
    expect(inspectKeptPaper(bytes)).toMatchObject({ ok: true, shape: { width: 1_800, height: 2_400 } });
    for (const word of ['Exif', 'SUMU TEST CAMERA']) expect(bytes.includes(word)).toBe(false);
    expect(await contentAt(line, at.personId, 'BANK_ACCOUNT')).toBe('closed');
  });
}

async function takeOff(papers: PapersDesk): Promise<void> {
  const { window } = papers;
  await step('拍错的撤下，写明为什么；记录还在', async () => {
    await papers.card('残疾人证').getByRole('button', { name: '撤下' }).click();
    await window.press('F9');
    await expect(window.sheet).toContainText('理由还空着');
    await window.page.getByLabel('为什么撤下').fill('拍成别人的了');
    await window.press('F9');
    await expect(papers.card('残疾人证')).toHaveCount(0);
    await expect(window.page.getByLabel('这是什么材料')).toBeFocused();
    await window.sheet.getByText('撤下的 1 份').click();
    await expect(window.sheet).toContainText('残疾人证：11月23日 娜仁撤下，拍成别人的了');
    await expect(window.sheet).toContainText('撤下一份材料');
  });
}

test('断着网添的材料照片，旗里看到的是同一张，没有拍摄地点；不该收的一份也没收', async ({ bench }) => {
  test.setTimeout(180_000);
  const proxy = await bench.proxy();
  const desk = await bench.desk({ as: 'naren', through: proxy });
  const line = await bench.line(desk);
  await waitUntilSynced(line);
  const at = await caseAtFederation(line);
  const naren = await bench.window(desk);
  await naren.openCase(at.name);
  const papers = new PapersDesk(naren);
  await expect(naren.sheet).toContainText('手机照片会自动缩小，不带拍摄地点');
  const photo = await phonePhoto(naren.page);
  expect(photo.buffer.includes('SUMU TEST CAMERA')).toBe(true);
  proxy.cut();

  await addOffline(papers, photo);
  await refuseHostile(papers);
  await lookByKeys(papers);
  expect(await axeFindings(naren)).toEqual([]);
  await goUp(papers, proxy, line);
  await seenAtCounty(bench, at, await contentAt(line, at.personId, 'ID_COPY'));
  await takeOff(papers);
});
