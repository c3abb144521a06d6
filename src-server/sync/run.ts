/** A run of acts of one scope, judged in one transaction: what they will read is fetched for all of them at once, each is judged in a savepoint
 *  of its own, and every one gets its outcome and receipt.
 *  J2 the same act again gets the same words; the same number with another content touches nothing.
 *  G1 acts that stand or fall together are judged in one savepoint: where one is not taken, none is, and the others say behind which one they
 *  are.  G2 a group that is not whole in its request is refused whole.
 *  O3 an outcome is stored in the transaction of its effects. */
import { hash } from 'node:crypto';
import { canonicalJson } from '#shared/base/canonical.ts';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import type { Id } from '#shared/base/id.ts';
import { readAct } from '#shared/domain/commands.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { type Query, scopeOfQuery, walkNeeds } from '#shared/sync/load.ts';
import { type CentralTransaction, ForkedAct } from '../store/central-store.ts';
import { actorAt, type KnownActor } from './actors.ts';
import { beforeDeciding, isNotTaken, judgeFresh, type JudgeInput, verdict, type Verdict } from './judge.ts';

/** An act, or those that stand or fall together. */
export interface Unit {
  readonly frames: readonly CommandFrame[];
  /** A group of which the request does not hold every act once, in order. */
  readonly isTorn: boolean;
}

export interface Run {
  readonly tx: CentralTransaction;
  readonly device: number;
  readonly actors: ReadonlyMap<Id, KnownActor>;
  readonly packs: PackBook;
  readonly nowMs: number;
}

/** Neighbouring acts that name the same group are one unit. */
export function unitsOf(commands: readonly CommandFrame[]): Unit[] {
  const units: CommandFrame[][] = [];
  for (const frame of commands) {
    const last = units.at(-1)?.[0];
    if (frame.together && last && canonicalJson(last.together) === canonicalJson(frame.together))
      units.at(-1)?.push(frame);
    else units.push([frame]);
  }
  return units.map((frames) => ({ frames, isTorn: isTorn(frames) }));
}

function isTorn(frames: readonly CommandFrame[]): boolean {
  const together = frames[0]?.together;
  if (!together) return false;
  const [first, last] = together;
  return frames.length !== last - first + 1 || frames.some(({ number }, at) => number !== first + at);
}

/** `乌民-20261122-000417`: the county's mark, the day of receipt, a number. */
export function receiptText(receivedAtMs: number, number: number): string {
  return `乌民-${shanghaiDate(receivedAtMs).replaceAll('-', '')}-${String(number).padStart(6, '0')}`;
}

function inputOf({ tx, device, actors, packs, nowMs }: Run, frame: CommandFrame): JudgeInput {
  // An act of an earlier program is judged as this one would have written it; its digest stays that of what was sent (V2).
  const act = readAct(frame);
  const command = act?.command ?? null;
  const args = act ? act.command.args.safeParse(act.args) : null;
  const known = actors.get(frame.actor);
  const actor = known ? actorAt(known, frame.madeAt, nowMs) : null;
  return { tx, device, frame, command, args, actor, packs, nowMs };
}

interface Walking {
  readonly scope: number;
  readonly walk: ReturnType<typeof walkNeeds>;
  readonly query: Query;
}

/** The next query of an act's needs; none at their end, and none where the program breaks: then judging will say so. */
function nextStep(
  scope: number,
  advance: () => ReturnType<Walking['walk']['next']>,
  walk: Walking['walk'],
): Walking[] {
  try {
    const step = advance();
    return step.done ? [] : [{ scope, walk, query: step.value }];
  } catch {
    return [];
  }
}

function beginWalk({ frame, command, args }: JudgeInput): Walking[] {
  try {
    const walk = walkNeeds(command?.needs(args?.data) ?? []);
    return nextStep(frame.scope, () => walk.next(), walk);
  } catch {
    return [];
  }
}

/** Walks the needs of all acts in step, so that each step is a few statements for all of them. What earlier acts of the run are going to
 *  change is not known yet; the transaction sees to that when the act is judged. */
async function foreseeReads(tx: CentralTransaction, inputs: readonly JudgeInput[]): Promise<void> {
  let walking = inputs.flatMap(beginWalk);
  while (walking.length) {
    for (const [scope, here] of Map.groupBy(walking, (each) => scopeOfQuery(each.scope, each.query)))
      await tx.foresee({ reads: { scope, queries: here.map(({ query }) => query) } });
    const next: Walking[] = [];
    for (const { scope, walk, query } of walking) {
      const rows = await tx.read(scopeOfQuery(scope, query), query);
      next.push(...nextStep(scope, () => walk.next(rows), walk));
    }
    walking = next;
  }
}

interface Judging {
  readonly input: JudgeInput;
  /** What was sent, in canonical form. */
  readonly words: string;
  readonly digest: string;
}

/** What tells an act from another of the same number; `words` is its canonical form. */
export function digestOf(frame: CommandFrame, words = canonicalJson(frame as never)): string {
  return hash('sha256', words, 'hex');
}

function judgingOf(run: Run, frame: CommandFrame): Judging {
  const words = canonicalJson(frame as never);
  return { input: inputOf(run, frame), words, digest: digestOf(frame, words) };
}

/** Fetches what the centre holds of the run's acts, and what is needed to judge the others. */
async function foreseeRun(run: Run, acts: readonly Judging[]): Promise<void> {
  const numbers = acts.flatMap(({ input: { frame } }) => [frame.number, ...frame.after]);
  await run.tx.foresee({ outcomes: { device: run.device, numbers: [...new Set(numbers)] } });
  const fresh: JudgeInput[] = [];
  for (const { input } of acts)
    if (!(await run.tx.readOutcome(run.device, input.frame.number))) fresh.push(input);
  await run.tx.foresee({ receipts: fresh.length });
  await foreseeReads(
    run.tx,
    fresh.filter((input) => !beforeDeciding(input)),
  );
}

/** Stores a verdict under the next receipt number. */
async function conclude(run: Run, { input, words, digest }: Judging, judged: Verdict): Promise<OutcomeFrame> {
  const { frame } = input;
  const outcome: OutcomeFrame = {
    number: frame.number,
    scope: frame.scope,
    ...judged,
    receipt: receiptText(run.nowMs, await run.tx.nextReceipt()),
    receivedAt: instantText(run.nowMs),
  };
  await run.tx.writeOutcome(run.device, { frame: outcome, digest }, words);
  return outcome;
}

/** The words of an act whose number has its outcome already, or null (J2). Throws ForkedAct. */
async function repeated({ tx, device }: Run, { input, digest }: Judging): Promise<OutcomeFrame | null> {
  const stored = await tx.readOutcome(device, input.frame.number);
  if (!stored) return null;
  if (stored.digest !== digest) throw new ForkedAct({ device, number: input.frame.number });
  return stored.frame;
}

/** Ends the savepoint of a group of which nothing may stay. */
class NotTaken extends Error {
  readonly number: number;
  readonly verdict: Verdict;
  constructor(number: number, judged: Verdict) {
    super('not taken');
    this.number = number;
    this.verdict = judged;
  }
}

async function judgeTogether(run: Run, acts: readonly Judging[]): Promise<OutcomeFrame[]> {
  try {
    return await run.tx.savepoint(async () => {
      const outcomes: OutcomeFrame[] = [];
      for (const act of acts) {
        const judged = await judgeFresh(act.input);
        if (isNotTaken(judged)) throw new NotTaken(act.input.frame.number, judged);
        outcomes.push(await conclude(run, act, judged));
      }
      return outcomes;
    });
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    const outcomes: OutcomeFrame[] = [];
    for (const act of acts) {
      const isCause = act.input.frame.number === error.number;
      const behind = verdict('parked', 'group/behind', { behind: error.number });
      outcomes.push(await conclude(run, act, isCause ? error.verdict : behind));
    }
    return outcomes;
  }
}

/** A group comes in one request and is judged at once: where some of it was judged before, in other company or as other acts, the rest
 *  cannot stand (G2). */
async function judgeGroup(run: Run, { isTorn }: Unit, acts: readonly Judging[]): Promise<OutcomeFrame[]> {
  const known: (OutcomeFrame | null)[] = [];
  for (const act of acts) known.push(await repeated(run, act));
  if (!isTorn && known.every((each) => each === null)) return judgeTogether(run, acts);
  const outcomes: OutcomeFrame[] = [];
  for (const [at, act] of acts.entries()) {
    const { frame } = act.input;
    const torn = () => conclude(run, act, verdict('refused', 'group/torn', { together: frame.together }));
    outcomes.push(known[at] ?? (await torn()));
  }
  return outcomes;
}

async function judgeAlone(run: Run, act: Judging): Promise<OutcomeFrame> {
  return (await repeated(run, act)) ?? conclude(run, act, await judgeFresh(act.input));
}

/** Judges a run in the order sent. */
export async function judgeRun(run: Run, units: readonly Unit[]): Promise<OutcomeFrame[]> {
  const judging = units.map((unit) => ({ unit, acts: unit.frames.map((frame) => judgingOf(run, frame)) }));
  await foreseeRun(
    run,
    judging.flatMap(({ acts }) => acts),
  );
  const outcomes: OutcomeFrame[] = [];
  for (const { unit, acts } of judging) {
    const [act] = acts as [Judging];
    if (act.input.frame.together) outcomes.push(...(await judgeGroup(run, unit, acts)));
    else outcomes.push(await judgeAlone(run, act));
  }
  return outcomes;
}

/** Keeps a unit that the database cannot take, with its words, so that it holds up nobody (J5). */
export async function quarantine(run: Run, { frames }: Unit, message: string): Promise<OutcomeFrame[]> {
  const outcomes: OutcomeFrame[] = [];
  for (const frame of frames) {
    const act = judgingOf(run, frame);
    const judged = verdict('quarantined', 'server/fault', { message });
    outcomes.push((await repeated(run, act)) ?? (await conclude(run, act, judged)));
  }
  return outcomes;
}
