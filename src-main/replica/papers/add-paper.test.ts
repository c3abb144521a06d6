/** A paper onto a case: what is kept together, and that a refused one leaves nothing. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  bytesOf,
  exifWithPlace,
  MADE_UP_WEBP,
  madeUpJpeg,
  madeUpPdf,
  madeUpPng,
} from '#shared/domain/made-up-papers.ts';
import { CHEN, NAREN, NORTH, SAREN } from '../test-desk.ts';
import { addPaper, shownFileName } from './add-paper.ts';
import { readThumbnail } from './paper-rows.ts';
import { openablePaper, papersOfPerson } from './paper-views.ts';
import { PDF, pictureOf, sha256Of, TestPapers } from './test-papers.ts';

let papers: TestPapers;
beforeEach(() => {
  papers = new TestPapers();
});
afterEach(() => papers.close());

const filesOnDisk = () => readdirSync(papers.files.folder);
const acts = () => papers.desk.rows("SELECT number FROM act WHERE name = 'paper.attach'").length;

test('AD2 bytes, record of them and act: all there, and the screen hears who and when', async () => {
  const bytes = pictureOf(1);
  const thumbnail = Buffer.from(madeUpJpeg(160, 120));
  const paperId = await papers.added(bytes, { thumbnailBase64: thumbnail.toString('base64') });
  expect(papersOfPerson(papers.desk.reading(), papers.personId)).toEqual([
    {
      ...{ paperId, applicationId: papers.applicationId, material: 'ID_COPY', mediaType: 'image/jpeg' },
      ...{
        byteCount: bytes.length,
        fileName: '身份证.jpg',
        who: '娜仁',
        addedAt: '2026-11-02T02:00:00.000Z',
      },
      ...{ state: 'kept', awaitedFrom: expect.any(String), mayRemove: true, removed: null },
    },
  ]);
  const [content] = papers.contents();
  expect((await papers.files.read(content?.file_id as string))?.equals(bytes)).toBe(true);
  const small = readThumbnail(papers.desk.statements, sha256Of(bytes));
  expect(small?.body.equals(thumbnail)).toBe(true);
});

test.each([
  ['PDF', PDF, 'application/pdf'],
  ['PNG', madeUpPng(20, 20), 'image/png'],
  ['WebP', MADE_UP_WEBP, 'image/webp'],
])('AD3 the act says what the file is: %s, whatever its name', async (_what, bytes, mediaType) => {
  await papers.added(bytes, { fileName: 'whatever.exe' });
  expect(papersOfPerson(papers.desk.reading(), papers.personId)).toMatchObject([{ mediaType }]);
});

const REFUSED: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(), 'paper/empty'],
  ['an SVG', bytesOf('<svg onload="alert(1)"/>'), 'paper/web-page'],
  ['a picture of 30,000 × 30,000', madeUpPng(8, 8, { declared: [30_000, 30_000] }), 'paper/too-many-pixels'],
  [
    'a photo that says where it was taken',
    madeUpJpeg(8, 8, { segments: [exifWithPlace()] }),
    'paper/metadata-left',
  ],
  ['a picture with something behind it', bytesOf(madeUpJpeg(), 'PK\x03\x04'), 'paper/metadata-left'],
  ['half a photo', madeUpJpeg(64, 64).subarray(0, -20), 'paper/damaged'],
  ['a PDF with a password', madeUpPdf({ trailer: '/Encrypt 9 0 R' }), 'paper/pdf-locked'],
];
test.each(REFUSED)('AD1 %s leaves nothing: no file, no record, no act', async (_what, bytes, code) => {
  const before = papers.desk.contents();
  expect(await papers.add(bytes)).toEqual({ ok: false, code });
  expect(filesOnDisk()).toEqual([]);
  expect(papers.contents()).toEqual([]);
  expect(papers.desk.contents()).toEqual(before);
});

test('AD1 an act that is refused takes its file along', async () => {
  expect(await papers.add(pictureOf(1), { material: 'NOTHING' })).toMatchObject({
    code: 'command/arguments',
  });
  expect(await papers.add(pictureOf(1), { personId: 4_711 })).toMatchObject({ code: 'person/not-found' });
  const asChen = { ...papers.ports, issue: papers.issueAs(CHEN) };
  const refused = await addPaper(asChen, papers.input(), pictureOf(1));
  expect(refused).toMatchObject({ code: 'command/not-your-role' });
  expect([filesOnDisk(), papers.contents(), acts()]).toEqual([[], [], 0]);
});

test('the same file twice on a case is refused, on another case it is kept once', async () => {
  await papers.added(pictureOf(1));
  expect(await papers.add(pictureOf(1))).toMatchObject({ ok: false, code: 'paper/already-there' });
  papers.desk.confirm(NORTH, [{ type: 'person', id: 777, set: { name: '另一个' } }]);
  await papers.added(pictureOf(1), { personId: 777, applicationId: null });
  expect(filesOnDisk()).toHaveLength(1);
  expect(papers.contents()).toHaveLength(1);
  expect(acts()).toBe(2);
});

test('one form pressed twice is one paper', async () => {
  const input = papers.input();
  const press = () => addPaper(papers.ports, input, pictureOf(1));
  const [first, second] = [await press(), await press()];
  expect(second).toEqual(first);
  expect([filesOnDisk().length, acts()]).toEqual([1, 1]);
});

test('a file that was lost is mended by adding the same one again', async () => {
  await papers.added(pictureOf(1));
  rmSync(join(papers.files.folder, filesOnDisk()[0] as string));
  papers.desk.statements.run('UPDATE paper_content SET file_id = NULL');
  expect(papersOfPerson(papers.desk.reading(), papers.personId)).toMatchObject([{ state: 'awaited' }]);
  expect(await papers.add(pictureOf(1))).toMatchObject({ ok: false, code: 'paper/already-there' });
  expect(papersOfPerson(papers.desk.reading(), papers.personId)).toMatchObject([{ state: 'kept' }]);
  expect(filesOnDisk()).toHaveLength(1);
});

test('PV1 a bank card is not for the federation; PV2 what was taken away is listed and not opened', async () => {
  const card = await papers.added(pictureOf(1), { material: 'BANK_ACCOUNT' });
  const certificate = await papers.added(pictureOf(2), { material: 'CERT_COPY' });
  const seen = (who: typeof CHEN) =>
    papersOfPerson(papers.desk.reading(who), papers.personId).map(({ state, mayRemove }) => [
      state,
      mayRemove,
    ]);
  expect(seen(CHEN)).toEqual([
    ['closed', false],
    ['kept', false],
  ]);
  expect(seen(SAREN)).toEqual([
    ['kept', false],
    ['kept', false],
  ]);
  expect(openablePaper(papers.desk.reading(CHEN), card)).toBe('closed');
  expect(openablePaper(papers.desk.reading(CHEN), certificate)).toMatchObject({ paper: { id: certificate } });
  papers.desk.taken(NAREN, 'paper.remove', { paperId: card, reason: '拍错了' });
  expect(openablePaper(papers.desk.reading(SAREN), card)).toBe('gone');
  const [removed] = papersOfPerson(papers.desk.reading(), papers.personId);
  expect(removed).toMatchObject({ mayRemove: false, removed: { who: '娜仁', reason: '拍错了' } });
});

test('a name is shown without its path and without signs that mislead', () => {
  expect(shownFileName('C:\\Users\\naren\\身份证.jpg')).toBe('身份证.jpg');
  expect(shownFileName('../../etc/passwd')).toBe('passwd');
  expect(shownFileName('a\u202egpj.exe')).toBe('agpj.exe');
  expect(shownFileName('x'.repeat(400))).toHaveLength(120);
  for (const name of [null, '', ' / ', '\u0000']) expect(shownFileName(name)).toBe(null);
});

test('nothing of a paper lies about in the profile: not the picture, not its name, not whose it is', async () => {
  const photo = Buffer.from(madeUpPng(60, 60));
  await papers.added(photo, { fileName: '张三身份证正面.png', thumbnailBase64: photo.toString('base64') });
  await papers.added(PDF, { fileName: '户口.pdf' });
  const { folder } = papers.desk;
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = all.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  expect(files.length).toBeGreaterThan(2);
  const needles = [photo.subarray(0, 24), photo.subarray(60, 100), PDF.subarray(0, 30), PDF.subarray(40, 80)];
  const words = ['张三身份证正面', sha256Of(photo), sha256Of(PDF), 'application/pdf'];
  needles.push(...words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]));
  needles.push(...[photo, PDF].map((bytes) => Buffer.from(bytes.toString('base64').slice(4, 60))));
  for (const path of files) {
    const bytes = readFileSync(path);
    for (const needle of needles) expect([path, bytes.includes(needle)]).toEqual([path, false]);
  }
  expect(all.join('\n')).not.toMatch(/张三|户口|pdf|png/);
});
