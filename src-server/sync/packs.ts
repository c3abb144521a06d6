/** The policy packs that the centre holds, for whoever decides here: judging of acts, jobs. Packs are never changed nor taken away, so what was
 *  read once stays right; they are read again when an act names one that was not there yet.
 *  PKB1 their signatures are checked here too, whenever they are read.                                                                 */
import type { PackBook } from '#shared/domain/pack-book.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import { keyTrustOf, packBookOf } from '#shared/sync/signed-pack.ts';
import type { CentralSnapshot, CentralStore } from '../store/central-store.ts';

const ROWS_READ = 500;
const books = new WeakMap<CentralStore, PackBook>();

async function allOf<T extends 'pack' | 'packKey'>(snapshot: CentralSnapshot, type: T): Promise<Row<T>[]> {
  const rows: Row<T>[] = [];
  for (;;) {
    const page = await snapshot.readPage(REFERENCE_SCOPE, type, rows.at(-1)?.id ?? 0, ROWS_READ);
    rows.push(...(page as Row<T>[]));
    if (page.length < ROWS_READ) return rows;
  }
}

/** Every key that was entered. */
export function readPackKeys(snapshot: CentralSnapshot): Promise<Row<'packKey'>[]> {
  return allOf(snapshot, 'packKey');
}

/** The book as the database has it now. */
export async function readPackBook(store: CentralStore): Promise<PackBook> {
  const book = await store.snapshot(async (snapshot) =>
    packBookOf(await allOf(snapshot, 'pack'), keyTrustOf(await allOf(snapshot, 'packKey'), null).trusted),
  );
  books.set(store, book);
  return book;
}

/** The book for acts that name these versions. */
export async function packsFor(store: CentralStore, versions: Iterable<string>): Promise<PackBook> {
  const known = books.get(store);
  if (known && [...new Set(versions)].every((version) => known.byVersion(version))) return known;
  return readPackBook(store);
}
