/** The centre's rows, asked past the program: PostgreSQL's own socket, read only. For what must hold over all townships. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Centre } from './processes.ts';

/** Line of postmaster.pid that names the folder of the socket. */
const SOCKET_LINE = 4;
const SOCKET_PORT = 5432;

export async function centreRows(
  { folder }: Centre,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const lines = readFileSync(join(folder, 'data', 'cluster', 'postmaster.pid'), 'utf8').split('\n');
  const host = lines[SOCKET_LINE] ?? '';
  // Row security binds the server's own role; the superuser sees every township.
  const client = new pg.Client({ host, port: SOCKET_PORT, user: 'postgres', database: 'sumu', ssl: false });
  await client.connect();
  try {
    await client.query('SET default_transaction_read_only = on');
    return (await client.query(sql, [...parameters])).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
