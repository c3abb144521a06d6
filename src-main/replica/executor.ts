/** The replica's executor, the same for every command: load what `needs` names, decide, write the changes over the confirmed rows,
 *  keep the confirmed values, append the act — one transaction, one fsync. Runs on the writing connection only; called by the router
 *  for a button, by import for a page of rows, and by rebase for acts that wait.
 *  E1 an act and its rows commit together or not at all.  E2 every read is remembered, so that a later change can find who leaned on
 *  it.  E3 the same form issued twice is one act; with other words it is refused.  E4 an act that mends a refused one takes its place in
 *  the same transaction, and only one does. */
import type { Clock } from '#shared/base/clock.ts';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import { canonicalJson, type Json } from '#shared/base/canonical.ts';
import type { Id } from '#shared/base/id.ts';
import {
  type Actor,
  type Change,
  type Command,
  type Decision,
  type DecideContext,
  isRefusal,
  type Loaded,
  type Refusal,
} from '#shared/domain/command.ts';
import { actNow, commandByName } from '#shared/domain/commands.ts';
import { goesOnWithoutLease, isLeaseOver } from '#shared/domain/lease.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { byGroup, groupOf, groupOfField, recordType, type Row } from '#shared/records/rows.ts';
import { contextOf } from '#shared/sync/act-context.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { TOGETHER_MAX } from '#shared/sync/protocol.ts';
import { indexKeysOf, recordKey } from '#shared/sync/load.ts';
import {
  actOfForm,
  appendAct,
  effectOf,
  isReplaceable,
  leansOn,
  nextActNumber,
  replaceAct,
  touch,
  type WrittenKey,
} from './acts.ts';
import { packBook } from './packs.ts';
import { keepConfirmed } from './shadow.ts';
import { readNeeds } from './store/needs.ts';
import { ReadLog, type Reads } from './store/read-log.ts';
import { readRecord, writeFields } from './store/records.ts';
import type { Statements } from './store/statements.ts';

export interface ExecutorSettings {
  readonly statements: Statements;
  readonly clock: Clock;
  /** Device number of this replica's incarnation. */
  readonly device: number;
  /** When the county was last heard; null on a desk that has only just begun. */
  readonly lastContact?: () => string | null;
}

export interface IssuedActor extends Actor {
  /** Scope of the person's own unit: where new records are made. */
  readonly unitScope: number;
}

export interface IssueInput {
  readonly name: string;
  readonly args: unknown;
  readonly formId: string;
  readonly draft?: { readonly kind: string; readonly key: string };
  /** Number of the refused act that this one mends. */
  readonly replaces?: number;
}

export type Issued =
  | { readonly ok: true; readonly number: number; readonly savedAt: string; readonly ids: Id[] }
  | ({ readonly ok: false } & RefusedAct);
export interface RefusedAct {
  readonly code: string;
  readonly path?: string[];
  readonly detail?: FieldValue;
}

/** Everything that a decision on this replica leaves behind. */
interface Decided {
  readonly decision: Decision;
  readonly loaded: () => Loaded;
  /** What was read until the moment that it is asked for: a value that is written is looked at later than it is decided. */
  readonly reads: () => Reads;
}

export function decideLocally(
  statements: Statements,
  command: Command,
  args: unknown,
  context: DecideContext,
): Decided {
  const log = new ReadLog();
  const { loaded, keys } = readNeeds(statements, command.needs(args), log);
  const decision = command.decide(loaded, args, context);
  return { decision, loaded: () => log.stored(loaded), reads: () => log.of(keys) };
}

/** Index entries under which a record is found no more once these fields are written: whoever looked there and found nothing leans on it. */
function indexKeysLeft(statements: Statements, { type, id, set, isNew }: Change): string[] {
  const moved = isNew ? [] : recordType(type).indexes.filter((field) => field in set);
  if (!moved.length) return [];
  const before = (readRecord(statements, type, id)?.values ?? {}) as Record<string, FieldValue>;
  const left = Object.fromEntries(moved.map((field) => [field, before[field] ?? null]));
  return indexKeysOf(type, left);
}

const groupsWritten = ({ type, set }: Change): string =>
  [...new Set(Object.keys(set).map((field) => groupOfField(type, field)))].sort().join();

/** Writes a decision's changes over the live rows; confirmed values go to the shadow first. Returns the keys written. */
export function writeChanges(
  statements: Statements,
  changes: readonly Change[],
  scope: number,
): WrittenKey[] {
  const written: WrittenKey[] = [];
  for (const change of changes) {
    keepConfirmed(statements, change.type, change.id, Object.keys(change.set));
    const left = indexKeysLeft(statements, change);
    writeFields(statements, { type: change.type, scope, id: change.id }, change.set);
    written.push({
      key: recordKey(change.type, change.id),
      isNew: change.isNew === true,
      groups: change.isNew ? null : groupsWritten(change),
      indexKeys: [...new Set([...left, ...indexKeysOf(change.type, change.set)])],
    });
  }
  return written;
}

function refused(refusal: Refusal): Issued {
  return {
    ok: false,
    code: refusal.refusal,
    ...(refusal.path && { path: [...refusal.path] }),
    ...(refusal.detail !== undefined && { detail: refusal.detail }),
  };
}

/** Groups written and judged with the versions seen, and the values seen of those whose policy needs them. */
function groupsSeen(
  command: Command,
  loaded: Loaded,
  changes: readonly Change[],
): Pick<CommandFrame, 'groups' | 'before'> {
  const groups: CommandFrame['groups'] = [];
  const before: CommandFrame['before'] = [];
  const rows = new Map<string, Row>();
  for (const row of Object.values(loaded).flat()) rows.set(recordKey(row.type, row.id), row);
  const see = (row: Row, group: string): void => {
    const { policy, fields } = groupOf(row.type, group);
    if (policy === 'decided' || policy === 'append') return;
    if (before.some(([type, id, name]) => type === row.type && id === row.id && name === group)) return;
    const values = row.values as Record<string, FieldValue>;
    const seen = Object.keys(fields).map((field) => [field, (values[field] ?? null) as never]);
    before.push([row.type, row.id, group, Object.fromEntries(seen)]);
  };
  for (const change of changes) {
    const row = rows.get(recordKey(change.type, change.id));
    if (!row) continue;
    for (const group of byGroup(change.type, change.set).keys()) {
      groups.push([change.type, change.id, group, row.versions[group] ?? 0, 'w']);
      see(row, group);
    }
  }
  for (const row of rows.values()) for (const group of command.corrects?.[row.type] ?? []) see(row, group);
  for (const row of rows.values()) {
    for (const group of command.judges?.[row.type] ?? [])
      groups.push([row.type, row.id, group, row.versions[group] ?? 0, 'j']);
  }
  return { groups, before };
}

/** Scope an act belongs to: its target's, the township it names, or the actor's unit. */
function scopeOf(statements: Statements, command: Command, args: unknown, actor: IssuedActor): number {
  if (command.inScope) return command.inScope(args);
  const target = command.target(args);
  return target
    ? (readRecord(statements, target.type, target.id)?.scope ?? actor.unitScope)
    : actor.unitScope;
}

function personOf(loaded: Loaded, changes: readonly Change[]): Id | null {
  const made = changes.find(({ type }) => type === 'history')?.set.personId;
  if (typeof made === 'number') return made;
  return (
    Object.values(loaded)
      .flat()
      .find(({ type }) => type === 'person')?.id ?? null
  );
}

/** The same form again: the same words are the same act; other words are said to be so, never dropped silently (E3). */
function repeated(known: NonNullable<ReturnType<typeof actOfForm>>, name: string, args: unknown): Issued {
  const then = actNow(known.frame);
  const isSame = then.name === name && canonicalJson(then.args as Json) === canonicalJson(args as Json);
  if (!isSame) return { ok: false, code: 'command/form-already-saved', detail: { number: known.number } };
  return { ok: true, number: known.number, savedAt: known.madeAt, ids: known.newIds };
}

/** One act inside an open transaction. */
function issueOne(
  settings: ExecutorSettings,
  actor: IssuedActor,
  input: IssueInput,
  together: CommandFrame['together'] = null,
): Issued {
  const { statements, clock, device } = settings;
  const command = commandByName(input.name);
  if (!command) return { ok: false, code: 'command/unknown' };
  const parsed = command.args.safeParse(input.args);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = (issue?.path ?? []).map(String);
    return { ok: false, code: 'command/arguments', path, detail: issue?.message ?? null };
  }
  const args = parsed.data;
  const known = actOfForm(statements, input.formId);
  if (known) return repeated(known, command.name, args);
  if (!command.roles.includes(actor.role)) return { ok: false, code: 'command/not-your-role' };
  if (!goesOnWithoutLease(command.name) && isLeaseOver(settings.lastContact?.() ?? null, clock.now()))
    return { ok: false, code: 'lease/over' };
  if (input.replaces !== undefined && !isReplaceable(statements, input.replaces))
    return { ok: false, code: 'command/already-mended', detail: { number: input.replaces } };
  const madeAt = instantText(clock.now());
  const scope = scopeOf(statements, command, args, actor);
  const packs = packBook(statements);
  const act = {
    number: nextActNumber(statements),
    name: command.name,
    version: command.version,
    actor: actor.accountId,
    ...{ scope, madeAt },
    pack: packs.forDivision(shanghaiDate(clock.now()), scope).version,
    args: args as never,
  };
  const context = contextOf(act, device, actor.role, packs);
  const decided = decideLocally(statements, command, args, context);
  const { decision, reads } = decided;
  if (isRefusal(decision)) return refused(decision);
  if (!decision.changes.length) return { ok: false, code: 'command/changes-nothing' };
  const loaded = decided.loaded();
  const written = writeChanges(statements, decision.changes, act.scope);
  const seen = groupsSeen(command, loaded, decision.changes);
  const frame: CommandFrame = { ...act, ...seen, after: leansOn(statements, reads().keys()), together };
  const made = decision.changes.filter(({ isNew }) => isNew);
  const personId = personOf(loaded, decision.changes);
  const effect = effectOf(decision.changes);
  appendAct(statements, { frame, device, formId: input.formId, personId, made, effect });
  touch(statements, act.number, reads(), written);
  if (input.replaces !== undefined) replaceAct(statements, input.replaces, act.number);
  if (input.draft)
    statements.run(
      'DELETE FROM draft WHERE account = ? AND kind = ? AND draft_key = ?',
      actor.accountId,
      input.draft.kind,
      input.draft.key,
    );
  return { ok: true, number: act.number, savedAt: act.madeAt, ids: made.map(({ id }) => id) };
}

/** Issues acts in one transaction with one fsync; a refused one changes nothing and does not hold up the others. */
export function issueActs(
  settings: ExecutorSettings,
  actor: IssuedActor,
  inputs: readonly IssueInput[],
): Issued[] {
  return settings.statements.db
    .transaction(() => inputs.map((input) => issueOne(settings, actor, input)))
    .immediate();
}

/** Ends a transaction of which nothing may stay. */
class Undone extends Error {
  readonly refusal: Issued;
  constructor(refusal: Issued) {
    super('undone');
    this.refusal = refusal;
  }
}

/** Issues acts that stand or fall together, here and at the centre (G1); the first refusal is the answer. */
export function issueTogether(
  settings: ExecutorSettings,
  actor: IssuedActor,
  inputs: readonly IssueInput[],
): Issued {
  if (inputs.length > TOGETHER_MAX) return { ok: false, code: 'group/too-many' };
  const issueAll = (): Issued => {
    const begin = nextActNumber(settings.statements);
    const end = begin + inputs.length - 1;
    const issued = inputs.map((input) => {
      const result = issueOne(settings, actor, input, end > begin ? [begin, end] : null);
      if (!result.ok) throw new Undone(result);
      return result;
    });
    const [first] = issued;
    if (!first) throw new Error('no act to issue');
    // The same form again is the same acts (E3), all of them or none.
    const isAgain = ({ number }: { number: number }) => number < begin;
    const again = issued.find(isAgain);
    if (again && !issued.every(isAgain))
      throw new Undone({ ok: false, code: 'command/form-already-saved', detail: { number: again.number } });
    return { ...first, ids: issued.flatMap(({ ids }) => ids) };
  };
  try {
    return settings.statements.db.transaction(issueAll).immediate();
  } catch (error) {
    if (error instanceof Undone) return error.refusal;
    throw error;
  }
}
