/** Reads a desk's file for the oracle: every column as SQLite gives it, by plain SQL. */
import { createHash } from 'node:crypto';
import type { Statements } from '../../src-main/replica/store/statements.ts';
import type { SimDesk } from './desk.ts';
import type { DeskView, RawRow } from './views.ts';

const RECORD_TABLES = [
  'person',
  'application',
  'history',
  'entitlement',
  'conflict',
  'colleague',
  'computer',
  'division',
];

export function viewOf(desk: SimDesk): DeskView {
  const db: Statements = desk.reading;
  return {
    desk: desk.name,
    device: desk.device,
    scopes: desk.scopes,
    classes: desk.classes,
    records: Object.fromEntries(
      RECORD_TABLES.map((table) => [table, db.all<RawRow>(`SELECT * FROM "${table}" ORDER BY id`)]),
    ),
    acts: db.all<RawRow>('SELECT * FROM act ORDER BY number'),
    touches: db.all<RawRow>('SELECT * FROM act_touch ORDER BY touched, number, mode'),
    shadows: db.all<RawRow>('SELECT * FROM shadow ORDER BY type, id'),
    cursors: db.all<RawRow>('SELECT * FROM cursor ORDER BY scope'),
  };
}

/** One hash over all that a desk holds. Receipts and epochs are left out: PostgreSQL gives other ones than memory. */
export function lastLook(view: DeskView): string {
  const acts = view.acts.map((act) => ({ ...act, receipt: null }));
  const cursors = view.cursors.map((cursor) => ({ ...cursor, epoch: null }));
  return createHash('sha256')
    .update(JSON.stringify({ ...view, acts, cursors }))
    .digest('hex');
}
