/** What an update makes of a centre's database in memory: every row has the fields and groups of this program's registry, empty, as the columns
 *  are that a migration adds. Loaded with each release, so that the registry is that release's.                                     */
import { emptyValues, groupNames, type Row } from '#shared/records/rows.ts';
import type { Backup } from '../../../src-server/store/memory-store.ts';

export function migrated({ state, ...rest }: Backup): Backup {
  const { rows, ...others } = state as { readonly rows: ReadonlyMap<string, Row> };
  const widened = [...rows].map(([key, row]): [string, Row] => {
    const none = Object.fromEntries(groupNames(row.type).map((group) => [group, 0]));
    const values = { ...emptyValues(row.type), ...row.values };
    return [key, { ...row, values, versions: { ...none, ...row.versions } } as Row];
  });
  return { ...rest, state: { ...others, rows: new Map(widened) } };
}
