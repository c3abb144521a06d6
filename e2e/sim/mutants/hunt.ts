/** Plays histories until one breaks a rule; runs in the copy of the sources that holds the mistake. Says `AT n` before each history, and in the
 *  end one line of JSON with what was found.                                                                                      */
import { playDays } from '../durability/days.ts';
import { playHistory } from '../history.ts';
import type { Plan } from '../plan.ts';
import { readSavedHistories } from '../saved.ts';
import { planOf } from '../scenarios.ts';

export interface Search {
  readonly scenario: string;
  readonly from: number;
  readonly seeds: number;
  /** Acts of a history. */
  readonly acts: number;
  /** The histories that once failed first. */
  readonly isSavedToo: boolean;
  /** The first history is played again and must be the same (I14). */
  readonly isTwice: boolean;
  /** No history is begun after so long. */
  readonly msMax: number;
}

export interface Found {
  /** Histories that were played. */
  readonly histories: number;
  readonly where?: string;
  readonly rule?: string;
  readonly words?: string;
}

/** Of the power cuts of a day, so many are tried. */
const SHARE_OF_CUTS = 0.04;

function* historiesOf({
  scenario,
  from,
  seeds,
  acts,
  isSavedToo,
}: Search): Generator<{ where: string; plan: Plan }> {
  if (isSavedToo) for (const { name, plan } of readSavedHistories()) yield { where: `seeds/${name}`, plan };
  for (let seed = from; seed < from + seeds; seed++)
    yield { where: `${scenario} ${seed}`, plan: planOf(seed, scenario, acts) };
}

async function hunt(search: Search): Promise<Found> {
  if (search.scenario === 'disk')
    return playDays(1, search.from, SHARE_OF_CUTS)
      ? { histories: 1 }
      : { histories: 1, where: 'a day', rule: 'ST2', words: 'a power cut lost what was saved' };
  const until = performance.now() + search.msMax;
  let histories = 0;
  for (const { where, plan } of historiesOf(search)) {
    if (performance.now() > until) break;
    histories++;
    console.log(`AT ${histories}`);
    const { violations, hash } = await playHistory(plan);
    if (violations[0]) return { histories, where, ...violations[0] };
    if (search.isTwice && histories === 1 && (await playHistory(plan)).hash !== hash)
      return { histories, where, rule: 'I14', words: 'two traces' };
  }
  return { histories };
}

if (import.meta.main) {
  const found = await hunt(JSON.parse(process.argv[2] as string) as Search).catch(
    (error: unknown): Found => ({ histories: 0, where: 'start', rule: 'BUG', words: String(error) }),
  );
  console.log(`FOUND ${JSON.stringify(found)}`);
  process.exit(0);
}
