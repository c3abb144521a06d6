/** What is noted of a transaction is what it left: the heads that an oracle reads up to are those of the commits that stand. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Asked } from './own-work.ts';

const META = { device: 1, actNumber: 0 };

test('CS2 of a savepoint that threw no commit, no write and no receipt is noted; of one that did not, all', async () => {
  const asked = new Asked();
  asked.hear('append', [7, META], Promise.resolve(3));
  await setImmediate();
  const failing = (async (): Promise<void> => {
    await setImmediate();
    asked.hear('append', [7, META], Promise.resolve(4));
    asked.hear('append', [8, META], Promise.resolve(9));
    asked.hear('nextReceipt', [], Promise.resolve(5));
    await setImmediate();
    throw new Error('the second of the group is not taken');
  })();
  asked.hear('savepoint', [], failing);
  await expect(failing).rejects.toThrow('not taken');
  expect([...asked.commits]).toEqual([[7, 3]]);
  expect(asked.writes).toHaveLength(1);
  expect(asked.receipt).toBeNull();
  const good = (async (): Promise<void> => {
    asked.hear('append', [7, META], Promise.resolve(4));
    await setImmediate();
  })();
  asked.hear('savepoint', [], good);
  await good;
  expect([...asked.commits]).toEqual([[7, 4]]);
  expect(asked.isOwn).toBe(true);
});
