/** The thread is held to its memory by words that every host hears, and lets less lie than it would by itself. */
import { resourceLimits } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { writerThread } from './writer-thread.ts';

const SAY = `data:text/javascript,
import { getHeapStatistics } from 'node:v8';
import { parentPort, resourceLimits } from 'node:worker_threads';
parentPort.postMessage({ resourceLimits, most: getHeapStatistics().heap_size_limit / 1024 / 1024 });`;

interface Said {
  readonly resourceLimits: typeof resourceLimits;
  readonly most: number;
}

test('its old space stays below 2 GB, where V8 collects when the heap has doubled, and its young space is small', async () => {
  const worker = writerThread(new URL(SAY), {});
  const said = await new Promise<Said>((resolve, reject) =>
    worker.once('message', resolve).once('error', reject),
  );
  expect(said.resourceLimits).toMatchObject({ maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 2_047 });
  expect(said.most).toBeLessThan(2_048 + 64);
}, 20_000);
