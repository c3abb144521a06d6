/** The policy packs that this replica holds, each with its signature checked again here (PKB1): what the centre laid down is not believed on its
 *  word. Packs are never changed nor taken away, so they are read again only when there are others than before.                           */
import { PackBook } from '#shared/domain/pack-book.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import { packBookOf } from '#shared/sync/signed-pack.ts';
import { heldRows } from './store/held-rows.ts';
import type { Statements } from './store/statements.ts';

interface Held {
  readonly mark: string;
  readonly book: PackBook;
}
const books = new WeakMap<Statements, Held>();

const MARK = `SELECT (SELECT count(*) || '/' || ifnull(max(v_issue), 0) FROM pack) || ' '
  || (SELECT count(*) || '/' || ifnull(max(v_key), 0) FROM "packKey") AS mark`;

export function rowsOfType<T extends 'pack' | 'packKey' | 'packOffer' | 'reevaluation'>(
  statements: Statements,
  type: T,
): Row<T>[] {
  return statements
    .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ORDER BY id`)
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored));
}

/** Rows that cannot be read at all make an empty book: then the amounts are unknown, and nothing is paid by a guess. */
function read(statements: Statements): PackBook {
  try {
    return packBookOf(rowsOfType(statements, 'pack'), rowsOfType(statements, 'packKey'));
  } catch (error) {
    if (error instanceof SyntaxError) return new PackBook([]);
    throw error;
  }
}

export function packBook(statements: Statements): PackBook {
  heldRows(statements)?.settleFor('pack', 'packKey');
  const mark = statements.get<{ mark: string }>(MARK)?.mark ?? '';
  const held = books.get(statements);
  if (held?.mark === mark) return held.book;
  const book = read(statements);
  books.set(statements, { mark, book });
  return book;
}

/** What acts of a division are decided with on a day. */
export function packInForceHere(statements: Statements, date: string, division: number): PolicyPack {
  return packBook(statements).forDivision(date, division);
}
