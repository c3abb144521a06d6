/** What an old desk keeps of a later program's words stands beside its rows (V5). The oracle is shown both as one, so that I4 asks of it what it asks of
 *  every desk: nothing of the log up to the cursor is missing.                                                                     */
import type { SimDesk } from '../desk.ts';
import type { DeskView, RawRow } from '../views.ts';

interface Kept {
  readonly type: string;
  readonly id: number;
  readonly kind: 'f' | 'v';
  readonly name: string;
  readonly scope: number;
  readonly value: string;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columnOf = ({ kind, name }: Kept): string => (kind === 'v' ? `v_${snake(name)}` : snake(name));

/** As SQLite would give it. */
function rawOf({ value }: Kept): RawRow[string] {
  const said = JSON.parse(value) as unknown;
  if (typeof said === 'boolean') return said ? 1 : 0;
  return said !== null && typeof said === 'object' ? value : (said as RawRow[string]);
}

function withColumns(row: RawRow, kept: readonly Kept[]): RawRow {
  return { ...row, ...Object.fromEntries(kept.map((each) => [columnOf(each), rawOf(each)])) };
}

export function withKept(desk: SimDesk, view: DeskView): DeskView {
  const all = desk.reading.all<Kept>('SELECT type, id, kind, name, scope, value FROM kept');
  const byRow = new Map<string, Kept[]>();
  for (const each of all)
    byRow.set(`${each.type}:${each.id}`, [...(byRow.get(`${each.type}:${each.id}`) ?? []), each]);
  const records: Record<string, readonly RawRow[]> = {};
  for (const [type, rows] of Object.entries(view.records))
    records[type] = rows.map((row) => withColumns(row, byRow.get(`${type}:${row.id}`) ?? []));
  for (const kept of byRow.values()) {
    const [{ type, id, scope }] = kept as [Kept];
    if (type in view.records) continue;
    records[type] = [...(records[type] ?? []), withColumns({ id, scope }, kept)];
  }
  return { ...view, records };
}
