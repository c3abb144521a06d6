/** How the central store talks to PostgreSQL: one statement, or one for many rows, which travel as one JSON text. */
import type pg from 'pg';
import { asStoreError } from './postgres-fault.ts';

export type Ask = <R extends object = Record<string, unknown>>(
  sql: string,
  values: readonly unknown[],
) => Promise<R[]>;

/** Statements on one connection; what they throw says whose fault it is. */
export function askOn(client: pg.ClientBase): Ask {
  return async <R extends object>(sql: string, values: readonly unknown[]) => {
    try {
      return (await client.query<R & pg.QueryResultRow>(sql, [...values])).rows;
    } catch (error) {
      throw asStoreError(error);
    }
  };
}

export type ColumnType = 'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'jsonb';
export type Columns = readonly (readonly [name: string, type: ColumnType])[];

/** `json_to_recordset($1) AS given(…)` for these columns. */
export function given(columns: Columns): string {
  return `json_to_recordset($1) AS given(${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`;
}

/** Inserts rows, each an object by column; `tail` is what follows: ON CONFLICT, RETURNING. */
export async function insertAll<R extends object>(
  ask: Ask,
  table: string,
  columns: Columns,
  rows: readonly object[],
  tail = '',
): Promise<R[]> {
  if (!rows.length) return [];
  const names = columns.map(([name]) => name).join(', ');
  return ask<R>(`INSERT INTO "${table}" (${names}) SELECT ${names} FROM ${given(columns)} ${tail}`, [
    JSON.stringify(rows),
  ]);
}
