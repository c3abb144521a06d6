/** The table of docs/simulation.md, from what is kept of each mistake: nothing in it is written by hand but a survivor's reason. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../versions/overlay.ts';
import type { Mutant } from './mutant.ts';
import { readTried, type Tried } from './tried.ts';

const FILE = join(CHECKOUT, 'docs/simulation.md');
const [BEGIN, END] = ['<!-- mutants -->', '<!-- /mutants -->'];

function unitsOf({ units }: Tried): string {
  if (!units) return 'not asked';
  return units.failed
    ? `killed by unit: ${units.failed.split(': ')[0]}`
    : `pass (${units.asked === units.files ? units.files : `${units.asked} of ${units.files}`} files)`;
}

function foundOf({ found, before }: Tried, why = ''): string {
  if (!found) return before ? `${before} (at f3ade8f)` : 'not hunted';
  if (found.rule) return `${found.rule} in ${found.where?.replace('seeds/', '')}`;
  return `**survived** ${found.histories} histories${why && `: ${why}`}`;
}

/** Writes the table between its marks. */
export function writeTable(mutants: readonly Mutant[]): void {
  const all = mutants.map((mutant) => ({ mutant, tried: readTried(mutant) ?? { digest: '' } }));
  const cells = (text: string): string => text.replaceAll('|', '\\|');
  const lines = all.map(
    ({ mutant: { name, story, source, why }, tried }) =>
      `| \`${name}\` | ${cells(story)} | ${source} | ${cells(unitsOf(tried))} | ${cells(foundOf(tried, why))} |`,
  );
  const seeded = all.filter(({ tried }) => tried.units?.failed === null);
  const count = (of: typeof all): string => {
    const hunted = of.filter(({ tried }) => tried.found);
    const caught = hunted.filter(({ tried }) => tried.found?.rule !== undefined).length;
    const rest = of.length - hunted.length;
    return `${of.length} mutants, ${caught} caught, ${hunted.length - caught} survived${rest ? `, ${rest} not hunted` : ''}`;
  };
  const text = [
    BEGIN,
    '| mistake | what goes wrong | from | unit tests | seen as |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
    `Of those that the unit tests let pass: ${count(seeded)}. All together: ${count(all)}.`,
    END,
  ].join('\n');
  const page = readFileSync(FILE, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${FILE} has no place for the table`);
  writeFileSync(FILE, page.slice(0, from) + text + page.slice(to + END.length));
  console.log(count(all));
}
