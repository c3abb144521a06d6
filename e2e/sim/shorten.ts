/** Shortens a failing history: leaves out ever smaller runs of steps as long as a rule is still broken.                            */
import { type HistoryOptions, type HistoryResult, playHistory } from './history.ts';
import type { Plan } from './plan.ts';

const TRIES_MAX = 250;
const MS_MAX = 60_000;

export async function shorten(
  plan: Plan,
  options: HistoryOptions = {},
): Promise<{ plan: Plan; result: HistoryResult }> {
  let result = await playHistory(plan, options);
  let best = result.plan;
  const rule = result.violations[0]?.rule;
  const stillFails = async (shorter: Plan): Promise<boolean> => {
    const again = await playHistory(shorter, options);
    if (again.violations[0]?.rule !== rule) return false;
    best = shorter;
    result = again;
    return true;
  };
  let tries = 0;
  const until = performance.now() + MS_MAX;
  const isTime = (): boolean => tries < TRIES_MAX && performance.now() < until;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1 && isTime(); size = Math.floor(size / 2)) {
    for (let from = best.steps.length - size; from > -size && isTime(); from -= size) {
      const steps = best.steps.filter((_, index) => index < from || index >= from + size);
      if (steps.length === best.steps.length) continue;
      tries++;
      await stillFails({ ...best, steps });
    }
  }
  return { plan: best, result };
}
