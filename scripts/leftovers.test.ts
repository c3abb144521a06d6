import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { expectNoLeftovers, leftovers } from './leftovers.ts';

/** A runner that is none of ours, so that this test's own child counts. */
const notHere = 0;
const isLinux = process.platform === 'linux';

async function sleeper(mark: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    env: { ...process.env, SUMU_TEST_RUN: mark },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

test.runIf(isLinux)('a process left behind is found, named and ended', async () => {
  const mark = randomUUID();
  const child = await sleeper(mark);
  const ended = once(child, 'exit');
  expect(leftovers(mark, notHere).map(({ pid }) => pid)).toEqual([child.pid]);
  await expect(expectNoLeftovers(mark, 0, notHere)).rejects.toThrow(`${child.pid} ${process.execPath} -e`);
  await ended;
  expect(leftovers(mark, notHere)).toEqual([]);
});

test('a process on its way out is waited for', async () => {
  const mark = randomUUID();
  const child = await sleeper(mark);
  setTimeout(() => child.kill(), 300);
  await expectNoLeftovers(mark, 5000, notHere);
});
