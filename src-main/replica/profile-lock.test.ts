/** One desk a profile, and the lock goes with its process however that ends. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockProfile } from './profile-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a second desk on the profile gets no lock; after the first has closed it does', () => {
  const first = lockProfile(folder);
  expect(first).not.toBeNull();
  expect(lockProfile(folder)).toBeNull();
  first?.close();
  const third = lockProfile(folder);
  expect(third).not.toBeNull();
  third?.close();
});

test('two profiles do not know each other', () => {
  const one = lockProfile(join(folder, 'one'));
  const two = lockProfile(join(folder, 'two'));
  expect([one, two]).not.toContain(null);
  one?.close();
  two?.close();
});

test('a killed process leaves no lock behind', async () => {
  const source = new URL('./profile-lock.ts', import.meta.url).href;
  const code = `const { lockProfile } = await import(${JSON.stringify(source)});
    globalThis.kept = lockProfile(${JSON.stringify(folder)});
    console.log(globalThis.kept ? 'locked' : 'refused');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(String(data))),
  );
  expect(said).toBe('locked\n');
  expect(lockProfile(folder)).toBeNull();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  const lock = lockProfile(folder);
  expect(lock).not.toBeNull();
  lock?.close();
});
