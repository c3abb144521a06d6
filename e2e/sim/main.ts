/** `npm run sim -- --seeds N --from S`: plays histories, first those that once failed, then N seeds from S on. One in ten is played twice
 *  and must give the same trace. Ends with `N histories, N acts, N violations`, and with 1 when there was one.                    */
import { parseArgs } from 'node:util';
import { playHistory, type HistoryResult } from './history.ts';
import { readSavedHistories } from './saved.ts';
import { shorten } from './shorten.ts';
import { type Plan, planOf } from './steps.ts';

const TWICE_ONE_IN = 10;

interface Totals {
  histories: number;
  acts: number;
  violations: number;
  readonly seen: Record<string, number>;
}

function note(totals: Totals, result: HistoryResult): void {
  totals.histories++;
  totals.acts += result.acts;
  for (const [what, count] of Object.entries(result.seen))
    totals.seen[what] = (totals.seen[what] ?? 0) + count;
}

async function tell(plan: Plan, name: string, result: HistoryResult): Promise<void> {
  const [first] = result.violations;
  console.log(`\nVIOLATION of ${first?.rule} in ${name}: ${first?.words}`);
  const short = await shorten(plan);
  console.log(`shortened from ${plan.steps.length} to ${short.plan.steps.length} steps:`);
  for (const line of short.result.trace) console.log(`  ${line}`);
  for (const { rule, words } of short.result.violations.slice(0, 5)) console.log(`  ${rule}: ${words}`);
  console.log(`as data: ${JSON.stringify(short.plan)}`);
  if (name.startsWith('seed ')) console.log(`again: npm run sim -- --seeds 1 --from ${plan.seed}`);
}

async function play(totals: Totals, plan: Plan, name: string, isTwice: boolean): Promise<void> {
  const result = await playHistory(plan);
  note(totals, result);
  const again = isTwice && !result.violations.length ? await playHistory(plan) : result;
  if (again.hash !== result.hash) {
    const at = result.trace.findIndex((line, index) => line !== again.trace[index]);
    totals.violations++;
    console.log(`\nVIOLATION of I14 in ${name}: two traces, apart from line ${at}:`);
    console.log(`  ${result.trace[at]}\n  ${again.trace[at]}`);
  }
  if (!result.violations.length) return;
  totals.violations++;
  await tell(plan, name, result);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seeds: { type: 'string', default: '100' }, from: { type: 'string', default: '1' } },
  });
  const [count, from] = [Number(values.seeds), Number(values.from)];
  if (!Number.isInteger(count) || !Number.isInteger(from) || count < 0 || from < 0)
    throw new RangeError('--seeds and --from take whole numbers');
  const totals: Totals = { histories: 0, acts: 0, violations: 0, seen: {} };
  const began = performance.now();
  for (const { name, plan } of readSavedHistories()) await play(totals, plan, `seeds/${name}`, false);
  for (let seed = from; seed < from + count; seed++)
    await play(totals, planOf(seed), `seed ${seed}`, seed % TWICE_ONE_IN === 0);
  const seen = Object.entries(totals.seen).sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(seen.map(([what, times]) => `${what} ${times}`).join(', '));
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`);
  console.log(`${totals.histories} histories, ${totals.acts} acts, ${totals.violations} violations`);
  process.exitCode = totals.violations ? 1 : 0;
}

await main();
