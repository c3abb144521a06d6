/** `npm run check`: everything that a machine can see without running the product. Each part prints one line
 *  with what it looked at, its faults below it; a part that looked at nothing has failed. Last line:
 *  `N passed, N failed`, parts counted.                                                                  */
import { buildIfStale } from './build.ts';
import { boundaries } from './check/boundaries.ts';
import { format } from './check/format.ts';
import { installScripts } from './check/install-scripts.ts';
import { lint } from './check/lint.ts';
import { hasFailed, type Part } from './check/part.ts';
import { plainNode } from './check/plain-node.ts';
import { purity } from './check/purity.ts';
import { sizes } from './check/sizes.ts';
import { types } from './check/types.ts';
import { words } from './check/words.ts';
import { root } from './sources.ts';

/** The build itself; plain Node looks at what it leaves. */
const build: Part = {
  name: 'build',
  run: async () => {
    await buildIfStale();
    return { looked: 1, faults: [] };
  },
};

const parts: readonly Part[] = [
  types,
  lint,
  format,
  boundaries,
  sizes,
  purity,
  words,
  installScripts,
  build,
  plainNode,
];
const faultsShownMax = 60;

/** Runs one part and prints what it found. */
async function runPart(part: Part): Promise<boolean> {
  const started = performance.now();
  const findings = await part.run(root).catch((error: unknown) => ({ looked: 0, faults: [String(error)] }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const failed = hasFailed(findings);
  console.log(`${failed ? 'FAILED' : 'ok    '} ${part.name}: looked at ${findings.looked} (${seconds} s)`);
  if (findings.looked === 0) console.log('         nothing was looked at');
  for (const fault of findings.faults.slice(0, faultsShownMax)) console.log(`         ${fault}`);
  const hidden = findings.faults.length - faultsShownMax;
  if (hidden > 0) console.log(`         and ${hidden} more`);
  return !failed;
}

let failed = 0;
for (const part of parts) if (!(await runPart(part))) failed += 1;
console.log(`${parts.length - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
