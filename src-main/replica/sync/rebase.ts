/** Laying the county's changes under the acts that still wait: put confirmed values back where an affected act wrote, apply, then
 *  decide the affected acts again in order. Runs inside the caller's transaction, so that no screen sees the middle (SPEC B1–B3).
 *  B1 afterwards live = confirmed ∪ open acts.  B2 an act that no longer applies stays in the queue and shows why.
 *  B3 acts that neither read nor wrote a changed row are left alone.  G3 acts that stand or fall together are shown all or none. */
import { isRefusal } from '#shared/domain/command.ts';
import { readAct } from '#shared/domain/commands.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import { ROLES } from '#shared/domain/state.ts';
import { contextOf } from '#shared/sync/act-context.ts';
import {
  actsTouching,
  closeAct,
  effectOf,
  foresee,
  hasOpenActs,
  judgedActs,
  keysChanged,
  keysWritten,
  laterChangers,
  noteLocalRefusal,
  type OpenAct,
  openAct,
  openActs,
  openTogether,
  touch,
  untouch,
} from '../acts.ts';
import { decideLocally, writeChanges } from '../executor.ts';
import { packBook } from '../packs.ts';
import { putConfirmedBack } from '../shadow.ts';
import { puttingOff } from '../store/derived.ts';
import { readRecord } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';

/** Acts that touched a changed key, the ones that leaned on what those changed, the later ones whose effects those would see when they
 *  are decided again, and so on. */
function affectedActs(
  statements: Statements,
  changedKeys: Iterable<string>,
  judged: readonly number[],
): Set<number> {
  const affected = new Set<number>();
  const keys: string[] = hasOpenActs(statements) ? [...changedKeys] : [];
  const add = (number: number) => {
    if (affected.has(number)) return;
    affected.add(number);
    openTogether(statements, number).forEach(add);
    keys.push(...keysChanged(statements, number));
    laterChangers(statements, number).forEach(add);
  };
  judged.forEach(add);
  const seen = new Set<string>();
  for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    actsTouching(statements, key).forEach(add);
  }
  return affected;
}

/** Decides one waiting act again on the rows as they stand; the code of its refusal, if it is refused. With `hidden`, the code that says why, its
 *  effects are not shown in any case. */
function redo(statements: Statements, act: OpenAct, hidden: string | null = null): string | null {
  const { frame, device } = act;
  const known = readAct(frame);
  const said = readRecord(statements, 'colleague', frame.actor)?.values.role;
  const role = ROLES.find((each) => each === said);
  untouch(statements, act.number);
  if (!known) return null;
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
  touch(statements, act.number, reads, writeChanges(statements, changes, frame.scope));
  foresee(statements, act.number, code === null ? effectOf(changes) : null);
  noteLocalRefusal(statements, act.number, code);
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
function redoTogether(statements: Statements, acts: readonly OpenAct[]): void {
  const redoAll = (): void => {
    for (const act of acts) {
      const code = redo(statements, act);
      if (code !== null) throw new NotApplied(act.number, code);
    }
  };
  try {
    statements.db.transaction(redoAll)();
  } catch (error) {
    if (!(error instanceof NotApplied)) throw error;
    for (const act of acts) redo(statements, act, act.number === error.number ? error.code : 'group/behind');
  }
}

/** Decides acts again in order. `prepare` is given each before its turn. */
function redoAffected(
  statements: Statements,
  affected: Iterable<number>,
  prepare: (act: OpenAct) => OpenAct = (act) => act,
): void {
  const done = new Set<number>();
  const take = (number: number): OpenAct | null => {
    const act = done.has(number) ? null : openAct(statements, number);
    done.add(number);
    return act && prepare(act);
  };
  for (const number of [...affected].sort((a, b) => a - b)) {
    const act = take(number);
    if (!act) continue;
    const others = act.frame.together ? openTogether(statements, number) : [];
    const group = [act, ...others.flatMap((each) => take(each) ?? [])];
    if (group.length < 2) redo(statements, act);
    else
      redoTogether(
        statements,
        group.sort((a, b) => a.number - b.number),
      );
  }
}

export interface Incoming {
  /** Records and index entries that `apply` touches. */
  readonly changedKeys: Iterable<string>;
  /** Commit up to which a scope will be laid down when `apply` is done. */
  readonly reached: (scope: number) => number;
  /** Writes confirmed rows and moves the cursors. */
  readonly apply: () => void;
}

/** Applies confirmed changes under the open acts. */
export function rebase(statements: Statements, incoming: Incoming): void {
  puttingOff(statements, () => rebaseNow(statements, incoming));
}

function rebaseNow(statements: Statements, incoming: Incoming): void {
  const judged = judgedActs(statements, incoming.reached);
  const affected = affectedActs(statements, incoming.changedKeys, judged);
  for (const number of affected) {
    for (const key of keysWritten(statements, number)) {
      const [type, id] = key.split(':') as [RecordTypeName, string];
      putConfirmedBack(statements, type, Number(id));
    }
  }
  incoming.apply();
  for (const number of judged) {
    closeAct(statements, number);
    affected.delete(number);
  }
  redoAffected(statements, affected);
}

/** Takes the effects of every open act away, lets `change` do what it does to the acts, and decides them all again in order, on the confirmed
 *  rows. `prepare` is given each act before its turn. */
export function rebaseAll(
  statements: Statements,
  change: () => void,
  prepare?: (act: OpenAct) => OpenAct,
): void {
  const dirty = statements.all<{ type: RecordTypeName; id: number }>('SELECT type, id FROM shadow');
  for (const { type, id } of dirty) putConfirmedBack(statements, type, id);
  statements.run('DELETE FROM act_touch');
  change();
  const open = openActs(statements).map(({ number }) => number);
  redoAffected(statements, open, prepare);
}
