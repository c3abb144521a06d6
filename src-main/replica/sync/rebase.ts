/** Laying the county's changes under the acts that still wait: put confirmed values back where an affected act wrote, apply, then
 *  decide the affected acts again in order. Runs inside the caller's transaction, so that no screen sees the middle (SPEC B1–B3).
 *  B1 afterwards live = confirmed ∪ open acts.  B2 an act that no longer applies stays in the queue and shows why.
 *  B3 acts that neither read nor wrote a changed row are left alone.  G3 acts that stand or fall together are shown all or none. */
import { isRefusal } from '#shared/domain/command.ts';
import { readAct } from '#shared/domain/commands.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { ROLES } from '#shared/domain/state.ts';
import { contextOf } from '#shared/sync/act-context.ts';
import { recordKey } from '#shared/sync/load.ts';
import {
  actsLeaningOn,
  actsTouching,
  type Changed,
  closeActs,
  effectOf,
  foresee,
  hasOpenActs,
  judgedActs,
  laterChangers,
  noteLocalRefusal,
  type OpenAct,
  openActsOf,
  openNumbers,
  openTogether,
  type Touch,
  touch,
  touchesOf,
  type WrittenKey,
} from '../acts.ts';
import { decideLocally, writeChanges } from '../executor.ts';
import { packBook } from '../packs.ts';
import { type HeldRows, holdingRows } from '../store/held-rows.ts';
import { readRecord } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';

/** Acts by number, with what is remembered of what each touched. */
type Affected = Map<number, readonly Touch[]>;

/** Acts that touched what has changed, the ones that leaned on a record that those changed, the later ones whose effects those would see when they
 *  are decided again, and so on. Only of what has changed the groups count: an act that is decided again may read others than it did. */
function affectedActs(statements: Statements, changed: Changed, judged: readonly number[]): Affected {
  const affected: Affected = new Map();
  const seen = new Set<string>();
  let keys: Iterable<string> = [];
  let numbers = [...judged];
  if (changed.size && hasOpenActs(statements)) numbers.push(...actsLeaningOn(statements, changed));
  for (;;) {
    const fresh = [...keys].filter((key) => !seen.has(key) && seen.add(key));
    if (fresh.length) numbers.push(...actsTouching(statements, fresh));
    numbers = [...new Set(numbers)].filter((number) => !affected.has(number));
    if (!numbers.length) return affected;
    const touches = touchesOf(statements, numbers);
    for (const [number, each] of touches) affected.set(number, each);
    keys = [...touches.values()].flat().flatMap(({ mode, touched }) => (changes(mode) ? [touched] : []));
    numbers = [...openTogether(statements, numbers), ...laterChangers(statements, numbers)];
  }
}

/** Whether whoever read it may read something else now. */
const changes = (mode: Touch['mode']): boolean => mode === 'w' || mode === 'i';

/** A waiting act, as it stands in the file. */
interface Waiting {
  readonly act: OpenAct;
  readonly touches: readonly Touch[];
  /** Takes the keys that it changes now and did not before. */
  readonly fresh: Set<string>;
}

function noteFresh({ touches, fresh }: Waiting, written: readonly WrittenKey[]): void {
  const before = new Set(touches.flatMap(({ mode, touched }) => (changes(mode) ? [touched] : [])));
  for (const { key, indexKeys } of written)
    for (const each of [key, ...indexKeys]) if (!before.has(each)) fresh.add(each);
}

/** Decides one waiting act again on the rows as they stand; the code of its refusal, if it is refused. With `hidden`, the code that says why, its
 *  effects are not shown in any case. */
function redo(statements: Statements, waiting: Waiting, hidden: string | null = null): string | null {
  const { act, touches } = waiting;
  const { frame, device } = act;
  const known = readAct(frame);
  const said = readRecord(statements, 'colleague', frame.actor)?.values.role;
  const role = ROLES.find((each) => each === said);
  if (!known) {
    touch(statements, act.number, new Map(), [], touches);
    return null;
  }
  const { command, args } = known;
  const context = contextOf(
    frame,
    device,
    role ?? command.roles[0] ?? 'TOWNSHIP_CLERK',
    packBook(statements),
  );
  const { decision, reads } = decideLocally(statements, command, args, context);
  const code = hidden ?? (isRefusal(decision) ? decision.refusal : null);
  const changes = code !== null || isRefusal(decision) ? [] : decision.changes;
  const written = writeChanges(statements, changes, frame.scope);
  foresee(statements, act, code === null ? effectOf(changes) : null);
  touch(statements, act.number, reads(), written, touches);
  noteFresh(waiting, written);
  noteLocalRefusal(statements, act, code);
  return code;
}

/** Ends the savepoint of a group of which nothing may be shown. */
class NotApplied extends Error {
  readonly number: number;
  readonly code: string;
  constructor(number: number, code: string) {
    super(code);
    this.number = number;
    this.code = code;
  }
}

/** Decides acts again that stand or fall together: where one no longer applies, none is shown (G3). */
function redoTogether(statements: Statements, held: HeldRows, acts: readonly Waiting[]): void {
  const redoAll = (): void => {
    for (const each of acts) {
      const code = redo(statements, each);
      if (code !== null) throw new NotApplied(each.act.number, code);
    }
    held.settle();
  };
  held.settle();
  try {
    statements.db.transaction(redoAll)();
  } catch (error) {
    if (!(error instanceof NotApplied)) throw error;
    held.forget();
    for (const each of acts)
      redo(statements, each, each.act.number === error.number ? error.code : 'group/behind');
  }
}

/** Acts that are read out at once. */
const SLICE_ACTS = 200;

/** Decides acts again in order. `prepare` is given each before its turn. Returns the keys that they change now and did not before. */
function redoAffected(
  statements: Statements,
  held: HeldRows,
  affected: Affected,
  prepare: (act: OpenAct) => OpenAct = (act) => act,
): ReadonlySet<string> {
  const done = new Set<number>();
  const fresh = new Set<string>();
  const take = (act: OpenAct): Waiting => {
    done.add(act.number);
    return { act: prepare(act), touches: affected.get(act.number) ?? [], fresh };
  };
  const redoNext = (act: OpenAct): void => {
    const isAlone = !act.frame.together;
    if (done.has(act.number)) return;
    if (isAlone) {
      redo(statements, take(act));
      return;
    }
    const all = openActsOf(statements, [act.number, ...openTogether(statements, [act.number])]);
    const group = all.filter(({ number }) => !done.has(number)).map(take);
    const [first] = group;
    if (first && group.length < 2) redo(statements, first);
    else redoTogether(statements, held, group);
  };
  const numbers = [...affected.keys()].sort((a, b) => a - b);
  for (let at = 0; at < numbers.length; at += SLICE_ACTS) {
    for (const act of openActsOf(statements, numbers.slice(at, at + SLICE_ACTS))) redoNext(act);
    held.settle();
  }
  return fresh;
}

export interface Incoming {
  /** Records and index entries that `apply` touches; of whole records their keys alone. */
  readonly changedKeys: Iterable<string> | Changed;
  /** Commit up to which a scope will be laid down when `apply` is done. */
  readonly reached: (scope: number) => number;
  /** Writes confirmed rows and moves the cursors. */
  readonly apply: () => void;
  /** `apply` reads and writes rows one by one (records.ts), of the records among `changedKeys`, so that they may be held meanwhile. */
  readonly isRowByRow?: boolean;
}

const wholly = (keys: Iterable<string>): Changed => new Map([...keys].map((key) => [key, null]));
const keysIn = (affected: Affected): Iterable<string> =>
  [...affected.values()].flat().map(({ touched }) => touched);

/** Takes the effects of acts off the rows. */
function putBack(held: HeldRows, affected: Affected): void {
  held.fetchKeys(keysIn(affected));
  for (const touches of affected.values()) {
    for (const { touched, mode } of touches) {
      if (mode !== 'w') continue;
      const [type, id] = touched.split(':') as [RecordTypeName, string];
      held.putConfirmedBack(type, Number(id));
    }
  }
}

/** What an act that applies again changes, nobody was remembered to find there: those who looked in vain are decided again too (B1). */
function redoBehind(statements: Statements, done: Affected, fresh: ReadonlySet<string>): void {
  if (!fresh.size || actsTouching(statements, fresh).every((number) => done.has(number))) return;
  const affected = affectedActs(statements, wholly(fresh), []);
  const more = holdingRows(statements, (held) => {
    putBack(held, affected);
    return redoAffected(statements, held, affected);
  });
  redoBehind(statements, affected, more);
}

/** Applies confirmed changes under the open acts. */
export function rebase(statements: Statements, incoming: Incoming): void {
  const judged = judgedActs(statements, incoming.reached);
  const { changedKeys } = incoming;
  const changed =
    changedKeys instanceof Map ? (changedKeys as Changed) : wholly(changedKeys as Iterable<string>);
  const affected = affectedActs(statements, changed, judged);
  const layUnder = (): void => {
    incoming.apply();
    closeActs(statements, judged);
    for (const number of judged) affected.delete(number);
  };
  if (incoming.isRowByRow) {
    const fresh = holdingRows(statements, (held) => {
      putBack(held, affected);
      layUnder();
      return redoAffected(statements, held, affected);
    });
    redoBehind(statements, affected, fresh);
  } else {
    if (affected.size) holdingRows(statements, (held) => putBack(held, affected));
    layUnder();
    if (!affected.size) return;
    const fresh = holdingRows(statements, (held) => redoAffected(statements, held, affected));
    redoBehind(statements, affected, fresh);
  }
}

/** Takes the effects of every open act away, lets `change` do what it does to the acts, and decides them all again in order, on the confirmed
 *  rows. `prepare` is given each act before its turn. */
export function rebaseAll(
  statements: Statements,
  change: () => void,
  prepare?: (act: OpenAct) => OpenAct,
): void {
  const dirty = statements.all<{ type: RecordTypeName; id: number }>('SELECT type, id FROM shadow');
  holdingRows(statements, (held) => {
    held.fetchKeys(dirty.map(({ type, id }) => recordKey(type, id)));
    for (const { type, id } of dirty) held.putConfirmedBack(type, id);
  });
  statements.run('DELETE FROM act_touch');
  change();
  const open = new Map(openNumbers(statements).map((number) => [number, []]));
  holdingRows(statements, (held) => redoAffected(statements, held, open, prepare));
}
