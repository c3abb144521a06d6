/** The replica's file: what opens it, what it refuses and leaves alone. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrateReplica } from './migrate.ts';
import { openReplicaFile, ReplicaFileError } from './open.ts';

const KEY = new Uint8Array(32).fill(3);
const OTHER_KEY = new Uint8Array(32).fill(4);
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sumu-open-'));
  path = join(folder, 'replica.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** A replica with one person in it, closed. */
function makeReplica(): void {
  const db = openReplicaFile({ path, key: KEY });
  migrateReplica(db);
  db.prepare("INSERT INTO person (id, scope, name) VALUES (1, 2, '乌云其其格')").run();
  db.close();
}

function codeOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    return error instanceof ReplicaFileError ? error.code : String(error);
  }
  return 'opened';
}

test('ST1 without a whole key nothing opens and nothing is created', () => {
  for (const length of [0, 16, 31, 33])
    expect(codeOf(() => openReplicaFile({ path, key: new Uint8Array(length) }))).toBe(
      'wrong-key-or-not-ours',
    );
  expect(readdirSync(folder)).toEqual([]);
});

test('the file and its log hold no word in the clear, not even the header of SQLite', () => {
  const db = openReplicaFile({ path, key: KEY });
  migrateReplica(db);
  db.prepare("INSERT INTO person (id, scope, name) VALUES (1, 2, '乌云其其格')").run();
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  expect(files.length).toBeGreaterThan(1);
  for (const bytes of files)
    for (const word of ['SQLite format 3', 'CREATE TABLE', '乌云其其格'])
      expect(bytes.includes(word)).toBe(false);
  db.close();
  expect(readFileSync(path).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
});

test('ST2 both connections sync every commit, and the reader cannot write', () => {
  makeReplica();
  const writer = openReplicaFile({ path, key: KEY });
  const reader = openReplicaFile({ path, key: KEY, readonly: true });
  for (const db of [writer, reader]) expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(writer.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(() => reader.exec('DELETE FROM person')).toThrow('readonly');
  writer.prepare("UPDATE person SET name = '巴特尔'").run();
  expect(reader.prepare('SELECT name FROM person').get()).toEqual({ name: '巴特尔' });
  reader.close();
  writer.close();
});

const FOREIGN: [string, () => void, string][] = [
  ['a replica under another key', makeReplica, 'wrong-key-or-not-ours'],
  [
    'a database in the clear',
    () => {
      const db = new Database(path);
      db.exec('CREATE TABLE person (id INTEGER)');
      db.close();
    },
    'plaintext',
  ],
  ['random bytes', () => writeFileSync(path, randomBytes(8192)), 'wrong-key-or-not-ours'],
  ["somebody's letter", () => writeFileSync(path, '关于开展……的通知\n'.repeat(400)), 'wrong-key-or-not-ours'],
  [
    'a replica cut in half',
    () => {
      makeReplica();
      writeFileSync(path, readFileSync(path).subarray(0, 3000));
    },
    'wrong-key-or-not-ours',
  ],
];
test.each(FOREIGN)('ST3 %s is refused and left as it is', (_what, make, code) => {
  make();
  const before = hashOf(path);
  for (const readonly of [false, true])
    expect(codeOf(() => openReplicaFile({ path, key: OTHER_KEY, readonly }))).toBe(code);
  expect(hashOf(path)).toBe(before);
  expect(readdirSync(folder)).toEqual(['replica.db']);
});

test('a reader of a file that is not there is refused like a damaged one, and makes none', () => {
  expect(codeOf(() => openReplicaFile({ path, key: KEY, readonly: true }))).toBe('wrong-key-or-not-ours');
  expect(readdirSync(folder)).toEqual([]);
});

test('migrating twice changes nothing, and a file of a newer program is not written', () => {
  makeReplica();
  const db = openReplicaFile({ path, key: KEY });
  const step = db.pragma('user_version', { simple: true }) as number;
  migrateReplica(db);
  expect(db.prepare('SELECT count(*) AS n FROM person').get()).toEqual({ n: 1 });
  db.pragma(`user_version=${step + 1}`);
  expect(() => migrateReplica(db)).toThrow(`at step ${step + 1}`);
  db.close();
});
