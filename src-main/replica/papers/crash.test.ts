/** kill -9 while papers are added, with real files and a real process: what was acknowledged is whole, what was not leaves at most a file that
 *  nothing names, and the sweep takes it. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_DEVICE, TEST_KEY, NORTH, TestDesk } from '../test-desk.ts';
import { papersFolder, PaperFiles } from './paper-files.ts';
import { KEPT_DAYS, sweepPapers } from './sweep.ts';
import { sha256Of } from './test-papers.ts';

const CHILD = join(import.meta.dirname, 'fixtures', 'adding-child.ts');
const PERSONS = 12;
let desk: TestDesk;
let files: PaperFiles;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  // A person may have only so many papers: another one for each round.
  const persons = Array.from({ length: PERSONS }, (_, at) => ({
    type: 'person' as const,
    id: 1_000 + at,
    set: { name: '达木丁' },
  }));
  desk.confirm(NORTH, persons);
  files = new PaperFiles(papersFolder(desk.folder, TEST_DEVICE), TEST_KEY);
});
afterEach(() => desk.close());

/** Runs the child until it is killed; what it acknowledged. */
async function run(
  first: number,
  end: 'never' | 'between',
  person: number,
  killAfter = 0,
): Promise<string[]> {
  const args = [CHILD, desk.folder, String(first), end, String(person)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!words && end === 'never') void sleep(killAfter).then(() => child.kill('SIGKILL'));
    words += text;
  });
  expect(await ended).toBe('SIGKILL');
  // The last line may be half written.
  return words
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ')[1] as string);
}

const contents = () =>
  desk.rows('SELECT sha256, file_id FROM paper_content') as { sha256: string; file_id: string }[];

test('killed at any moment: every acknowledged paper opens, record and act stand together, orphans go in time', async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 5; round++) {
    // 11 ms apart, some land in the file, some in the record, some between two papers.
    const told = await run(round * 1_000, 'never', 1_000 + round, 3 + round * 11);
    expect(told.length).toBeGreaterThan(0);
    acknowledged.push(...told);
  }
  const known = new Map(contents().map(({ sha256, file_id }) => [sha256, file_id]));
  for (const sha256 of acknowledged) expect(known.has(sha256)).toBe(true);
  for (const [sha256, fileId] of known)
    expect(sha256Of((await files.read(fileId)) ?? Buffer.alloc(0))).toBe(sha256);
  const count = (sql: string) => desk.rows(sql)[0]?.['n'];
  expect(count('SELECT count(*) AS n FROM paper')).toBe(known.size);
  expect(count("SELECT count(*) AS n FROM act WHERE name = 'paper.attach'")).toBe(known.size);
  const orphans = readdirSync(files.folder).filter((name) => ![...known.values()].includes(name));
  expect(orphans.length).toBeLessThanOrEqual(5);
}, 60_000);

test('killed between file and record: nothing shows, the file goes after 30 days, and the same paper is added again', async () => {
  expect(await run(7, 'between', 1_000)).toEqual([]);
  expect([contents(), readdirSync(files.folder).length]).toEqual([[], 1]);
  const [orphan] = readdirSync(files.folder);
  await run(7, 'never', 1_000, 50);
  expect(contents().map(({ file_id }) => file_id)).not.toContain(orphan);
  desk.clock.nowMs = Date.now() + (KEPT_DAYS + 1) * 86_400_000;
  const before = contents();
  desk.statements.run("UPDATE paper_content SET kept_at = '2999-01-01T00:00:00.000Z'");
  await sweepPapers(desk.statements, files, desk.clock);
  expect(readdirSync(files.folder).toSorted()).toEqual(before.map(({ file_id }) => file_id).toSorted());
}, 60_000);
