/** First syncs that are cut, killed and begun again: what came is kept, what is the same is not fetched, and what is not whole says so.
 *  Production's pages and laying down on encrypted files.                                                                        */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Transport } from '../../src-main/replica/sync/ports.ts';
import { LinkError } from '../../src-main/replica/sync/central-client.ts';
import { PIECE_BYTES } from '../../src-main/replica/sync/chunk-pieces.ts';
import { partialRows, readCursors } from '../../src-main/replica/sync/cursors.ts';
import { openReplicaFile } from '../../src-main/replica/store/open.ts';
import { Statements } from '../../src-main/replica/store/statements.ts';
import { NAREN, NORTH, TEST_KEY, type TestDesk } from '../../src-main/replica/test-desk.ts';
import type { ToChild, ToParent } from '../harness/first-sync-child.ts';
import { hashOfRows, personId, SmallCounty } from '../harness/small-county.ts';

/** Hardly packed, so that one page is many pieces long. */
const loosely = async (text: string) =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } });

let county: SmallCounty;
afterEach(() => county.close());

async function start(people: number, pages: SmallCounty['pages'] = {}): Promise<SmallCounty> {
  county = new SmallCounty(pages);
  await county.fill(people);
  return county;
}

let large: SmallCounty | undefined;

/** One whose page of people is several pieces long; made once, for nobody writes there. */
async function startLarge(): Promise<void> {
  large ??= await start(3_000, { pack: loosely, rowsAPage: 2 ** 14 });
  county = large;
}

/** Counts what is fetched, and breaks where it is told to. */
function lineOf(desk: TestDesk, breakAfter: (length: number) => number) {
  const honest = county.transport(NAREN, county.targetOf(desk).device);
  const seen = { bytes: 0, chunks: [] as string[] };
  const transport: Transport = {
    ...honest,
    chunk: async (hash, from, onBytes) => {
      seen.chunks.push(hash);
      const rest = await honest.chunk(hash, from, () => {});
      const most = breakAfter(rest.length);
      const came = rest.subarray(0, most);
      seen.bytes += came.length;
      // As a socket gives it, in pieces.
      for (let at = 0; at < came.length; at += 5_000) onBytes(came.subarray(at, at + 5_000));
      if (came.length < rest.length) throw new LinkError('cut', { isCut: true });
      return rest;
    },
  };
  return { seen, transport };
}

async function untilWhole(desk: TestDesk, transport: Transport): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      await county.sync(desk, transport);
      return tries;
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      if (tries > 20_000) throw new Error('no progress');
    }
  }
}

async function bytesOfAll(): Promise<number> {
  const desk = county.openDesk();
  const { seen, transport } = lineOf(desk, () => Number.POSITIVE_INFINITY);
  await county.sync(desk, transport);
  return seen.bytes;
}

test('S10 a line that breaks after every five bytes: every byte is fetched once', async () => {
  await start(1);
  const all = await bytesOfAll();
  const desk = county.openDesk();
  const { seen, transport } = lineOf(desk, () => 5);
  const tries = await untilWhole(desk, transport);
  expect(all).toBeGreaterThan(500);
  expect(tries).toBeGreaterThan(all / 25);
  expect(seen.bytes).toBe(all);
  expect(hashOfRows(desk)).toBe(hashOfRows(await county.syncedDesk()));
}, 120_000);

/** Where in a page of several pieces a line may break. */
const PLACES: [string, number][] = [
  ['before the first byte', 0],
  ['after the first', 1],
  ['a byte before a piece is full', PIECE_BYTES - 1],
  ['where a piece is full', PIECE_BYTES],
  ['a byte after', PIECE_BYTES + 1],
  ['in the second piece', Math.floor(PIECE_BYTES * 1.6)],
  ['where the second is full', 2 * PIECE_BYTES],
];
test.each(PLACES)('S10 cut %s of a page, once: nothing is fetched twice', async (_what, place) => {
  await startLarge();
  const all = await bytesOfAll();
  const desk = county.openDesk();
  let hasBroken = false;
  const { seen, transport } = lineOf(desk, (length) => {
    if (hasBroken || length <= 2 * PIECE_BYTES) return Number.POSITIVE_INFINITY;
    hasBroken = true;
    return place;
  });
  expect(await untilWhole(desk, transport)).toBe(2);
  // Three others were on their way with it; what came of them is kept too.
  expect(seen.bytes).toBe(all);
  expect(desk.rows('SELECT count(*) AS n FROM chunk_piece')).toEqual([{ n: 0 }]);
});

test('S3 what is not whole has no cursor and says how many people are here of how many', async () => {
  await start(700, { rowsAPage: 64 });
  const desk = county.openDesk();
  expect(partialRows(desk.statements, NAREN.scopes)).toEqual({ people: 0, peopleTotal: null });
  const told: unknown[] = [];
  let calls = 0;
  const { transport } = lineOf(desk, () => (++calls > 14 ? 0 : Number.POSITIVE_INFINITY));
  await county.sync(desk, transport).catch(() => told.push(partialRows(desk.statements, NAREN.scopes)));
  expect(told).toHaveLength(1);
  expect(readCursors(desk.statements).map(({ scope }) => scope)).not.toContain(NORTH);
  await county.sync(desk);
  expect(partialRows(desk.statements, NAREN.scopes)).toBeNull();
  expect(readCursors(desk.statements).map(({ scope }) => scope)).toContain(NORTH);
});

describe('S11 begun again', () => {
  const forget = (desk: TestDesk) =>
    desk.statements.run("UPDATE cursor SET epoch = 'of a history that is gone' WHERE scope = ?", NORTH);

  test('with all rows as they are, nothing is fetched', async () => {
    await start(700, { rowsAPage: 64, tailMax: 0 });
    const desk = await county.syncedDesk();
    forget(desk);
    const { seen, transport } = lineOf(desk, () => Number.POSITIVE_INFINITY);
    await county.sync(desk, transport);
    expect(seen.chunks).toEqual([]);
    expect(readCursors(desk.statements).find(({ scope }) => scope === NORTH)?.epoch).toBe(
      `epoch-of-${NORTH}`,
    );
  });

  test('only the chunks that differ are fetched', async () => {
    await start(700, { rowsAPage: 64, tailMax: 0 });
    const desk = await county.syncedDesk();
    desk.statements.run("UPDATE person SET phone = '1' WHERE id IN (?, ?)", personId(3), personId(600));
    desk.statements.run('DELETE FROM history WHERE id = (SELECT max(id) FROM history)');
    forget(desk);
    const { seen, transport } = lineOf(desk, () => Number.POSITIVE_INFINITY);
    await county.sync(desk, transport);
    // One class of two pages of people, and the only class of one of history.
    expect(seen.chunks).toHaveLength(3);
    expect(hashOfRows(desk)).toBe(hashOfRows(await county.syncedDesk()));
  });

  test('with a paper that is here already, its page is laid down over it', async () => {
    await start(40, { tailMax: 0 });
    const desk = await county.syncedDesk();
    desk.statements.run('UPDATE paper SET added_at = NULL WHERE id = (SELECT max(id) FROM paper)');
    forget(desk);
    await county.sync(desk);
    expect(hashOfRows(desk)).toBe(hashOfRows(await county.syncedDesk()));
  });
});

describe('killed', () => {
  const CHILD = join(import.meta.dirname, '../harness/first-sync-child.ts');
  const children: ChildProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'sumu-killed-'));
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Lets a desk sync until so many bytes of chunks have gone to it, then kills it; false when it came to its end before. */
  function live(
    path: string,
    bytesMax: number,
  ): Promise<{ isDone: boolean; bytes: number; asked: number[] }> {
    const child = fork(CHILD, { execArgv: ['--disable-warning=ExperimentalWarning'] });
    children.push(child);
    const transport = county.transport(NAREN, 31);
    const { promise, resolve, reject } = Promise.withResolvers<{
      isDone: boolean;
      bytes: number;
      asked: number[];
    }>();
    let bytes = 0;
    let isKilled = false;
    const asked: number[] = [];
    const say = (message: ToChild): void => void (child.connected && child.send(message));
    const answer = async (message: ToParent): Promise<void> => {
      if ('done' in message) return resolve({ isDone: true, bytes, asked });
      if ('sync' in message)
        return say({ ask: message.ask, reply: await transport.sync(message.sync as never) });
      asked.push(message.from);
      const rest = await transport.chunk(message.hash, message.from, () => {});
      for (let at = 0; at < rest.length && !isKilled; at += 1_000) {
        const part = rest.subarray(at, Math.min(at + 1_000, at + bytesMax - bytes));
        bytes += part.length;
        const isLast = at + part.length === rest.length;
        say({ ask: message.ask, bytes: Buffer.from(part).toString('base64'), isLast });
        if (bytes < bytesMax) continue;
        isKilled = true;
        // It has had time to read what was sent.
        setTimeout(() => child.kill('SIGKILL'), 300);
      }
    };
    child.on('message', (message: ToParent) => void answer(message).catch(reject));
    child.on('exit', () => resolve({ isDone: false, bytes, asked }));
    child.on('error', reject);
    say({ path });
    return promise;
  }

  test('S10 kill -9 in the middle of chunks: the next life goes on, and no more than a piece of each is fetched twice', async () => {
    await startLarge();
    const all = await bytesOfAll();
    const path = join(folder, 'killed.db');
    const lives = [];
    for (const bytesMax of [2 * PIECE_BYTES + 700, PIECE_BYTES + 300, Number.POSITIVE_INFINITY])
      lives.push(await live(path, bytesMax));
    expect(lives.map(({ isDone }) => isDone)).toEqual([false, false, true]);
    expect(all).toBeGreaterThan(4 * PIECE_BYTES);
    const fetched = lives.reduce((sum, { bytes }) => sum + bytes, 0);
    // Two kills; what waited for a piece to fill is one piece at most, over all chunks under way.
    expect(fetched - all).toBeLessThanOrEqual(2 * PIECE_BYTES);
    expect(lives[2]?.asked.some((from) => from > 0)).toBe(true);
    const db = openReplicaFile({ path, key: TEST_KEY });
    const statements = new Statements(db);
    expect(hashOfRows({ statements })).toBe(hashOfRows(await county.syncedDesk()));
    expect(partialRows(statements, NAREN.scopes)).toBeNull();
    db.close();
  }, 120_000);
});
