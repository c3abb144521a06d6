/** The rules of src-shared/domain as their docstrings state them: rule ids in the headers of files, and the rules that eligibility asks, with the
 *  source each cites. Nothing about a rule is written a second time; what has no source is a fault.                                      */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eligibilityOf } from '#shared/domain/eligibility.ts';
import { DEFAULT_PROCEDURE } from '#shared/domain/pack.ts';
import { NATIONAL_PACK } from '#shared/domain/policy-pack.ts';
import { TRANSITIONS } from '#shared/domain/workflow.ts';
import { articlesCited, hasMark } from './marks.ts';

export interface RuleText {
  /** `EX1`, or the name of a rule of eligibility. */
  readonly id: string;
  /** File of src-shared/domain. */
  readonly file: string;
  readonly words: string;
  readonly articles: readonly string[];
}

export interface ParameterText {
  readonly name: string;
  readonly value: string;
  readonly words: string;
  readonly articles: readonly string[];
}

/** Made-up people and papers of tests and demos are no rules. */
const NO_RULES = /^(demo-|made-up-|calendar-data)/;
const ID = /(?<![\w.])([A-Z]{2,8}(?:-[A-Z])?\d{1,2}) (?=\S)/g;

/** The comment at the beginning of a file, in one line. */
function headerOf(source: string): string {
  const end = source.indexOf('*/');
  if (!source.startsWith('/**') || end < 0) return '';
  return source
    .slice(3, end)
    .replaceAll(/\n \* ?/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

interface Part {
  readonly id: string;
  readonly at: number;
}

/** Where the statement of a rule begins: at its id after the end of a sentence. A mention of another rule in passing is none. */
function partsOf(header: string): Part[] {
  const found: Part[] = [];
  for (const match of header.matchAll(ID)) {
    const before = header.slice(0, match.index).trimEnd();
    if (before === '' || /[.:)»*]$/.test(before)) found.push({ id: match[1] as string, at: match.index });
  }
  return found;
}

const AFTERWORD =
  / (?:Elsewhere|Also here|Out of scope|The facts are|The record belongs|Sync rule ids|Settled here)\b/;

/** Articles of a step as the one table of steps has them. */
function articlesOfStep(step: string): string[] {
  return [...new Set(TRANSITIONS.flatMap(({ id, article }) => (id === step ? articlesCited(article) : [])))];
}

/** Steps of the workflow: a docstring that begins with the number of a transition (dossier (d)). */
function stepsIn(file: string, source: string): RuleText[] {
  return [...source.matchAll(/\/\*\* (T\d+)(?:, [a-z ]+)?: ((?:(?!\*\/)[\s\S])*)\*\//g)].map(
    ([, id = '', text = '']) => {
      const words = text.replaceAll(/\s+/g, ' ').replaceAll(' * ', ' ').trim();
      return { id, file, words, articles: articlesOfStep(id) };
    },
  );
}

function rulesIn(file: string, source: string): { rules: RuleText[]; faults: string[] } {
  const header = headerOf(source);
  const parts = partsOf(header);
  const [first] = parts;
  const steps = stepsIn(file, source);
  if (!first) return { rules: steps, faults: [] };
  const afterLast = header.slice(parts.at(-1)?.at);
  const own = /Source: .*/.exec(afterLast)?.[0] ?? /All but the articles ∴/.exec(afterLast)?.[0] ?? '';
  const said = `${header.slice(0, first.at)} ${own}`;
  const rules = parts.map(({ id, at }, index): RuleText => {
    const whole = header.slice(at + id.length, parts[index + 1]?.at);
    const words = (whole.split(AFTERWORD)[0] ?? '').split(/ Sources?: /)[0]?.trim() ?? '';
    return { id, file, words, articles: articlesCited(hasMark(words) ? words : said) };
  });
  const faults = rules
    .filter(({ words }) => !hasMark(words) && !hasMark(said))
    .map(({ id }) => `${file}: ${id} cites no source`);
  return { rules: [...rules, ...steps], faults };
}

/** The rules of eligibility, as they are asked of somebody. */
function eligibilityRules(): { rules: RuleText[]; faults: string[] } {
  const facts = {
    ...{ month: '2026-01', idNumber: '', birthDate: '1970-01-01', region: '15', certificate: null },
    ...{ household: 'DIBAO', otherBenefits: [], elections: {}, custodyFrom: null, hasGuardian: false },
    applied: ['LIVING', 'NURSING'] as const,
  };
  const judged = eligibilityOf(facts, { packs: [NATIONAL_PACK] });
  const findings = new Map(
    [...judged.LIVING.findings, ...judged.NURSING.findings].map((each) => [each.rule, each]),
  );
  const rules = [...findings.values()].map(
    ({ rule, source }): RuleText => ({
      ...{ id: rule, file: 'eligibility.ts', words: source, articles: articlesCited(source) },
    }),
  );
  const faults = rules
    .filter(({ words }) => !hasMark(words))
    .map(({ id }) => `eligibility.ts: ${id} cites no source`);
  return { rules, faults };
}

/** Every rule, and what is wrong with their sources. */
export function readRules(root: string): { rules: readonly RuleText[]; faults: readonly string[] } {
  const folder = join(root, 'src-shared', 'domain');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !NO_RULES.test(name))
    .sort();
  const read = files.map((file) => rulesIn(file, readFileSync(join(folder, file), 'utf8')));
  const all = [...read, eligibilityRules()];
  const rules = all.flatMap((each) => each.rules);
  const faults = all.flatMap((each) => each.faults);
  return { rules, faults };
}

/** Where the numbers of a part are documented; the rest stand in pack.ts. */
const DOCUMENTED: Readonly<Record<string, string>> = {
  expiry: 'certificate-expiry.ts',
  publicity: 'publicity.ts',
  household: 'policy-pack.ts',
  stop: 'exit.ts',
  deFactoChild: 'policy-pack.ts',
  roster: 'roster-calendar.ts',
  spotCheck: 'spot-sample.ts',
  alerts: 'alert.ts',
  evaluation: 'evaluation-tally.ts',
};

/** The comment that stands before a field. */
function commentBefore(source: string, field: string): string {
  const match = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*readonly ${field}\\??:`).exec(source);
  return (match?.[1] ?? '')
    .replaceAll(/\n\s*\* ?/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The numbers of the procedure with their defaults, each with the comment of its field. */
export function readParameters(root: string): {
  parameters: readonly ParameterText[];
  faults: readonly string[];
} {
  const folder = join(root, 'src-shared', 'domain');
  const parameters = Object.entries(DEFAULT_PROCEDURE).flatMap(([part, values]) => {
    const source = readFileSync(join(folder, DOCUMENTED[part] ?? 'pack.ts'), 'utf8');
    return Object.entries(values as object).map(([name, value]): ParameterText => {
      const words = commentBefore(source, name);
      return { name: `${part}.${name}`, value: String(value), words, articles: articlesCited(words) };
    });
  });
  const faults = parameters
    .filter(({ words }) => !hasMark(words))
    .map(({ name }) => `the parameter ${name} cites no source`);
  return { parameters, faults };
}
