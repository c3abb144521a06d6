/** The record registry: every record type once, with its fields, field groups, each group's audience class and merge policy.
 *  The types stand by subject in types/, what they are made of in shape.ts.
 *  Tables, codecs, wire entries, chunks and kysely's types on both sides are derived from here; a test holds both migrated
 *  schemas against it (rules R1–R4 of sync/SPEC.md). Source of the policies: dossier m.3.
 *  R1 a field belongs to exactly one group.  R2 a group has one version, one audience class, one merge policy. */
import type { RecordType } from './shape.ts';
import { checkTypes } from './types/checks.ts';
import { comparisonTypes } from './types/comparison.ts';
import { documentTypes } from './types/documents.ts';
import { fileTypes } from './types/file.ts';
import { matterTypes } from './types/matters.ts';
import { officeTypes } from './types/office.ts';
import { packTypes } from './types/packs.ts';
import { personTypes } from './types/person.ts';
import { rosterTypes } from './types/rosters.ts';

export {
  AUDIENCE_CLASSES,
  type AudienceClass,
  type FieldKind,
  type FieldValue,
  type Group,
  type MergePolicy,
  type RecordType,
} from './shape.ts';

/** In the order in which they came: rows of several types are written in it, and the hash of what a release knows is over it. */
export const RECORD_TYPES = {
  ...personTypes,
  ...fileTypes,
  ...officeTypes,
  ...comparisonTypes,
  ...packTypes,
  ...checkTypes,
  ...rosterTypes,
  ...matterTypes,
  ...documentTypes,
} as const satisfies Record<string, RecordType>;

export type RecordTypeName = keyof typeof RECORD_TYPES;
export const RECORD_TYPE_NAMES = Object.keys(RECORD_TYPES) as RecordTypeName[];

/** Read-only scope of reference data (colleagues, computers, divisions, the centre's keys); every replica subscribes to it. */
export const REFERENCE_SCOPE = 0;
