/** A profile that is not ours, or not whole, or not for this program: signing in says which, whether the centre answers or not, and leaves
 *  every file as it was. What may still be in it is somebody's work. */
import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSlots } from './keys/slots.ts';
import { Desk } from './session.ts';
import { migrateReplica } from './store/migrate.ts';
import { openReplicaFile } from './store/open.ts';
import { makeSmallDisk, type SmallDisk } from './test-disk.ts';
import { TEST_PASSWORD, TestCentral } from './test-central.ts';
import { NAREN, TEST_NOW_MS, WANG } from './test-desk.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
let profile: string;
let central: TestCentral;
let desk: Desk;

function openDesk(at = profile): Desk {
  return new Desk({
    profile: at,
    centralUrl: central.url,
    computerName: '查干淖尔-1号机',
    clock: { now: () => TEST_NOW_MS },
    startAt: null,
    writerFile: new URL('./writer.ts', import.meta.url),
    onChanged: () => {},
    onBroken: (error) => {
      throw error as Error;
    },
  });
}

const file = () => join(profile, 'replica-21.db');
const slots = () => join(profile, 'slots.json');
const naren = (which = desk) => which.signIn('naren', TEST_PASSWORD);

/** Name and hash of everything but SQLite's own side files, which come and go. */
function contents(folder = profile): Record<string, string> {
  const names = readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));
  return Object.fromEntries(
    names.sort().map((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return [name, 'a folder'];
      return [name, createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

function replaceFile(bytes: Buffer | string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file()}${ending}`, { force: true });
  writeFileSync(file(), bytes);
}

/** The replica's own connection, closed again. */
function withReplica(work: (db: Database.Database) => void): void {
  const db = openReplicaFile({ path: file(), key: central['key'] });
  try {
    work(db);
  } finally {
    db.close();
  }
}

let made: string;

beforeAll(async () => {
  central = new TestCentral([NAREN, WANG]);
  await central.start();
  made = mkdtempSync(join(tmpdir(), 'sumu-made-'));
  const first = openDesk(made);
  await naren(first);
  await first.signOut();
});
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'sumu-foreign-'));
  cpSync(made, profile, { recursive: true });
  [central.isAway, central.enrolsWith] = [false, {}];
  desk = openDesk();
});
afterEach(async () => {
  await desk.signOut();
  rmSync(profile, { recursive: true, force: true });
});
afterAll(async () => {
  await central.stop();
  rmSync(made, { recursive: true, force: true });
});

const FILES: [string, string, () => void][] = [
  ['random bytes', 'replica-damaged', () => replaceFile(randomBytes(64 * 1024))],
  ['nothing, not even a byte', 'replica-damaged', () => replaceFile('')],
  ['a few bytes', 'replica-damaged', () => replaceFile('replica')],
  [
    'a database in the clear',
    'replica-damaged',
    () => {
      replaceFile('');
      rmSync(file());
      const db = new Database(file());
      db.exec('CREATE TABLE person (id INTEGER, name TEXT)');
      db.close();
    },
  ],
  [
    'a replica under another key',
    'replica-damaged',
    () => {
      replaceFile('');
      rmSync(file());
      const db = openReplicaFile({ path: file(), key: randomBytes(32) });
      migrateReplica(db);
      db.close();
    },
  ],
  [
    'half of it',
    'replica-damaged',
    () => {
      withReplica((db) => db.pragma('wal_checkpoint(TRUNCATE)'));
      truncateSync(file(), Math.floor(statSync(file()).size / 2 / 4096) * 4096);
    },
  ],
  [
    'three bytes less than it',
    'replica-damaged',
    () => {
      withReplica((db) => db.pragma('wal_checkpoint(TRUNCATE)'));
      truncateSync(file(), 4093);
    },
  ],
  [
    'a folder',
    'replica-damaged',
    () => {
      replaceFile('');
      rmSync(file());
      mkdirSync(file());
      writeFileSync(join(file(), 'letter.txt'), '信');
    },
  ],
  [
    'gone',
    'replica-damaged',
    () => {
      for (const ending of ['', '-wal', '-shm']) rmSync(`${file()}${ending}`, { force: true });
    },
  ],
  [
    'of a newer program',
    'replica-newer',
    () =>
      withReplica((db) =>
        db.pragma(`user_version=${(db.pragma('user_version', { simple: true }) as number) + 1}`),
      ),
  ],
  [
    'of another computer',
    'replica-damaged',
    () => withReplica((db) => db.exec("UPDATE meta SET value = '77' WHERE name IN ('device', 'home')")),
  ],
];

describe.each([
  ['without the centre', true],
  ['with the centre', false],
])('%s', (_where, isAway) => {
  test.each(FILES)('a replica that is %s is called %s and left as it is', async (_what, code, damage) => {
    damage();
    const before = contents();
    central.isAway = isAway;
    expect(await naren()).toEqual({ ok: false, code });
    expect(desk.open).toBeNull();
    expect(contents()).toEqual(before);
  });

  test.each([
    ['breaks off', 'replica-damaged', () => truncateSync(slots(), 40)],
    ['is empty', 'replica-damaged', () => writeFileSync(slots(), '')],
    ['is random bytes', 'replica-damaged', () => writeFileSync(slots(), randomBytes(500))],
    [
      'is a folder',
      'replica-damaged',
      () => {
        rmSync(slots());
        mkdirSync(slots());
      },
    ],
    [
      'has a slot of nonsense',
      'replica-damaged',
      () => {
        const good = readSlots(profile);
        const slots = good?.slots.map((slot) => ({ ...slot, wrapped: 'AAAA', salt: '' }));
        writeFileSync(join(profile, 'slots.json'), JSON.stringify({ ...good, slots }));
      },
    ],
    [
      'asks for all the memory there is',
      'replica-damaged',
      () => {
        const good = readSlots(profile);
        const slots = good?.slots.map((slot) => ({ ...slot, argon: { ...slot.argon, memoryCost: 2 ** 31 } }));
        writeFileSync(join(profile, 'slots.json'), JSON.stringify({ ...good, slots }));
      },
    ],
    [
      'is of a newer program',
      'replica-newer',
      () => writeFileSync(slots(), JSON.stringify({ ...readSlots(profile), version: 2, seals: [] })),
    ],
  ])('a slots file that %s is called %s, and nothing is written over it', async (_what, code, damage) => {
    damage();
    const before = contents();
    central.isAway = isAway;
    expect(await naren()).toEqual({ ok: false, code });
    expect(contents()).toEqual(before);
  });
});

test('put back where it was, the profile opens as if nothing had happened', async () => {
  const kept = `${file()}.kept`;
  renameSync(file(), kept);
  writeFileSync(file(), randomBytes(5_000));
  expect(await naren()).toMatchObject({ code: 'replica-damaged' });
  rmSync(file());
  renameSync(kept, file());
  central.isAway = true;
  expect(await naren()).toEqual({ ok: true, mode: 'offline' });
});

describe('a centre that gives garbage instead of a key', () => {
  const damaged = (more: object) => {
    central.enrolsWith = more;
  };
  test.each([
    ['a key that is too short', { replicaKey: randomBytes(8).toString('base64') }],
    ['the number of another computer', { device: 99 }],
  ])('%s: who is known here gets in without it, and nothing is written', async (_what, more) => {
    damaged(more);
    const before = contents();
    expect(await naren()).toEqual({ ok: true, mode: 'offline' });
    await desk.signOut();
    expect(contents()).toEqual({ ...before, 'replica-21.db': contents()['replica-21.db'] });
  });

  test('another key than before: who has a slot goes on with the key in it, and the slot stays', async () => {
    damaged({ replicaKey: randomBytes(32).toString('base64') });
    expect(await naren()).toEqual({ ok: true, mode: 'online' });
    await desk.signOut();
    const before = contents();
    // A person who was never here must not get a slot with a key that opens nothing.
    expect(await desk.signIn('wangjianguo', TEST_PASSWORD)).toEqual({ ok: false, code: 'replica-damaged' });
    expect(contents()).toEqual(before);
    central.isAway = true;
    expect(await naren()).toEqual({ ok: true, mode: 'offline' });
  });

  test('on a new computer: said so, and nothing is left behind', async () => {
    damaged({ replicaKey: 'AAAA' });
    const fresh = mkdtempSync(join(tmpdir(), 'sumu-fresh-'));
    const first = openDesk(fresh);
    expect(await naren(first)).toEqual({ ok: false, code: 'server-garbled' });
    expect(readdirSync(fresh)).toEqual([]);
    rmSync(fresh, { recursive: true });
  });
});

test('a slot with a key that opens nothing is mended at the next sign-in with the centre', async () => {
  const good = readSlots(profile);
  const [slot] = good?.slots ?? [];
  if (!good || !slot) throw new Error('no slot');
  const { makeSlot, writeSlots } = await import('./keys/slots.ts');
  const { account, personName, unitName } = slot;
  const bad = await makeSlot({
    ...{ account, personName, unitName, password: TEST_PASSWORD, device: good.device },
    ...{ key: randomBytes(32), deviceSecret: new Uint8Array() },
  });
  writeSlots(profile, { ...good, slots: [bad] });
  central.isAway = true;
  expect(await naren()).toMatchObject({ code: 'replica-damaged' });
  central.isAway = false;
  expect(await naren()).toEqual({ ok: true, mode: 'online' });
  await desk.signOut();
  central.isAway = true;
  expect(await naren()).toEqual({ ok: true, mode: 'offline' });
});

describe('a profile that can only be read', () => {
  let disk: SmallDisk | string;
  beforeAll(() => {
    disk = makeSmallDisk(16);
    if (typeof disk === 'string') console.info(disk);
  });
  afterAll(() => {
    if (typeof disk !== 'string') disk.remove();
  });

  test('signing in says so, with the centre and without, and opens when it can be written again', async ({
    skip,
  }) => {
    if (typeof disk === 'string') return skip(disk);
    const folder = join(disk.folder, 'profile');
    const here = openDesk(folder);
    expect(await naren(here)).toMatchObject({ ok: true });
    await here.signOut();
    disk.makeReadOnly();
    const before = contents(folder);
    expect(await naren(here)).toEqual({ ok: false, code: 'read-only' });
    central.isAway = true;
    expect(await naren(here)).toEqual({ ok: false, code: 'read-only' });
    expect(await here.signIn('naren', 'wrong')).toMatchObject({ ok: false });
    expect(contents(folder)).toEqual(before);
    disk.makeWritable();
    expect(await naren(here)).toEqual({ ok: true, mode: 'offline' });
    await here.signOut();
    expect(existsSync(join(folder, 'slots.json'))).toBe(true);
  });
});
