/** Purity of src-shared: the same input gives the same output on every computer, because the replica and the
 *  server decide the same command with this code. So it reads no clock, no chance, no timer, no surroundings
 *  and no time zone, and leaves no order to the language settings of the machine. Its tests are not held to it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../sources.ts';
import type { Findings, Part } from './part.ts';

const forbiddenNames = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'process',
  'performance',
  'crypto',
  'fetch',
  'globalThis',
  'navigator',
  'window',
  'document',
  'console',
]);

/** `Math.random` and the like, and every method that asks the computer for its time zone or its language. */
const forbiddenMembers = new Set(['Math.random', 'Date.now', 'Temporal.Now']);
const localMethods =
  /^(get(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)|set(FullYear|Month|Date|Hours|Minutes|Seconds)|toLocale(Date|Time)?String|toDateString|toTimeString|localeCompare)$/;

/** A name that stands for a value, not for a property, a type or something declared here. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isTypeNode(parent) || ts.isImportSpecifier(parent) || ts.isQualifiedName(parent)) return false;
  return !('name' in parent && parent.name === node);
}

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    const count = node.arguments?.length ?? 0;
    if (count === 0) return 'new Date() reads the clock';
    return count > 1 ? 'new Date(year, month, …) reads the time zone' : undefined;
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date() reads the clock';
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    if (forbiddenMembers.has(text)) return text;
    if (localMethods.test(node.name.text)) return `.${node.name.text} depends on the computer's settings`;
  }
  if (ts.isIdentifier(node) && forbiddenNames.has(node.text) && isFreeName(node)) return node.text;
  return undefined;
}

/** What is not pure in one file. */
export function impurities(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    const impurity = impurityOf(node);
    if (impurity !== undefined) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      faults.push(`${name}:${line + 1}: ${impurity}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

async function run(folder: string): Promise<Findings> {
  const files = sourceFiles(folder, /^src-shared\/.*(?<!\.test)\.ts$/);
  const faults = files.flatMap((name) => impurities(name, readFileSync(join(folder, name), 'utf8')));
  return { looked: files.length, faults };
}

export const purity: Part = { name: 'purity', run };
