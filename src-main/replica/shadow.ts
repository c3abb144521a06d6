/** Confirmed values of dirty rows: a row that pending acts wrote over keeps here what the county last confirmed, or that it did not
 *  exist. confirmed(row) = shadow ?? live. SH1 a row has a shadow exactly while an open act's effects lie on it. */
import type { Id } from '#shared/base/id.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import { readRecord, restoreRow } from './store/records.ts';
import type { Statements } from './store/statements.ts';

/** Keeps a row as it stands before the first act writes over it. */
export function keepConfirmed(statements: Statements, type: RecordTypeName, id: Id): void {
  if (statements.get('SELECT 1 FROM shadow WHERE type = ? AND id = ?', type, id)) return;
  const row = readRecord(statements, type, id);
  statements.run(
    'INSERT INTO shadow (type, id, confirmed) VALUES (?, ?, ?)',
    type,
    id,
    row ? JSON.stringify(row) : null,
  );
}

/** Puts the confirmed row back and forgets the shadow; false when the row was clean. */
export function putConfirmedBack(statements: Statements, type: RecordTypeName, id: Id): boolean {
  const shadow = statements.get<{ confirmed: string | null }>(
    'SELECT confirmed FROM shadow WHERE type = ? AND id = ?',
    type,
    id,
  );
  if (!shadow) return false;
  restoreRow(statements, type, id, shadow.confirmed ? (JSON.parse(shadow.confirmed) as Row) : null);
  statements.run('DELETE FROM shadow WHERE type = ? AND id = ?', type, id);
  return true;
}
