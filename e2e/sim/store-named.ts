/** Which store a run is on: `--store memory` or `--store postgres`. */
import { closeDatabase, onPostgres } from './postgres-under-test.ts';
import { inMemory, type StoreUnderTest } from './store-under-test.ts';

const STORES: Readonly<Record<string, () => Promise<StoreUnderTest>>> = {
  memory: async () => inMemory(),
  postgres: onPostgres,
};

export function openStoreNamed(name: string): () => Promise<StoreUnderTest> {
  const open = STORES[name];
  if (!open) throw new RangeError(`no store ${name}; there are ${Object.keys(STORES).join(', ')}`);
  return open;
}

/** Ends what the stores of this process keep running. */
export const closeStores = closeDatabase;
