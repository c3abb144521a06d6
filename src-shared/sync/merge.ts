/** Merging one field group that two desks wrote without having seen each other; policies are the registry's (SPEC M1–M6,
 *  dossier m.3). Pure: what I saw before, what I set, what stands now.
 *  M1 disjoint fields merge under field-wise policies.  M2 equal values are no conflict.  M3 the fields of an `ask` group never
 *  mix.  M4 a tie asks.  M5 nothing is dropped: a value that does not win is kept in a conflict record.  M6 what a form sends back as
 *  its author found it is no statement: it neither wins nor asks. */
import { canonicalJson } from '../base/canonical.ts';
import type { ConflictKind } from '../domain/conflict.ts';
import { type Body } from '../domain/state.ts';
import type { FieldValue, Group } from '../records/registry.ts';

type Fields = Readonly<Record<string, FieldValue>>;

export interface MergeInput {
  readonly group: Group;
  /** The group as the author of the act saw it. */
  readonly before: Fields;
  /** Fields the act sets. */
  readonly mine: Fields;
  /** The group as it stands. */
  readonly current: Fields;
  readonly myBody: Body;
  /** Body of whoever wrote the current values. */
  readonly theirBody: Body;
}

export interface MergeResult {
  /** Fields to write, possibly none. */
  readonly write: Record<string, FieldValue>;
  readonly conflict: ConflictKind | null;
}

const NOTHING: MergeResult = { write: {}, conflict: null };

function same(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

/** Fields of mine that differ from what stands and that somebody else changed meanwhile. */
function collisions(input: MergeInput): string[] {
  return Object.keys(input.mine).filter(
    (field) =>
      !same(input.current[field], input.before[field]) && !same(input.mine[field], input.current[field]),
  );
}

function without(mine: Fields, fields: readonly string[]): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(mine).filter(([field]) => !fields.includes(field)));
}

/** Whether anybody changed the group since the author looked. */
export function hasMoved(before: Fields, current: Fields): boolean {
  return Object.keys(before).some((field) => !same(before[field], current[field]));
}

/** What the author changed (M6). */
function changedBy({ mine, before }: Pick<MergeInput, 'mine' | 'before'>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(mine).filter(([field, value]) => !same(value, before[field])));
}

/** Whether something that the author changed does not stand after the merge. */
export function isLessThanAsked(input: MergeInput, { write }: MergeResult): boolean {
  return Object.entries(changedBy(input)).some(
    ([field, value]) =>
      field !== input.group.dateField && !same(value, field in write ? write[field] : input.current[field]),
  );
}

/** The three readings of a group for its conflict record: what was, what the group would be if mine stood, what stands now. Each side is
 *  whole and harmless to choose: a field that nobody disputes is in both as it stands. */
export function sidesOf(
  input: MergeInput,
  { write, conflict }: MergeResult,
): Record<'before' | 'mine' | 'theirs', Record<string, FieldValue>> {
  const wanted = input.group.policy === 'ask' ? input.mine : changedBy(input);
  return {
    before: { ...input.before },
    mine: { ...input.current, ...wanted },
    theirs: conflict === 'ask' ? { ...input.current, ...write } : { ...input.current },
  };
}

/** What to write of a group, and which conflict to record. */
export function mergeGroup(input: MergeInput): MergeResult {
  const { policy } = input.group;
  if (policy === 'decided' || policy === 'append' || !hasMoved(input.before, input.current))
    return { write: { ...input.mine }, conflict: null };
  if (policy === 'earliest') return earliestWins(input);
  const changed = { ...input, mine: changedBy(input) };
  if (!Object.keys(changed.mine).length) return NOTHING;
  switch (policy) {
    case 'ask':
      // The whole group, M3: a part of it says nothing without the rest.
      return Object.keys(input.mine).every((field) => same(input.mine[field], input.current[field]))
        ? NOTHING
        : { write: {}, conflict: 'ask' };
    case 'merge':
      return fieldWise(changed);
    case 'laterBusinessDate':
      return laterWins(changed);
    case 'owner':
      return ownerWins(changed);
  }
}

function fieldWise(input: MergeInput): MergeResult {
  const colliding = collisions(input);
  return { write: without(input.mine, colliding), conflict: colliding.length ? 'ask' : null };
}

function laterWins(input: MergeInput): MergeResult {
  const dateField = input.group.dateField as string;
  // A date without a statement dates nothing.
  if (!Object.keys(without(input.mine, [dateField])).length) return NOTHING;
  const colliding = collisions(input).filter((field) => field !== dateField);
  const mineOn = String(input.mine[dateField] ?? '');
  const theirsOn = String(input.current[dateField] ?? '');
  const later = mineOn > theirsOn;
  if (!colliding.length)
    return { write: later ? { ...input.mine } : without(input.mine, [dateField]), conflict: null };
  if (mineOn === theirsOn) return { write: without(input.mine, [...colliding, dateField]), conflict: 'ask' };
  return {
    write: later ? { ...input.mine } : without(input.mine, [...colliding, dateField]),
    conflict: 'merged',
  };
}

function ownerWins(input: MergeInput): MergeResult {
  const colliding = collisions(input);
  if (!colliding.length) return { write: { ...input.mine }, conflict: null };
  const owner = input.group.owner;
  if (input.myBody === owner && input.theirBody !== owner)
    return { write: { ...input.mine }, conflict: 'proposal' };
  if (input.theirBody === owner && input.myBody !== owner)
    return { write: without(input.mine, colliding), conflict: 'proposal' };
  return { write: without(input.mine, colliding), conflict: 'ask' };
}

function earliestWins(input: MergeInput): MergeResult {
  const write: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(input.mine)) {
    const stands = input.current[field] ?? null;
    if (stands === null || (value !== null && String(value) < String(stands))) write[field] = value;
  }
  return { write, conflict: null };
}
