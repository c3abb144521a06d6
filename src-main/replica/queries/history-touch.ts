/** What an entry of history touched: which groups and which fields, by what its line tells (names only), and, of an act of this computer, from
 *  what to what, by what the act saw and said.
 *  Lines that are older than the note of their fields tell groups at best, and then say so. */
import { FORM_GROUPS } from '#shared/domain/person.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { fieldsOf, groupOf } from '#shared/records/rows.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';

export interface Touched {
  /** The record was made by this entry. */
  readonly isNew: boolean;
  readonly fields: readonly string[];
  /** Groups touched, those of the fields among them. */
  readonly groups: readonly string[];
  /** Not known: it may have touched any of these. */
  readonly possible: readonly string[];
}

const FIELD_TYPES: readonly RecordTypeName[] = ['person', 'application'];
/** Where a record comes from and whose it is now: told by the entry itself, not field by field. */
const UNTOLD = ['origin', 'merged', 'file', 'state'];

/** The record type and group of a field, among those that history tells of. */
export function homeOf(field: string): { type: RecordTypeName; group: string } | null {
  for (const type of FIELD_TYPES) {
    const found = fieldsOf(type).get(field);
    if (found && !UNTOLD.includes(found.group)) return { type, group: found.group };
  }
  return null;
}

const PARTS = ['contact', 'bank', 'household', 'certificate'];
const MATERIAL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'application.submit': ['submittedOn', 'materials', 'missing'],
  'application.supplement': ['materials', 'missing'],
  'application.requestSupplement': ['missing', 'noticeCount'],
  'application.keepEarliestDate': ['submittedOn'],
};

const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

interface Details {
  readonly isNew?: unknown;
  readonly fields?: unknown;
  readonly parts?: unknown;
  readonly group?: unknown;
  readonly take?: unknown;
}

/** Groups that a line names without naming fields. */
function namedGroups(action: string, details: Details): string[] {
  if (action === 'person.edit') return listIn(details.parts).filter((part) => PARTS.includes(part));
  if (action === 'person.merge') return listIn(details.take);
  return action === 'conflict.settle' && typeof details.group === 'string' ? [details.group] : [];
}

/** What a line of history tells of the fields its act wrote. */
export function touchedBy(action: string | null, raw: unknown): Touched {
  const details = (typeof raw === 'object' && raw !== null ? raw : {}) as Details;
  const name = action ?? '';
  const fields = [...listIn(details.fields), ...(MATERIAL_FIELDS[name] ?? [])].filter((one) => homeOf(one));
  const isNew = details.isNew === true;
  const groups = new Set(fields.map((field) => homeOf(field)?.group ?? ''));
  if (isNew) for (const group of FORM_GROUPS.person) groups.add(group);
  if (details.fields === undefined) for (const group of namedGroups(name, details)) groups.add(group);
  const isUntold =
    !isNew && details.fields === undefined && ['person.register', 'application.submit'].includes(name);
  return { isNew, fields, groups: [...groups], possible: isUntold ? FORM_GROUPS.person : [] };
}

type Fields = Record<string, FieldValue>;

/** In a correction these say «there is none»; everywhere else what is empty says nothing. */
const EMPTIED_BY_EDIT = ['phone', 'householdFrom', 'certificateExpiresOn'];

/** What an act says of fields: every argument that is called like one, wherever it stands. What brings materials adds to those seen. */
export function saidBy(frame: Pick<CommandFrame, 'name' | 'args'>, seen: Fields): Fields {
  const said: Fields = {};
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [field, inner] of Object.entries(value as Fields)) {
      const isSaid = inner !== null || (frame.name === 'person.edit' && EMPTIED_BY_EDIT.includes(field));
      if (!homeOf(field)) walk(inner);
      else if (isSaid) said[field] = inner;
    }
  };
  walk(frame.args);
  const { brought } = frame.args as { brought?: string[] };
  if (brought) {
    const before = listIn(seen.materials);
    said.materials = [...before, ...brought.filter((code) => !before.includes(code))];
    said.missing = listIn(seen.missing).filter((code) => !brought.includes(code));
  }
  return said;
}

/** What an act saw of the groups it wrote, field by field; of two persons, of the one asked for. */
export function seenBy(frame: Pick<CommandFrame, 'before'>, personId: number): Fields {
  const seen = frame.before.filter(([type, id]) => type !== 'person' || id === personId);
  return Object.assign({}, ...seen.map(([, , , values]) => values)) as Fields;
}

/** The groups of a record type that history tells of. */
export function fieldsOfGroup(group: string): readonly string[] {
  const type = FIELD_TYPES.find((one) => [...fieldsOf(one).values()].some((found) => found.group === group));
  return type ? Object.keys(groupOf(type, group).fields) : [];
}
