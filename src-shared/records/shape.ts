/** What a record type is made of: groups with their audience class and merge policy, fields with their kind. The types themselves stand in
 *  types/, all together in registry.ts (rules R1–R2 of sync/SPEC.md). Source of the policies: dossier m.3. */
import type { Json } from '../base/canonical.ts';

/** Who may hold a group's values. A replica receives only the classes its roles may see. */
export const AUDIENCE_CLASSES = ['case', 'money', 'health', 'identity'] as const;
export type AudienceClass = (typeof AUDIENCE_CLASSES)[number];

/** How a column is stored: `date` is YYYY-MM-DD, `month` YYYY-MM, `instant` ISO UTC text, `json` a true list or map. */
export type FieldKind = 'text' | 'integer' | 'boolean' | 'date' | 'month' | 'instant' | 'id' | 'json';
export type FieldValue = Json;

/** What happens when two desks wrote one group without having seen each other; the closed list of dossier m.3.
 *  decided: `decide` judges on the current values, its verdict stands.        append: never rewritten, both kept.
 *  ask: a person settles it, nothing is paid meanwhile.                       merge: field by field; same field asks.
 *  laterBusinessDate: field by field; same field, the later stated date wins, a tie asks.
 *  owner: the field's owner wins, the other side's value is kept as a proposal.  earliest: the earliest date wins. */
export type MergePolicy = 'decided' | 'append' | 'ask' | 'merge' | 'laterBusinessDate' | 'owner' | 'earliest';

export interface Group {
  readonly audience: AudienceClass;
  readonly policy: MergePolicy;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Role bodies whose write wins under `owner`. */
  readonly owner?: 'FEDERATION' | 'CIVIL_AFFAIRS' | 'TOWNSHIP';
  /** The field that holds the business date under `laterBusinessDate`. */
  readonly dateField?: string;
}

export interface RecordType {
  readonly groups: Readonly<Record<string, Group>>;
  /** Fields that `needs` may look up by, beside the id. */
  readonly indexes: readonly string[];
}

/** How often a record has moved to another township: of two copies of it the one that moved more is the newer, whichever scope's log
 *  arrives first (SPEC MV). Null until it moves. */
export const PLACE = { audience: 'case', policy: 'decided', fields: { moves: 'integer' } } as const;
