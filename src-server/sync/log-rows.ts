/** What the centre's log says of rows, worked out beside its tables: laying down commits 1 … n gives the rows (SPEC L1), and where the tables say
 *  otherwise it is the tables that nobody should believe (CH4). Read in slices: the log up to a commit never changes. */
import type { AudienceClass, FieldValue } from '#shared/records/registry.ts';
import { isInRange, type PageRange } from '#shared/sync/pages.ts';
import { LEFT } from '#shared/sync/moves.ts';
import { RowSum } from '#shared/sync/row-sums.ts';
import type { CentralSnapshot } from '../store/central-store.ts';

const LOG_STEP = 1_000;

interface Folded {
  readonly id: number;
  readonly fields: Record<string, FieldValue>;
  readonly versions: Record<string, number>;
}

/** Sums of ranges as the log has them, in the order of the ranges. */
export async function rowsOfLog(
  read: <T>(work: (snapshot: CentralSnapshot) => Promise<T>) => Promise<T>,
  { scope, commit, classes }: { scope: number; commit: number; classes: readonly AudienceClass[] },
  ranges: readonly PageRange<string>[],
): Promise<RowSum[]> {
  const folded = ranges.map(() => new Map<number, Folded>());
  for (let from = 0; from < commit; from += LOG_STEP) {
    const to = Math.min(commit, from + LOG_STEP);
    const parts = await read((snapshot) => snapshot.readLog(scope, classes, from, to));
    for (const part of parts)
      for (const [type, id, group, fields] of part.entries) {
        ranges.forEach((range, at) => {
          if (range.type !== type || !isInRange(range, id)) return;
          const rows = folded[at] as Map<number, Folded>;
          if (group === LEFT) return void rows.delete(id);
          const row: Folded = rows.get(id) ?? { id, fields: {}, versions: {} };
          rows.set(id, row);
          Object.assign(row.fields, fields);
          row.versions[group] = part.commit;
        });
      }
  }
  return folded.map((rows) => {
    const sum = new RowSum();
    for (const row of [...rows.values()].sort((a, b) => a.id - b.id)) sum.add(row);
    return sum;
  });
}
