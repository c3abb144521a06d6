/** Words of the screens stand in src-renderer/text and nowhere else, so that every one of them has its English: no Chinese
 *  outside text/zh (comments may hold it), and no words written straight into a component, in whatever language. That
 *  both languages have the same keys is held by their types and by src-renderer/text/words.test.ts.                  */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../sources.ts';
import type { Findings, Part } from './part.ts';

const looked = /^src-renderer\/(?!text\/zh\/).*(?<!\.test)\.(tsx?|css)$/;

/** Chinese characters, and the punctuation and full-width forms that come with them. */
export const chinese = /[\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/u;

/** The few that may stand where they stand. */
const allowed: Readonly<Record<string, { readonly texts: readonly string[]; readonly reason: string }>> = {
  'src-renderer/text/en/ui.ts': {
    texts: ['中文'],
    reason: 'the switch names each language in its own words',
  },
};

/** What a person reads or hears, whether of HTML or of our own components. */
const spokenAttributes =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|alt|title|placeholder|label|note|hint|fault|look|help|words)$/;
/** The same, handed on in an object: key hints, columns, choices. */
const spokenProperties = /^(label|title|placeholder|note|words)$/;
/** Names that stand on the keys themselves, and single signs. */
const keyCaps = /^((Ctrl|Alt|Shift)\+.*|F\d{1,2}|Esc|Enter|Space|Tab|PgUp|PgDn|Home|End)$/;

type Fault = { readonly node: ts.Node; readonly what: string };

const isWords = (text: string): boolean => /\p{L}/u.test(text) && !keyCaps.test(text.trim());

/** The fixed text of a string or template; of a template with its holes left out. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isJsxText(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.map((span) => span.literal)].map(({ text }) => text).join('');
  return undefined;
}

const joining = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** The strings that an expression may come to: both sides of a choice, of `??`, `||` and `+`, the right of `&&`. */
function outcomes(node: ts.Node): ts.Node[] {
  if (ts.isParenthesizedExpression(node)) return outcomes(node.expression);
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(outcomes);
  if (ts.isBinaryExpression(node)) {
    const { operatorToken, left, right } = node;
    if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return outcomes(right);
    return joining.has(operatorToken.kind) ? [left, right].flatMap(outcomes) : [];
  }
  return [node];
}

/** Expressions whose outcome a person reads: JSX children, spoken attributes and properties. */
function spoken(node: ts.Node): ts.Node | undefined {
  if (ts.isJsxText(node)) return node;
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return node.expression;
  if (ts.isJsxAttribute(node) && spokenAttributes.test(node.name.getText())) {
    const { initializer } = node;
    return initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
  }
  if (ts.isPropertyAssignment(node) && spokenProperties.test(node.name.getText())) return node.initializer;
  return undefined;
}

function faultsOf(node: ts.Node, isText: boolean, texts: readonly string[]): Fault[] {
  const own = textOf(node);
  const isStray = own !== undefined && chinese.test(own) && !texts.includes(own);
  const found: Fault[] = isStray ? [{ node, what: `Chinese outside text/zh: ${own.trim()}` }] : [];
  // In text/en every string is a word: that is its place.
  const shown = isText ? undefined : spoken(node);
  for (const outcome of shown ? outcomes(shown) : []) {
    const text = textOf(outcome);
    if (text !== undefined && isWords(text) && !chinese.test(text))
      found.push({ node: outcome, what: `words outside text/: ${text.trim()}` });
  }
  return found;
}

/** The words in one file that should stand in text/. */
export function strayWords(name: string, text: string): string[] {
  const { texts = [] } = allowed[name] ?? {};
  const isText = name.startsWith('src-renderer/text/');
  if (name.endsWith('.css')) {
    const contents = [...text.matchAll(/content:\s*(["'])(.*?)\1/g)].map(([, , words = '']) => words);
    return contents.filter(isWords).map((words) => `${name}: words in a style: ${words}`);
  }
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const { node: at, what } of faultsOf(node, isText, texts)) {
      const { line } = file.getLineAndCharacterOfPosition(at.getStart(file));
      faults.push(`${name}:${line + 1}: ${what}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

async function run(folder: string): Promise<Findings> {
  const files = sourceFiles(folder, looked);
  const faults = files.flatMap((name) => strayWords(name, readFileSync(join(folder, name), 'utf8')));
  return { looked: files.length, faults };
}

export const words: Part = { name: 'words', run };
