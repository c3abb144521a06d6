/** The oracle on rows of an import that acts of persons overtake (I3, OB1): they may, unless their desk could tell that both are about one person.
 *  It could when the row named that person, and when the row's ID number led there by what the desk had read of the log. What others wrote
 *  and the desk had not read (a merge, another number) binds nothing: the row then meets the later act at the centre, as another
 *  desk's would, and nothing that either says is lost (I7).                                                                          */
import type { LogPart } from '../../src-server/store/central-store.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { longForm } from './oracle-claims.ts';
import { Fold } from './oracle-fold.ts';

/** `read`: the commit to which the desk had read when it sent the act that overtook the row. */
export function couldTell(row: CommandFrame, log: readonly LogPart[], read: number, person: number): boolean {
  if (row.groups.some(([type, id]) => type === 'person' && id === person)) return true;
  if (row.name !== 'person.register') return false;
  const fold = new Fold(['identity', 'case']);
  fold.readTo(log, read);
  const { idNumber } = (row.args as { person: { idNumber: string } }).person;
  for (const { type, columns, id } of fold.rows.values()) {
    if (type !== 'person' || longForm(String(columns.get('id_number') ?? '')) !== longForm(idNumber))
      continue;
    let at: number = id;
    for (
      let next = columns.get('merged_into');
      next;
      next = fold.rows.get(`person:${at}`)?.columns.get('merged_into')
    )
      at = Number(next);
    if (at === person) return true;
  }
  return false;
}
