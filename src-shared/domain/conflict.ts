/** Conflicts: two people wrote one field group without having seen each other. The record holds what it was before, both
 *  values, who, when and on which computer; settling it is a command of its own, so it syncs and is history like all else.
 *  Made by the executor (sync/merge.ts finds it), settled here. Source: dossier m.3; DESIGN §4. */
import { z } from 'zod';
import { canonicalJson } from '../base/canonical.ts';
import type { FieldValue, RecordTypeName } from '../records/registry.ts';
import { audienceOf, groupOf, isKnownGroup } from '../records/rows.ts';
import type { Row, Values } from '../records/rows.ts';
import { type Change, change, type Claim, defineCommand, firstOf, refuse } from './command.ts';
import { historyLine, writtenFields } from './history.ts';
import { idSchema, personClaim } from './person.ts';

export const CONFLICT_STATES = ['OPEN', 'SETTLED', 'NOTED'] as const;

/** ask: a person must settle; proposal: the owner's value stands and the other is kept; merged: settled by rule, look once;
 *  duplicate: two records may be one person (domain/duplicate.ts settles it).  forwarded: what an office wanted that did not know yet that the
 *  person had moved away; the office that has them now takes it over or sets it aside. */
export const CONFLICT_KINDS = ['ask', 'proposal', 'merged', 'duplicate', 'forwarded'] as const;
/** Kinds that wait for a person. */
export const MUST_SETTLE = [
  'ask',
  'duplicate',
  'forwarded',
] as const satisfies readonly (typeof CONFLICT_KINDS)[number][];
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** Code of an act whose person had moved to another township when it arrived. */
export const MOVED_CODE = 'person/moved';

/** The three readings of one group. */
export interface Sides {
  readonly before: Record<string, FieldValue>;
  readonly mine: Record<string, FieldValue>;
  readonly theirs: Record<string, FieldValue>;
}

/** Field of a conflict record that holds the values of a group: each audience class has its own, so bank numbers reach only
 *  those who may see them. */
export function valuesField(
  type: RecordTypeName,
  group: string,
): 'caseValues' | 'moneyValues' | 'healthValues' | 'identityValues' {
  return `${audienceOf(type, group)}Values`;
}

/** What settling writes: an account whole, of other groups only what is in dispute. What somebody corrected since, and nobody disputed,
 *  stays as it is. */
function settledFields(
  type: RecordTypeName,
  group: string,
  sides: Sides,
  args: { choice: 'mine' | 'theirs' | 'third'; values?: Record<string, FieldValue> },
): Record<string, FieldValue> {
  const { policy, fields } = groupOf(type, group);
  // A side may name fields of a newer program; whoever knows them writes them. In the registry's order: a database keeps its own (C1).
  const known = (said: Record<string, FieldValue>): Record<string, FieldValue> =>
    Object.fromEntries(
      Object.keys(fields).flatMap((field) => (field in said ? [[field, said[field] as FieldValue]] : [])),
    );
  const third = args.choice === 'third' ? (args.values ?? {}) : {};
  const chosen = args.choice === 'third' ? { ...sides.theirs, ...third } : sides[args.choice];
  if (policy === 'ask') return known(chosen);
  const isDisputed = (field: string) =>
    field in third || canonicalJson(sides.mine[field]) !== canonicalJson(sides.theirs[field]);
  return known(Object.fromEntries(Object.entries(chosen).filter(([field]) => isDisputed(field))));
}

/** Whether a forwarded value may be written as it is. A state is the outcome of an act with conditions of its own: who takes it over does that
 *  act; what was only added is there to be read. */
export function isWritable(type: RecordTypeName, group: string): boolean {
  const { policy } = groupOf(type, group);
  return policy !== 'decided' && policy !== 'append' && (type === 'person' || type === 'application');
}

/** A settlement that gives a person another ID number claims it, as a correction of the number does: somebody else may have it by now. */
function numberClaims({ type, id, values }: Row<'person'>, { set }: Change): Claim[] {
  const number = set.idNumber;
  if (type !== 'person' || typeof number !== 'string' || number === values.idNumber) return [];
  return [...(values.idNumber ? [personClaim(values.idNumber, id, false)] : []), personClaim(number, id)];
}

/** Settles an open conflict: mine, theirs, or a third value; both sides then hold the same. */
export const conflictSettle = defineCommand({
  name: 'conflict.settle',
  version: 1,
  args: z.strictObject({
    conflictId: idSchema,
    choice: z.enum(['mine', 'theirs', 'third']),
    /** The third value, field by field. */
    values: z
      .record(z.string(), z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
      .optional(),
    reason: z.string().trim().min(1).max(300),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER', 'COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'conflict', id: args.conflictId }),
  needs: (args) => [
    { as: 'conflict', type: 'conflict', id: args.conflictId },
    { as: 'person', type: 'person', idFrom: { step: 'conflict', field: 'personId' } },
    { as: 'application', type: 'application', idFrom: { step: 'conflict', field: 'recordId' } },
  ],
  decide(records, args, context) {
    const conflict = firstOf(records, 'conflict', 'conflict');
    if (!conflict) return refuse('conflict/not-found');
    if (conflict.values.kind === 'duplicate') return refuse('conflict/is-duplicate');
    if (conflict.values.state !== 'OPEN')
      return refuse('conflict/already-settled', undefined, { choice: conflict.values.choice });
    const type = conflict.values.recordType as RecordTypeName;
    const group = conflict.values.groupName as string;
    if (!isKnownGroup(type, group)) return refuse('conflict/newer-program');
    const sides = conflict.values[valuesField(type, group)] as unknown as Sides | null;
    if (!sides) return refuse('conflict/not-visible');
    const isForwarded = conflict.values.kind === 'forwarded';
    if (isForwarded && args.choice !== 'theirs' && !isWritable(type, group))
      return refuse('conflict/take-over-by-act');
    const target = (type === 'person' ? records.person : records.application)?.[0];
    const isThere = target !== undefined && target.id === conflict.values.recordId;
    if (!isThere && !(isForwarded && args.choice === 'theirs')) return refuse('conflict/record-missing');
    const fields = Object.keys(groupOf(type, group).fields);
    const unknown = Object.keys(args.values ?? {}).find((field) => !fields.includes(field));
    if (unknown) return refuse('conflict/unknown-field', ['values', unknown]);
    if (args.choice === 'third' && !Object.keys(args.values ?? {}).length)
      return refuse('conflict/third-empty', ['values']);
    const settled: Partial<Values<'conflict'>> = {
      state: 'SETTLED',
      choice: args.choice,
      settledBy: context.actor.accountId,
      settledAt: context.madeAt,
      settleReason: args.reason,
    };
    // What is set aside changes nothing.
    const write: Change | null =
      isThere && !(isForwarded && args.choice === 'theirs')
        ? { type, id: target.id, set: settledFields(type, group, sides, args) }
        : null;
    const line = historyLine(context, {
      personId: conflict.values.personId as number,
      action: 'conflict.settle',
      words: args.reason,
      details: { group, choice: args.choice, ...writtenFields(target ?? null, write) },
    });
    const claims = write && target ? numberClaims(target as Row<'person'>, write) : [];
    const changes = [...(write ? [write] : []), change('conflict', conflict.id, settled), line];
    return { changes, ...(claims.length && { claims }) };
  },
});
