/** Confirmed values of dirty rows: a row that pending acts wrote over keeps here what the county last confirmed, or that it did not
 *  exist. confirmed(row) = shadow ?? live. SH1 a row has a shadow exactly while an open act's effects lie on it.
 *  Elsewhere: shadows while rows are held, and what is put back (store/held-rows.ts). */
import type { Id } from '#shared/base/id.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { heldRows } from './store/held-rows.ts';
import { readRecord } from './store/records.ts';
import type { Statements } from './store/statements.ts';

/** Keeps a row as it stands before the first act writes over it. */
export function keepConfirmed(statements: Statements, type: RecordTypeName, id: Id): void {
  const held = heldRows(statements);
  if (held) return held.keepConfirmed(type, id);
  if (statements.get('SELECT 1 FROM shadow WHERE type = ? AND id = ?', type, id)) return;
  const row = readRecord(statements, type, id);
  statements.run(
    'INSERT INTO shadow (type, id, confirmed) VALUES (?, ?, ?)',
    type,
    id,
    row ? JSON.stringify(row) : null,
  );
}
