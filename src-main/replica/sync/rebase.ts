/** Laying the county's changes under the acts that still wait: put confirmed values back where an affected act wrote, apply, then
 *  decide the affected acts again in order. Runs inside the caller's transaction, so that no screen sees the middle (SPEC B1–B3).
 *  B1 afterwards live = confirmed ∪ open acts.  B2 an act that no longer applies stays in the queue and shows why.
 *  B3 acts that neither read nor wrote a changed row are left alone. */
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
  touch,
  untouch,
} from '../acts.ts';
import { decideLocally, writeChanges } from '../executor.ts';
import { putConfirmedBack } from '../shadow.ts';
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

/** Decides one waiting act again on the rows as they stand. */
function redo(statements: Statements, device: number, act: OpenAct): void {
  const { frame } = act;
  const known = readAct(frame);
  const said = readRecord(statements, 'colleague', frame.actor)?.values.role;
  const role = ROLES.find((each) => each === said);
  untouch(statements, act.number);
  if (!known) return;
  const { command, args } = known;
  const context = contextOf(frame, device, role ?? command.roles[0] ?? 'TOWNSHIP_CLERK');
  const { decision, reads } = decideLocally(statements, command, args, context);
  const refused = isRefusal(decision);
  const written = refused ? [] : writeChanges(statements, decision.changes, frame.scope);
  touch(statements, act.number, reads, written);
  foresee(statements, act.number, refused ? null : effectOf(decision.changes));
  noteLocalRefusal(statements, act.number, refused ? decision.refusal : null);
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
export function rebase(statements: Statements, device: number, incoming: Incoming): void {
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
  for (const number of [...affected].sort((a, b) => a - b)) {
    const act = openAct(statements, number);
    if (act) redo(statements, device, act);
  }
}
