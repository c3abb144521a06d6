/** Pages at the centre: what is read and packed for them, how long a snapshot is held, and in which order they are wanted. */
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CENTRE_DEVICE, type Id } from '#shared/base/id.ts';
import { AUDIENCE_CLASSES, RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import { historyMark } from '#shared/sync/chain.ts';
import { chunkName, readChunk } from '#shared/sync/chunk.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CentralSnapshot } from '../store/central-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { appendRecords } from './append.ts';
import { pagesOf, pagesSoon, type PageSettings, snapshotFrame } from './pages.ts';
import { pull } from './pull.ts';

const NORTH = 159999101000;
const AT = '2026-11-02T02:00:00.000Z';
const META = {
  ...{ device: CENTRE_DEVICE, actNumber: 0, actor: 0, body: 'TOWNSHIP', madeAt: AT, receivedAt: AT },
};
const idOf = (at: number) => ((at + 1) * 128) as Id;
const person = (at: number, phone = '13900000000'): WrittenRecord => {
  return { type: 'person', id: idOf(at), set: { name: `人${at}`, phone } };
};
const file = (at: number, state: string): WrittenRecord => {
  return { type: 'application', id: (idOf(at) + 1) as Id, set: { personId: idOf(at), state } };
};

/** Counts what is read and for how long. */
class CountingStore extends MemoryStore {
  rowsRead = 0;
  mostInOne = 0;
  packs = 0;
  constructor() {
    super((scope) => `epoch-of-${scope}`);
  }

  override snapshot<T>(work: (snapshot: CentralSnapshot) => Promise<T>): Promise<T> {
    return super.snapshot(async (snapshot) => {
      let rows = 0;
      const counted = new Proxy(snapshot, {
        get: (target, name) => {
          const own = Reflect.get(target, name) as (...asked: unknown[]) => Promise<unknown[]>;
          if (name !== 'readPage') return own.bind(target);
          return async (...asked: unknown[]) => {
            const read = await own.apply(target, asked);
            rows += read.length;
            this.rowsRead += read.length;
            return read;
          };
        },
      });
      const result = await work(counted);
      this.mostInOne = Math.max(this.mostInOne, rows);
      return result;
    });
  }

  settings(more: Partial<PageSettings> = {}): PageSettings {
    const pack = async (text: string) => {
      this.packs++;
      return brotliCompressSync(text);
    };
    return { nowMs: 1_000, rowsAPage: 16, tailMax: 0, pack, ...more };
  }
}

async function filled(people: number): Promise<CountingStore> {
  const store = new CountingStore();
  for (let from = 0; from < people; from += 1_000) {
    const count = Math.min(1_000, people - from);
    await appendRecords(
      store,
      NORTH,
      META,
      Array.from({ length: count }, (_, at) => person(from + at)),
    );
  }
  return store;
}

const write = (store: MemoryStore, records: readonly WrittenRecord[]) =>
  appendRecords(store, NORTH, META, records);

test('S5 the pages of a scope are the scope at one commit, whatever is written meanwhile', async () => {
  const store = await filled(600);
  let writes = 0;
  const pack = async (text: string) => {
    if (writes < 40) await write(store, [person(writes++, '13811112222')]);
    return brotliCompressSync(text);
  };
  const set = await pagesOf(store, NORTH, store.settings({ pack, tailMax: 1_000 }));
  const parts = set?.pages.flatMap((page) => page.parts ?? []) ?? [];
  const phones = new Map<number, unknown>();
  for (const { hash } of parts) {
    const chunk = await store.readChunk(hash, 0);
    const page = readChunk(JSON.parse(brotliDecompressSync(chunk?.body as Uint8Array).toString()));
    if (page.columns.phone) page.ids.forEach((id, at) => phones.set(id, page.columns.phone?.[at]));
  }
  // The set says where it stands: of the people written after that commit the page has the number from before.
  const commit = set?.commit ?? 0;
  const known = Array.from({ length: 40 }, (_, at) => phones.get(idOf(at)) === '13811112222');
  expect(known).toEqual(Array.from({ length: 40 }, (_, at) => at + 2 <= commit));
});

test('S6 only the page of a written row is read again, and what says the same is not packed again', async () => {
  const store = await filled(600);
  const first = await pagesOf(store, NORTH, store.settings());
  const packs = store.packs;
  store.rowsRead = 0;
  await write(store, [person(300, '13811112222')]);
  const second = await pagesOf(store, NORTH, store.settings());
  const names = (set: typeof first) =>
    new Set(set?.pages.flatMap(({ parts }) => parts?.map(({ hash }) => hash) ?? []));
  const news = [...names(second)].filter((hash) => !names(first).has(hash));
  // One class of one page has changed.
  expect([news.length, store.packs - packs]).toEqual([1, 1]);
  expect(store.rowsRead).toBeLessThan(150);
  store.rowsRead = 0;
  await pagesOf(store, NORTH, store.settings());
  expect([store.rowsRead, store.packs - packs]).toEqual([0, 1]);
});

test('S7 no snapshot is held for more than a slice of rows', async () => {
  const store = await filled(30_000);
  await pagesOf(store, NORTH, store.settings({ rowsAPage: 1_024 }));
  expect(store.rowsRead).toBeGreaterThanOrEqual(30_000);
  expect(store.mostInOne).toBeLessThan(16_100);
});

test('S12 pages are made once however many ask, nobody waits beyond their patience, and they are there in the end', async () => {
  const store = await filled(200);
  const packing = Promise.withResolvers<void>();
  const settings = store.settings({
    pack: async (text) => {
      store.packs++;
      await packing.promise;
      return brotliCompressSync(text);
    },
    patience: () => setImmediate(),
  });
  const asked = {
    scopes: [NORTH],
    classes: AUDIENCE_CLASSES,
    cursors: [],
    device: 21,
    whole: [],
    bytesMax: 0,
  };
  expect(await pull(store, asked, settings)).toEqual([]);
  expect(await pull(store, asked, settings)).toEqual([]);
  expect(store.packs).toBe(1);
  // Unnamed, who holds something of it would think that nothing was new.
  const cursors = [{ scope: NORTH, commit: 0, mark: historyMark('', {}, AUDIENCE_CLASSES) }];
  const held = pull(store, { ...asked, cursors }, settings);
  for (let turn = 0; turn < 20; turn++) await setImmediate();
  packing.resolve();
  expect((await held)[0]?.snapshot?.rows).toBe(200);
  const patient = { ...settings, patience: () => new Promise<void>(() => {}) };
  expect((await pagesSoon(store, NORTH, patient))?.pages.length).toBeGreaterThan(5);
  const [frame] = await pull(
    store,
    asked,
    settings.patience ? { ...settings, patience: patient.patience } : settings,
  );
  expect(frame?.snapshot?.rows).toBe(200);
  const parts = frame?.snapshot?.pages.flatMap((page) => page.parts) ?? [];
  expect(store.packs).toBe(new Set(parts.map(({ hash }) => hash)).size);
});

test('S12 a making that fails is begun anew by whoever asks next', async () => {
  const store = await filled(50);
  let isBroken = true;
  const settings = store.settings({
    pack: async (text) => {
      if (isBroken) throw new Error('no disk');
      return brotliCompressSync(text);
    },
    patience: () => new Promise<void>(() => {}),
  });
  await expect(pagesSoon(store, NORTH, settings)).rejects.toThrow('no disk');
  isBroken = false;
  expect((await pagesSoon(store, NORTH, settings))?.pages.length).toBeGreaterThan(1);
});

test('S13 people with open files come first, and then whoever was written last', async () => {
  const store = await filled(600);
  const busy = Array.from({ length: 16 }, (_, at) => 320 + at);
  await write(
    store,
    busy.map((at) => file(at, 'PRELIMINARY_REVIEW')),
  );
  await write(
    store,
    [500, 501].map((at) => file(at, 'APPROVED')),
  );
  await write(store, [person(100, '13811113333')]);
  const set = await pagesOf(store, NORTH, store.settings());
  if (!set) throw new Error('no pages');
  const frame = snapshotFrame(set, {}, AUDIENCE_CLASSES);
  const people = frame.pages.filter(({ type }) => type === 'person');
  const holds = (at: number) =>
    people.findIndex(({ first, next }) => idOf(at) >= first && (next ?? Infinity) > idOf(at));
  const places = busy.map(holds);
  // Pages in which open files are rare may come later; the one that is full of them is the first.
  expect(Math.min(...places)).toBe(0);
  const before = people.slice(0, holds(100)).map(({ first }) => first);
  expect(before.every((first) => places.some((place) => people[place]?.first === first))).toBe(true);
  expect(frame.pages.map(({ type }) => type).slice(0, 2)).toEqual(['person', 'application']);
  // Ids of people stay at the centre.
  expect(JSON.stringify(frame)).not.toContain('openPeople');
  expect(RECORD_TYPE_NAMES).toContain('person');
});

test('a name is the hash of what a chunk says', async () => {
  const store = await filled(40);
  const set = await pagesOf(store, NORTH, store.settings());
  for (const { hash } of set?.pages.flatMap(({ parts }) => parts ?? []) ?? []) {
    const chunk = await store.readChunk(hash, 0);
    expect(chunkName(brotliDecompressSync(chunk?.body as Uint8Array).toString())).toBe(hash);
  }
});
