/** The centre's store as the simulator holds it: what the exchange works on, what the oracle sees of it from outside, and the copy that a
 *  backup would be. In memory here, PostgreSQL in postgres-under-test.ts.                                                          */
import type { CentralStore } from '../../src-server/store/central-store.ts';
import { MemoryPapers } from '../../src-server/papers/memory-papers.ts';
import type { PaperStore } from '../../src-server/papers/paper-store.ts';
import type { UploadStore } from '../../src-server/papers/upload-store.ts';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentrePapersView, CentreView } from './views.ts';

export interface StoreUnderTest {
  readonly store: CentralStore;
  /** Papers' bytes and halves of them. */
  readonly papers: { readonly contents: PaperStore; readonly uploads: UploadStore };
  /** Reads what is new; rows of records only when `isWhole`. */
  refresh(isWhole: boolean): Promise<void>;
  /** Everything the centre holds, as of the last refresh. */
  view(): CentreView;
  papersView(): CentrePapersView;
  /** A backup of all but papers' bytes, and the way back to it. */
  keep(): Promise<() => Promise<void>>;
  /** The same of papers' bytes: a database may be put back in parts. */
  keepPapers(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

type MakeStore = (epochOf: (scope: number) => string) => MemoryStore;

const isPaper = (row: Row): row is Row<'paper'> => row.type === 'paper';

export function inMemory(makeStore: MakeStore = (epochOf) => new MemoryStore(epochOf)): StoreUnderTest {
  const store = makeStore((scope) => `epoch-of-${scope}`);
  const papers = new MemoryPapers(store);
  let looked: { readonly of: readonly Row[]; readonly papers: readonly Row<'paper'>[] } | null = null;
  return {
    store,
    papers: { contents: papers, uploads: papers },
    refresh: async () => {},
    view: () => store.contents(),
    papersView: () => {
      const { rows } = store.contents();
      if (looked?.of !== rows) looked = { of: rows, papers: rows.filter(isPaper) };
      return { papers: looked.papers, contents: papers.contents };
    },
    keep: async () => {
      const kept = store.keep();
      return async () => store.setBack(kept);
    },
    keepPapers: async () => {
      const kept = papers.keepCopy();
      return async () => papers.setBack(kept);
    },
    close: async () => {},
  };
}
