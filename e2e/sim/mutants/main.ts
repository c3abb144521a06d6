/** `npm run sim:mutants [-- --only NAME,… --scenario NAME --seeds N --from S --minutes N --again] [--ci | --unit [--reach] | --table]`: puts one
 *  mistake at a time into a copy of the sources, sees that it compiles, and lets the simulator look for it; survivors are named. With --unit it asks
 *  the unit tests that reach the changed function instead (--reach: which do, asked anew; files that take more than --minutes are not), and a mistake that one of them sees is none for the
 *  simulator. What came of each is kept in docs/mutants.json; what is known there is not asked again but with --again. With --ci it takes the ten
 *  of ci.ts and fails when one of them survives. --table writes the table of docs/simulation.md.
 *  Last line: `N mutants, N caught, N survived`; ends with 1 when one does not compile.                                           */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT, edited, makeOverlay } from '../../versions/overlay.ts';
import { ACTS } from '../scenarios.ts';
import { CENTRE_MUTANTS } from './centre.ts';
import { CI_MUTANTS, CI_SEEDS } from './ci.ts';
import { DESK_MUTANTS } from './desk.ts';
import type { Found, Search } from './hunt.ts';
import { editsOf, type Mutant } from './mutant.ts';
import { askReach } from './reach.ts';
import { MONEY_MUTANTS } from './money.ts';
import { PAPER_MUTANTS } from './papers.ts';
import { RARE_CENTRE_MUTANTS } from './rare-centre.ts';
import { RARE_COPY_MUTANTS } from './rare-copies.ts';
import { RARE_DESK_MUTANTS } from './rare-desk.ts';
import { search } from './search.ts';
import { SHARED_MUTANTS } from './shared.ts';
import { writeTable } from './table.ts';
import { keepTried, readTried } from './tried.ts';
import { TypeChecker } from './types.ts';
import { askUnits } from './units.ts';

const AT_ONCE = 2;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scenario: { type: 'string' },
    seeds: { type: 'string', default: '40' },
    from: { type: 'string' },
    minutes: { type: 'string', default: '4' },
    acts: { type: 'string', default: String(ACTS) },
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
  ...[...PAPER_MUTANTS, ...MONEY_MUTANTS],
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
    acts: Number(values.acts),
    isSavedToo: chosen === 'mixed' && seed === undefined,
    isTwice: breaks === 'I14',
    msMax: Number(values.minutes) * 60_000,
  };
}

/** Whether the simulator sees the mistake. */
async function simulate(mutant: Mutant): Promise<boolean> {
  const { name, breaks, story } = mutant;
  const known = values.again || values.ci ? undefined : readTried(mutant)?.found;
  if (known) return known.rule !== undefined;
  const { folder, remove } = makeOverlay(editsOf(mutant));
  const began = performance.now();
  const came: Found = await search(folder, searchFor(mutant)).finally(remove);
  const seconds = `${Math.round((performance.now() - began) / 1000)} s`;
  const isCaught = came.rule !== undefined;
  const what = isCaught
    ? `caught by ${came.rule} (thought: ${breaks}) in ${came.where}, history ${came.histories}`
    : `SURVIVED ${came.histories} histories (thought: ${breaks}): ${story}`;
  console.log(`${name}: ${what} (${seconds})`);
  if (!values.ci) keepTried(mutant, { found: came });
  return isCaught;
}

/** Whether a unit test sees it already, of each that is not known yet. */
async function unitsOfAll(mutants: readonly Mutant[]): Promise<{ caught: number; survived: number }> {
  const reach = await askReach(values.reach);
  const unknown = mutants.filter((mutant) => values.again || !readTried(mutant)?.units);
  await askUnits(unknown, reach, Number(values.minutes) * 60_000, (mutant, units) => {
    const { failed, asked, files } = units;
    const what = failed ? `units fail: ${failed}` : `${asked} of ${files} files of unit tests pass`;
    console.log(`${mutant.name}: ${what}`);
    keepTried(mutant, { units });
  });
  const caught = mutants.filter((mutant) => readTried(mutant)?.units?.failed).length;
  return { caught, survived: mutants.length - caught };
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
async function simulateAll(): Promise<{ caught: number; survived: number }> {
  const count = { caught: 0, survived: 0 };
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      if (await simulate(mutant)) count.caught++;
      else count.survived++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return count;
}

if (values.table) writeTable(waiting);
else {
  const { caught, survived } = await (values.unit ? unitsOfAll(waiting) : simulateAll());
  console.log(`${caught + survived} mutants, ${caught} caught, ${survived} survived`);
  if (values.ci && survived > 0) process.exitCode = 1;
}
if (unfit > 0) process.exitCode = 1;
