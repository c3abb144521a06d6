/** What every store of papers must do, as a table that the tests of each implementation run: whose a content is, who may have it, what is out of step,
 *  what may be erased, halves that grow. Checks with node:assert, so that it is no test file itself. */
import assert from 'node:assert/strict';
import { makeId } from '#shared/base/id.ts';
import { PAPER_MATERIALS } from '#shared/domain/paper-limits.ts';
import type { CentralStore } from '../store/central-store.ts';
import { NORTH, SOUTH } from '../store/store-contract-parts.ts';
import type { PaperStore } from './paper-store.ts';
import type { UploadStore } from './upload-store.ts';

export interface PaperContractCase {
  readonly name: string;
  run(store: CentralStore, papers: PaperStore, uploads: UploadStore): Promise<void>;
}

const DEVICE = 11;
const [ONE, OTHER, GONE] = ['a', 'b', 'c'].map((sign) => sign.repeat(64)) as [string, string, string];
const BYTES = Buffer.from('一张照片');
const at = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const half = { device: DEVICE, sha256: ONE };

interface Written {
  readonly scope?: number;
  readonly sha256?: string;
  readonly material?: string;
  readonly removedAt?: string;
  readonly arrivedAt?: string;
  readonly erasedAt?: string;
}

/** Writes records as the judge does; ids in order from the device's first. */
async function write(store: CentralStore, records: readonly Written[], device = DEVICE): Promise<number[]> {
  const ids = records.map((_, number) => makeId(device, 1 + number));
  await store.transaction([NORTH, SOUTH], async (tx) => {
    for (const [number, { scope = NORTH, ...said }] of records.entries()) {
      const target = { type: 'paper' as const, scope, id: ids[number] as number };
      await tx.writeFields(target, { sha256: ONE, material: 'ID_COPY', ...said }, ['about'], 1);
    }
  });
  return ids;
}

const OF_CONTENTS: readonly PaperContractCase[] = [
  {
    name: 'PS1 a content is known under a standing record of the scopes, and nowhere else',
    async run(store, papers) {
      await write(store, [{}, { scope: SOUTH, sha256: OTHER }, { sha256: GONE, removedAt: at(2) }]);
      assert.equal(await papers.place([NORTH], 99, ONE), 'awaited');
      assert.equal(await papers.place([NORTH], 99, OTHER), 'unknown');
      assert.equal(await papers.place([NORTH], 99, GONE), 'unknown');
      await papers.keep(ONE, 'image/jpeg', BYTES);
      assert.equal(await papers.place([NORTH], 99, ONE), 'here');
      assert.equal(await papers.byteCount(ONE), BYTES.length);
      assert.equal(await papers.byteCount(OTHER), 0);
    },
  },
  {
    name: 'PS1 whoever made a record brings its bytes after the person moved away, and another computer does not',
    async run(store, papers) {
      const [id = 0] = await write(store, [{}]);
      await store.transaction([NORTH, SOUTH], async (tx) => {
        await tx.rehome(NORTH, SOUTH, [{ type: 'paper', id, moves: 1 }]);
        await tx.writeFields({ type: 'paper', scope: SOUTH, id }, { sha256: ONE }, ['about'], 1);
      });
      assert.equal(await papers.place([NORTH], DEVICE, ONE), 'awaited');
      assert.equal(await papers.place([NORTH], DEVICE + 1, ONE), 'unknown');
    },
  },
  {
    name: 'PS2 bytes are handed out in parts, of materials that may be seen, under standing records of the scopes',
    async run(store, papers) {
      await write(store, [{ material: 'BANK_ACCOUNT' }]);
      await papers.keep(ONE, 'image/jpeg', BYTES);
      await papers.keep(ONE, 'image/jpeg', Buffer.from('别的'));
      const read = (scopes: number[], from: number, count: number, materials = PAPER_MATERIALS) =>
        papers.read(scopes, materials, ONE, { from, count });
      assert.deepEqual(await read([NORTH], 0, 100), { bytes: BYTES, byteCount: BYTES.length });
      assert.deepEqual((await read([NORTH], 3, 4))?.bytes, BYTES.subarray(3, 7));
      assert.equal((await read([NORTH], BYTES.length, 4))?.bytes.length, 0);
      assert.equal(await read([SOUTH], 0, 100), null);
      assert.equal(await papers.read([NORTH], ['ID_COPY'], ONE, { from: 0, count: 9 }), null);
    },
  },
  {
    name: 'AR1 out of step is what stands and has come unsaid, and what says arrived of bytes that are not here',
    async run(store, papers) {
      const ids = await write(store, [
        {},
        { arrivedAt: at(1) },
        { removedAt: at(2) },
        { sha256: OTHER },
        { sha256: OTHER, arrivedAt: at(1), scope: SOUTH },
        { sha256: OTHER, arrivedAt: at(1), removedAt: at(2) },
        { sha256: OTHER, arrivedAt: at(1), removedAt: at(2), erasedAt: at(3) },
      ]);
      await papers.keep(ONE, 'image/jpeg', BYTES);
      const found = (scope: number, number: number, isHere: boolean) => ({ scope, id: ids[number], isHere });
      const [one, gone, elsewhere] = [found(NORTH, 0, true), found(NORTH, 5, false), found(SOUTH, 4, false)];
      assert.deepEqual(await papers.outOfStep(null), [one, gone, elsewhere]);
      assert.deepEqual(await papers.outOfStep(ONE), [one]);
      assert.deepEqual(await papers.outOfStep(GONE), []);
    },
  },
  {
    name: 'AR2 erased is what no record names, or records alone that were taken away before then',
    async run(store, papers) {
      await write(store, [
        { removedAt: at(2) },
        { scope: SOUTH },
        { sha256: OTHER, removedAt: at(2) },
        { sha256: OTHER, removedAt: at(5), scope: SOUTH },
      ]);
      for (const sha256 of [ONE, OTHER, GONE]) await papers.keep(sha256, 'image/jpeg', BYTES);
      assert.equal(await papers.eraseUnnamed(at(4)), 1);
      const left = async () => Promise.all([ONE, OTHER, GONE].map((each) => papers.byteCount(each)));
      assert.deepEqual(await left(), [BYTES.length, BYTES.length, 0]);
      assert.equal(await papers.eraseUnnamed(at(5)), 1);
      assert.deepEqual(await left(), [BYTES.length, 0, 0]);
    },
  },
  {
    name: 'AR3 one at a time, and the next after one that failed',
    async run(_store, papers) {
      const said: string[] = [];
      const slowly = async (words: string): Promise<void> => {
        said.push(`${words} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        said.push(`${words} ends`);
        if (words === 'one') throw new Error('failed');
      };
      const [one] = await Promise.allSettled([
        papers.inTurn(() => slowly('one')),
        papers.inTurn(() => slowly('two')),
      ]);
      assert.equal(one.status, 'rejected');
      const begun = said.filter((_, line) => line % 2 === 0).map((words) => words.split(' ')[0]);
      assert.deepEqual(
        said,
        begun.flatMap((words) => [`${words} begins`, `${words} ends`]),
      );
    },
  },
];

const OF_HALVES: readonly PaperContractCase[] = [
  {
    name: 'UP1 UP2 a half is one desk’s and grows only where it ends, and never to its end',
    async run(_store, _papers, uploads) {
      assert.equal(await uploads.find(half), null);
      assert.deepEqual(await uploads.begin(half, 9, at(1)), { byteCount: 9, at: 0 });
      assert.equal(await uploads.append(half, 0, Buffer.from('abcd'), at(1)), true);
      assert.equal(await uploads.append(half, 0, Buffer.from('abcd'), at(1)), false);
      assert.equal(await uploads.append(half, 4, Buffer.from('efghi'), at(1)), false);
      assert.equal(await uploads.append(half, 4, Buffer.from('ef'), at(1)), true);
      assert.deepEqual(await uploads.begin(half, 9, at(2)), { byteCount: 9, at: 6 });
      assert.equal((await uploads.bytes(half)).toString(), 'abcdef');
      assert.equal(await uploads.find({ ...half, device: DEVICE + 1 }), null);
    },
  },
  {
    name: 'UP1 a half of another length is begun anew, and one that is dropped is gone',
    async run(_store, _papers, uploads) {
      await uploads.begin(half, 9, at(1));
      await uploads.append(half, 0, Buffer.from('abcd'), at(1));
      assert.deepEqual(await uploads.begin(half, 8, at(1)), { byteCount: 8, at: 0 });
      assert.deepEqual(await uploads.find(half), { byteCount: 8, at: 0 });
      assert.equal((await uploads.bytes(half)).length, 0);
      assert.deepEqual([await uploads.drop(half), await uploads.drop(half)], [true, false]);
    },
  },
  {
    name: 'UP3 a half that nobody went on with goes',
    async run(_store, _papers, uploads) {
      await uploads.begin(half, 9, at(1));
      await uploads.begin({ ...half, sha256: OTHER }, 9, at(1));
      await uploads.append(half, 0, Buffer.from('abcd'), at(8));
      assert.equal(await uploads.dropStale(at(8)), 1);
      assert.deepEqual(await uploads.find(half), { byteCount: 9, at: 4 });
    },
  },
];

export const PAPER_CONTRACT: readonly PaperContractCase[] = [...OF_CONTENTS, ...OF_HALVES];
