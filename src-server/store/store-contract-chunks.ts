/** The store's contract, of the pages of a first sync. */
import assert from 'node:assert/strict';
import { type ContractCase, NORTH, SOUTH } from './store-contract-parts.ts';

export const CHUNKS: readonly ContractCase[] = [
  {
    name: 'a chunk is kept by its hash; writing it again is nothing new',
    async run(store) {
      const body = Uint8Array.from([0, 255, 1, 128]);
      const chunk = { hash: 'hash', scope: NORTH, audience: 'money' as const, body };
      await store.writeChunk(chunk, 1_000);
      await store.writeChunk(chunk, 1_000);
      const from = async (at: number) => {
        const found = await store.readChunk('hash', at);
        return [found?.scope, found?.audience, [...(found?.body ?? [])], found?.size];
      };
      assert.deepEqual(await from(0), [NORTH, 'money', [...body], 4]);
      assert.deepEqual(await from(3), [NORTH, 'money', [128], 4]);
      assert.deepEqual(await from(4), [NORTH, 'money', [], 4]);
      assert.equal(await store.readChunk('other', 0), null);
    },
  },
  {
    name: 'S8 chunks that nothing names are forgotten after a while, of one scope, and not while they are kept',
    async run(store) {
      const body = Uint8Array.from([1]);
      const write = (hash: string, scope: number) =>
        store.writeChunk({ hash, scope, audience: 'case', body }, 1_000);
      for (const hash of ['named', 'kept', 'old']) await write(hash, NORTH);
      await write('elsewhere', SOUTH);
      assert.deepEqual([...(await store.keepChunks(['kept', 'other'], 5_000))], ['kept']);
      await store.collectChunks(NORTH, ['named'], 2_000);
      const left = ['named', 'kept', 'old', 'elsewhere'].map((hash) => store.readChunk(hash, 0));
      assert.deepEqual(
        (await Promise.all(left)).map((chunk) => chunk !== null),
        [true, true, false, true],
      );
    },
  },
  {
    name: 'S5 the pages of a scope are written once by whoever read them last',
    async run(store) {
      const page = { type: 'person' as const, first: 0, next: null, rows: 1, newest: 3, open: 0 };
      const parts = [{ audience: 'case' as const, hash: 'ab' }];
      const set = { revision: 0, epoch: 'e', schema: 1, commit: 3, pages: [{ ...page, parts }] };
      assert.equal(await store.readPages(NORTH), null);
      assert.equal(await store.writePages(NORTH, set), true);
      assert.equal(await store.writePages(NORTH, { ...set, commit: 4 }), false);
      assert.deepEqual(await store.readPages(NORTH), { ...set, revision: 1 });
      assert.equal(await store.writePages(NORTH, { ...set, revision: 1, commit: 4 }), true);
      assert.equal((await store.readPages(NORTH))?.commit, 4);
      assert.equal(await store.readPages(SOUTH), null);
    },
  },
];
