/** `npm run sim:mutants [-- --only NAME --seeds N --from S --unit]`: puts one mistake at a time into a copy of the sources, sees that it compiles, and
 *  lets the simulator look for it. With --unit it also says whether the unit tests that concern the file notice; that takes a minute each.
 *  Survivors are named. Last line: `N mutants, N caught, N survived`; ends with 1 when one does not compile.                     */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT, edited, makeOverlay } from '../../versions/overlay.ts';
import { CENTRE_MUTANTS } from './centre.ts';
import { DESK_MUTANTS } from './desk.ts';
import type { Mutant } from './mutant.ts';
import { SHARED_MUTANTS } from './shared.ts';
import { TypeChecker } from './types.ts';

const AT_ONCE = 2;
/** A mistake that makes the program run for ever is seen by it too. */
const HUNT_MS = 120_000;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '40' },
    from: { type: 'string', default: '1' },
    unit: { type: 'boolean', default: false },
  },
});
const chosen = [...DESK_MUTANTS, ...CENTRE_MUTANTS, ...SHARED_MUTANTS].filter(
  ({ name }) => !values.only || values.only.split(',').includes(name),
);

interface Found {
  readonly histories: number;
  readonly where?: string;
  readonly rule?: string;
  readonly words?: string;
}

function hunt(folder: string, scenario: string): Promise<Found> {
  const file = join(folder, 'e2e/sim/mutants/hunt.ts');
  const child = spawn(process.execPath, [file, values.seeds, values.from, scenario], { cwd: folder });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, HUNT_MS);
  return new Promise((resolve) => {
    child.once('close', () => {
      clearTimeout(timer);
      const line = said.split('\n').find((each) => each.startsWith('FOUND '));
      if (line) return resolve(JSON.parse(line.slice(6)) as Found);
      resolve(
        isLate ? { histories: 0 } : { histories: 0, where: 'start', rule: 'BUG', words: 'the program died' },
      );
    });
  });
}

/** Whether the tests beside the changed file notice the mistake. */
function unitTestsNotice(folder: string, { file }: Mutant): boolean {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'related', '--run', '--project', 'node', file];
  return spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' }).status !== 0;
}

interface Result {
  readonly mutant: Mutant;
  readonly found: Found;
}

async function tryOut(mutant: Mutant): Promise<Result> {
  const tools = values.unit ? ['vitest.config.ts', 'scripts', 'src-main', 'e2e', 'src-renderer'] : [];
  const { folder, remove } = makeOverlay([mutant], tools);
  try {
    const noticed = values.unit && unitTestsNotice(folder, mutant) ? ', and by its unit tests' : '';
    const found = await hunt(folder, mutant.scenario ?? 'mixed');
    const { name, breaks, story } = mutant;
    const what = found.rule
      ? `caught by ${found.rule} (thought: ${breaks}) in ${found.where}, history ${found.histories}`
      : `SURVIVED ${found.histories} histories (thought: ${breaks}): ${story}`;
    console.log(`${name}: ${what}${noticed}`);
    return { mutant, found };
  } finally {
    remove();
  }
}

const types = new TypeChecker(CHECKOUT);
const unfit = chosen.flatMap((mutant) => {
  try {
    const text = edited(readFileSync(join(CHECKOUT, mutant.file), 'utf8'), mutant);
    const [fault] = types.faultsOf(mutant.file, text);
    return fault ? [`${mutant.name} does not compile: ${fault}`] : [];
  } catch (error) {
    return [(error as Error).message];
  }
});
for (const words of unfit) console.log(words);
const waiting = chosen.filter(
  ({ name, file }) => !unfit.some((words) => words.startsWith(`${name} `) || words.startsWith(`${file}:`)),
);
const results: Result[] = [];
async function work(): Promise<void> {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) results.push(await tryOut(mutant));
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
const caught = results.filter(({ found }) => found.rule).length;
console.log(`${results.length} mutants, ${caught} caught, ${results.length - caught} survived`);
process.exitCode = unfit.length ? 1 : 0;
