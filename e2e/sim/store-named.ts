/** Which store a run is on: `--store memory` or `--store postgres`. */
import { inMemory, type StoreUnderTest } from './store-under-test.ts';

export const STORES = ['memory'] as const;

export function openStoreNamed(name: string): () => Promise<StoreUnderTest> {
  if (name === 'memory') return async () => inMemory();
  throw new RangeError(`no store ${name}; there are ${STORES.join(', ')}`);
}
