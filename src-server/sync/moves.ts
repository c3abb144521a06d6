/** People who change townships, at the centre (SPEC MV, FW). A move is one act and one transaction that holds both scopes: the old log says who
 *  left, the new one has everything whole. Ids stay, claims stay with their records.
 *  MV1 one commit in each log, or nothing.  MV2 the old log's entry stands in the part of every class that the type has.  MV3 the new
 *  log has every group that was ever written, under its own commit number.
 *  Work that the old office still sends: what only adds, and what comes from an office that holds the new scope too, is judged there like any
 *  other act (FW1). The rest changes nothing; what its author wanted stands in records of kind `forwarded` before the people who have
 *  the person now, and the author is told where that is (FW2). What leans on such an act goes the same way (FW3). */
import type { Id } from '#shared/base/id.ts';
import { type Change, type Command, create, type DecideContext, isRefusal } from '#shared/domain/command.ts';
import { valuesField } from '#shared/domain/conflict.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import { isKnownType, byGroup, groupNames, groupOf, type Row, type Values } from '#shared/records/rows.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { entriesOf, type WrittenRecord } from '#shared/sync/entries.ts';
import { recordKey } from '#shared/sync/load.ts';
import { isMovable, leaveEntries, MOVABLE_TYPES } from '#shared/sync/moves.ts';
import type { CentralTransaction, CommitMeta } from '../store/central-store.ts';
import { writeCommit } from './append.ts';

interface RecordName {
  readonly type: RecordTypeName;
  readonly id: Id;
}

/** Everything of a person: no list of one is near this. */
const HANGING_MAX = 100_000;

async function rowsOfPerson(tx: CentralTransaction, scope: number, personId: Id): Promise<Row[]> {
  const found = [...(await tx.read(scope, { type: 'person', id: personId }))];
  for (const type of MOVABLE_TYPES.filter((each) => each !== 'person'))
    found.push(...(await tx.read(scope, { type, by: 'personId', value: personId, limit: HANGING_MAX })));
  return found;
}

/** Records that were merged into these stay with them: their lines of history are the same person's. */
function givenTo(people: readonly Id[], rows: readonly Row[]): Id[] {
  return rows.flatMap((row) => {
    if (row.type !== 'history') return [];
    const { action, details } = row.values as Values<'history'>;
    const { kept, given } = (details ?? {}) as { kept?: Id; given?: Id };
    return action === 'person.merge' && given && kept && people.includes(kept) ? [given] : [];
  });
}

async function everythingOf(tx: CentralTransaction, scope: number, people: readonly Id[]): Promise<Row[]> {
  const rows = new Map<string, Row>();
  const asked = new Set<Id>();
  for (let next = [...people]; next.length; ) {
    const found: Row[] = [];
    for (const id of next) {
      asked.add(id);
      found.push(...(await rowsOfPerson(tx, scope, id)));
    }
    for (const row of found) rows.set(recordKey(row.type, row.id), row);
    next = [...new Set(givenTo([...asked], found))].filter((id) => !asked.has(id));
  }
  return [...rows.values()];
}

function movesOf(row: Row): number {
  return ((row.values as { moves?: number | null }).moves ?? 0) + 1;
}

/** The groups of a row that were ever written, whole, with what the act changes laid over them. */
function wholeRecord(row: Row, changed: Readonly<Record<string, FieldValue>>): WrittenRecord {
  const values = row.values as Record<string, FieldValue>;
  const touched = byGroup(row.type, changed);
  const set: Record<string, FieldValue> = {};
  for (const group of groupNames(row.type)) {
    if (!row.versions[group] && !touched.has(group)) continue;
    for (const field of Object.keys(groupOf(row.type, group).fields)) set[field] = values[field] ?? null;
  }
  return { type: row.type, id: row.id, set: { ...set, ...changed, moves: movesOf(row) } };
}

export interface MoveInput {
  readonly tx: CentralTransaction;
  readonly meta: CommitMeta;
  readonly from: number;
  readonly to: number;
  readonly people: readonly Id[];
  /** What the act writes of them beside. */
  readonly records: readonly WrittenRecord[];
}

/** Date in the household register, as the line of history tells it. */
function dateIn(records: readonly WrittenRecord[]): string | null {
  const [line] = records.filter(({ type }) => type === 'history');
  const { movedOn } = (line?.set.details ?? {}) as { movedOn?: unknown };
  return typeof movedOn === 'string' ? movedOn : null;
}

/** Moves people with all that hangs on them. Returns the commit of the scope that they leave. */
export async function movePeople({ tx, meta, from, to, people, records }: MoveInput): Promise<number> {
  const rows = await everythingOf(tx, from, people);
  const keys = new Set(rows.map(({ type, id }) => recordKey(type, id)));
  const changed = new Map(records.map((record) => [recordKey(record.type, record.id), record.set]));
  const beside = records.filter(({ type, id }) => !keys.has(recordKey(type, id)));
  const staying = beside.filter(({ type }) => !isMovable(type));
  const entering = [
    ...rows.map((row) => wholeRecord(row, changed.get(recordKey(row.type, row.id)) ?? {})),
    ...beside.filter(({ type }) => isMovable(type)),
  ];
  const leaving = rows.map((row) => ({ type: row.type, id: row.id, moves: movesOf(row) }));
  const parts = leaveEntries(leaving, { to, on: dateIn(records) });
  for (const [audience, entries] of entriesOf(staying))
    parts.set(audience, [...(parts.get(audience) ?? []), ...entries]);
  const left = await tx.append(from, meta, parts);
  for (const { type, id, set } of staying)
    await tx.writeFields({ type, scope: from, id }, set, [...byGroup(type, set).keys()], left);
  await tx.rehome(from, to, leaving);
  await writeCommit(tx, to, meta, entering);
  return left;
}

/** Where the records that an act names are now, when one of them is in its scope no more. */
export interface Gone {
  readonly scope: number;
  readonly record: RecordName;
  /** Everything that the act names is there: it can be judged there as it is. */
  readonly isWhole: boolean;
}

/** Records that stood before the author's eyes, or are named by the arguments. */
function namedBy(frame: CommandFrame, command: Command, args: unknown): RecordName[] {
  const named = new Map<string, RecordName>();
  const add = (type: string, id: Id) => isKnownType(type) && named.set(recordKey(type, id), { type, id });
  for (const [type, id] of frame.groups) add(type, id);
  for (const [type, id] of frame.before) add(type, id);
  for (const need of command.needs(args)) if ('id' in need) add(need.type, need.id);
  return [...named.values()];
}

/** What moved away of what an act names. Asks the database only where something is missing. */
export async function goneFrom(
  tx: CentralTransaction,
  frame: CommandFrame,
  command: Command,
  args: unknown,
  loaded: ReadonlyMap<string, Row>,
): Promise<Gone | null> {
  const named = namedBy(frame, command, args);
  const missing: RecordName[] = [];
  let isHere = false;
  for (const record of named) {
    if (loaded.has(recordKey(record.type, record.id))) isHere = true;
    else missing.push(record);
  }
  if (!missing.length) return null;
  const places = await tx.whereabouts(missing);
  const moved = missing.filter((each) => {
    const scope = places.get(recordKey(each.type, each.id));
    return scope !== undefined && scope !== frame.scope;
  });
  const record = moved.find(({ type }) => type === 'person') ?? moved[0];
  if (!record) return null;
  const scope = places.get(recordKey(record.type, record.id)) as number;
  const isOne = moved.every((each) => places.get(recordKey(each.type, each.id)) === scope);
  return { scope, record, isWhole: isOne && !isHere };
}

/** Whom a record is about. */
async function personOf(tx: CentralTransaction, { scope, record }: Gone): Promise<Id> {
  if (record.type === 'person') return record.id;
  const [row] = await tx.read(scope, record);
  return ((row?.values as { personId?: Id | null } | undefined)?.personId ?? record.id) as Id;
}

export interface ForwardInput {
  readonly tx: CentralTransaction;
  readonly frame: CommandFrame;
  readonly command: Command;
  readonly args: unknown;
  /** Of the act, with the new scope. */
  readonly context: DecideContext;
  readonly meta: CommitMeta;
}

interface Wanted {
  readonly type: RecordTypeName;
  readonly id: Id;
  readonly group: string;
  readonly sides: Record<'before' | 'mine' | 'theirs', Record<string, FieldValue>>;
}

/** One group as its author saw it, wanted it, and as it stands in the new scope. */
function wantedGroups(change: Change, row: Row | undefined, frame: CommandFrame): Wanted[] {
  const { type, id } = change;
  return [...byGroup(type, change.set)].map(([group, mine]) => {
    const values = (row?.values ?? {}) as Record<string, FieldValue>;
    const fields = row ? Object.keys(groupOf(type, group).fields) : [];
    const theirs = Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
    const seen = frame.before.find((each) => each[0] === type && each[1] === id && each[2] === group)?.[3];
    const before = (seen as Record<string, FieldValue> | undefined) ?? theirs;
    return { type, id, group, sides: { before, mine: { ...theirs, ...mine }, theirs } };
  });
}

/** An act that would be nothing where the person is now, or no more than a line of history: that it was wanted is told all the same. */
function wantedLine(command: Command, personId: Id, refusal: string | null, args: unknown): Wanted {
  const words = (args as { reason?: unknown; words?: unknown }).reason;
  const mine = { action: command.name, reasonCode: refusal, words: typeof words === 'string' ? words : null };
  return { type: 'history', id: personId, group: 'entry', sides: { before: {}, mine, theirs: {} } };
}

async function wantedBy(input: ForwardInput, scope: number, personId: Id, load: LoadIn): Promise<Wanted[]> {
  const { command, args, context, frame } = input;
  const loaded = await load(scope);
  const rows = new Map(
    Object.values(loaded)
      .flat()
      .map((row) => [recordKey(row.type, row.id), row]),
  );
  const decision = command.decide(loaded, args, context);
  if (isRefusal(decision)) return [wantedLine(command, personId, decision.refusal, args)];
  const wanted = decision.changes
    .filter(({ type }) => type !== 'history')
    .flatMap((change) => wantedGroups(change, rows.get(recordKey(change.type, change.id)), frame));
  return wanted.length ? wanted : [wantedLine(command, personId, null, args)];
}

type LoadIn = (scope: number) => Promise<Parameters<Command['decide']>[0]>;

/** Puts an act before the people who have the person now. Returns the records' ids and whom they are about. */
export async function forward(
  input: ForwardInput,
  gone: Pick<Gone, 'scope' | 'record' | 'isWhole'>,
  load: LoadIn,
): Promise<{ conflictIds: Id[]; personId: Id }> {
  const { tx, context, meta } = input;
  const personId = await personOf(tx, gone);
  const records = (await wantedBy(input, gone.scope, personId, load)).map(({ type, id, group, sides }) => {
    const about: Partial<Values<'conflict'>> = {
      personId,
      recordType: type,
      recordId: id,
      groupName: group,
      kind: 'forwarded',
      mineBy: context.actor.accountId,
      mineAt: context.madeAt,
      mineDevice: context.device,
      mineNumber: context.number,
      state: 'OPEN',
      [valuesField(type, group)]: sides as unknown as FieldValue,
    };
    return create('conflict', context.newId(), about);
  });
  await writeCommit(tx, gone.scope, meta, records);
  return { conflictIds: records.map(({ id }) => id), personId };
}
