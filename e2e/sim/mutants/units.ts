/** Asks the unit tests about many mistakes without running all tests for each: some mistakes that do not stand in one place are put in at once.
 *  Where all tests pass, each of them passes; where some fail, those alone are asked again of each mistake that they reach. A mistake that another
 *  one hides would be called passing: it has to stand in a state that the other makes impossible, in the same tests.               */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, type Edit, edited, makeOverlay } from '../../versions/overlay.ts';
import { editsOf, type Mutant } from './mutant.ts';
import { type Heard, OF_THE_UNITS, type Reach, testsReaching } from './reach.ts';
import { askUnitTests, runVitest } from './search.ts';

const AT_ONCE = 16;
/** A test that says nothing for so long does not end. */
const SILENT_MS = 600_000;

/** Mistakes that can be put in together, and what that makes of the sources. */
interface Group {
  readonly mutants: Mutant[];
  readonly texts: Map<string, string>;
}

function joins({ mutants, texts }: Group, mutant: Mutant): boolean {
  if (mutants.length >= AT_ONCE) return false;
  const changed = new Map<string, string>();
  try {
    for (const edit of editsOf(mutant)) {
      const { file } = edit;
      const text = changed.get(file) ?? texts.get(file) ?? readFileSync(join(CHECKOUT, file), 'utf8');
      changed.set(file, edited(text, edit));
    }
  } catch {
    return false;
  }
  for (const [file, text] of changed) texts.set(file, text);
  mutants.push(mutant);
  return true;
}

function groupsOf(mutants: readonly Mutant[]): Group[] {
  const groups: Group[] = [];
  for (const mutant of mutants) {
    if (groups.some((group) => joins(group, mutant))) continue;
    const group: Group = { mutants: [], texts: new Map() };
    groups.push(group);
    joins(group, mutant);
  }
  return groups;
}

async function inCopy<T>(edits: readonly Edit[], work: (folder: string) => Promise<T>): Promise<T> {
  const { folder, remove } = makeOverlay(edits, OF_THE_UNITS);
  try {
    return await work(folder);
  } finally {
    remove();
  }
}

/** What the units said of one mistake: files that reach it, how many of them were asked, the test that failed. */
export interface UnitsOf {
  readonly files: number;
  readonly asked: number;
  readonly failed: string | null;
}

async function askGroup(
  { mutants }: Group,
  reach: Reach,
  msOfTest: number,
  tell: (mutant: Mutant, units: UnitsOf) => void,
): Promise<void> {
  const reaching = new Map(mutants.map((mutant) => [mutant, testsReaching(reach, mutant)]));
  const asked = new Set([...reaching.values()].flat().filter(({ ms }) => ms <= msOfTest));
  const { failed } = await inCopy(mutants.flatMap(editsOf), (folder) =>
    runVitest(
      folder,
      [...asked].map(({ test }) => test),
      { silentMs: SILENT_MS, bail: 0 },
    ),
  );
  const red = new Set(failed.map((words) => words.split(': ')[0]));
  for (const mutant of mutants) {
    const own = (reaching.get(mutant) ?? []).filter((test) => asked.has(test));
    const suspects = own.filter(({ test }: Heard) => red.has(test));
    const alone = suspects.length
      ? await inCopy(editsOf(mutant), (folder) => askUnitTests(folder, suspects, SILENT_MS))
      : null;
    const files = reaching.get(mutant)?.length ?? 0;
    tell(mutant, { files, asked: own.length, failed: alone?.failed ?? null });
  }
}

/** `msOfTest`: files of tests that take longer are not asked. */
export async function askUnits(
  mutants: readonly Mutant[],
  reach: Reach,
  msOfTest: number,
  tell: (mutant: Mutant, units: UnitsOf) => void,
): Promise<void> {
  for (const group of groupsOf(mutants)) await askGroup(group, reach, msOfTest, tell);
}
