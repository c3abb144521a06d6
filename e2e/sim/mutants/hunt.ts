/** Plays histories until one breaks a rule; runs in the copy of the sources that holds the mistake. One line of JSON says what was found. */
import { playDays } from '../durability/days.ts';
import { playHistory } from '../history.ts';
import { readSavedHistories } from '../saved.ts';
import { ACTS, planOf } from '../scenarios.ts';

const [seeds, from, scenario] = process.argv.slice(2) as [string, string, string];
const last = Number(from) + Number(seeds);

interface Found {
  readonly histories: number;
  readonly where?: string;
  readonly rule?: string;
  readonly words?: string;
}

async function hunt(): Promise<Found> {
  if (scenario === 'disk')
    return playDays(1, Number(from), 1) ? { histories: 1 } : { histories: 1, where: 'a day', rule: 'ST2' };
  const saved = readSavedHistories().map(({ name, plan }) => ({ where: `seeds/${name}`, plan }));
  let histories = 0;
  for (const { where, plan } of scenario === 'mixed' ? saved : []) {
    histories++;
    const { violations } = await playHistory(plan);
    if (violations[0]) return { histories, where, ...violations[0] };
  }
  for (let seed = Number(from); seed < last; seed++) {
    histories++;
    const plan = planOf(seed, scenario, ACTS);
    const { violations, hash } = await playHistory(plan);
    if (violations[0]) return { histories, where: `seed ${seed}`, ...violations[0] };
    if (seed === Number(from) && (await playHistory(plan)).hash !== hash)
      return { histories, where: `seed ${seed}`, rule: 'I14', words: 'two traces' };
  }
  return { histories };
}

const found = await hunt().catch(
  (error: unknown): Found => ({ histories: 0, where: 'start', rule: 'BUG', words: String(error) }),
);
console.log(`FOUND ${JSON.stringify(found)}`);
process.exit(0);
