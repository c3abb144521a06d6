/** Signing in at a desk: with the centre, without it, with the wrong password, by a second person, on a damaged profile. The writer is the
 *  real thread on the real file; the centre is a pretended one that can be away.                                               */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSlots } from './keys/slots.ts';
import { Desk } from './session.ts';
import { TEST_PASSWORD, TestCentral } from './test-central.ts';
import { NAREN, TEST_NOW_MS, WANG } from './test-desk.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });
const WRITER = new URL('./writer.ts', import.meta.url);
const MINUTE = 60_000;
let profile: string;
let central: TestCentral;
let desk: Desk;
const clock = { nowMs: TEST_NOW_MS, now: (): number => clock.nowMs };

function openDesk(): Desk {
  return new Desk({
    profile,
    centralUrl: central.url,
    computerName: '查干淖尔-1号机',
    clock,
    startAt: null,
    writerFile: WRITER,
    onChanged: () => {},
    onBroken: (error) => {
      throw error as Error;
    },
  });
}

beforeEach(async () => {
  clock.nowMs = TEST_NOW_MS;
  profile = mkdtempSync(join(tmpdir(), 'sumu-profile-'));
  central = new TestCentral([NAREN, WANG]);
  await central.start();
  desk = openDesk();
});
afterEach(async () => {
  await desk.signOut();
  await central.stop();
  rmSync(profile, { recursive: true, force: true });
});

const naren = (password = TEST_PASSWORD) => desk.signIn('naren', password);

test('the first sign-in needs the centre', async () => {
  central.isAway = true;
  expect(await naren()).toEqual({ ok: false, code: 'no-server' });
  expect(readdirSync(profile)).toEqual([]);
});

test('SE1 with the centre: person, role and scopes are what it says', async () => {
  expect(await desk.signIn(' Naren ', TEST_PASSWORD)).toEqual({ ok: true, mode: 'online' });
  expect(desk.open?.me).toEqual(NAREN);
  expect(desk.known()).toEqual([{ account: 'naren', personName: '娜仁', unitName: NAREN.unitName }]);
  expect(readdirSync(profile).sort()).toContain('replica-21.db');
});

test('a wrong password at the centre opens nothing and leaves nothing', async () => {
  expect(await naren('wrong')).toEqual({ ok: false, code: 'wrong-password' });
  expect(desk.open).toBeNull();
  expect(readSlots(profile)).toBeNull();
});

test('SE2 signed out, nothing is open', async () => {
  await naren();
  await desk.signOut();
  expect(desk.open).toBeNull();
  expect(desk.link.state).toBe('offline');
  await desk.signOut();
});

describe('without the centre', () => {
  beforeEach(async () => {
    await naren();
    await desk.signOut();
    central.isAway = true;
    desk = openDesk();
  });

  test('the password of a known person opens the replica, role and scopes as the centre last said', async () => {
    expect(await naren()).toEqual({ ok: true, mode: 'offline' });
    expect(desk.open?.me).toEqual(NAREN);
  });

  test('a person who was never here cannot be let in', async () => {
    expect(await desk.signIn('wangjianguo', TEST_PASSWORD)).toEqual({
      ok: false,
      code: 'unknown-here-offline',
    });
  });

  test('KS3 five wrong passwords lock the name for a minute, across a restart, the right one too', async () => {
    for (let tried = 0; tried < 5; tried++)
      expect(await naren('wrong')).toEqual({ ok: false, code: 'wrong-password' });
    desk = openDesk();
    expect(await naren()).toEqual({ ok: false, code: 'locked-out', minutes: 1 });
    clock.nowMs += MINUTE - 1;
    expect(await naren()).toMatchObject({ code: 'locked-out' });
    clock.nowMs += 1;
    expect(await naren('wrong')).toEqual({ ok: false, code: 'wrong-password' });
    expect(await naren()).toEqual({ ok: false, code: 'locked-out', minutes: 2 });
    clock.nowMs += 2 * MINUTE;
    expect(await naren()).toEqual({ ok: true, mode: 'offline' });
    expect(readSlots(profile)?.slots[0]).toMatchObject({ failures: 0, lockedUntilMs: 0 });
  });

  test.each([
    ['is gone', () => rmSync(join(profile, 'replica-21.db'))],
    ['is another file', () => writeFileSync(join(profile, 'replica-21.db'), 'x'.repeat(9_000))],
  ])('a replica that %s is called damaged', async (_what, damage) => {
    damage();
    for (const ending of ['-wal', '-shm']) rmSync(join(profile, `replica-21.db${ending}`), { force: true });
    expect(await naren()).toEqual({ ok: false, code: 'replica-damaged' });
    expect(desk.open).toBeNull();
  });

  test('a replica that is another file is called damaged with the centre too', async () => {
    central.isAway = false;
    writeFileSync(join(profile, 'replica-21.db'), 'x'.repeat(9_000));
    for (const ending of ['-wal', '-shm']) rmSync(join(profile, `replica-21.db${ending}`), { force: true });
    expect(await naren()).toEqual({ ok: false, code: 'replica-damaged' });
    expect(desk.open).toBeNull();
  });

  test('slots that are damaged are called so, not a crash', async () => {
    writeFileSync(join(profile, 'slots.json'), '{"version":1,"dev');
    expect(await naren()).toEqual({ ok: false, code: 'replica-damaged' });
    expect(desk.known()).toEqual([]);
    central.isAway = false;
    expect(await naren()).toEqual({ ok: false, code: 'replica-damaged' });
  });
});

describe('a second person of the unit', () => {
  test('signs in with the centre once, then without it, into the same replica', async () => {
    await naren();
    expect(await desk.signIn('wangjianguo', TEST_PASSWORD)).toEqual({ ok: true, mode: 'online' });
    await desk.signOut();
    central.isAway = true;
    expect(await desk.signIn('wangjianguo', TEST_PASSWORD)).toEqual({ ok: true, mode: 'offline' });
    expect(desk.open?.me).toEqual(WANG);
    expect(readdirSync(profile).filter((name) => name.endsWith('.db'))).toEqual(['replica-21.db']);
    expect(desk.known().map(({ account }) => account)).toEqual(['naren', 'wangjianguo']);
  });

  test('SE3 of another unit is refused, and the first one is not signed out', async () => {
    await naren();
    central.refusesEnrolment = 'device/other-unit';
    expect(await desk.signIn('wangjianguo', TEST_PASSWORD)).toEqual({ ok: false, code: 'other-unit' });
    expect(desk.open?.me).toEqual(NAREN);
    expect(desk.known()).toHaveLength(1);
  });
});

test('two windows that sign in at once get one desk', async () => {
  const both = await Promise.all([naren(), desk.signIn('wangjianguo', TEST_PASSWORD)]);
  expect(both).toEqual([
    { ok: true, mode: 'online' },
    { ok: true, mode: 'online' },
  ]);
  expect(desk.open?.me).toEqual(WANG);
});

test('after a password was changed at the centre the new one opens offline, the old one does not', async () => {
  await naren();
  await desk.signOut();
  central.password = 'another-one-2026';
  expect(await naren()).toEqual({ ok: false, code: 'wrong-password' });
  expect(await naren('another-one-2026')).toEqual({ ok: true, mode: 'online' });
  await desk.signOut();
  central.isAway = true;
  expect(await naren()).toEqual({ ok: false, code: 'wrong-password' });
  expect(await naren('another-one-2026')).toEqual({ ok: true, mode: 'offline' });
});
