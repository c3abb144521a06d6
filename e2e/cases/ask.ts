/** What comes of the cases of a file: each is asked of the product's rules and compared with what it expects. Nothing in a file ends the run: a
 *  case that cannot be asked has failed, with the reason in one line.                                                                    */
import { regionPrefix } from '#shared/domain/policy-pack.ts';
import { alert } from './alerts.ts';
import { differences, isUncertain, saysNothing } from './compare.ts';
import { conflict } from './edits.ts';
import { exit, recovery } from './ends.ts';
import * as money from './money.ts';
import * as papers from './papers.ts';
import { type Case, type CasePacks, type CasesFile, readCases, wordsOf } from './read.ts';
import { workflow } from './way.ts';

type Kind = (input: Case['input'], packs: CasePacks) => Readonly<Record<string, unknown>>;

/** Birth dates are not later than this day, where a case names none. */
const TODAY = new Date().toISOString().slice(0, 10);

const KINDS: Readonly<Record<string, Kind>> = {
  eligibility: money.eligibility,
  backpay: money.backpay,
  backfill: money.backfill,
  change: money.change,
  returned: money.returned,
  recovery,
  exit,
  alert,
  validation: (input) => papers.validation(input, TODAY),
  deadline: papers.deadline,
  publicity: papers.publicity,
  mask: papers.mask,
  vote: papers.vote,
  workflow,
  conflict,
};

export interface Answer {
  readonly id: string;
  readonly verdict: 'passed' | 'failed' | 'uncertain';
  /** One line; empty of a case that passed. */
  readonly words: string;
}

/** Division that the case is about, without trailing zeros. */
function regionIn(input: Case['input']): string {
  const person = input.person as { hukouRegion?: unknown } | undefined;
  return regionPrefix(String(person?.hukouRegion ?? input.region ?? ''));
}

/** A division's part that the loader refuses is no law there: what the case gets is the refusal (policy-packs §2.4). */
function refusalOf(input: Case['input'], { refused }: CasePacks) {
  const at = regionIn(input);
  const found = refused.find(({ region }) => at !== '' && at.startsWith(region));
  if (!found) return undefined;
  const { code, benefit, month } = found.fault;
  return { valid: false, allowed: false, code, codes: [code], benefit, month, region: found.region || 'CN' };
}

function answered(each: Case, file: CasesFile): Omit<Answer, 'id'> {
  const kind = Object.hasOwn(KINDS, each.kind) ? KINDS[each.kind] : undefined;
  if (!kind) return { verdict: 'failed', words: `no cases of kind ${each.kind}` };
  try {
    const packs = file.packsOf(each);
    const refusal = refusalOf(each.input, packs);
    const actual = refusal ?? kind(each.input, packs);
    const found = differences(each.expected, actual);
    // Such a case would pass whatever the rules say.
    if (saysNothing(each.expected)) throw new Error('the case expects nothing');
    const named = Object.keys(each.expected);
    if (!found.length && !named.some((name) => name in actual))
      throw new Error(`no answer has ${named.join(', ')}`);
    if (!found.length) return { verdict: 'passed', words: '' };
    const isUnsure = !refusal && found.every((difference) => isUncertain(difference, each.uncertain));
    const words = found.map(
      ({ pointer, expected, actual }) =>
        `${pointer}: ${JSON.stringify(expected)} expected, ${JSON.stringify(actual)} found`,
    );
    const why = refusal ? [`the pack of ${refusal.region} is refused: ${sayRefusal(refusal)}`] : [];
    return { verdict: isUnsure ? 'uncertain' : 'failed', words: [...why, ...words].join('; ') };
  } catch (error) {
    return { verdict: 'failed', words: wordsOf(error) };
  }
}

const sayRefusal = ({ code, benefit, month }: NonNullable<ReturnType<typeof refusalOf>>): string =>
  [code, benefit, month].filter(Boolean).join(' ');

/** The answers to the cases of a file's text; a text that is no file of cases is one failure of the name given. */
export function askAll(text: string, name: string): Answer[] {
  let file: CasesFile;
  try {
    file = readCases(text);
  } catch (error) {
    return [{ id: name, verdict: 'failed', words: wordsOf(error) }];
  }
  if (!file.cases.length) return [{ id: name, verdict: 'failed', words: 'no cases in the file' }];
  return file.cases.map((each) => {
    if ('fault' in each) return { id: each.id, verdict: 'failed', words: each.fault };
    const { verdict, words } = answered(each.case, file);
    const title = each.case.title && ` «${each.case.title.replace(/\s+/g, ' ')}»`;
    return { id: each.id, verdict, words: words && `${each.case.kind}${title}: ${words}` };
  });
}
