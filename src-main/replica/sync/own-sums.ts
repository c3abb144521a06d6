/** What this replica's confirmed rows of a scope come to, range by range (SPEC CH1): the rows as they lie in the file, with what is kept beside
 *  them that this program cannot read (V5). Worked out in slices: an act never waits for it (CH6). */
import type { FieldValue } from '#shared/records/registry.ts';
import { isKnownType } from '#shared/records/rows.ts';
import type { RangeSum } from '#shared/sync/frames.ts';
import { beginsPage, type PageRange } from '#shared/sync/pages.ts';
import { CHECK_ROWS_MAX } from '#shared/sync/protocol.ts';
import { RowSum, Seen, type SummedRow } from '#shared/sync/row-sums.ts';
import type { Statements } from '../store/statements.ts';
import { confirmedRows } from './own-pages.ts';

const SLICE_ROWS = 200;
/** A range that is compared as one holds so many rows, and goes on to the end of a page. */
const BUCKET_ROWS = 8_000;

export interface Summing {
  readonly statements: Statements;
  readonly classes: readonly string[];
  /** Lets others have their turn. */
  readonly rest: () => Promise<void>;
}

interface KeptValue {
  id: number;
  kind: 'f' | 'v';
  name: string;
  value: string;
}

/** A text that is none is a value that nobody else has. */
function valueOf(text: string): FieldValue {
  try {
    return JSON.parse(text) as FieldValue;
  } catch {
    return { unreadable: text };
  }
}

/** Rows of a slice in order of id, each with what is kept of it. */
function slice({ statements }: Summing, seen: Seen, scope: number, range: PageRange<string>): SummedRow[] {
  const { type, first, next } = range;
  const rows = new Map<number, SummedRow>();
  if (isKnownType(type))
    for (const row of confirmedRows(statements, scope, { type, first, next })) rows.set(row.id, seen.of(row));
  const kept = statements.all<KeptValue>(
    'SELECT id, kind, name, value FROM kept WHERE type = ? AND id BETWEEN ? AND ? AND scope = ?',
    ...[type, first, (next ?? Number.MAX_SAFE_INTEGER) - 1, scope],
  );
  for (const { id, kind, name, value } of kept) {
    const row = rows.get(id) ?? { id, fields: {}, versions: {} };
    const said = { [name]: valueOf(value) };
    rows.set(
      id,
      kind === 'f'
        ? { ...row, fields: { ...row.fields, ...said } }
        : { ...row, versions: { ...row.versions, ...(said as Record<string, number>) } },
    );
  }
  return [...rows.values()].sort((a, b) => a.id - b.id);
}

/** Where the next slice ends; null when it is the last. */
function endOfSlice(statements: Statements, scope: number, type: string, first: number): number | null {
  if (!isKnownType(type)) return null;
  const [id] = statements.pluck<number>(
    `SELECT id FROM "${type}" WHERE id >= ? AND scope = ? ORDER BY id LIMIT 1 OFFSET ${SLICE_ROWS}`,
    ...[first, scope],
  );
  return id ?? null;
}

async function* rowsIn(
  summing: Summing,
  seen: Seen,
  scope: number,
  range: PageRange<string>,
): AsyncGenerator<SummedRow> {
  for (let first = range.first; ; ) {
    const end = endOfSlice(summing.statements, scope, range.type, first);
    const next = end === null || (range.next !== null && end >= range.next) ? range.next : end;
    yield* slice(summing, seen, scope, { type: range.type, first, next });
    if (next === range.next) return;
    first = next as number;
    await summing.rest();
  }
}

/** Cuts a range where pages begin, as soon as a part holds so many rows, and sums each part. */
export async function sumsWithin(
  summing: Summing,
  scope: number,
  range: PageRange<string>,
  rowsAtLeast = 1,
): Promise<RangeSum[]> {
  const sums: RangeSum[] = [];
  let [first, sum] = [range.first, new RowSum()];
  for await (const row of rowsIn(summing, new Seen(summing.classes), scope, range)) {
    const isEnough = sum.rows >= rowsAtLeast && beginsPage(row.id);
    if (isEnough || sum.rows === CHECK_ROWS_MAX) {
      sums.push([range.type, first, row.id, sum.digits()]);
      [first, sum] = [row.id, new RowSum()];
    }
    sum.add(row);
  }
  sums.push([range.type, first, range.next, sum.digits()]);
  return sums;
}

/** The sum of each range as it is. */
export async function sumsOf(
  summing: Summing,
  scope: number,
  ranges: readonly PageRange<string>[],
): Promise<RangeSum[]> {
  const sums: RangeSum[] = [];
  for (const { type, first, next } of ranges) {
    const [sum] = await sumsWithin(summing, scope, { type, first, next }, Number.POSITIVE_INFINITY);
    if (sum) sums.push([type, first, next, sum[3]]);
  }
  return sums;
}

/** The sums of a whole scope, in few ranges. */
export async function sumsOfScope(summing: Summing, scope: number): Promise<RangeSum[]> {
  const kept = summing.statements.pluck<string>('SELECT DISTINCT type FROM kept WHERE scope = ?', scope);
  const sums: RangeSum[] = [];
  for (const type of new Set([...new Seen(summing.classes).typeNames, ...kept]))
    sums.push(...(await sumsWithin(summing, scope, { type, first: 0, next: null }, BUCKET_ROWS)));
  return sums;
}
