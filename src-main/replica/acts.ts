/** The acts made on this computer: the outbox while they wait, the journal for ever. What an act read and wrote is kept while it is
 *  open, so that a change from the county finds the acts that leaned on it.
 *  OB1 sent in the order made, but for rows of an import (sync/push-order.ts).  OB2 an act leaves the queue only on an outcome.
 *  OB3 its frame is stored as it will be sent, so that sending twice sends the same. */
import type { Id } from '#shared/base/id.ts';
import type { Change } from '#shared/domain/command.ts';
import { MOVED_CODE } from '#shared/domain/conflict.ts';
import { entriesOf, recordsOf } from '#shared/sync/entries.ts';
import type { CommandFrame, CommitFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import type { GroupsText, Reads } from './store/read-log.ts';
import type { Statements } from './store/statements.ts';

/** An act whose effects lie over the confirmed rows, or are to. */
export interface OpenAct {
  readonly number: number;
  /** Number that the replica had when it was made. */
  readonly device: number;
  readonly frame: CommandFrame;
  readonly outcome: string;
  readonly commit: number | null;
  /** What it foresees; null when it would not apply. */
  readonly effect: string | null;
  /** Why it would not. */
  readonly localRefusal: string | null;
}

export function nextActNumber(statements: Statements): number {
  return (statements.get<{ last: number | null }>('SELECT max(number) AS last FROM act')?.last ?? 0) + 1;
}

export function actOfForm(
  statements: Statements,
  formId: string,
): { number: number; madeAt: string; newIds: Id[]; frame: CommandFrame } | null {
  const row = statements.get<{ number: number; made_at: string; new_ids: string; frame: string }>(
    'SELECT number, made_at, new_ids, frame FROM act WHERE form_id = ?',
    formId,
  );
  if (!row) return null;
  const newIds = JSON.parse(row.new_ids) as Id[];
  return { number: row.number, madeAt: row.made_at, newIds, frame: JSON.parse(row.frame) as CommandFrame };
}

export function appendAct(
  statements: Statements,
  act: {
    frame: CommandFrame;
    device: number;
    formId: string;
    personId: Id | null;
    made: readonly { readonly type: string; readonly id: Id }[];
    effect: string;
  },
): void {
  const { frame } = act;
  statements.run(
    `INSERT INTO act (number, device, form_id, name, frame, actor, scope, made_at, person_id, new_ids, new_types, effect, together, is_open, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'pending')`,
    frame.number,
    act.device,
    act.formId,
    frame.name,
    JSON.stringify(frame),
    frame.actor,
    frame.scope,
    frame.madeAt,
    act.personId,
    JSON.stringify(act.made.map(({ id }) => id)),
    JSON.stringify(act.made.map(({ type }) => type)),
    act.effect,
    frame.together?.[1] ?? null,
  );
}

/** What the log will say of an act that the centre decides as this desk did. */
export function effectOf(changes: readonly Change[]): string {
  const parts = [...entriesOf(recordsOf(changes))].map(([audience, entries]) => ({ audience, entries }));
  return JSON.stringify(parts);
}

/** Keeps what an act foresees now; null when it would not apply. */
export function foresee(statements: Statements, act: OpenAct, effect: string | null): void {
  if (effect !== act.effect) statements.run('UPDATE act SET effect = ? WHERE number = ?', effect, act.number);
}

/** What an act of this device foresaw, by class; null when it is not here, or is closed. */
export function foreseen(
  statements: Statements,
  device: number,
  number: number,
): CommitFrame['parts'] | null {
  const row = statements.get<{ effect: string | null }>(
    'SELECT effect FROM act WHERE number = ? AND device = ? AND is_open = 1',
    number,
    device,
  );
  return row?.effect ? (JSON.parse(row.effect) as CommitFrame['parts']) : null;
}

/** A record that an act wrote, and the index entries under which it is found now, or was before. */
export interface WrittenKey {
  readonly key: string;
  readonly isNew: boolean;
  /** Groups that it wrote; null of a record that it made. */
  readonly groups: GroupsText;
  readonly indexKeys: readonly string[];
}

/** What an act read ('r'), wrote ('w'), made ('n') or filed under an index ('i'). */
export interface Touch {
  readonly touched: string;
  readonly mode: 'r' | 'w' | 'n' | 'i';
  readonly groups: GroupsText;
}

/** Groups of either; null is all of them. */
function bothGroups(one: GroupsText, other: GroupsText): GroupsText {
  if (one === other || one === null || other === null) return one === other ? one : null;
  return [...new Set([...one.split(','), ...other.split(',')])].sort().join();
}

function touchesBy(reads: Reads, written: readonly WrittenKey[]): Map<string, Touch> {
  const touches = new Map<string, Touch>();
  const add = (touched: string, mode: Touch['mode'], groups: GroupsText) => {
    const key = `${mode} ${touched}`;
    const before = touches.get(key);
    touches.set(key, { touched, mode, groups: before ? bothGroups(before.groups, groups) : groups });
  };
  for (const [key, groups] of reads) add(key, 'r', groups);
  for (const { key, isNew, indexKeys, groups } of written) {
    add(key, 'w', groups);
    if (isNew) add(key, 'n', null);
    for (const indexKey of indexKeys) add(indexKey, 'i', null);
  }
  return touches;
}

/** Remembers what an act read and wrote. `before`: what is remembered of it already; where that is the same, nothing is written. */
export function touch(
  statements: Statements,
  number: number,
  reads: Reads,
  written: readonly WrittenKey[],
  before: readonly Touch[] = [],
): void {
  const touches = touchesBy(reads, written);
  const isSame = before.every(
    ({ touched, mode, groups }) => touches.get(`${mode} ${touched}`)?.groups === groups,
  );
  if (isSame && before.length === touches.size) return;
  if (before.length) untouch(statements, number);
  for (const { touched, mode, groups } of touches.values())
    statements.run(
      'INSERT OR IGNORE INTO act_touch (touched, number, mode, groups) VALUES (?, ?, ?, ?)',
      touched,
      number,
      mode,
      groups,
    );
}

export function untouch(statements: Statements, number: number): void {
  statements.run('DELETE FROM act_touch WHERE number = ?', number);
}

/** A list as a statement takes it: `IN (SELECT value FROM json_each(?))`. */
const listed = (all: Iterable<number | string>): string => JSON.stringify([...all]);

/** What acts have touched, by their numbers. */
export function touchesOf(statements: Statements, numbers: Iterable<number>): Map<number, Touch[]> {
  const touches = new Map<number, Touch[]>([...numbers].map((number) => [number, []]));
  for (const { number, touched, mode, groups } of statements.all<Touch & { number: number }>(
    'SELECT number, touched, mode, groups FROM act_touch WHERE number IN (SELECT value FROM json_each(?))',
    listed(touches.keys()),
  ))
    touches.get(number)?.push({ touched, mode, groups });
  return touches;
}

/** Waiting acts that a new act with these reads leans on (LE1): those that made a record that it read, and those that put a record under an index
 *  entry where it looked, or took one away from there. What the centre has taken needs no naming. */
export function leansOn(statements: Statements, keys: Iterable<string>): number[] {
  const makers = new Set<number>();
  for (const key of keys) {
    const rows = statements.all<{ number: number }>(
      "SELECT DISTINCT number FROM act_touch JOIN act USING (number) WHERE touched = ? AND mode IN ('n', 'i') AND outcome = 'pending'",
      key,
    );
    for (const { number } of rows) makers.add(number);
  }
  return [...makers].sort((a, b) => a - b);
}

/** The open acts that stand or fall with one of these, itself among them; none where each stands alone. */
export function openTogether(statements: Statements, numbers: Iterable<number>): number[] {
  return statements.pluck<number>(
    `SELECT DISTINCT other.number FROM json_each(?) AS asked CROSS JOIN act AS mine ON mine.number = asked.value
     CROSS JOIN act AS other ON other.together = mine.together WHERE other.is_open = 1 ORDER BY other.number`,
    listed(numbers),
  );
}

interface ActRow {
  number: number;
  device: number;
  frame: string;
  outcome: string;
  commit_number: number | null;
  effect: string | null;
  local_refusal: string | null;
}

const OPEN_COLUMNS = 'number, device, frame, outcome, commit_number, effect, local_refusal';

function toOpenAct(row: ActRow): OpenAct {
  return {
    number: row.number,
    device: row.device,
    frame: JSON.parse(row.frame) as CommandFrame,
    outcome: row.outcome,
    commit: row.commit_number,
    effect: row.effect,
    localRefusal: row.local_refusal,
  };
}

/** The next acts to send, in the order made. */
export function pendingActs(statements: Statements, limit: number): CommandFrame[] {
  return statements
    .pluck<string>(
      "SELECT frame FROM act WHERE is_open = 1 AND outcome = 'pending' ORDER BY number LIMIT ?",
      limit,
    )
    .map((frame) => JSON.parse(frame) as CommandFrame);
}

export function countPending(statements: Statements): number {
  return (
    statements.get<{ n: number }>("SELECT count(*) AS n FROM act WHERE is_open = 1 AND outcome = 'pending'")
      ?.n ?? 0
  );
}

/** Those of these acts that are open, in the order made. */
export function openActsOf(statements: Statements, numbers: Iterable<number>): OpenAct[] {
  return statements
    .all<ActRow>(
      `SELECT ${OPEN_COLUMNS} FROM act WHERE number IN (SELECT value FROM json_each(?)) AND is_open = 1 ORDER BY number`,
      listed(numbers),
    )
    .map(toOpenAct);
}

/** Numbers of every open act, in the order made. */
export function openNumbers(statements: Statements): number[] {
  return statements.pluck<number>('SELECT number FROM act WHERE is_open = 1 ORDER BY number');
}

/** Acts that have their outcome and whose commit is reached, or that have no commit: their own effects are done with.
 *  `reached` gives the commit up to which a scope is, or is about to be, laid down. */
export function judgedActs(statements: Statements, reached: (scope: number) => number): number[] {
  return statements
    .all<{ number: number; scope: number; commit_number: number | null; code: string | null }>(
      // By itself SQLite would walk all that are open, thousands after a week without a line.
      "SELECT number, scope, commit_number, code FROM act INDEXED BY act_answered WHERE is_open = 1 AND outcome <> 'pending' ORDER BY number",
    )
    .filter(
      // What was laid down in a township that this desk does not take never comes.
      (act) =>
        act.commit_number === null || act.code === MOVED_CODE || act.commit_number <= reached(act.scope),
    )
    .map(({ number }) => number);
}

/** Whether any act is open: only open ones have touched something. */
export function hasOpenActs(statements: Statements): boolean {
  return statements.get('SELECT 1 FROM act_touch LIMIT 1') !== undefined;
}

/** Open acts that read or wrote one of these keys. Who has filed something under an index entry and never looked there does not mind what else
 *  stands under it. */
export function actsTouching(statements: Statements, keys: Iterable<string>): number[] {
  return statements.pluck<number>(
    "SELECT DISTINCT number FROM act_touch WHERE touched IN (SELECT value FROM json_each(?)) AND mode <> 'i'",
    listed(keys),
  );
}

/** Groups that were written of the records under keys, of others' index entries and of what is whole another null. */
export type Changed = ReadonlyMap<string, ReadonlySet<string> | null>;

/** Open acts that read or wrote something of what has changed; of an index entry, those that looked there. */
export function actsLeaningOn(statements: Statements, changed: Changed): number[] {
  const numbers = new Set<number>();
  for (const { touched, number, groups } of statements.all<Touch & { number: number }>(
    "SELECT touched, number, groups FROM act_touch WHERE touched IN (SELECT value FROM json_each(?)) AND mode <> 'i'",
    listed(changed.keys()),
  )) {
    const written = changed.get(touched);
    if (!written || groups === null || groups.split(',').some((group) => written.has(group)))
      numbers.add(number);
  }
  return [...numbers];
}

/** Later acts that changed what one of these read: deciding it again must not see them. */
export function laterChangers(statements: Statements, numbers: Iterable<number>): number[] {
  return statements.pluck<number>(
    `SELECT DISTINCT changed.number FROM json_each(?) AS asked
     CROSS JOIN act_touch AS read_by ON read_by.number = asked.value
     CROSS JOIN act_touch AS changed ON changed.touched = read_by.touched
     WHERE read_by.mode = 'r' AND changed.number > read_by.number AND changed.mode IN ('w', 'i')`,
    listed(numbers),
  );
}

/** Stores an outcome; the first one stands (SPEC O2). */
export function storeOutcome(statements: Statements, frame: OutcomeFrame): void {
  statements.run(
    `UPDATE act SET outcome = ?, code = ?, detail = ?, scope = ?, commit_number = ?, receipt = ?, received_at = ?
     WHERE number = ? AND outcome = 'pending'`,
    frame.outcome,
    frame.code,
    JSON.stringify(frame.detail),
    // The person has moved, and the act was judged there.
    frame.scope,
    frame.commit,
    frame.receipt,
    frame.receivedAt,
    frame.number,
  );
}

export function closeActs(statements: Statements, numbers: readonly number[]): void {
  if (!numbers.length) return;
  statements.run(
    'UPDATE act SET is_open = 0, effect = NULL WHERE number IN (SELECT value FROM json_each(?))',
    listed(numbers),
  );
  statements.run('DELETE FROM act_touch WHERE number IN (SELECT value FROM json_each(?))', listed(numbers));
}

/** An act that no longer applies here keeps waiting for the centre's word; its effects are not shown. */
export function noteLocalRefusal(statements: Statements, act: OpenAct, code: string | null): void {
  if (code !== act.localRefusal)
    statements.run('UPDATE act SET local_refusal = ? WHERE number = ?', code, act.number);
}

/** What the county did not take, and what waits behind it for ever: an outcome is final. Such an act can be mended, once. */
export const NOT_TAKEN = ['refused', 'parked', 'quarantined'] as const;

/** Whether an act may still be mended. Setting it aside takes nothing away. */
export function isReplaceable(statements: Statements, number: number): boolean {
  const row = statements.get<{ outcome: string; replaced_by: number | null }>(
    'SELECT outcome, replaced_by FROM act WHERE number = ?',
    number,
  );
  return row !== undefined && row.replaced_by === null && NOT_TAKEN.some((one) => one === row.outcome);
}

/** The mended act stands in the refused one's place, which needs nobody any more. */
export function replaceAct(statements: Statements, number: number, by: number): void {
  statements.run('UPDATE act SET replaced_by = ?, is_dismissed = 1 WHERE number = ?', by, number);
}

/** The person has seen what became of an act and needs it no more. */
export function dismissAct(statements: Statements, number: number): void {
  statements.run('UPDATE act SET is_dismissed = 1 WHERE number = ?', number);
}
