/** Plays one plan as the command line has it: once, or twice for I14, and shortens what fails. Answers in plain data, for it may have been
 *  played in another process.                                                                                                     */
import { playHistory } from './history.ts';
import type { Plan } from './plan.ts';
import { shorten } from './shorten.ts';
import { openStoreNamed } from './store-named.ts';

export interface Job {
  /** Where the plan came from: a seed, a kept file. */
  readonly name: string;
  readonly plan: Plan;
  readonly isTwice: boolean;
  readonly store: string;
}

export interface Failure {
  readonly rule: string;
  readonly words: string;
  /** The shortest history found that breaks the same rule, and what happened in it. */
  readonly plan: Plan;
  readonly trace: readonly string[];
  readonly violations: readonly string[];
}

export interface Played {
  readonly name: string;
  readonly acts: number;
  readonly steps: number;
  readonly seen: Readonly<Record<string, number>>;
  readonly failure: Failure | null;
}

export async function play({ name, plan, isTwice, store }: Job): Promise<Played> {
  const openStore = openStoreNamed(store);
  const result = await playHistory(plan, { openStore });
  const played = { name, acts: result.acts, steps: result.plan.steps.length, seen: result.seen };
  const [first] = result.violations;
  if (first) {
    const short = await shorten(plan, { openStore });
    const violations = short.result.violations.slice(0, 5).map(({ rule, words }) => `${rule}: ${words}`);
    return { ...played, failure: { ...first, plan: short.plan, trace: short.result.trace, violations } };
  }
  // On another store the same plan must do the same, word for word; twice on one it must too.
  const isElsewhere = store !== 'memory';
  const again = isElsewhere
    ? await playHistory(plan)
    : isTwice
      ? await playHistory(plan, { openStore })
      : result;
  if (again.hash === result.hash) return { ...played, failure: null };
  const at = result.trace.findIndex((line, index) => line !== again.trace[index]);
  const trace = [`${result.trace[at]}`, `${again.trace[at]}`];
  const words = `${isElsewhere ? `on ${store} and in memory ` : ''}two traces, apart from line ${at}`;
  return { ...played, failure: { rule: 'I14', words, plan, trace, violations: [`I14: ${words}`] } };
}
