/** Records that change townships, as both ends of a sync know them (SPEC MV). A record that leaves a scope says so in that scope's log by an
 *  entry of a reserved group, in the part of every class that its type has; in the other scope's log it stands whole, as ordinary
 *  entries, and says how often it has moved. */
import { type AudienceClass, RECORD_TYPE_NAMES, type RecordTypeName } from '../records/registry.ts';
import { audienceOf, groupNames } from '../records/rows.ts';
import type { EntryFrame } from './frames.ts';

/** No registry's group (registry.test.ts). */
export const LEFT = 'left';
export const PLACE_GROUP = 'place';

/** What the reserved entry says. */
export interface Leaving {
  /** Scope where the record is from now on. */
  readonly to: number;
  /** How often it has moved, this time included. */
  readonly moves: number;
  /** Of a person: the date in the household register, for whoever looks for them in the old place. */
  readonly on: string | null;
}

/** Types whose records hang on a person and go where the person goes. */
export const MOVABLE_TYPES: readonly RecordTypeName[] = RECORD_TYPE_NAMES.filter((type) =>
  groupNames(type).includes(PLACE_GROUP),
);

export function isMovable(type: RecordTypeName): boolean {
  return MOVABLE_TYPES.includes(type);
}

/** What an entry says of leaving; null for an ordinary one. */
export function leavingOf([, , group, fields]: EntryFrame): Leaving | null {
  if (group !== LEFT) return null;
  const { to, moves, on } = fields;
  const date = typeof on === 'string' ? on : null;
  return typeof to === 'number' && typeof moves === 'number' ? { to, moves, on: date } : null;
}

/** Log entries by class of records that leave. */
export function leaveEntries(
  records: readonly { readonly type: RecordTypeName; readonly id: number; readonly moves: number }[],
  { to, on }: { readonly to: number; readonly on: string | null },
): Map<AudienceClass, EntryFrame[]> {
  const parts = new Map<AudienceClass, EntryFrame[]>();
  for (const { type, id, moves } of records) {
    for (const audience of new Set(groupNames(type).map((group) => audienceOf(type, group)))) {
      const entries = parts.get(audience) ?? [];
      entries.push([type, id, LEFT, { to, moves, ...(type === 'person' && on !== null && { on }) }]);
      parts.set(audience, entries);
    }
  }
  return parts;
}
