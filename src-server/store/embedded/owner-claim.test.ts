import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimFolder } from './owner-claim.ts';
import { startKeyOf } from './process-table.ts';

const claimant = `
  import { claimFolder } from ${JSON.stringify(join(import.meta.dirname, 'owner-claim.ts'))};
  await claimFolder(process.argv[1]).then(() => console.log('owner'), (error) => console.log(error.code));
  process.stdin.resume();
`;

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-claim-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await new Promise((resolve) =>
      (child.exitCode ?? child.signalCode) ? resolve(0) : child.once('exit', resolve),
    );
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process that claims the folder and stays; resolves with what it says. */
function startClaimant(): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', claimant, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk).trim())));
}

test('OC1 of several processes at once exactly one owns the folder', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, startClaimant));
  expect(answers.filter((answer) => answer === 'owner')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'embedded/folder-in-use')).toHaveLength(4);
});

test('OC1 a process cannot own a folder twice, and can again after letting go', async () => {
  const claim = await claimFolder(folder);
  await expect(claimFolder(folder)).rejects.toMatchObject({ code: 'embedded/folder-in-use' });
  claim.release();
  (await claimFolder(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('OC2 the claim of a killed process holds nobody up', async () => {
  expect(await startClaimant()).toBe('owner');
  const [child] = children;
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await ended;
  (await claimFolder(folder)).release();
});

test('OC2 the same process number with another start time is another process', async () => {
  writeFileSync(join(folder, `owner-${process.pid}-12345.00000000.claim`), '');
  writeFileSync(join(folder, `owner-${process.ppid}-${startKeyOf(process.ppid)}0.claim`), '');
  (await claimFolder(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('OC3 who is refused changes nothing', async () => {
  expect(await startClaimant()).toBe('owner');
  const before = readdirSync(folder);
  await expect(claimFolder(folder)).rejects.toMatchObject({ code: 'embedded/folder-in-use' });
  expect(readdirSync(folder)).toEqual(before);
});

test('a folder that cannot be written to is said to be so', async () => {
  const missing = join(folder, 'missing');
  await expect(claimFolder(missing)).rejects.toMatchObject({ code: 'embedded/folder-unusable' });
});
