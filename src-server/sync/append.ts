/** Records that the centre itself writes — reference data, first loads — as one commit in the scope's log, so that replicas pull them like
 *  everything else. */
import type { Id } from '#shared/base/id.ts';
import type { Claim } from '#shared/domain/command.ts';
import type { AudienceClass, FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { audienceOf, byGroup } from '#shared/records/rows.ts';
import type { EntryFrame } from '#shared/sync/frames.ts';
import type { CentralStore, CentralTransaction, CommitMeta } from '../store/central-store.ts';

/** Fields of one record, new or known. */
export interface WrittenRecord {
  readonly type: RecordTypeName;
  readonly id: Id;
  readonly set: Readonly<Record<string, FieldValue>>;
}

/** Log entries by audience class, one a written group. */
export function entriesOf(records: readonly WrittenRecord[]): Map<AudienceClass, EntryFrame[]> {
  const parts = new Map<AudienceClass, EntryFrame[]>();
  for (const { type, id, set } of records) {
    for (const [group, fields] of byGroup(type, set)) {
      const audience = audienceOf(type, group);
      const entries = parts.get(audience) ?? [];
      entries.push([type, id, group, fields as never]);
      parts.set(audience, entries);
    }
  }
  return parts;
}

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
    for (const { key, recordId } of claims) await tx.takeClaim(key, scope, recordId);
    return writeCommit(tx, scope, meta, records);
  });
}
