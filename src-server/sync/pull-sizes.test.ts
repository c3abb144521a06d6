/** How much one reply brings: as much as the desk's line takes, and always something. */
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { AUDIENCE_CLASSES } from '#shared/records/registry.ts';
import { type Chains, historyMark, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { CursorFrame, ScopeFrame } from '#shared/sync/frames.ts';
import { toWire } from '#shared/sync/wire.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { appendRecords } from './append.ts';
import { pull } from './pull.ts';

const [NORTH, SOUTH] = [159999101000, 159999102000];
const COMMITS = 60;
const AT = '2026-03-18T02:00:00.000Z';
const META = { device: 12, actNumber: 0, actor: 5, body: 'TOWNSHIP', madeAt: AT, receivedAt: AT };

/** Two townships with sixty corrected phones each. */
async function filled(): Promise<MemoryStore> {
  const store = new MemoryStore((scope) => `epoch-of-${scope}`);
  const { next } = seededRandom(4);
  for (let at = 0; at < 2 * COMMITS; at++) {
    const set = { phone: String(Math.floor(next() * 1e10)), residenceAddress: `${at} 号` };
    await appendRecords(store, at % 2 ? NORTH : SOUTH, META, [{ type: 'person', id: 128 * at, set }]);
  }
  return store;
}

function cursorAt(store: MemoryStore, scope: number, commit: number): CursorFrame {
  const chains: Record<string, string> = {};
  for (const part of store.contents().scopes.get(scope)?.log ?? [])
    if (part.commit <= commit)
      chains[part.audience] = nextLink(chains[part.audience], part.commit, payloadDigest(part.entries));
  return { scope, commit, mark: historyMark(`epoch-of-${scope}`, chains as Chains, AUDIENCE_CLASSES) };
}

test.each([150, 300, 450])(
  'P5 a reply takes the %i bytes that it is given, over all scopes, and says that there is more',
  async (bytesMax) => {
    const store = await filled();
    const at = new Map([NORTH, SOUTH].map((scope) => [scope, 0]));
    const ask = (): Promise<ScopeFrame[]> =>
      pull(
        store,
        {
          ...{ scopes: [NORTH, SOUTH], classes: AUDIENCE_CLASSES, device: 99, whole: [], bytesMax },
          cursors: [...at].map(([scope, commit]) => cursorAt(store, scope, commit)),
        },
        { nowMs: 0 },
      );
    let asked = 0;
    for (let frames = await ask(); frames.length; frames = await ask()) {
      const commits = frames.map((frame) => frame.commits);
      expect(brotliCompressSync(toWire(commits)).length).toBeLessThanOrEqual(bytesMax + 60);
      expect(commits.flat().length).toBeGreaterThan(0);
      for (const { scope, from, to, head } of frames) {
        expect([from, head]).toEqual([at.get(scope), COMMITS]);
        at.set(scope, to);
      }
      const isBehind = [...at.values()].some((commit) => commit < COMMITS);
      expect(frames.some(({ to, head }) => to < head)).toBe(isBehind);
      asked++;
    }
    expect([...at.values()]).toEqual([COMMITS, COMMITS]);
    expect(asked).toBeGreaterThan(1);
  },
);

test('P5 one commit comes, however little it is given; 0 leaves it to the centre', async () => {
  const store = await filled();
  const cursors = [cursorAt(store, NORTH, 0)];
  const input = { scopes: [NORTH], classes: AUDIENCE_CLASSES, device: 99, whole: [], cursors };
  expect((await pull(store, { ...input, bytesMax: 1 }, { nowMs: 0 }))[0]).toMatchObject({
    from: 0,
    to: 1,
    head: COMMITS,
  });
  expect((await pull(store, { ...input, bytesMax: 0 }, { nowMs: 0 }))[0]).toMatchObject({
    from: 0,
    to: COMMITS,
  });
});
