/** `npm run cases -- FILE…`: asks the rules of the product the cases of a file in the format of the dossier's cases.json. A line for each case
 *  that fails; last line `N passed, M failed, K uncertain`: uncertain is a case that differs only where its file calls itself uncertain.
 *  Ends with 1 when a case failed or a file cannot be read.                                                                             */
import { readFileSync } from 'node:fs';
import type { DivisionPack } from '#shared/domain/policy-pack.ts';
import { differences, isUncertain } from './compare.ts';
import * as money from './money.ts';
import * as papers from './papers.ts';
import { type Case, readCases } from './read.ts';
import { conflict, workflow } from './way.ts';

type Kind = (input: Case['input'], packs: readonly DivisionPack[]) => Readonly<Record<string, unknown>>;

/** Birth dates are not later than this day. */
const TODAY = new Date().toISOString().slice(0, 10);

const KINDS: Readonly<Record<string, Kind>> = {
  eligibility: money.eligibility,
  backpay: money.backpay,
  backfill: money.backfill,
  change: money.change,
  recovery: money.recovery,
  exit: money.exit,
  returned: money.returned,
  alert: money.alert,
  validation: (input) => papers.validation(input, TODAY),
  deadline: papers.deadline,
  publicity: papers.publicity,
  mask: papers.mask,
  vote: papers.vote,
  workflow,
  conflict,
};

/** What differs in a case, or why it could not be asked. */
function faultsOf(each: Case, packs: readonly DivisionPack[]): { certain: string[]; uncertain: string[] } {
  const kind = KINDS[each.kind];
  if (!kind) return { certain: [`no cases of kind ${each.kind}`], uncertain: [] };
  try {
    const found = differences(each.expected, kind(each.input, packs));
    const said = found.map((difference) => ({
      isUncertain: isUncertain(difference, each.uncertain),
      words: `${difference.pointer}: ${JSON.stringify(difference.expected)} expected, ${JSON.stringify(difference.actual)} found`,
    }));
    return {
      certain: said.filter((difference) => !difference.isUncertain).map(({ words }) => words),
      uncertain: said.filter((difference) => difference.isUncertain).map(({ words }) => words),
    };
  } catch (error) {
    return { certain: [(error as Error).message], uncertain: [] };
  }
}

const files = process.argv.slice(2);
const count = { passed: 0, failed: 0, uncertain: 0 };
if (!files.length) {
  console.error('npm run cases -- FILE…');
  process.exitCode = 1;
}
for (const path of files) {
  const file = readCases(readFileSync(path, 'utf8'));
  for (const each of file.cases) {
    const faults = faultsOf(each, file.packsOf(each));
    const words = [...faults.certain, ...faults.uncertain];
    const kind = faults.certain.length ? 'failed' : faults.uncertain.length ? 'uncertain' : 'passed';
    count[kind] += 1;
    if (kind !== 'passed')
      console.log(`${kind} ${each.id} ${each.kind} «${each.title}»: ${words.join('; ')}`);
  }
}
if (count.failed) process.exitCode = 1;
console.log(`${count.passed} passed, ${count.failed} failed, ${count.uncertain} uncertain`);
