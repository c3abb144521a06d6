/** What the registry says about rows: TypeScript's types of them, their columns, and which group a field belongs to.
 *  Everything here is derived; nothing about a record is written down twice. */
import type { Id } from '../base/id.ts';
import {
  type AudienceClass,
  type FieldKind,
  type FieldValue,
  type Group,
  RECORD_TYPE_NAMES,
  RECORD_TYPES,
  type RecordType,
  type RecordTypeName,
} from './registry.ts';

type ValueOfKind<K> = K extends 'integer'
  ? number
  : K extends 'id'
    ? Id
    : K extends 'boolean'
      ? boolean
      : K extends 'json'
        ? FieldValue
        : string;
type Groups<T extends RecordTypeName> = (typeof RECORD_TYPES)[T]['groups'];
type FieldsOfGroups<G> = { [K in keyof G]: G[K] extends { fields: infer F } ? F : never }[keyof G];
type UnionToIntersection<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void
  ? I
  : never;
type AllFields<T extends RecordTypeName> = UnionToIntersection<FieldsOfGroups<Groups<T>>>;

/** The values of one record as `decide` and queries see them; a class this replica may not hold reads null. */
export type Values<T extends RecordTypeName> = {
  -readonly [F in keyof AllFields<T>]: ValueOfKind<AllFields<T>[F]> | null;
};

/** A stored row: key, values and one version (commit number, 0 = never committed) per group. */
export interface Row<T extends RecordTypeName = RecordTypeName> {
  readonly type: T;
  readonly scope: number;
  readonly id: Id;
  readonly values: Values<T>;
  /** Commit number of the last commit that wrote the group; 0 when only pending commands did. */
  readonly versions: Readonly<Record<string, number>>;
}

/** The registry entry of a type, without its literal types. */
export function recordType(type: RecordTypeName): RecordType {
  return RECORD_TYPES[type];
}

export function groupNames(type: RecordTypeName): string[] {
  return Object.keys(recordType(type).groups);
}

export function groupOf(type: RecordTypeName, group: string): Group {
  const found = recordType(type).groups[group];
  if (!found) throw new Error(`${type} has no group ${group}`);
  return found;
}

/** Whether this program's registry has the type; a newer centre may name others. */
export function isKnownType(type: string): type is RecordTypeName {
  return Object.hasOwn(RECORD_TYPES, type);
}

export function isKnownGroup(type: string, group: string): boolean {
  return isKnownType(type) && Object.hasOwn(recordType(type).groups, group);
}

const fieldTables = new Map<RecordTypeName, Map<string, { group: string; kind: FieldKind }>>();
for (const type of RECORD_TYPE_NAMES) {
  const table = new Map<string, { group: string; kind: FieldKind }>();
  for (const [group, { fields }] of Object.entries(recordType(type).groups)) {
    for (const [field, kind] of Object.entries(fields)) {
      if (table.has(field)) throw new Error(`${type}.${field} stands in two groups`);
      table.set(field, { group, kind });
    }
  }
  fieldTables.set(type, table);
}

/** Every field of a type with its group and kind, in registry order. */
export function fieldsOf(type: RecordTypeName): ReadonlyMap<string, { group: string; kind: FieldKind }> {
  return fieldTables.get(type) as Map<string, { group: string; kind: FieldKind }>;
}

/** The group a field belongs to. Throws on an unknown field. */
export function groupOfField(type: RecordTypeName, field: string): string {
  const found = fieldsOf(type).get(field);
  if (!found) throw new Error(`${type} has no field ${field}`);
  return found.group;
}

/** Column of a group's version. */
export function versionColumn(group: string): string {
  return `v_${group}`;
}

export function audienceOf(type: RecordTypeName, group: string): AudienceClass {
  return groupOf(type, group).audience;
}

/** Splits changed fields by their group. */
export function byGroup(
  type: RecordTypeName,
  set: Readonly<Record<string, FieldValue>>,
): Map<string, Record<string, FieldValue>> {
  const groups = new Map<string, Record<string, FieldValue>>();
  for (const [field, value] of Object.entries(set)) {
    const group = groupOfField(type, field);
    const fields = groups.get(group) ?? {};
    fields[field] = value;
    groups.set(group, fields);
  }
  return groups;
}

/** A record's values with every field null: what a new record starts from. */
export function emptyValues<T extends RecordTypeName>(type: T): Values<T> {
  return Object.fromEntries([...fieldsOf(type).keys()].map((field) => [field, null])) as Values<T>;
}
