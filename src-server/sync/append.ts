/** Records that the centre itself writes — reference data, first loads — as one commit in the scope's log, so that replicas pull them like
 *  everything else. */
import type { Claim } from '#shared/domain/command.ts';
import { byGroup } from '#shared/records/rows.ts';
import { entriesOf, type WrittenRecord } from '#shared/sync/entries.ts';
import type { CentralStore, CentralTransaction, CommitMeta } from '../store/central-store.ts';

/** Appends the commit and writes the rows; returns the commit number. The scope must be locked by the transaction. */
export async function writeCommit(
  tx: CentralTransaction,
  scope: number,
  meta: CommitMeta,
  records: readonly WrittenRecord[],
): Promise<number> {
  const commit = await tx.append(scope, meta, entriesOf(records));
  for (const { type, id, set } of records)
    await tx.writeFields({ type, scope, id }, set, [...byGroup(type, set).keys()], commit);
  return commit;
}

/** One commit of the centre's own, with what its records claim; a claim that is held already is left where it is. */
export function appendRecords(
  store: CentralStore,
  scope: number,
  meta: CommitMeta,
  records: readonly WrittenRecord[],
  claims: readonly Claim[] = [],
): Promise<number> {
  return store.transaction([scope], async (tx) => {
    await tx.foresee({ claims: claims.map(({ key }) => key) });
    for (const { key, recordId } of claims) await tx.takeClaim(key, scope, recordId);
    return writeCommit(tx, scope, meta, records);
  });
}
