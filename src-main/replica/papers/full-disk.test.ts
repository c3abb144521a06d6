/** A paper that the disk does not take: said so, nothing of it there, and with room again the same one is added. On a disk that really is
 *  full (test-disk.ts). */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSmallDisk, type SmallDisk } from '../test-disk.ts';
import { TEST_KEY } from '../test-desk.ts';
import { addPaper } from './add-paper.ts';
import { PaperFiles } from './paper-files.ts';
import { papersOfPerson } from './paper-views.ts';
import { pictureOf, TestPapers } from './test-papers.ts';

const made = makeSmallDisk(2);
if (typeof made === 'string') console.info(made);
const disk = made as SmallDisk;
let papers: TestPapers;
let files: PaperFiles;

beforeEach(() => {
  papers = new TestPapers();
  if (typeof made !== 'string')
    files = new PaperFiles(join(disk.folder, `papers-${randomBytes(4).toString('hex')}`), TEST_KEY);
});
afterEach(() => papers.close());
afterAll(() => {
  if (typeof made !== 'string') disk.remove();
});

const add = (bytes: Buffer) => addPaper({ ...papers.ports, files }, papers.input(), bytes);
const nothing = () => [
  readdirSync(files.folder),
  papers.contents(),
  papersOfPerson(papers.desk.reading(), papers.personId),
];

describe.skipIf(typeof made === 'string')('on a small disk', () => {
  test('no room: said so, no file, no half of one, no record; with room again it is added', async () => {
    const photo = pictureOf(1);
    disk.fill();
    expect(await add(photo)).toEqual({ ok: false, code: 'paper/disk-full' });
    expect(nothing()).toEqual([[], [], []]);
    disk.free();
    expect(await add(photo)).toMatchObject({ ok: true });
    expect(readdirSync(files.folder)).toHaveLength(1);
  });

  test('room for half of it: the half goes too', async () => {
    const head = pictureOf(2);
    const large = Buffer.concat([head.subarray(0, -2), Buffer.alloc(400_000), head.subarray(-2)]);
    disk.fill(200_000);
    expect(await add(large)).toEqual({ ok: false, code: 'paper/disk-full' });
    expect(nothing()).toEqual([[], [], []]);
    disk.free();
  });

  test('a disk for reading only: said so, nothing changed', async () => {
    disk.makeReadOnly();
    try {
      expect(await add(pictureOf(3))).toEqual({ ok: false, code: 'desk/disk-read-only' });
    } finally {
      disk.makeWritable();
    }
    expect(nothing()).toEqual([[], [], []]);
  });
});
