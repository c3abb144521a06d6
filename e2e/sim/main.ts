/** `npm run sim -- --seeds N --from S [--scenario NAME] [--store NAME] [--acts N] [--players N] [--rare] [--replay FILE]`: plays histories, first
 *  those that once failed, then N seeds from S on, one a core. One in ten is played twice and must give the same trace. With --rare it
 *  fails when one of the rare states of steps/ was never reached. A failure is shortened and written to reports/sim, with the command that
 *  replays it. Ends with `N histories, N acts, N violations`, and with 1 when there was one.                                       */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { playDays } from './durability/days.ts';
import type { Plan } from './plan.ts';
import type { Failure, Job, Played } from './play.ts';
import { PLAYERS, playAll } from './players.ts';
import { rareStatesNever } from './rare.ts';
import { readSavedHistories } from './saved.ts';
import { ACTS, planOf } from './scenarios.ts';
import { closeStores, openStoreNamed } from './store-named.ts';
import { tellStories, THREE_WEEKS } from './story/three-weeks.ts';

const TWICE_ONE_IN = 10;
/** Not histories but one day, crashed after each of its writes. `--share 0.1` takes a tenth of them. */
const DISK = 'disk';
const ROOT = join(import.meta.dirname, '..', '..');
const REPORTS = join(ROOT, 'reports', 'sim');

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`--${name} takes a whole number, not ${text}`);
}

function options() {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: text('1'),
      scenario: text('mixed'),
      store: text('memory'),
      acts: text(String(ACTS)),
      players: text(String(PLAYERS)),
      rare: { type: 'boolean', default: false },
      replay: { type: 'string' },
      share: text('1'),
    },
  });
  openStoreNamed(values.store);
  const number = (name: 'from' | 'acts' | 'players') => wholeNumber(name, values[name]);
  return {
    ...values,
    seeds: wholeNumber('seeds', values.seeds ?? (values.scenario === THREE_WEEKS ? '1' : '100')),
    from: number('from'),
    acts: number('acts'),
    players: Math.max(1, number('players')),
    share: Number(values.share),
  };
}

function jobsOf({ seeds, from, scenario, store, acts, replay }: ReturnType<typeof options>): Job[] {
  if (replay) {
    const { plan } = JSON.parse(readFileSync(replay, 'utf8')) as { plan: Plan };
    return [{ name: replay, plan, isTwice: false, store }];
  }
  const saved = readSavedHistories()
    .filter(() => scenario === 'mixed')
    .map(({ name, plan }) => ({ name: `seeds/${name}`, plan, isTwice: false, store }));
  const drawn = Array.from({ length: seeds }, (_, at) => {
    const seed = from + at;
    return {
      name: `seed ${seed}`,
      plan: planOf(seed, scenario, acts),
      isTwice: seed % TWICE_ONE_IN === 0,
      store,
    };
  });
  return [...saved, ...drawn];
}

function tell(name: string, failure: Failure, store: string): void {
  console.log(`\nVIOLATION of ${failure.rule} in ${name}: ${failure.words}`);
  console.log(`shortened to ${failure.plan.steps.length} steps:`);
  for (const line of failure.trace) console.log(`  ${line}`);
  for (const words of failure.violations) console.log(`  ${words}`);
  mkdirSync(REPORTS, { recursive: true });
  const file = join(REPORTS, `${name.replaceAll(/[^\w-]+/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ story: failure.words, plan: failure.plan })}\n`);
  console.log(`again: npm run sim -- --store ${store} --replay ${relative(ROOT, file)}\n`);
}

function seenLine(seen: ReadonlyMap<string, number>): string {
  return [...seen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${what} ${times}`)
    .join(', ');
}

async function main(): Promise<void> {
  const chosen = options();
  if (chosen.scenario === DISK) {
    process.exitCode = playDays(chosen.seeds, chosen.from, chosen.share) ? 0 : 1;
    return;
  }
  if (chosen.scenario === THREE_WEEKS) {
    process.exitCode = (await tellStories(chosen.seeds, chosen.from, chosen.store)) ? 0 : 1;
    return closeStores();
  }
  const seen = new Map<string, number>();
  let [histories, acts, steps, violations] = [0, 0, 0, 0];
  const began = performance.now();
  const done = (played: Played): void => {
    histories++;
    acts += played.acts;
    steps += played.steps;
    for (const [what, times] of Object.entries(played.seen)) seen.set(what, (seen.get(what) ?? 0) + times);
    if (!played.failure) return;
    violations++;
    tell(played.name, played.failure, chosen.store);
  };
  await playAll(jobsOf(chosen), chosen.players, done);
  console.log(seenLine(seen));
  const never = chosen.rare ? rareStatesNever(seen) : [];
  for (const { state, where } of never) {
    violations++;
    console.log(`NEVER REACHED: ${state} (${where})`);
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(`${steps} steps, ${chosen.players} players, ${seconds.toFixed(1)} s`);
  console.log(`${histories} histories, ${acts} acts, ${violations} violations`);
  process.exitCode = violations ? 1 : 0;
}

await main();
