/** Two desks on one profile, as real processes: the second says so and is gone with its own exit code, the first neither notices nor loses
 *  anything. And a profile that can only be read: it is no desk that stands in the way there. */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PROFILE_IN_USE_EXIT } from '../host/messages.ts';
import { lockProfile } from './profile-lock.ts';
import { makeSmallDisk } from './test-disk.ts';

vi.setConfig({ testTimeout: 30_000 });
const REPLICA = fileURLToPath(new URL('./index.ts', import.meta.url));
let profile: string;
const started: ChildProcess[] = [];

interface Run {
  readonly child: ChildProcess;
  readonly said: string[];
  readonly ended: Promise<number | null>;
}

function startDesk(): Run {
  const args = ['--profile', profile, '--central', 'http://127.0.0.1:9'];
  const child = fork(REPLICA, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  started.push(child);
  const said: string[] = [];
  child.on('message', (message) => said.push((message as { kind: string }).kind));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, said, ended };
}

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'sumu-second-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(profile, { recursive: true, force: true });
});

const hashes = () =>
  Object.fromEntries(
    readdirSync(profile).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(profile, name)))
        .digest('hex'),
    ]),
  );

test('the second says that the profile is in use and ends with 3; the first goes on', async () => {
  const first = startDesk();
  await expect.poll(() => first.said, { timeout: 20_000 }).toContain('ready');
  const before = hashes();
  for (let nth = 0; nth < 2; nth++) {
    const second = startDesk();
    expect(await second.ended).toBe(PROFILE_IN_USE_EXIT);
    expect(second.said).toEqual(['profile-in-use']);
  }
  expect(hashes()).toEqual(before);
  expect([first.child.exitCode, first.child.signalCode]).toEqual([null, null]);
  expect(lockProfile(profile)).toBeNull();
  first.child.send({ kind: 'stop' });
  expect(await first.ended).toBe(0);
  const next = startDesk();
  await expect.poll(() => next.said, { timeout: 20_000 }).toContain('ready');
});

test('a profile that can only be read is not called in use, whether it was worked in before or not', ({
  skip,
}) => {
  const disk = makeSmallDisk(4);
  if (typeof disk === 'string') return skip(disk);
  try {
    const worked = join(disk.folder, 'worked');
    const fresh = join(disk.folder, 'fresh');
    mkdirSync(fresh);
    lockProfile(worked)?.close();
    disk.makeReadOnly();
    for (const folder of [worked, fresh]) {
      const lock = lockProfile(folder);
      expect([folder, lock === null]).toEqual([folder, false]);
      lock?.close();
    }
  } finally {
    disk.remove();
  }
});
