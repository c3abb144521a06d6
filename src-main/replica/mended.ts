/** Acts that stand behind a refused one. They speak of records that the refused act would have made; once it is mended, the act that took its
 *  place has made others. Here the ones are put in place of the others, so that what was put off can be issued again as it was written.
 *  MD1 only ids are changed, and only those of records of the same type that stand at the same place among what the two acts made; a
 *  person is whoever the mended act is about.  MD2 where one id has no counterpart, the act is not issued again by itself. */
import { actNow, commandByName } from '#shared/domain/commands.ts';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { NOT_TAKEN } from './acts.ts';
import { ownActOf } from './identity.ts';
import { type ExecutorSettings, issueActs, type Issued, type IssuedActor } from './executor.ts';
import type { Statements } from './store/statements.ts';

interface StoredAct {
  number: number;
  name: string;
  frame: string;
  outcome: string;
  new_ids: string;
  new_types: string | null;
  person_id: number | null;
  replaced_by: number | null;
}

const COLUMNS = 'number, name, frame, outcome, new_ids, new_types, person_id, replaced_by';

function storedAct(statements: Statements, number: number): StoredAct | undefined {
  return statements.get<StoredAct>(`SELECT ${COLUMNS} FROM act WHERE number = ?`, number);
}

/** The act that stands in the place of a refused one now: the last of those that mended each other. */
function standIn(statements: Statements, act: StoredAct): StoredAct | null {
  let last = act;
  while (last.replaced_by !== null) {
    const next = storedAct(statements, last.replaced_by);
    if (!next) return null;
    last = next;
  }
  return last === act || NOT_TAKEN.some((one) => one === last.outcome) ? null : last;
}

/** Ids of `type` that an act made, in their order. Null where the act is older than the note of it. */
function madeIds(act: StoredAct, type: string): number[] | null {
  if (act.new_types === null) return null;
  const types = JSON.parse(act.new_types) as string[];
  return (JSON.parse(act.new_ids) as number[]).filter((_, at) => types[at] === type);
}

/** The id that stands now for one that a refused act would have made (MD1). */
function counterpart(act: StoredAct, now: StoredAct, id: number): number | null {
  if (act.new_types === null) return null;
  const at = (JSON.parse(act.new_ids) as number[]).indexOf(id);
  const type = (JSON.parse(act.new_types) as string[])[at];
  if (type === undefined) return null;
  if (type === 'person') return now.person_id;
  const place = madeIds(act, type)?.indexOf(id) ?? -1;
  return madeIds(now, type)?.[place] ?? null;
}

export type Obstacle = 'first' | 'look-again' | 'not-there';

export interface Renewed {
  readonly args: unknown;
  readonly obstacle: Obstacle | null;
  /** The act before it that is not mended yet. */
  readonly behind: number | null;
}

/** An act's arguments as this program's forms have them, with the ids that stand now. */
export function renewedArgs(
  statements: Statements,
  frame: Pick<CommandFrame, 'name' | 'version' | 'number' | 'args'>,
): Renewed {
  const found: { obstacle: Obstacle | null; behind: number | null } = { obstacle: null, behind: null };
  const renew = (id: number): number => {
    const maker = ownActOf(statements, id);
    if (maker === null || maker >= frame.number) return id;
    const act = storedAct(statements, maker);
    if (!act || !NOT_TAKEN.some((one) => one === act.outcome)) return id;
    const now = standIn(statements, act);
    const there = now && counterpart(act, now, id);
    if (there) return there;
    if (now) found.obstacle = 'not-there';
    else {
      found.obstacle ??= 'first';
      found.behind = act.number;
    }
    return id;
  };
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'number') return key.endsWith('Id') ? renew(value) : value;
    if (Array.isArray(value)) return value.map((one) => walk(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name)]));
  };
  const args = walk(actNow(frame).args, '');
  // What a reviewer judged was the file as it stood: nobody else can say that it still holds.
  if (found.obstacle === null && commandByName(frame.name)?.judges) found.obstacle = 'look-again';
  return { args, ...found };
}

export interface Follower {
  readonly number: number;
  readonly frame: CommandFrame;
  readonly obstacle: Obstacle | null;
}

/** The acts put off behind one, and behind those, in the order made; those that somebody has mended or set aside left out. */
export function followersOf(statements: Statements, number: number): Follower[] {
  const parked = statements.all<{ number: number; frame: string; behind: number | null }>(
    `SELECT number, frame, json_extract(detail, '$.behind') AS behind FROM act
     WHERE outcome = 'parked' AND is_dismissed = 0 AND (number > ? OR code = 'group/behind') ORDER BY number`,
    number,
  );
  const before = new Set([number]);
  const willStand = new Set<number>();
  const followers: Follower[] = [];
  for (const act of parked) {
    if (act.behind === null || !before.has(act.behind)) continue;
    before.add(act.number);
    const frame = JSON.parse(act.frame) as CommandFrame;
    const renewed = renewedArgs(statements, frame);
    // It leans on another of these, which will have been issued again when its turn comes.
    const isNext = renewed.obstacle === 'first' && willStand.has(renewed.behind ?? 0);
    const obstacle = isNext ? null : renewed.obstacle;
    if (obstacle === null) willStand.add(act.number);
    followers.push({ number: act.number, frame, obstacle });
  }
  return followers;
}

export interface Reissued {
  readonly number: number;
  readonly by: number | null;
  readonly code: string | null;
}

/** Issues acts again as they were written, in one transaction; each takes the place of its own. One that is refused holds up only those that
 *  lean on it. */
export function reissue(
  settings: ExecutorSettings,
  actor: IssuedActor,
  numbers: readonly number[],
): Reissued[] {
  const { statements } = settings;
  const again = (number: number): Reissued => {
    const act = storedAct(statements, number);
    if (!act) return { number, by: null, code: 'command/unknown' };
    const { args, obstacle } = renewedArgs(statements, JSON.parse(act.frame) as CommandFrame);
    if (obstacle) return { number, by: null, code: 'command/behind' };
    const input = {
      name: act.name,
      args,
      formId: `again-${String(number).padStart(8, '0')}`,
      replaces: number,
    };
    const [issued] = issueActs(settings, actor, [input]) as [Issued];
    return issued.ok ? { number, by: issued.number, code: null } : { number, by: null, code: issued.code };
  };
  const inOrder = [...numbers].sort((a, b) => a - b);
  return statements.db.transaction(() => inOrder.map(again)).immediate();
}
