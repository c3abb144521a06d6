/** Reads a desk's file for the oracle: every column as SQLite gives it, by plain SQL. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/base/canonical.ts';
import { RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import type { Statements } from '../../src-main/replica/store/statements.ts';
import type { SimDesk } from './desk.ts';
import type { CentreView, DeskView, RawRow } from './views.ts';

/** Rows of the last look at a desk, by table and what names them there. */
const looked = new WeakMap<SimDesk, Map<string, Map<string | number, RawRow>>>();

function isSame(one: RawRow, other: RawRow): boolean {
  for (const column in one) if (one[column] !== other[column]) return false;
  return true;
}

/** Every row of a table. One that is as it was at the last look is the same object again, so that what was worked out from it holds. */
function rowsOf(
  desk: SimDesk,
  table: string,
  order: string,
  keyOf: (row: RawRow) => string | number,
): RawRow[] {
  const tables = looked.get(desk) ?? new Map<string, Map<string | number, RawRow>>();
  looked.set(desk, tables);
  const before = tables.get(table);
  const now = new Map<string | number, RawRow>();
  tables.set(table, now);
  return desk.reading.all<RawRow>(`SELECT * FROM "${table}" ORDER BY ${order}`).map((row) => {
    const key = keyOf(row);
    const known = before?.get(key);
    const same = known && isSame(row, known) ? known : row;
    now.set(key, same);
    return same;
  });
}

/** Which tables of records have a row at all: one question, for most of them never do. */
const HELD = RECORD_TYPE_NAMES.map(
  (table) => `SELECT '${table}' AS held WHERE EXISTS (SELECT 1 FROM "${table}")`,
).join(' UNION ALL ');

const byId = ({ id }: RawRow): number => id as number;

/** The last whole look at a desk, and the state of its file then. */
const whole = new WeakMap<Statements, { readonly at: number; readonly view: DeskView }>();

/** A file that has not been written since the last look gives the same view again. */
export function viewOf(desk: SimDesk): DeskView {
  const { reading, scopes, isAgreed, hasReadAnswer } = desk;
  const at = reading.get<{ at: number }>('SELECT total_changes() AS at')?.at ?? -1;
  const known = whole.get(reading);
  const isSame = known?.view.isAgreed === isAgreed && known.view.hasReadAnswer === hasReadAnswer;
  if (isSame && known.at === at && known.view.scopes === scopes) return known.view;
  const view = readView(desk);
  whole.set(reading, { at, view });
  return view;
}

function readView(desk: SimDesk): DeskView {
  const db: Statements = desk.reading;
  const held = new Set(db.pluck<string>(HELD));
  const recordsOf = (table: string): RawRow[] => (held.has(table) ? rowsOf(desk, table, 'id', byId) : []);
  return {
    desk: desk.name,
    isAgreed: desk.isAgreed,
    hasReadAnswer: desk.hasReadAnswer,
    scopes: desk.scopes,
    classes: desk.classes,
    records: Object.fromEntries(RECORD_TYPE_NAMES.map((table) => [table, recordsOf(table)])),
    acts: rowsOf(desk, 'act', 'number', ({ number }) => number as number),
    touches: db.all<RawRow>('SELECT * FROM act_touch ORDER BY touched, number, mode'),
    shadows: rowsOf(desk, 'shadow', 'type, id', ({ type, id }) => `${type}:${id}`),
    cursors: db.all<RawRow>('SELECT * FROM cursor WHERE complete = 1 ORDER BY scope'),
  };
}

/** Texts of JSON in one order of keys: PostgreSQL keeps the log's in its own. */
function inOneOrder(value: string | number | null): string | number | null {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  return canonicalJson(JSON.parse(value) as never);
}

function withoutReceipts(past: string | number | null): string | null {
  return past === null ? null : String(past).replaceAll(/"receipt":"[^"]*",?/g, '');
}

/** One hash over all that a desk holds. Receipts and epochs are left out: PostgreSQL gives other ones than memory. */
export function lastLook(view: DeskView): string {
  const plain = (row: RawRow) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => column !== 'receipt' && column !== 'epoch')
        .map(([column, value]) => [column, inOneOrder(column === 'past' ? withoutReceipts(value) : value)]),
    );
  const { records, acts, touches, shadows, cursors } = view;
  const rows = [...Object.values(records), acts, touches, shadows, cursors].map((table) => table.map(plain));
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** The same of the centre: rows, what became of each act, and the log, in an order of our own. */
export function lastLookAtCentre({ rows, outcomes, scopes }: CentreView): string {
  const plain = rows.map(({ type, scope, id, values, versions }) => [
    `${type} ${scope} ${id}`,
    canonicalJson(withoutNothing(values)),
    canonicalJson(withoutNothing(versions)),
  ]);
  const judged = [...outcomes].map(([key, { frame }]) => [
    key,
    canonicalJson({ ...frame, receipt: '' } as never),
  ]);
  const logs = [...scopes].flatMap(([scope, { commits, log }]) => [
    ...commits.map((meta, at) => [`${scope} ${at + 1}`, canonicalJson({ ...meta })]),
    ...log.map((part) => [`${scope} ${part.commit} ${part.audience}`, canonicalJson(part.entries as never)]),
  ]);
  const lines = [...plain, ...judged, ...logs].map((line) => line.join('|')).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** What is null, and a version 0, says nothing. */
function withoutNothing(fields: object): Record<string, never> {
  const said = Object.entries(fields).filter(([, value]) => value !== null && value !== 0);
  return Object.fromEntries(said) as Record<string, never>;
}
