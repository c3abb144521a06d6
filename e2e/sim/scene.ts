/** Where an act is drawn: a desk, who sits there, what its file shows at that moment.                                             */
import type { Chance } from '#shared/base/chance.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { SimDesk } from './desk.ts';
import type { SimAccount } from './people.ts';

/** How often somebody does what makes no sense there. */
export const NONSENSE_SHARE = 0.06;

export interface DrawnAct {
  readonly account: SimAccount;
  readonly name: string;
  readonly args: unknown;
}

/** As much of a desk as an act needs to be drawn there. */
export type Workplace = Pick<SimDesk, 'accounts' | 'reading'>;

export interface Scene {
  readonly chance: Chance;
  readonly desk: Workplace;
  readonly account: SimAccount;
  /** People who have come to the counter so far. */
  readonly callers: readonly DemoPerson[];
  /** The desk's date. */
  readonly today: string;
}

interface Read {
  readonly at: number;
  readonly rows: readonly Row[];
}
const read = new WeakMap<object, Map<string, Read>>();

/** What a desk shows of a type; read again only when its file has changed since. */
export function rowsOf<T extends RecordTypeName>(desk: Workplace, type: T): readonly Row<T>[] {
  const { reading } = desk;
  const at = reading.get<{ at: number }>('SELECT total_changes() AS at')?.at ?? -1;
  const known = read.get(reading) ?? new Map<string, Read>();
  read.set(reading, known);
  const before = known.get(type);
  if (before?.at === at) return before.rows as readonly Row<T>[];
  const rows = reading
    .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ORDER BY id`)
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored));
  known.set(type, { at, rows });
  return rows;
}
