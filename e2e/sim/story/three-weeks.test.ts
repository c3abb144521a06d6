/** The story of three weeks in the build: once, to its end; and that its second program can see what it is there for. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inMemory } from '../store-under-test.ts';
import { exportStory } from './export.ts';
import type { Recounted } from './recount.ts';
import { Story } from './story.ts';
import { tellStory } from './three-weeks.ts';

const ROOMY_MS = 120_000;
const RECOUNT = join(import.meta.dirname, 'recount.ts');

test(
  'three weeks of three offices without a line come to their end: I1 I2 I4 I13 I12 RC3 PK9',
  async () => {
    const said: string[] = [];
    const { acts, violations } = await tellStory(3, 'memory', (line) => said.push(line));
    expect(violations).toEqual([]);
    expect(acts).toBeGreaterThan(400);
    for (const words of ['cloned', 'put', 'moves from the north', 'is lost', 'set back', 'second program'])
      expect(said.join('\n')).toContain(words);
  },
  ROOMY_MS,
);

const recount = (folder: string): Recounted =>
  JSON.parse(execFileSync(process.execPath, [RECOUNT, folder], { encoding: 'utf8' })) as Recounted;

let story: Story;
let folder: string;
beforeEach(async () => {
  story = new Story(1, inMemory(), () => {});
  folder = mkdtempSync(join(tmpdir(), 'sumu-recount-'));
  await story.centre.publish();
  for (const office of story.offices) {
    story.work(office, 5);
    await office.sync();
  }
  for (const office of story.offices) await office.sync();
  await exportStory(story, folder);
}, ROOMY_MS);
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await story.close();
});

function bend(file: string, from: RegExp, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toMatch(from);
  writeFileSync(join(folder, file), text.replace(from, to));
}

test('the second program agrees, and names what was bent: a row, a desk, a log, an outcome, a receipt, a key', () => {
  const plain = recount(folder);
  expect(plain.faults).toEqual([]);
  expect(plain.receipts).toBe(plain.acts);
  expect(plain.cases).toBeGreaterThan(0);
  const bends: [string, RegExp, string, RegExp][] = [
    ['rows.jsonl', /"state":"[A-Z_]+"/, '"state":"APPROVED"', /file|state/],
    ['desks.jsonl', /"phone":"\d+"/, '"phone":"13999999999"', /phone/],
    ['log.jsonl', /^\{"scope":\d{12}.*\n/m, '', /after/],
    ['outcomes.jsonl', /"outcome":"applied"/, '"outcome":"refused"', /the centre says refused/],
    ['desks.jsonl', /"signature":"[0-9a-f]{4}/, '"signature":"0000', /does not verify/],
    ['key.txt', /^../, '11', /does not verify/],
  ];
  for (const [file, from, to, fault] of bends) {
    const before = readFileSync(join(folder, file), 'utf8');
    bend(file, from, to);
    expect(recount(folder).faults.join('\n')).toMatch(fault);
    writeFileSync(join(folder, file), before);
  }
});

test('the second program imports nothing of the product but types', () => {
  const text = readFileSync(RECOUNT, 'utf8');
  const values = [...text.matchAll(/^import (type )?[^;]*? from '([^']+)';/gms)].filter(([, type]) => !type);
  expect(values.every(([, , from]) => from?.startsWith('node:'))).toBe(true);
});
