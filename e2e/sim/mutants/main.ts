/** `npm run sim:mutants [-- --only NAME,… --scenario NAME --seeds N --from S --minutes N] [--ci | --unit]`: puts one mistake at a time into a copy
 *  of the sources, sees that it compiles, and lets the simulator look for it. With --ci it takes the ten of ci.ts and fails when one of them
 *  survives. With --unit it asks the unit tests instead, those that reach the changed file, without the simulator's own.
 *  Survivors are named; what was found is kept in reports/sim/mutants.json. Last line: `N mutants, N caught, N survived`; ends with 1 when
 *  one does not compile.                                                                                                           */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT, edited, makeOverlay } from '../../versions/overlay.ts';
import { CENTRE_MUTANTS } from './centre.ts';
import { CI_MUTANTS, CI_SEEDS } from './ci.ts';
import { DESK_MUTANTS } from './desk.ts';
import type { Found, Search } from './hunt.ts';
import { editsOf, type Mutant } from './mutant.ts';
import { askUnitTests, search } from './search.ts';
import { SHARED_MUTANTS } from './shared.ts';
import { TypeChecker } from './types.ts';

const AT_ONCE = 2;
const REPORT = join(CHECKOUT, 'reports/sim/mutants.json');

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scenario: { type: 'string' },
    seeds: { type: 'string', default: '40' },
    from: { type: 'string' },
    minutes: { type: 'string', default: '4' },
    ci: { type: 'boolean', default: false },
    unit: { type: 'boolean', default: false },
  },
});

const ALL = [...DESK_MUTANTS, ...CENTRE_MUTANTS, ...SHARED_MUTANTS];

function chosenMutants(): readonly Mutant[] {
  const names = values.ci ? CI_MUTANTS : values.only?.split(',');
  const unknown = names?.filter((name) => !ALL.some((mutant) => mutant.name === name)) ?? [];
  if (unknown.length) throw new RangeError(`no mutant ${unknown.join(', ')}`);
  return ALL.filter(({ name }) => !names || names.includes(name));
}

/** Why a mistake cannot be tried any more; null when it can. */
function unfitness(types: TypeChecker, mutant: Mutant): string | null {
  const texts = new Map<string, string>();
  try {
    for (const edit of editsOf(mutant)) {
      const text = texts.get(edit.file) ?? readFileSync(join(CHECKOUT, edit.file), 'utf8');
      texts.set(edit.file, edited(text, edit));
    }
  } catch (error) {
    return `${mutant.name} fits no more: ${(error as Error).message}`;
  }
  for (const [file, text] of texts) {
    const [fault] = types.faultsOf(file, text);
    if (fault) return `${mutant.name} does not compile: ${fault}`;
  }
  return null;
}

interface Result {
  readonly name: string;
  readonly isCaught: boolean;
  readonly found: Found | { readonly tests: readonly string[] };
}

function searchFor({ scenario, seed, breaks }: Mutant): Search {
  const chosen = values.scenario ?? scenario ?? 'mixed';
  return {
    scenario: chosen,
    from: Number(values.from ?? seed ?? 1),
    seeds: values.ci ? CI_SEEDS : Number(values.seeds),
    isSavedToo: chosen === 'mixed' && seed === undefined,
    isTwice: breaks === 'I14',
    msMax: Number(values.minutes) * 60_000,
  };
}

async function tryOut(mutant: Mutant): Promise<Result> {
  const { name, breaks, story } = mutant;
  const tools = values.unit ? ['vitest.config.ts', 'scripts', 'src-main', 'e2e', 'src-renderer'] : [];
  const { folder, remove } = makeOverlay(editsOf(mutant), tools);
  const began = performance.now();
  const seconds = () => `${Math.round((performance.now() - began) / 1000)} s`;
  try {
    if (values.unit) {
      const tests = await askUnitTests(folder, mutant.file);
      console.log(
        `${name}: ${tests.length ? `units fail: ${tests.join('; ')}` : 'units pass'} (${seconds()})`,
      );
      return { name, isCaught: tests.length > 0, found: { tests } };
    }
    const found = await search(folder, searchFor(mutant));
    const isCaught = found.rule !== undefined;
    const what = isCaught
      ? `caught by ${found.rule} (thought: ${breaks}) in ${found.where}, history ${found.histories}`
      : `SURVIVED ${found.histories} histories (thought: ${breaks}): ${story}`;
    console.log(`${name}: ${what} (${seconds()})`);
    return { name, isCaught, found };
  } finally {
    remove();
  }
}

const types = new TypeChecker(CHECKOUT);
const waiting: Mutant[] = [];
let unfit = 0;
for (const mutant of chosenMutants()) {
  const why = unfitness(types, mutant);
  if (why) console.log(why);
  if (why) unfit++;
  else waiting.push(mutant);
}
const results: Result[] = [];
async function work(): Promise<void> {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) results.push(await tryOut(mutant));
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
mkdirSync(dirname(REPORT), { recursive: true });
writeFileSync(REPORT, `${JSON.stringify(results, null, 1)}\n`);
const caught = results.filter(({ isCaught }) => isCaught).length;
const survived = results.length - caught;
console.log(`${results.length} mutants, ${caught} caught, ${survived} survived`);
process.exitCode = unfit > 0 || (values.ci && survived > 0) ? 1 : 0;
