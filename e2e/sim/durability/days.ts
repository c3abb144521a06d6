/** `npm run sim -- --scenario disk --seeds N --from S`: N days, each crashed after every write with every way of losing. Long: some ten
 *  thousand crashes a day. The tests crash a sample. */
import { crashEverywhere } from './crash.ts';
import { recordDay, whyNotHere } from './record.ts';

/** Plays the days and says what came of them; whether all held. */
export function playDays(seeds: number, from: number, share: number): boolean {
  const why = whyNotHere();
  if (why) throw new Error(`the disk cannot be recorded here: ${why}`);
  let [crashes, violations] = [0, 0];
  for (let seed = from; seed < from + seeds; seed++) {
    const report = crashEverywhere(recordDay('FULL', seed), { share, seed, allWays: share >= 1 });
    crashes += report.crashes;
    violations += report.violations.length;
    const phases = Object.entries(report.phases).map(([phase, count]) => `${phase} ${count}`);
    console.log(
      `day ${seed}: ${report.operations} operations, ${report.crashes} crashes (${phases.join(', ')})`,
    );
    for (const { rule, words, at } of report.violations.slice(0, 5))
      console.log(`VIOLATION of ${rule} after operation ${at.after} (${at.phase}, ${at.survival}): ${words}`);
  }
  console.log(`${crashes} crashes, ${seeds} days, ${violations} violations`);
  return violations === 0;
}
