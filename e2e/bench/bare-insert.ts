/** The reference of a first sync: the same rows with the same indexes, the search index and the lines of lists among them, written by plain
 *  inserts into an equally encrypted file.                                                                                      */
import { RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import type { ReplicaDatabase } from '../../src-main/replica/store/open.ts';
import type { RecordingStatements } from './desk.ts';
import { stopwatch, type Took } from './figures.ts';

export interface Table {
  readonly insert: string;
  readonly rows: readonly unknown[][];
}

/** Everything in the record tables and in the lines of lists, as plain inserts in order of id. */
export function tablesOf(db: ReplicaDatabase): Table[] {
  return [...RECORD_TYPE_NAMES, 'person_list'].map((type) => {
    const select = db.prepare(`SELECT * FROM "${type}" ORDER BY id`);
    const columns = select.columns().map(({ name }) => name);
    return {
      insert: `INSERT INTO "${type}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      rows: select.raw().all() as unknown[][],
    };
  });
}

export function insertBare(db: ReplicaDatabase, tables: readonly Table[]): Took {
  const took = stopwatch();
  db.exec('BEGIN IMMEDIATE');
  for (const { insert, rows } of tables) {
    const statement = db.prepare(insert);
    for (const row of rows) statement.run(...row);
  }
  db.exec('COMMIT');
  return took();
}

/** What a replica has written into its search index since its statements were last taken. */
export function searchTable(statements: RecordingStatements): Table {
  const rows = statements
    .take()
    .filter(({ sql }) => sql.endsWith('INTO person_search (rowid, words) VALUES (?, ?)'))
    .map(({ parameters }) => [...parameters]);
  if (!rows.length) throw new Error('the search index was written in another way: the bench has to follow');
  return { insert: 'INSERT INTO person_search (rowid, words) VALUES (?, ?)', rows };
}
