/** The second program: reads the log and nothing else, knows the standards and how months are counted, and says what should have been paid to
 *  whom until a month, and what was. It shares no rule with the program that made the rosters: dates are compared as texts, money is added.
 *  A process of its own, with the database's address: `node recount.ts ADDRESS MONTH [[FROM, FEN], …]`; its answer is one line of JSON.
 *
 *  What it holds every history to: no month of a person and benefit is paid twice, under however many records and entitlements they were, nor
 *  beside what history holds; every month that was due is paid in the end at the standard of that
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
  entitlement: ['personId', 'benefit', 'entitledFrom', 'lastPayableMonth', 'suspensions', 'moves'],
  person: ['mergedInto'],
  pastPayment: ['personId', 'benefit', 'fromMonth', 'toMonth', 'state'],
};

/** Lays one part of the log over what came before. */
export function addEntries(records: LogRecords, scope: number, entries: readonly LogEntry[]): void {
  for (const [type, id, group, fields] of entries) {
    const kept = KEPT[type];
    if (!kept?.some((field) => field in fields) || group === 'left') continue;
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

interface Drawn {
  readonly benefit: string;
  readonly terms: Fields[];
}

/** Who somebody is whose record may have been merged into another. */
function standing(records: LogRecords, personId: unknown): string {
  const into = records.get(`person:${String(personId)}:`)?.['mergedInto'];
  return into ? standing(records, into) : String(personId);
}

const drawnKey = (records: LogRecords, fields: Fields): string =>
  `${standing(records, fields['personId'])} ${String(fields['benefit'])}`;

/** Months that were paid before the rosters began, by person and benefit. */
function historyOf(records: LogRecords): Set<string> {
  const found = new Set<string>();
  for (const [key, past] of records) {
    if (!key.startsWith('pastPayment:') || past['state'] === 'WITHDRAWN') continue;
    for (let month = String(past['fromMonth']); month <= String(past['toMonth']); month = next(month))
      found.add(`${drawnKey(records, past)} ${month}`);
  }
  return found;
}

/** Whether an entitlement is owed a month, or lost it to a doubt that was true; null where it does not reach so far. */
function owes(terms: Fields, month: string, until: string): boolean | null {
  const doubts = (terms['suspensions'] ?? []) as { from: string; to: string | null; outcome: string }[];
  if (month < String(terms['entitledFrom']) || month > String(terms['lastPayableMonth'] ?? until))
    return null;
  return !doubts.some(
    ({ from, to, outcome }) => outcome !== 'UNFOUNDED' && from <= month && (to === null || month <= to),
  );
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
  const entitlements = entitlementsOf(records);
  const history = historyOf(records);
  for (const [key, row] of records) {
    if (!key.startsWith('rosterRow:')) continue;
    add(kinds, `${String(row['kind'])} ${String(row['result'])}`, 1);
    if (row['result'] !== 'PAID') continue;
    const slot = `${drawnKey(records, entitlements.get(Number(row['entitlementId'])) ?? {})} ${String(row['month'])}`;
    const sum = months.get(slot) ?? { fen: 0, base: 0 };
    const base = sum.base + (row['kind'] === 'ADJUST' ? 0 : 1);
    if (base > 1 || history.has(slot)) faults.push(`paid twice: ${slot}`);
    months.set(slot, { fen: sum.fen + Number(row['amountFen']), base });
    add(paid as Record<string, number>, String(row['benefit']), Number(row['amountFen']));
  }
  let personMonths = 0;
  const drawn = new Map<string, Drawn>();
  for (const terms of entitlements.values()) {
    const of = drawn.get(drawnKey(records, terms));
    if (of) of.terms.push(terms);
    else drawn.set(drawnKey(records, terms), { benefit: String(terms['benefit']), terms: [terms] });
  }
  for (const [key, { benefit, terms }] of drawn) {
    const [first] = terms.map((each) => String(each['entitledFrom'])).sort() as [string];
    for (let month = first; month <= until; month = next(month)) {
      const fen = months.get(`${key} ${month}`)?.fen ?? 0;
      const said = terms.map((each) => owes(each, month, until));
      if (said.every((each) => each === null)) {
        if (fen) add(overpaid as Record<string, number>, benefit, fen);
        continue;
      }
      const owed = said.includes(true) && !history.has(`${key} ${month}`) ? standard(month) : 0;
      if (fen !== owed) faults.push(`${key} ${month}: paid ${fen}, owed ${owed}`);
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
