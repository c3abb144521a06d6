/** Where a file lies is known from its first moment: a copy that is made minutes later must be told from it. */
import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isElsewhere, placeOf } from './place.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-place-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('IN10 a file and its copy, each looked at in the moment it came into being, lie at different places', async ({
  skip,
}) => {
  const old = join(folder, 'old.db');
  writeFileSync(old, 'begun');
  await sleep(30);
  writeFileSync(old, 'changed');
  const { birthtimeMs, ctimeMs } = statSync(old);
  if (birthtimeMs <= 0 || birthtimeMs === ctimeMs)
    skip('this disk does not keep when a file came into being: the centre finds the copies');
  const file = join(folder, 'a.db');
  closeSync(openSync(file, 'w'));
  const place = placeOf(file);
  expect(place.born).toBe(Math.floor(statSync(file).birthtimeMs));
  const copy = join(folder, 'b.db');
  copyFileSync(file, copy);
  expect(isElsewhere(place, placeOf(copy))).toBe(true);
  expect(isElsewhere(place, placeOf(file))).toBe(false);
});
