/** The policy packs that this replica holds, each with its signature checked again here (PKB1): what the centre laid down is not believed on its
 *  word. Packs are never changed nor taken away, so they are read again only when there are others than before.
 *  PKT2 the first keys are written down with the rows that brought them, whole, and stay whatever comes later: nobody on the line gives this
 *  desk another beginning.                                                                                                              */
import { PackBook, type PackKey } from '#shared/domain/pack-book.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import { firstKeys, type KeyTrust, keyTrustOf, packBookOf } from '#shared/sync/signed-pack.ts';
import { heldRows } from './store/held-rows.ts';
import { readMeta, writeMeta } from './identity.ts';
import type { Statements } from './store/statements.ts';

interface Held {
  readonly mark: string;
  readonly book: PackBook;
}
const books = new WeakMap<Statements, Held>();

const FIRST_KEYS = 'first-pack-keys';
const MARK = `SELECT (SELECT count(*) || '/' || ifnull(max(v_issue), 0) FROM pack) || ' '
  || (SELECT count(*) || '/' || ifnull(max(v_key), 0) FROM "packKey") || ' ' || (SELECT count(*) FROM meta WHERE name = '${FIRST_KEYS}') AS mark`;

export function rowsOfType<T extends 'pack' | 'packKey' | 'packOffer' | 'reevaluation'>(
  statements: Statements,
  type: T,
): Row<T>[] {
  return statements
    .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ORDER BY id`)
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored));
}

/** The first keys as they were written down; null before. */
export function pinnedKeys(statements: Statements): PackKey[] | null {
  const text = readMeta(statements, FIRST_KEYS);
  return text === null ? null : (JSON.parse(text) as PackKey[]);
}

/** Writes the first keys down, once, in the transaction that lays down the rows which brought them (PKT2). */
export function pinFirstKeys(statements: Statements): void {
  if (pinnedKeys(statements)) return;
  heldRows(statements)?.settleFor('packKey');
  const first = firstKeys(rowsOfType(statements, 'packKey'));
  if (first.length) writeMeta(statements, FIRST_KEYS, JSON.stringify(first));
}

export function keyTrust(statements: Statements): KeyTrust {
  return keyTrustOf(rowsOfType(statements, 'packKey'), pinnedKeys(statements));
}

/** Rows that cannot be read at all make an empty book: then the amounts are unknown, and nothing is paid by a guess. */
function read(statements: Statements): PackBook {
  try {
    return packBookOf(rowsOfType(statements, 'pack'), keyTrust(statements).trusted);
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
