/** Reads a desk's file for the oracle: every column as SQLite gives it, by plain SQL. */
import type { ReplicaDatabase } from '../../src-main/replica/store/open.ts';
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

function all(db: ReplicaDatabase, sql: string): RawRow[] {
  return db.prepare(sql).all() as RawRow[];
}

export function viewOf(desk: SimDesk): DeskView {
  const { db } = desk.reading;
  return {
    desk: desk.name,
    device: desk.device,
    scopes: desk.scopes,
    classes: desk.classes,
    records: Object.fromEntries(
      RECORD_TABLES.map((table) => [table, all(db, `SELECT * FROM "${table}" ORDER BY id`)]),
    ),
    acts: all(db, 'SELECT * FROM act ORDER BY number'),
    touches: all(db, 'SELECT * FROM act_touch ORDER BY touched, number, mode'),
    shadows: all(db, 'SELECT * FROM shadow ORDER BY type, id'),
    cursors: all(db, 'SELECT * FROM cursor ORDER BY scope'),
  };
}
