/** The oracle on one act of a desk: one state, the centre's words, and no others than those of a history that is, or of one that was until the
 *  desk hears that the centre was set back (SYNC's invariants 1, 2, 6, 12, 13).                                                   */
import type { CommandFrame } from '#shared/sync/frames.ts';
import type { CentreView, DeskView, RawRow } from './views.ts';

export const NEEDS_YOU = ['refused', 'in-conflict', 'parked', 'quarantined'];

type Past = { readonly why: string; readonly number?: number };

function pastOf(act: RawRow): Past[] {
  return act.past === null ? [] : (JSON.parse(act.past as string) as Past[]);
}

/** Whether an act had a number before it was given the one that it has (IN7). */
export function wasNumber(act: RawRow, number: number): boolean {
  return (
    act.number !== number && pastOf(act).some((past) => past.why === 'renumbered' && past.number === number)
  );
}

const lossesOf = (act: RawRow): number =>
  act.past === null ? 0 : pastOf(act).filter(({ why }) => why === 'lost').length;

/** Rows of acts are the same objects from look to look, until they change. */
const makers = new WeakMap<RawRow, Pick<CommandFrame, 'actor' | 'madeAt'>>();

function madeBy(act: RawRow): Pick<CommandFrame, 'actor' | 'madeAt'> {
  const known = makers.get(act);
  if (known) return known;
  const { actor, madeAt } = JSON.parse(act.frame as string) as CommandFrame;
  makers.set(act, { actor, madeAt });
  return { actor, madeAt };
}

export class ActsOracle {
  private readonly accuse: (rule: string, words: string) => void;
  private readonly lost: readonly CentreView[];
  /** How often an act's outcome had been lost when it was last seen with one, by desk and form. */
  private readonly answered = new Map<string, Map<string, number>>();

  /** `lost`: the centre as it was before each time that it was set back. */
  constructor(accuse: (rule: string, words: string) => void, lost: readonly CentreView[]) {
    this.accuse = accuse;
    this.lost = lost;
  }

  forget(desk: string): void {
    this.answered.delete(desk);
  }

  check(view: DeskView, act: RawRow, centre: CentreView): void {
    const key = `${act.device}/${act.number}`;
    const answered = this.answered.get(view.desk) ?? new Map<string, number>();
    this.answered.set(view.desk, answered);
    const form = act.form_id as string;
    if (act.is_open !== 1 && act.effect !== null)
      this.accuse('EC1', `${view.desk} ${key} is closed and what it foresaw is still here`);
    if (act.outcome === 'pending') {
      if (act.is_open !== 1) this.accuse('OB2', `${key} left the queue without an outcome`);
      const losses = answered.get(form);
      if (losses !== undefined && (losses >= lossesOf(act) || !this.lost.length))
        this.accuse('I1', `${key} lost its outcome`);
      return;
    }
    answered.set(form, lossesOf(act));
    const said = (of: CentreView): boolean => {
      const frame = of.outcomes.get(key)?.frame;
      if (!frame) return false;
      const here = [act.outcome, act.code, act.commit_number, act.receipt, act.received_at];
      return (
        here.join('|') ===
        [frame.outcome, frame.code, frame.commit, frame.receipt, frame.receivedAt].join('|')
      );
    };
    const history = said(centre) ? centre : view.isAgreed ? null : this.lost.findLast(said);
    if (!history) {
      const rule = this.lost.length ? 'I12' : 'I2';
      const there = centre.outcomes.get(key)?.frame;
      const words = there ? JSON.stringify(there) : 'nothing there';
      this.accuse(rule, `${view.desk} ${key}: ${act.outcome} ${act.code} ${act.receipt} here, ${words}`);
      return;
    }
    this.checkAnswered(view, act, history, history === centre);
  }

  private checkAnswered(view: DeskView, act: RawRow, centre: CentreView, isNow: boolean): void {
    const key = `${act.device}/${act.number}`;
    const judged = centre.outcomes.get(key)?.frame;
    if (!judged) return;
    if (NEEDS_YOU.includes(judged.outcome) && !act.code)
      this.accuse('I1', `${key} was ${judged.outcome} without a reason`);
    if (judged.commit === null) {
      if (act.is_open !== 0) this.accuse('B1', `${key} was ${judged.outcome} and still shows`);
      return;
    }
    this.checkMine(view, act, centre, judged.scope, judged.commit);
    // What the cursor has and what the outcome says are of one history again when the desk has heard of it.
    if (!view.isAgreed && (this.lost.length || !isNow)) return;
    // I6b: what an act did is never gone from the screen and back: it leaves when the cursor has its commit, neither sooner nor later.
    const cursor = view.cursors.find(({ scope }) => scope === judged.scope);
    const at = cursor?.commit_number;
    // Until a line says of which history such an answer was, it may stay.
    if (view.hasReadAnswer && cursor?.doubted === 1 && act.is_open === 1) return;
    const isReached = at !== undefined && (at as number) >= judged.commit;
    if (at !== undefined && isReached !== (act.is_open === 0))
      this.accuse(
        'I6b',
        `${key} at ${judged.commit} is ${act.is_open ? 'open' : 'closed'}, the cursor at ${at}`,
      );
  }

  /** I13: the commit that an act goes by is its own, not that of another disk's act under the same number. */
  private checkMine(view: DeskView, act: RawRow, centre: CentreView, scope: number, commit: number): void {
    const meta = centre.scopes.get(scope)?.commits[commit - 1];
    const { actor, madeAt } = madeBy(act);
    const [mine, theirs] = [
      [act.device, act.number, actor, madeAt],
      [meta?.device, meta?.actNumber, meta?.actor, meta?.madeAt],
    ];
    if (mine.join() !== theirs.join())
      this.accuse(
        'I13',
        `${view.desk}: ${mine.join()} goes by ${scope}@${commit}, which is ${theirs.join()}`,
      );
  }
}
