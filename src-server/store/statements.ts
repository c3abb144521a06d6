/** How the central store talks to PostgreSQL: one statement, or one for many rows, which travel as one JSON text. */
import type pg from 'pg';
import { asStoreError } from './postgres-fault.ts';

export type Ask = <R extends object = Record<string, unknown>>(
  sql: string,
  values: readonly unknown[],
) => Promise<R[]>;

/** Statements on one connection, in the order asked; what they throw says whose fault it is. Whoever does not wait for one may write down the next
 *  while the database works on it. What was asked behind one that fails is never sent: its transaction is over. */
export function askOn(client: pg.ClientBase): Ask {
  let last: Promise<unknown> | null = null;
  return <R extends object>(sql: string, values: readonly unknown[]) => {
    const send = async () => {
      try {
        return (await client.query<R & pg.QueryResultRow>(sql, [...values])).rows;
      } catch (error) {
        throw asStoreError(error);
      }
    };
    const asked = last ? last.then(send) : send();
    const settle = () => {
      if (last === asked) last = null;
    };
    last = asked;
    asked.then(settle, settle);
    return asked;
  };
}

/** `json`: a text that is JSON already. It is not quoted once more on the way, which is a third of the bytes and of the work at both ends. */
export type ColumnType = 'text' | 'json' | 'integer' | 'bigint' | 'boolean' | 'date' | 'jsonb';
export type Columns = readonly (readonly [name: string, type: ColumnType])[];
/** By column; a text for a column of JSON. */
export type Given = Readonly<Record<string, unknown>>;

/** `json_to_recordset($1) AS given(…)` for these columns. */
export function given(columns: Columns): string {
  const typed = columns.map(([name, type]) => `${name} ${type === 'json' ? 'text' : type}`);
  return `json_to_recordset($1) AS given(${typed.join(', ')})`;
}

/** What the database takes out of a row word for word: a list or an object. Of any other value it would take the value; and what is written by its
 *  number may be a character that no text of the database holds. */
function isTakenAsItStands(text: string): boolean {
  return (text.startsWith('{') || text.startsWith('[')) && !text.includes('\\u');
}

function rowText(columns: Columns, row: Given): string {
  let text = '';
  for (const [name, type] of columns) {
    const value = row[name];
    if (value === undefined || value === null) continue;
    const isRaw = type === 'json' && isTakenAsItStands(value as string);
    text += `${text && ','}"${name}":${isRaw ? (value as string) : JSON.stringify(value)}`;
  }
  return `{${text}}`;
}

/** Rows as `given` reads them; a column that a row has not is null. */
export function givenRows(columns: Columns, rows: readonly Given[]): string {
  return `[${rows.map((row) => rowText(columns, row)).join(',')}]`;
}

/** Inserts rows, each an object by column; `tail` is what follows: ON CONFLICT, RETURNING. */
export async function insertAll<R extends object>(
  ask: Ask,
  table: string,
  columns: Columns,
  rows: readonly Given[],
  tail = '',
): Promise<R[]> {
  if (!rows.length) return [];
  const names = columns.map(([name]) => name).join(', ');
  return ask<R>(`INSERT INTO "${table}" (${names}) SELECT ${names} FROM ${given(columns)} ${tail}`, [
    givenRows(columns, rows),
  ]);
}
