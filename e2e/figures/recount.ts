/** The second program: reads the log and nothing else, knows the standards and how months are counted, and says what should have been paid to
 *  whom until a month, and what was. It shares no rule with the program that made the rosters: dates are compared as texts, money is added.
 *  A process of its own, with the database's address: `node recount.ts ADDRESS MONTH [[FROM, FEN], …]`; its answer is one line of JSON.
 *
 *  What it holds every history to: no month of an entitlement is paid twice; every month that was due is paid in the end at the standard of that
 *  month, the raise that was dated back among it; what was paid beyond the last payable month is told apart, as money to be recovered.   */
import pg from 'pg';

type Fields = Record<string, unknown>;
export interface Recount {
  /** In fen, by benefit. */
  readonly paid: Readonly<Record<string, number>>;
  readonly due: Readonly<Record<string, number>>;
  readonly overpaid: Readonly<Record<string, number>>;
  readonly personMonths: number;
  readonly faults: readonly string[];
  readonly kinds: Readonly<Record<string, number>>;
}
/** A standard in fen a month, from a month on. */
export type StandardFrom = readonly [from: string, fen: number];

const LOG_READ = 200;
/** Type, id, group, fields. */
export type LogEntry = readonly [string, number, string, Fields];
export type LogRecords = Map<string, Fields>;

/** What is kept of a record: all that is asked about below. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  rosterRow: ['entitlementId', 'benefit', 'month', 'kind', 'amountFen', 'result'],
  entitlement: ['benefit', 'entitledFrom', 'lastPayableMonth', 'suspensions', 'moves'],
};

/** Lays one part of the log over what came before. */
export function addEntries(records: LogRecords, scope: number, entries: readonly LogEntry[]): void {
  for (const [type, id, group, fields] of entries) {
    const kept = KEPT[type];
    if (!kept || group === 'left') continue;
    const key = `${type}:${id}:${type === 'entitlement' ? scope : ''}`;
    const record = records.get(key) ?? {};
    for (const field of kept) if (field in fields) record[field] = fields[field];
    records.set(key, record);
  }
}

/** Every record of two types as the log leaves it. A record that moved stands in the scope where it came to last. */
async function recordsOfLog(pool: pg.Pool): Promise<LogRecords> {
  const records: LogRecords = new Map();
  const { rows: scopes } = await pool.query<{ scope: string }>('SELECT DISTINCT scope FROM log');
  for (const scope of scopes.map((row) => Number(row.scope)).sort((a, b) => a - b)) {
    for (let commit: string | null = '0'; commit !== null; ) {
      const { rows }: pg.QueryResult<{ commit: string; payload: string }> = await pool.query(
        `SELECT commit, payload FROM log WHERE scope = $1 AND audience = 'case' AND commit > $2
         ORDER BY commit LIMIT ${LOG_READ}`,
        [scope, commit],
      );
      for (const { payload } of rows) addEntries(records, scope, JSON.parse(payload) as LogEntry[]);
      commit = rows.at(-1)?.commit ?? null;
    }
  }
  return records;
}

/** Of the copies of an entitlement that its moves left, the one that moved most. */
function entitlementsOf(records: ReadonlyMap<string, Fields>): Map<number, Fields> {
  const found = new Map<number, Fields>();
  for (const [key, fields] of records) {
    const [type, id] = key.split(':');
    if (type !== 'entitlement') continue;
    const before = found.get(Number(id));
    if (!before || Number(fields['moves'] ?? 0) > Number(before['moves'] ?? 0)) found.set(Number(id), fields);
  }
  return found;
}

function next(month: string): string {
  const [year, of] = month.split('-').map(Number) as [number, number];
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`;
}

export interface RecountInput {
  readonly records: LogRecords;
  /** The last month whose roster was settled. */
  readonly until: string;
  /** Fen of a month. */
  readonly standard: (month: string) => number;
}

export function recount({ records, until, standard }: RecountInput): Recount {
  const [paid, due, overpaid] = [{}, {}, {}] as Record<string, number>[];
  const add = (to: Record<string, number>, key: string, fen: number) => (to[key] = (to[key] ?? 0) + fen);
  const kinds: Record<string, number> = {};
  const faults: string[] = [];
  const months = new Map<string, { fen: number; base: number }>();
  for (const [key, row] of records) {
    if (!key.startsWith('rosterRow:')) continue;
    add(kinds, `${String(row['kind'])} ${String(row['result'])}`, 1);
    if (row['result'] !== 'PAID') continue;
    const slot = `${String(row['entitlementId'])} ${String(row['month'])}`;
    const sum = months.get(slot) ?? { fen: 0, base: 0 };
    const base = sum.base + (row['kind'] === 'ADJUST' ? 0 : 1);
    if (base > 1) faults.push(`paid twice: ${slot}`);
    months.set(slot, { fen: sum.fen + Number(row['amountFen']), base });
    add(paid as Record<string, number>, String(row['benefit']), Number(row['amountFen']));
  }
  let personMonths = 0;
  for (const [id, terms] of entitlementsOf(records)) {
    const benefit = String(terms['benefit']);
    const last = String(terms['lastPayableMonth'] ?? until);
    const doubts = (terms['suspensions'] ?? []) as { from: string; to: string | null; outcome: string }[];
    for (let month = String(terms['entitledFrom']); month <= until; month = next(month)) {
      const fen = months.get(`${id} ${month}`)?.fen ?? 0;
      const isForfeited = doubts.some(
        ({ from, to, outcome }) => outcome !== 'UNFOUNDED' && from <= month && (to === null || month <= to),
      );
      if (month > last) {
        if (fen) add(overpaid as Record<string, number>, benefit, fen);
        continue;
      }
      const owed = isForfeited ? 0 : standard(month);
      if (fen !== owed) faults.push(`${id} ${benefit} ${month}: paid ${fen}, owed ${owed}`);
      if (fen) personMonths++;
      add(due as Record<string, number>, benefit, owed);
    }
  }
  return { paid, due, overpaid, personMonths, faults, kinds } as Recount;
}

/** The standard of a month: the last that has begun. */
export function standardBy(standards: readonly StandardFrom[]): (month: string) => number {
  return (month) => standards.findLast(([from]) => from <= month)?.[1] ?? 0;
}

export async function recountIn(
  pool: pg.Pool,
  until: string,
  standards: readonly StandardFrom[],
): Promise<Recount> {
  return recount({ records: await recordsOfLog(pool), until, standard: standardBy(standards) });
}

if (import.meta.main) {
  const [address, until, standards] = process.argv.slice(2) as [string, string, string];
  const pool = new pg.Pool({ connectionString: address });
  console.log(JSON.stringify(await recountIn(pool, until, JSON.parse(standards) as StandardFrom[])));
  await pool.end();
}
