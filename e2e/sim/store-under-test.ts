/** The centre's store as the simulator holds it: what the exchange works on, what the oracle sees of it from outside, and the copy that a
 *  backup would be. In memory here, PostgreSQL in postgres-under-test.ts.                                                          */
import type { CentralStore } from '../../src-server/store/central-store.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import type { CentreView } from './views.ts';

export interface StoreUnderTest {
  readonly store: CentralStore;
  /** Reads what is new; rows of records only when `isWhole`. */
  refresh(isWhole: boolean): Promise<void>;
  /** Everything the centre holds, as of the last refresh. */
  view(): CentreView;
  /** A backup, and the way back to it. */
  keep(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

type MakeStore = (epochOf: (scope: number) => string) => MemoryStore;

export function inMemory(makeStore: MakeStore = (epochOf) => new MemoryStore(epochOf)): StoreUnderTest {
  const store = makeStore((scope) => `epoch-of-${scope}`);
  return {
    store,
    refresh: async () => {},
    view: () => store.contents(),
    keep: async () => {
      const kept = store.keep();
      return async () => store.setBack(kept);
    },
    close: async () => {},
  };
}
