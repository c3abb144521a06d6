/** `npm run sim:mutants [-- --only NAME,… --scenario NAME --seeds N --from S --minutes N --again] [--ci | --unit [--reach] | --table]`: puts one
 *  mistake at a time into a copy of the sources, sees that it compiles, and lets the simulator look for it; survivors are named. With --unit it asks
 *  the unit tests that reach the changed function instead (--reach: which do, asked anew), and a mistake that one of them sees is none for the
 *  simulator. What came of each is kept in docs/mutants.json; what is known there is not asked again but with --again. With --ci it takes the ten
 *  of ci.ts and fails when one of them survives. --table writes the table of docs/simulation.md.
 *  Last line: `N mutants, N caught, N survived`; ends with 1 when one does not compile.                                           */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT, edited, makeOverlay } from '../../versions/overlay.ts';
import { CENTRE_MUTANTS } from './centre.ts';
import { CI_MUTANTS, CI_SEEDS } from './ci.ts';
import { DESK_MUTANTS } from './desk.ts';
import type { Found, Search } from './hunt.ts';
import { editsOf, type Mutant } from './mutant.ts';
import { askReach, OF_THE_UNITS, testsReaching } from './reach.ts';
import { RARE_CENTRE_MUTANTS } from './rare-centre.ts';
import { RARE_COPY_MUTANTS } from './rare-copies.ts';
import { RARE_DESK_MUTANTS } from './rare-desk.ts';
import { askUnitTests, search } from './search.ts';
import { SHARED_MUTANTS } from './shared.ts';
import { writeTable } from './table.ts';
import { keepTried, readTried } from './tried.ts';
import { TypeChecker } from './types.ts';

const AT_ONCE = 2;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scenario: { type: 'string' },
    seeds: { type: 'string', default: '40' },
    from: { type: 'string' },
    minutes: { type: 'string', default: '4' },
    ci: { type: 'boolean', default: false },
    unit: { type: 'boolean', default: false },
    reach: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
  },
});

const ALL = [
  ...[...DESK_MUTANTS, ...RARE_DESK_MUTANTS, ...RARE_COPY_MUTANTS],
  ...[...CENTRE_MUTANTS, ...SHARED_MUTANTS, ...RARE_CENTRE_MUTANTS],
];

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

/** Whether somebody sees the mistake: the unit tests, or the simulator. */
type Attempt = (mutant: Mutant) => Promise<boolean>;

async function inCopy<T>(
  mutant: Mutant,
  more: readonly string[],
  work: (folder: string) => Promise<T>,
): Promise<{ came: T; seconds: string }> {
  const { folder, remove } = makeOverlay(editsOf(mutant), more);
  const began = performance.now();
  try {
    const came = await work(folder);
    return { came, seconds: `${Math.round((performance.now() - began) / 1000)} s` };
  } finally {
    remove();
  }
}

const simulate: Attempt = async (mutant) => {
  const { name, breaks, story } = mutant;
  const known = values.again || values.ci ? undefined : readTried(mutant)?.found;
  if (known) return known.rule !== undefined;
  const { came, seconds } = await inCopy<Found>(mutant, [], (folder) => search(folder, searchFor(mutant)));
  const isCaught = came.rule !== undefined;
  const what = isCaught
    ? `caught by ${came.rule} (thought: ${breaks}) in ${came.where}, history ${came.histories}`
    : `SURVIVED ${came.histories} histories (thought: ${breaks}): ${story}`;
  console.log(`${name}: ${what} (${seconds})`);
  if (!values.ci) keepTried(mutant, { found: came });
  return isCaught;
};

async function askingUnits(): Promise<Attempt> {
  const reach = await askReach(values.reach);
  return async (mutant) => {
    const known = values.again ? undefined : readTried(mutant)?.units;
    if (known) return known.failed !== null;
    const tests = testsReaching(reach, mutant);
    const { came, seconds } = await inCopy(mutant, OF_THE_UNITS, (folder) =>
      askUnitTests(folder, tests, Number(values.minutes) * 60_000),
    );
    const { failed, asked } = came;
    const what = failed ? `units fail: ${failed}` : `${asked} of ${tests.length} files of unit tests pass`;
    console.log(`${mutant.name}: ${what} (${seconds})`);
    keepTried(mutant, { units: { files: tests.length, asked, failed } });
    return failed !== null;
  };
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
if (values.table) writeTable(waiting);
else {
  const attempt = values.unit ? await askingUnits() : simulate;
  let [caught, survived] = [0, 0];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      if (await attempt(mutant)) caught++;
      else survived++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(`${caught + survived} mutants, ${caught} caught, ${survived} survived`);
  process.exitCode = unfit > 0 || (values.ci && survived > 0) ? 1 : 0;
}
if (unfit > 0) process.exitCode = 1;
