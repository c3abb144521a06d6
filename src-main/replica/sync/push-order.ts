/** Which acts go up next. An import leaves thousands of acts behind, one a row; what a person does at the desk meanwhile must not wait for
 *  hundreds of requests.
 *  OB1 acts go up in the order made. Where more wait than one request takes, an act of a person goes before waiting rows of an import,
 *  unless it shares a record with one of them, directly or through others: then that row goes with it. Acts of persons keep their order
 *  among themselves, and in one request all stand in the order made.
 *  While an act waits that a centre which was set back has lost, nothing goes before anything: decided again over rows that hold its own
 *  effect already, it writes nothing, and what it shares cannot be told.
 *  Sharing is what rebase goes by: a record or index entry that one of the two writes and the other reads or writes (acts.ts, `touch`); and
 *  whatever both named when they were made. */
import { personRegister } from '#shared/domain/person.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { pendingActs } from '../acts.ts';
import type { Statements } from '../store/statements.ts';

/** A row of an import, and nothing else, is this command. */
const OF_IMPORT = personRegister.name;

const frameOf = ({ frame }: { frame: string }): CommandFrame => JSON.parse(frame) as CommandFrame;

function waitingOfPersons(statements: Statements, limit: number): CommandFrame[] {
  return statements
    .all<{ frame: string }>(
      `SELECT frame FROM act WHERE is_open = 1 AND outcome = 'pending' AND name <> ? ORDER BY number LIMIT ?`,
      OF_IMPORT,
      limit,
    )
    .map(frameOf);
}

function numbersOf(together: CommandFrame['together']): number[] {
  if (!together) return [];
  const [first, last] = together;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function waitingAct(statements: Statements, number: number): CommandFrame | null {
  const row = statements.get<{ frame: string }>(
    `SELECT frame FROM act WHERE number = ? AND is_open = 1 AND outcome = 'pending'`,
    number,
  );
  return row ? frameOf(row) : null;
}

/** Waiting acts that were made about a person whom this one names too. Decided again they may touch them no more, who have left or have another
 *  number by now; the centre may have them back by the time that it judges. */
function namingTheSame(
  statements: Statements,
  { number, groups }: CommandFrame,
  top: number,
): { number: number }[] {
  const people = groups.flatMap(([type, id]) => (type === 'person' ? [id] : []));
  return statements.all<{ number: number }>(
    `SELECT other.number FROM act AS other INDEXED BY act_person
     WHERE other.person_id IN (SELECT value FROM json_each(?)) AND other.number < ? AND other.number <> ?
       AND other.is_open = 1 AND instr(other.frame, '["person",' || other.person_id || ',') > 0`,
    JSON.stringify(people),
    top,
    number,
  );
}

/** Acts made before `top` that share something with this one, earlier or later than it: were it undone, `top` could lean on them. And those
 *  that stand or fall with it. */
function sharing(statements: Statements, frame: CommandFrame, top: number): number[] {
  const { number, after, together } = frame;
  const shared = statements.all<{ number: number }>(
    `SELECT DISTINCT other.number FROM act_touch AS mine
     JOIN act_touch AS other ON other.touched = mine.touched AND other.number < ? AND other.number <> mine.number
     WHERE mine.number = ? AND (mine.mode <> 'r' OR other.mode <> 'r')`,
    top,
    number,
  );
  // What it named when it was made, even where it touches it no more since it was decided again.
  shared.push(...namingTheSame(statements, frame, top));
  return [...new Set([...shared.map((other) => other.number), ...after, ...numbersOf(together)])];
}

/** An act with every earlier one that is bound to it, also through chosen ones, and is not chosen yet; null when that is more than there is
 *  room for. */
function withWhatItIsBoundTo(
  statements: Statements,
  act: CommandFrame,
  chosen: ReadonlyMap<number, CommandFrame>,
  room: number,
): readonly CommandFrame[] | null {
  const together = new Map([[act.number, act]]);
  let top = act.number;
  const walked = new Map(together);
  // Those that are added while it runs are visited too.
  for (const each of walked.values()) {
    top = Math.max(top, each.number);
    for (const number of sharing(statements, each, top)) {
      if (walked.has(number)) continue;
      const other = chosen.get(number) ?? waitingAct(statements, number);
      if (!other) continue;
      walked.set(number, other);
      if (!chosen.has(number)) together.set(number, other);
    }
    if (together.size > room) return null;
  }
  return [...together.values()];
}

/** Waiting acts that the centre put off, and every later one that shares a record with one of them (V4). */
function keptBack(statements: Statements, putOff: readonly number[]): Set<number> {
  const kept = new Set(putOff);
  for (const number of kept) {
    const act = waitingAct(statements, number);
    const last = Number.MAX_SAFE_INTEGER;
    for (const other of act ? sharing(statements, act, last) : []) if (other > number) kept.add(other);
  }
  return kept;
}

/** Whether the centre judged one of the waiting acts before, and has that no longer. */
function waitsAgain(statements: Statements): boolean {
  return (
    statements.get(
      `SELECT 1 FROM act WHERE is_open = 1 AND outcome = 'pending' AND past LIKE '%"why":"lost"%' LIMIT 1`,
    ) !== undefined
  );
}

/** The acts of the next request, in the order made. `putOff`: those that the centre cannot read yet. */
export function actsToSend(
  statements: Statements,
  limit: number,
  putOff: readonly number[] = [],
): CommandFrame[] {
  if (putOff.length) {
    const kept = keptBack(statements, putOff);
    return pendingActs(statements, limit + kept.size)
      .filter(({ number }) => !kept.has(number))
      .slice(0, limit);
  }
  const oldest = pendingActs(statements, limit + 1);
  if (oldest.length <= limit) return oldest;
  const chosen = new Map<number, CommandFrame>();
  for (const act of waitsAgain(statements) ? [] : waitingOfPersons(statements, limit)) {
    if (chosen.has(act.number)) continue;
    const together = withWhatItIsBoundTo(statements, act, chosen, limit - chosen.size);
    if (!together) break;
    for (const each of together) chosen.set(each.number, each);
  }
  for (const act of oldest) {
    if (chosen.size >= limit) break;
    if (chosen.has(act.number)) continue;
    const others = numbersOf(act.together).map((number) => waitingAct(statements, number));
    const whole = new Map([act, ...others].flatMap((each) => (each ? [[each.number, each]] : [])));
    // A group goes whole or waits; one that no request of this size holds goes alone.
    if (chosen.size && chosen.size + whole.size > limit) break;
    for (const [number, each] of whole) chosen.set(number, each);
  }
  return [...chosen.values()].sort((a, b) => a.number - b.number);
}
