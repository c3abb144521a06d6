/** Judges one act at the centre: the same `decide` as on the desk, on the centre's rows, with the act's own stamped time; then merges each
 *  group it writes with what others wrote meanwhile. Inside the caller's transaction, whose scopes are locked (run.ts).
 *  J1 who the actor is, their role and scopes come from the centre's records.
 *  J3 a refusal writes an outcome and nothing else.  J4 whatever does not win is kept in a conflict record; so is a person
 *  whom another township registered first (claims.ts).
 *  J5 an act that breaks the program is quarantined with its payload and delays no other; a fault of the database is no verdict.
 *  J7 what is claimed for a person is the number that the person has afterwards. */
import { instantText } from '#shared/base/clock.ts';
import type { Id } from '#shared/base/id.ts';
import {
  type Change,
  type Claim,
  type Command,
  create,
  type DecideContext,
  type Handed,
  isRefusal,
  type Loaded,
} from '#shared/domain/command.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import { echoOf } from '#shared/domain/forwarding.ts';
import { personClaim } from '#shared/domain/person.ts';
import { type ConflictKind, MOVED_CODE, valuesField } from '#shared/domain/conflict.ts';
import { type Body, bodyOf } from '#shared/domain/state.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { byGroup, groupOf, type Row, type Values } from '#shared/records/rows.ts';
import { contextOf } from '#shared/sync/act-context.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { recordKey, scopeOfQuery, walkNeeds } from '#shared/sync/load.ts';
import { hasMoved, isLessThanAsked, mergeGroup, sidesOf } from '#shared/sync/merge.ts';
import type { Outcome } from '#shared/sync/protocol.ts';
import {
  BadData,
  type CentralTransaction,
  type CommitMeta,
  ScopeNeeded,
  StoreFault,
} from '../store/central-store.ts';
import { writeCommit } from './append.ts';
import type { KnownActor } from './actors.ts';
import { ClaimHeld, duplicateRecord, openDuplicateOf, takeClaims } from './claims.ts';
import { forward, type Gone, goneFrom, movePeople } from './moves.ts';

export interface JudgeInput {
  readonly tx: CentralTransaction;
  readonly device: number;
  readonly frame: CommandFrame;
  /** Null when nobody here knows it in this version. */
  readonly command: Command | null;
  /** The frame's arguments, parsed. */
  readonly args: ReturnType<Command['args']['safeParse']> | null;
  readonly actor: KnownActor | null;
  readonly packs: PackBook;
  readonly nowMs: number;
}

/** `scope` is given where the act was judged in another one than it names. */
export type Verdict = Pick<OutcomeFrame, 'outcome' | 'code' | 'detail' | 'commit'> & {
  readonly scope?: number;
};
const DAY_MS = 86_400_000;
const NOT_TAKEN: readonly Outcome[] = ['refused', 'parked', 'quarantined'];

/** Whether an outcome leaves nothing behind but itself: what leans on the act cannot stand. */
export function isNotTaken({ outcome }: Pick<OutcomeFrame, 'outcome'>): boolean {
  return NOT_TAKEN.includes(outcome);
}

export function verdict(
  outcome: Outcome,
  code: string | null = null,
  detail: unknown = null,
  commit: number | null = null,
): Verdict {
  return { outcome, code, detail: detail as never, commit };
}

/** Refusals that need no record: who, what, when, under which pack. */
export function beforeDeciding({ frame, command, args, actor, packs, nowMs }: JudgeInput): Verdict | null {
  if (!command || !args) return verdict('quarantined', 'command/unknown');
  if (!actor) return verdict('refused', 'actor/not-on-this-device');
  if (actor.isClosed) return verdict('refused', 'actor/closed');
  if (!command.roles.includes(actor.role)) return verdict('refused', 'command/not-your-role');
  if (!actor.scopes.includes(frame.scope)) return verdict('refused', 'command/outside-your-scope');
  if (Date.parse(frame.madeAt) > nowMs + DAY_MS) return verdict('refused', 'command/future-date');
  if (!packs.byVersion(frame.pack)) return verdict('refused', 'pack/unknown');
  if (!args.success)
    return verdict('refused', 'command/arguments', { path: args.error.issues[0]?.path.map(String) ?? [] });
  return null;
}

/** An earlier own act that this one leans on and that did not take effect. */
async function parkedBehind(input: JudgeInput): Promise<number | null> {
  for (const number of input.frame.after) {
    const earlier = await input.tx.readOutcome(input.device, number);
    if (!earlier || isNotTaken(earlier.frame)) return number;
  }
  return null;
}

async function load(tx: CentralTransaction, scope: number, command: Command, args: unknown): Promise<Loaded> {
  const walk = walkNeeds(command.needs(args));
  let step = walk.next();
  while (!step.done) step = walk.next(await tx.read(scopeOfQuery(scope, step.value), step.value));
  return step.value.loaded;
}

interface Writing {
  /** Fields to write by record. */
  readonly records: Map<string, { type: RecordTypeName; id: Id; set: Record<string, FieldValue> }>;
  readonly conflicts: Change[];
  differs: boolean;
  /** Conflicts that wait for a person. */
  readonly asks: Id[];
}

interface Scene {
  readonly input: JudgeInput;
  readonly actor: KnownActor;
  readonly context: DecideContext;
  readonly rows: ReadonlyMap<string, Row>;
}

/** The record of a group that two desks wrote at once. */
async function conflictRecord(
  scene: Scene,
  row: Row,
  group: string,
  kind: ConflictKind,
  sides: Record<'before' | 'mine' | 'theirs', Record<string, FieldValue>>,
): Promise<Change> {
  const { input, context } = scene;
  const theirs = await input.tx.commitMeta(input.frame.scope, row.versions[group] ?? 0);
  const about: Partial<Values<'conflict'>> = {
    personId: row.type === 'person' ? row.id : ((row.values as Record<string, FieldValue>).personId as Id),
    recordType: row.type,
    recordId: row.id,
    groupName: group,
    kind,
    mineBy: context.actor.accountId,
    mineAt: context.madeAt,
    mineDevice: context.device,
    mineNumber: context.number,
    theirsBy: theirs?.actor ?? null,
    theirsAt: theirs?.madeAt ?? null,
    theirsDevice: theirs?.device ?? null,
    state: kind === 'ask' ? 'OPEN' : 'NOTED',
    [valuesField(row.type, group)]: sides,
  };
  return create('conflict', context.newId(), about);
}

function write(
  writing: Writing,
  { type, id }: { type: RecordTypeName; id: Id },
  fields: Readonly<Record<string, FieldValue>>,
): void {
  if (!Object.keys(fields).length) return;
  const key = recordKey(type, id);
  writing.records.set(key, { type, id, set: { ...writing.records.get(key)?.set, ...fields } });
}

/** The group as the author saw it. Whoever had not seen the record saw nothing of it: another desk made it meanwhile, and what stands
 *  there must not give way unkept (M5). Null where the policy asks for no comparison. */
function seenBy(
  frame: CommandFrame,
  row: Row,
  group: string,
  fields: readonly string[],
): Record<string, FieldValue> | null {
  const { policy } = groupOf(row.type, group);
  if (policy === 'decided' || policy === 'append') return null;
  const seen = frame.before.find(
    ([type, id, name]) => type === row.type && id === row.id && name === group,
  )?.[3];
  // Nor of a field that their program did not know (V7).
  return Object.fromEntries(fields.map((field) => [field, (seen?.[field] as FieldValue) ?? null]));
}

/** Merges one written group with what stands. */
async function mergeInto(
  scene: Scene,
  writing: Writing,
  row: Row,
  group: string,
  mine: Record<string, FieldValue>,
): Promise<void> {
  const { input, actor } = scene;
  const values = row.values as Record<string, FieldValue>;
  const fields = Object.keys(groupOf(row.type, group).fields);
  const current = Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
  const seen = seenBy(input.frame, row, group, fields);
  if (!seen || !hasMoved(seen, current)) {
    write(writing, row, mine);
    return;
  }
  const theirs = await input.tx.commitMeta(input.frame.scope, row.versions[group] ?? 0);
  const sides = {
    group: groupOf(row.type, group),
    before: seen,
    mine,
    current,
    myBody: bodyOf(actor.role),
    theirBody: (theirs?.body ?? 'TOWNSHIP') as Body,
  };
  const merged = mergeGroup(sides);
  write(writing, row, merged.write);
  if (isLessThanAsked(sides, merged)) writing.differs = true;
  if (!merged.conflict) return;
  const record = await conflictRecord(scene, row, group, merged.conflict, sidesOf(sides, merged));
  writing.conflicts.push(record);
  if (merged.conflict === 'ask') writing.asks.push(record.id);
}

async function mergeChanges(scene: Scene, changes: readonly Change[]): Promise<Writing> {
  const writing: Writing = { records: new Map(), conflicts: [], differs: false, asks: [] };
  for (const change of changes) {
    const row = scene.rows.get(recordKey(change.type, change.id));
    if (!row) write(writing, change, change.set);
    else
      for (const [group, fields] of byGroup(change.type, change.set))
        await mergeInto(scene, writing, row, group, fields);
  }
  for (const record of writing.conflicts) write(writing, record, record.set);
  return writing;
}

/** The act claims a number that its person will not have: somebody whose word counts more has changed the number since (J7). */
function isNumberOvertaken({ rows }: Scene, writing: Writing, claims: readonly Claim[]): boolean {
  return claims.some(({ key, recordId, take }) => {
    const record = recordKey('person', recordId);
    const stands = (rows.get(record) as Row<'person'> | undefined)?.values.idNumber;
    const number = writing.records.get(record)?.set.idNumber ?? stands;
    return take && key.startsWith('person:') && key !== personClaim(String(number), recordId).key;
  });
}

function metaOf({ device, frame, nowMs }: JudgeInput, actor: KnownActor): CommitMeta {
  return {
    device,
    actNumber: frame.number,
    actor: actor.accountId,
    body: bodyOf(actor.role),
    madeAt: frame.madeAt,
    receivedAt: instantText(nowMs),
  };
}

/** The person has moved away: the act goes after them, or is put before the people who have them now (FW1, FW2). */
async function judgeElsewhere(
  input: JudgeInput,
  command: Command,
  args: unknown,
  actor: KnownActor,
  gone: Gone,
): Promise<Verdict> {
  const { tx, frame, device } = input;
  if (!tx.holds(gone.scope)) throw new ScopeNeeded(gone.scope);
  const there = { ...frame, scope: gone.scope };
  if (gone.isWhole && (command.isAdditive || actor.scopes.includes(gone.scope))) {
    const verdict = await decideAndWrite({ ...input, frame: there }, command, args, actor);
    // A desk that does not take that scope never sees the commit: it is told why.
    const isSeen = verdict.code !== null || actor.scopes.includes(gone.scope);
    return {
      ...verdict,
      scope: gone.scope,
      ...(!isSeen && { code: MOVED_CODE, detail: { to: gone.scope } }),
    };
  }
  const context = contextOf(there, device, actor.role, input.packs);
  const meta = metaOf(input, actor);
  const { conflictIds, personId } = await forward(
    { tx, frame, command, args, context, meta },
    gone,
    (scope) => load(tx, scope, command, args),
  );
  return verdict('in-conflict', MOVED_CODE, { conflictIds, personId, to: gone.scope });
}

/** What places that took files in for others hear of them (FO2). */
function echoesOf({ rows }: Scene, written: readonly WrittenRecord[]) {
  return written.flatMap(({ type, id, set }) => {
    const row = rows.get(recordKey(type, id));
    const echo = row?.type === 'application' ? echoOf(row as Row<'application'>, set) : null;
    return echo ? [echo] : [];
  });
}

/** Where something is handed, and as what: the person may have moved or been merged since, and lists grow (command.ts). */
async function handedTo(tx: CentralTransaction, { scope, change, ofPerson, adds }: Handed) {
  if (ofPerson === undefined) return { scope, change };
  let person: Row<'person'> | undefined;
  let at = scope;
  for (let id: Id | null = ofPerson; id !== null; id = person?.values.mergedInto ?? null) {
    at = (await tx.whereabouts([{ type: 'person', id }])).get(recordKey('person', id)) ?? at;
    if (!tx.holds(at)) throw new ScopeNeeded(at);
    person = (await tx.read(at, { type: 'person', id }))[0] as Row<'person'> | undefined;
    if (!person) break;
  }
  if (!person) return { scope: at, change };
  if (!adds) return { scope: at, change: { ...change, set: { ...change.set, personId: person.id } } };
  const stands = ((person.values as Record<string, FieldValue>)[adds] ?? []) as FieldValue[];
  const more = change.set[adds] as FieldValue[];
  return { scope: at, change: { ...change, id: person.id, set: { [adds]: [...stands, ...more] } } };
}

async function decideAndWrite(
  input: JudgeInput,
  command: Command,
  args: unknown,
  actor: KnownActor,
): Promise<Verdict> {
  const { tx, frame, device } = input;
  const context = contextOf(frame, device, actor.role, input.packs);
  const loaded = await load(tx, frame.scope, command, args);
  const rows = new Map(
    Object.values(loaded)
      .flat()
      .map((row) => [recordKey(row.type, row.id), row]),
  );
  const gone = await goneFrom(tx, frame, command, args, rows);
  if (gone) return judgeElsewhere(input, command, args, actor, gone);
  const decision = command.decide(loaded, args, context);
  if (isRefusal(decision))
    return verdict('refused', decision.refusal, {
      path: decision.path ?? [],
      detail: decision.detail ?? null,
    });
  const scene: Scene = { input, actor, context, rows };
  const writing = await mergeChanges(scene, decision.changes);
  if (isNumberOvertaken(scene, writing, decision.claims ?? []))
    return verdict('refused', 'person/number-overtaken', { path: ['idNumber'], detail: null });
  const candidates = await takeClaims(tx, frame.scope, decision.claims ?? []);
  for (const candidate of candidates) {
    const asked = await openDuplicateOf(tx, frame.scope, candidate);
    const record = asked ? null : await duplicateRecord({ tx, context }, candidate, decision.changes);
    if (record) write(writing, record, record.set);
    writing.asks.push(asked ?? (record as Change).id);
  }
  const written = [...writing.records.values()];
  const { moves } = decision;
  if (moves && !moves.isForwarding && !actor.scopes.includes(moves.to))
    return verdict('refused', 'command/outside-your-scope');
  if (moves && !tx.holds(moves.to)) throw new ScopeNeeded(moves.to);
  const meta = metaOf(input, actor);
  const echoes = [...echoesOf(scene, written)];
  for (const each of decision.handed ?? []) echoes.push(await handedTo(tx, each));
  const unheld = echoes.find(({ scope }) => !tx.holds(scope));
  if (unheld) throw new ScopeNeeded(unheld.scope);
  const commit = moves
    ? await movePeople({ tx, meta, from: frame.scope, ...moves, records: written })
    : await writeCommit(tx, frame.scope, meta, written);
  for (const { scope, change } of echoes) await writeCommit(tx, scope, meta, [change]);
  if (writing.asks.length) {
    const code = candidates.length ? 'duplicate/person' : 'conflict/needs-person';
    return verdict('in-conflict', code, { conflictIds: writing.asks }, commit);
  }
  return verdict(writing.differs ? 'applied-with-difference' : 'applied', null, null, commit);
}

/** Where an own earlier act went that this one leans on, when its person had moved away (FW3). */
async function forwardedBefore({ tx, device, frame }: JudgeInput): Promise<Gone | null> {
  for (const number of frame.after) {
    const earlier = (await tx.readOutcome(device, number))?.frame;
    if (earlier?.code !== MOVED_CODE) continue;
    const { to, personId } = earlier.detail as { to: number; personId: Id };
    return { scope: to, record: { type: 'person', id: personId }, isWhole: false };
  }
  return null;
}

/** An act that was never judged before: its verdict, its effects written. */
export async function judgeFresh(input: JudgeInput): Promise<Verdict> {
  const early = beforeDeciding(input);
  if (early) return early;
  const behind = await parkedBehind(input);
  if (behind !== null) return verdict('parked', 'command/behind', { behind });
  try {
    const gone = await forwardedBefore(input);
    const command = input.command as Command;
    const args: unknown = input.args?.data;
    const actor = input.actor as KnownActor;
    return await input.tx.savepoint(() =>
      gone ? judgeElsewhere(input, command, args, actor, gone) : decideAndWrite(input, command, args, actor),
    );
  } catch (error) {
    if (error instanceof ClaimHeld)
      return verdict('refused', `duplicate/${error.kind}`, { path: error.path, detail: null });
    if (error instanceof StoreFault || error instanceof BadData || error instanceof ScopeNeeded) throw error;
    return verdict('quarantined', 'server/fault', { message: String(error) });
  }
}
