/** The log entries of what an act wrote: the same function where the centre appends them and where a desk keeps what it foresaw, so that
 *  what both know need not be said (SPEC EC1). */
import type { Id } from '../base/id.ts';
import type { Change } from '../domain/command.ts';
import type { AudienceClass, FieldValue, RecordTypeName } from '../records/registry.ts';
import { audienceOf, byGroup } from '../records/rows.ts';
import type { EntryFrame } from './frames.ts';
import { recordKey } from './load.ts';

/** Fields of one record, new or known. */
export interface WrittenRecord {
  readonly type: RecordTypeName;
  readonly id: Id;
  readonly set: Readonly<Record<string, FieldValue>>;
}

/** Changes of one record as one, where it was first written; a later value of a field stands. */
export function recordsOf(changes: readonly Change[]): WrittenRecord[] {
  const records = new Map<string, WrittenRecord>();
  for (const { type, id, set } of changes) {
    if (!Object.keys(set).length) continue;
    const key = recordKey(type, id);
    records.set(key, { type, id, set: { ...records.get(key)?.set, ...set } });
  }
  return [...records.values()];
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
