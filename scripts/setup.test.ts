import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { differenceFromLock, withLock } from './setup.mjs';
import { root } from './sources.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
    'node_modules/@biomejs/cli-win32-x64': { version: '2.5.15', optional: true },
  },
};

test('ST1 what npm installed is compared with the lock', () => {
  const zod = { version: '4.6.7', integrity: 'sha512-a' };
  expect(differenceFromLock(lock, { packages: { 'node_modules/zod': zod } })).toBeUndefined();
  expect(differenceFromLock(lock, undefined)).toBe('nothing is installed yet');
  expect(differenceFromLock(lock, { packages: {} })).toBe('node_modules/zod is missing');
  const older = { packages: { 'node_modules/zod': { ...zod, version: '4.0.0' } } };
  expect(differenceFromLock(lock, older)).toBe('node_modules/zod is 4.0.0, not 4.6.7');
  const other = { packages: { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } } };
  expect(differenceFromLock(lock, other)).toBe('node_modules/zod has another checksum');
});

test('ST3 the second one waits for the first, and the lock is gone afterwards', async () => {
  const path = join(folder, 'lock');
  const order: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push(`${name} ends`);
  };
  await Promise.all([withLock(path, 'test', work('one')), withLock(path, 'test', work('two'))]);
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  expect(existsSync(path)).toBe(false);
});

test('ST3 a lock whose owner is gone does not hold', async () => {
  const path = join(folder, 'lock');
  const gone = spawnSync(process.execPath, ['--eval', '']).pid;
  writeFileSync(path, JSON.stringify({ pid: gone, start: '1' }));
  expect(await withLock(path, 'test', () => 'done')).toBe('done');
});

test('the script that it hands over to runs on the project’s Node, with its arguments and its exit code', () => {
  const script = join(folder, 'script.ts');
  writeFileSync(
    script,
    'const given: string[] = process.argv.slice(2);\nconsole.log(process.version, ...given);\nprocess.exitCode = 3;\n',
  );
  const setup = join(root, 'scripts', 'setup.mjs');
  const answer = spawnSync(process.execPath, [setup, script, '--port', '0'], { encoding: 'utf8' });
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/node/package.json'), 'utf8')) as {
    version: string;
  };
  expect(answer.stdout).toBe(`v${version} --port 0\n`);
  expect(answer.status).toBe(3);
});
