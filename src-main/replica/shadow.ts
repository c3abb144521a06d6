/** Confirmed values of dirty rows: a row that pending acts wrote over keeps here what the county last confirmed of the fields that they wrote, or that
 *  it did not exist. Confirmed is the live row with these values. SH1 a row has a shadow exactly while an open act's effects lie on it.
 *  The fields alone, so that what others write beside them leaves the shadow as it is.
 *  Elsewhere: shadows while rows are held, and what is put back (store/held-rows.ts). */
import type { Id } from '#shared/base/id.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { heldRows } from './store/held-rows.ts';
import { readRecord } from './store/records.ts';
import { readShadow, shadowText } from './store/shadow-text.ts';
import type { Statements } from './store/statements.ts';

function writeShadow(statements: Statements, type: RecordTypeName, id: Id, confirmed: string | null): void {
  statements.run(
    `INSERT INTO shadow (type, id, confirmed) VALUES (?, ?, ?)
     ON CONFLICT (type, id) DO UPDATE SET confirmed = excluded.confirmed`,
    ...[type, id, confirmed],
  );
}

/** Keeps these fields of a row as they stand before the first act writes over them. */
export function keepConfirmed(
  statements: Statements,
  type: RecordTypeName,
  id: Id,
  fields: readonly string[],
): void {
  const held = heldRows(statements);
  if (held) return held.keepConfirmed(type, id, fields);
  const known = statements.get<{ confirmed: string | null }>(
    'SELECT confirmed FROM shadow WHERE type = ? AND id = ?',
    ...[type, id],
  );
  const kept = known && readShadow(known.confirmed);
  if (kept === null) return;
  const missing = kept ? fields.filter((field) => !Object.hasOwn(kept, field)) : fields;
  if (kept && !missing.length) return;
  const row = readRecord(statements, type, id);
  if (!row) return writeShadow(statements, type, id, null);
  const live = row.values as Readonly<Record<string, FieldValue>>;
  const added = Object.fromEntries(missing.map((field) => [field, live[field] ?? null]));
  writeShadow(statements, type, id, shadowText({ ...kept, ...added }));
}
