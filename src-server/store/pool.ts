/** Pool: the connections of the central server to PostgreSQL, embedded or named by DATABASE_URL.
 *
 *  PO1 an int8 becomes a number and must be a safe integer: our ids have 53 bits, and a larger value is a bug to hear of.
 *  PO2 a date stays the text YYYY-MM-DD: pg would make it a local midnight, which is the day before in Asia/Shanghai.
 *  PO3 a numeric is refused: money is integer 分, and a sum of int8 is cast back to int8 in the SQL that makes it.
 *  PO4 a time without zone is refused; instants are timestamptz or text.
 *  PO5 a connection that breaks, idle or in use, is told of and replaced; it does not end the process.                   */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

export interface ConnectionSettings {
  /** A name, an address, or the folder of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Where a database is: settings (embedded), or a URL as DATABASE_URL has it. */
export type DatabaseAddress = ConnectionSettings | string;

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  numeric: 1700,
  int8Array: 1016,
  dateArray: 1182,
  timestampArray: 1115,
  numericArray: 1231,
} as const;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is not a safe integer`);
  return value;
}

/** Elements of a one-dimensional array of numbers or dates, none of which needs quotes. */
function parseArray<T>(parseElement: (text: string) => T): (text: string) => (T | null)[] {
  return (text) => {
    const inner = text.slice(1, -1);
    if (inner === '') return [];
    return inner.split(',').map((each) => (each === 'NULL' ? null : parseElement(each)));
  };
}

function refuse(type: string): () => never {
  return () => {
    throw new TypeError(`a column of type ${type} was read; cast it in the SQL`);
  };
}

const parsers = new Map<number, (text: string) => unknown>([
  [oid.int8, parseInt8],
  [oid.int8Array, parseArray(parseInt8)],
  [oid.date, (text) => text],
  [oid.dateArray, parseArray((text) => text)],
  [oid.numeric, refuse('numeric')],
  [oid.numericArray, refuse('numeric[]')],
  [oid.timestamp, refuse('timestamp without time zone')],
  [oid.timestampArray, refuse('timestamp without time zone[]')],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    const parser = format === 'binary' ? undefined : parsers.get(id);
    return parser ?? pg.types.getTypeParser(id, format as 'text');
  },
};

export interface PoolOptions {
  readonly connectionsMax?: number;
  readonly note?: (line: string) => void;
}

const connectionsMax = 10;
/** A pool that is out of connections says so instead of letting requests pile up for ever. */
const connectWithinMs = 10_000;

/** Settings for one pg connection or pool. */
export function connectionConfig(address: DatabaseAddress): pg.ClientConfig {
  const common = { types, application_name: 'sumu', connectionTimeoutMillis: connectWithinMs };
  if (typeof address === 'string') return { ...common, connectionString: address };
  return { ...common, ...address, ssl: false };
}

/** Opens a pool. Nothing is connected before the first query. */
export function openPool(address: DatabaseAddress, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({ ...connectionConfig(address), max: options.connectionsMax ?? connectionsMax });
  // In use it has no other listener; whoever uses it hears of it from the next query.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => options.note?.(`a database connection broke: ${error.message}`));
  return pool;
}

/** kysely on a pool; whoever opened the pool ends it. */
export function kyselyOn<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
