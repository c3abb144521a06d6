/** Papers on the disk: what was kept opens, what was touched does not, and nothing of it can be read there. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exifWithPlace, madeUpJpeg } from '#shared/domain/made-up-papers.ts';
import { openPaper, PaperFileError, papersKey, sealPaper } from './paper-cipher.ts';
import { PaperFiles } from './paper-files.ts';

const KEY = new Uint8Array(32).fill(5);
const PART = 64 * 1024;
let folder: string;
let files: PaperFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-papers-'));
  files = new PaperFiles(join(folder, 'papers'), KEY);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([1, 100, PART - 1, PART, PART + 1, 3 * PART, 1_000_003])('%i bytes come back', async (length) => {
  const bytes = randomBytes(length);
  const name = await files.keep(bytes);
  expect(name).toMatch(/^[0-9a-f]{32}$/);
  expect((await files.read(name))?.equals(bytes)).toBe(true);
  expect(readdirSync(files.folder)).toEqual([name]);
  expect(statSync(join(files.folder, name)).mode & 0o777).toBe(0o600);
});

test('the same bytes twice are two files that have nothing in common', async () => {
  const bytes = Buffer.alloc(1000, 7);
  const [one, two] = [await files.keep(bytes), await files.keep(bytes)];
  const [first, second] = [one, two].map((name) => readFileSync(join(files.folder, name)).subarray(8));
  expect(first?.equals(second as Buffer)).toBe(false);
});

test('neither the picture, nor its hash, nor where it was taken is on the disk', async () => {
  const photo = Buffer.from(madeUpJpeg(800, 600, { segments: [exifWithPlace()] }));
  const name = await files.keep(photo);
  const onDisk = readFileSync(join(files.folder, name));
  const hash = createHash('sha256').update(photo).digest('hex');
  for (const piece of [photo.subarray(0, 12), photo.subarray(30, 62), Buffer.from('SUMU TEST CAMERA')])
    expect(onDisk.includes(piece)).toBe(false);
  expect(name).not.toContain(hash.slice(0, 8));
});

const key = papersKey(KEY);
const bytes = randomBytes(3 * PART + 50);
const sealed = sealPaper(key, 'a', bytes);
const step = PART + 16;
const changed = (at: number) => {
  const copy = Buffer.from(sealed);
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
};
const part = (at: number) => sealed.subarray(8 + at * step, 8 + (at + 1) * step);
const header = sealed.subarray(0, 8);
const TOUCHED: readonly (readonly [string, Buffer])[] = [
  ['a bit of the header', changed(3)],
  ['a bit of the first part', changed(100)],
  ['a bit of the last part', changed(sealed.length - 20)],
  ['a bit of a tag', changed(sealed.length - 1)],
  ['its end cut off between two parts', sealed.subarray(0, 8 + 2 * step)],
  ['its end cut off', sealed.subarray(0, -1)],
  ['its first part left out', Buffer.concat([header, sealed.subarray(8 + step)])],
  ['two parts exchanged', Buffer.concat([header, part(1), part(0), sealed.subarray(8 + 2 * step)])],
  ['a part twice', Buffer.concat([header, part(0), part(0), part(1), sealed.subarray(8 + 2 * step)])],
  ['nothing but a header', header],
  ['nothing', Buffer.alloc(0)],
  ['something else', Buffer.from('this is no paper at all, but words')],
];
test.each(TOUCHED)('PC1 with %s nothing opens', (_what, touched) => {
  expect(() => openPaper(key, 'a', touched)).toThrow(PaperFileError);
});

test('PC1 nor under another name or key', () => {
  expect(openPaper(key, 'a', sealed).equals(bytes)).toBe(true);
  expect(() => openPaper(key, 'b', sealed)).toThrow(PaperFileError);
  expect(() => openPaper(papersKey(new Uint8Array(32).fill(6)), 'a', sealed)).toThrow(PaperFileError);
});

test('a file that is gone is null, one that was touched a fault, and a name is never a path', async () => {
  const name = await files.keep(Buffer.from('x'));
  writeFileSync(join(files.folder, name), 'garbage');
  await expect(files.read(name)).rejects.toThrow(PaperFileError);
  expect(await files.readWhole(name)).toBe(null);
  await files.remove(name);
  expect(await files.read(name)).toBe(null);
  writeFileSync(join(folder, 'slots.json'), '{}');
  await expect(files.read('../slots.json')).rejects.toThrow(PaperFileError);
  await files.remove('../slots.json');
  expect(readdirSync(folder)).toContain('slots.json');
});

test('FI2 what cannot be written leaves nothing', async () => {
  rmSync(files.folder, { recursive: true });
  await expect(files.keep(Buffer.from('x'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(readdirSync(folder)).toEqual([]);
});

test('files of an earlier run are told with their age, those of this one and strange ones are not', async () => {
  await files.keep(Buffer.from('mine'));
  const earlier = await new PaperFiles(files.folder, KEY).keep(Buffer.from('before'));
  const cut = `${'0'.repeat(32)}.part`;
  writeFileSync(join(files.folder, cut), 'half');
  writeFileSync(join(files.folder, 'notes.txt'), 'not ours');
  utimesSync(join(files.folder, earlier), 1_000, 1_000);
  const told = await files.earlier();
  expect(told.map(({ name }) => name).toSorted()).toEqual([earlier, cut].toSorted());
  expect(told.find(({ name }) => name === earlier)?.writtenMs).toBe(1_000_000);
});
