/** When the write-ahead log goes into the file, and what an act costs. Commits are counted in the log itself: a frame of it that ends a
 *  commit says how many pages the file then has. Real syncs are counted from outside by the bench.                              */
import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openReplicaFile } from './open.ts';
import { demoPerson, intakeArgs, NAREN, TEST_KEY, TestDesk } from '../test-desk.ts';
import { layDownReply } from '../sync/apply.ts';
import { Checkpoints, STEP_PAGES } from './checkpoint.ts';

const LOG_HEADER_BYTES = 32;
const FRAME_BYTES = 4096 + 24;
let desk: TestDesk;
let checkpoints: Checkpoints;

beforeEach(() => {
  desk = new TestDesk();
  checkpoints = new Checkpoints(desk.statements.db);
});
afterEach(() => {
  checkpoints.stop();
  desk.close();
});

/** Commits in the log, from its frames' headers; valid as long as the log has not begun anew. */
function commitsInLog(): number {
  const log = readFileSync(`${desk.path}-wal`);
  let commits = 0;
  for (let at = LOG_HEADER_BYTES; at + FRAME_BYTES <= log.length; at += FRAME_BYTES)
    if (log.readUInt32BE(at + 4) > 0) commits++;
  return commits;
}

function pagesInLog(): number {
  const [state] = desk.statements.db.pragma('wal_checkpoint(NOOP)') as {
    log: number;
    checkpointed: number;
  }[];
  return (state?.log ?? 0) - (state?.checkpointed ?? 0);
}

/** Makes the log long. */
function writeMuch(): void {
  const insert = "INSERT INTO draft VALUES (1, 'k', ?, ?, 'now')";
  desk.statements.db.transaction(() => {
    for (let at = 0; at < 600; at++) desk.statements.run(insert, `${at}`, 'x'.repeat(5_000));
  })();
}

test('CP1 E1 an act is one commit under synchronous=FULL', () => {
  expect(desk.statements.db.pragma('synchronous', { simple: true })).toBe(2);
  for (let index = 0; index < 5; index++) {
    const before = commitsInLog();
    desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(index)));
    expect(commitsInLog()).toBe(before + 1);
  }
});

test('a short log is left alone', () => {
  desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(1)));
  expect(checkpoints.run()).toBe(false);
  expect(pagesInLog()).toBeGreaterThan(0);
});

test('a long one is taken into the file, and begun anew by no act', () => {
  writeMuch();
  expect(checkpoints.run()).toBe(true);
  const begun = pagesInLog();
  expect(begun).toBeGreaterThan(0);
  expect(begun).toBeLessThan(10);
  const size = statSync(desk.path).size;
  expect(size).toBeGreaterThan(600 * 5_000);
  expect(desk.rows('SELECT count(*) AS n FROM draft')).toEqual([{ n: 600 }]);
});

test('what a reader still looks at stays in the log until it has looked', () => {
  const reader = openReplicaFile({ path: desk.path, key: TEST_KEY, readonly: true });
  reader.exec('BEGIN');
  expect(reader.prepare('SELECT count(*) AS n FROM draft').get()).toEqual({ n: 0 });
  writeMuch();
  checkpoints.run();
  expect(pagesInLog()).toBeGreaterThan(0);
  expect(reader.prepare('SELECT count(*) AS n FROM draft').get()).toEqual({ n: 0 });
  reader.exec('COMMIT');
  expect(reader.prepare('SELECT count(*) AS n FROM draft').get()).toEqual({ n: 600 });
  reader.close();
});

test('it waits for a quiet moment, and a stopped one never comes', () => {
  vi.useFakeTimers();
  try {
    const run = vi.spyOn(checkpoints, 'run');
    checkpoints.afterWrite();
    vi.advanceTimersByTime(900);
    checkpoints.afterWrite();
    vi.advanceTimersByTime(900);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(run).toHaveBeenCalledTimes(1);
    checkpoints.afterWrite();
    checkpoints.stop();
    vi.advanceTimersByTime(5_000);
    expect(run).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});

test('CP2 the log is bounded even where nobody takes it in', () => {
  expect(desk.statements.db.pragma('wal_autocheckpoint', { simple: true })).toBe(8_000);
});

test('CP4 a long reply never leaves more than a little to be taken in at once', async () => {
  const scope = 159999101000;
  const commits = Array.from({ length: 800 }, (_, at) => ({
    ...{ commit: at + 1, own: null },
    parts: [
      {
        audience: 'identity' as const,
        entries: [['person', 2 ** 31 + at * 128, 'identity', { name: `${at}`, idNumber: `${at}` }]] as never,
      },
    ],
  }));
  const frame = { scope, epoch: 'first', from: 0, to: 800, head: 800, commits, chain: null, snapshot: null };
  const words = () => desk.rows("SELECT value FROM meta WHERE name = 'log_begun'");
  const { db } = desk.statements;
  db.pragma('wal_checkpoint(TRUNCATE)');
  const left: number[] = [];
  let time = 0;
  const turns = {
    clock: { now: () => (time += 5) },
    give: async () => void left.push(pagesInLog()),
  };
  await layDownReply(desk.target, { scopes: [frame], outcomes: [], signed: null }, turns);
  expect(desk.rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 800 }]);
  expect(words()).toEqual([{ value: expect.any(String) }]);
  const step = Math.max(...left.map((pages, at) => pages - (left[at - 1] ?? 0)));
  expect(step).toBeLessThan(STEP_PAGES / 2);
  expect(Math.max(...left)).toBeLessThan(STEP_PAGES + step);
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
});

/** Pieces that the search index is in, from its structure (level 0 and on). */
function searchPieces(): number {
  return desk.rows('SELECT count(DISTINCT segid) AS n FROM person_search_idx')[0]?.n as number;
}

test('CP5 the pieces that acts add to the search index are joined while nobody waits; with nothing to join nothing is written', () => {
  for (let index = 0; index < 12; index++)
    desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(index)));
  expect(searchPieces()).toBe(12);
  checkpoints.run();
  expect(searchPieces()).toBe(1);
  const pages = pagesInLog();
  checkpoints.run();
  expect(pagesInLog()).toBe(pages);
  expect(desk.rows("SELECT count(*) AS n FROM person_search WHERE person_search MATCH 'z*'")[0]?.n).toBe(12);
});
