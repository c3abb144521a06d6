/** What this replica holds of a page already, by its confirmed rows (live, with what shadows hold): so that what is the same at the centre is neither
 *  fetched nor laid down again. */
import type { Id } from '#shared/base/id.ts';
import { decodeRow, SQLITE_CODEC, selectList, type Stored } from '#shared/records/codec.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { emptyValues, type Row } from '#shared/records/rows.ts';
import { chunkName, chunkText, columnsOfRows } from '#shared/sync/chunk.ts';
import type { PageRange } from '#shared/sync/pages.ts';
import { readShadow } from '../store/shadow-text.ts';
import type { Statements } from '../store/statements.ts';

/** Whether nothing of a scope was ever laid down here. */
export function isFresh(statements: Statements, scope: number): boolean {
  return !statements.get('SELECT 1 FROM cursor WHERE scope = ?', scope);
}

/** A row that cannot be read, as by damage, says nothing of itself: no other replica has one like it. */
function readable(type: RecordTypeName, scope: number, id: number, read: () => Row | null): Row | null {
  try {
    return read();
  } catch {
    return { type, scope, id: id as Id, values: emptyValues(type), versions: {} };
  }
}

/** A live row with its confirmed values; null where it is not confirmed to be there. */
function underActs(live: Row, confirmed: string | null): Row | null {
  const values = readShadow(confirmed);
  return values && { ...live, values: { ...live.values, ...values } };
}

/** Confirmed rows of a range, in order of id. */
export function confirmedRows(
  statements: Statements,
  scope: number,
  { type, first, next }: PageRange,
): Row[] {
  const last = (next ?? Number.MAX_SAFE_INTEGER) - 1;
  const rows = new Map<number, Row>();
  for (const stored of statements.all<Record<string, Stored> & { id: number }>(
    `SELECT ${selectList(type)} FROM "${type}" WHERE id BETWEEN ? AND ? AND scope = ?`,
    ...[first, last, scope],
  ))
    rows.set(stored.id, readable(type, scope, stored.id, () => decodeRow(SQLITE_CODEC, type, stored)) as Row);
  const shadows = statements.all<{ id: number; confirmed: string | null }>(
    'SELECT id, confirmed FROM shadow WHERE type = ? AND id BETWEEN ? AND ?',
    ...[type, first, last],
  );
  for (const { id, confirmed } of shadows) {
    const live = rows.get(id);
    const row = live ? readable(type, scope, id, () => underActs(live, confirmed)) : null;
    if (row) rows.set(id, row);
    else rows.delete(id);
  }
  return [...rows.values()].sort((a, b) => a.id - b.id);
}

/** The name of one class's part of a page, as it would be if the centre held these rows. */
export function nameOfRows(
  scope: number,
  type: RecordTypeName,
  audience: string,
  rows: readonly Row[],
): string {
  return chunkName(chunkText(columnsOfRows({ scope, type, audience }, rows)));
}
