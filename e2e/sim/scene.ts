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

export interface Scene {
  readonly chance: Chance;
  readonly desk: SimDesk;
  readonly account: SimAccount;
  /** People who have come to the counter so far. */
  readonly callers: readonly DemoPerson[];
  /** The desk's date. */
  readonly today: string;
}

export function rowsOf<T extends RecordTypeName>(desk: SimDesk, type: T): Row<T>[] {
  return desk.reading
    .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ORDER BY id`)
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored));
}
