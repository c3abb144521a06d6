/** Sizes: no function above 70 lines, no file above 400, tests and scripts included, and no list of exceptions.
 *  A `describe` block is a heading over its tests, not a function, and is not measured; each test in it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../sources.ts';
import type { Findings, Part } from './part.ts';

const functionLinesMax = 70;
const fileLinesMax = 400;

function isHeading(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call)) return false;
  return /^(describe|test\.describe)\b/.test(call.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  if (ts.isCallExpression(parent)) return `a function given to ${parent.expression.getText().slice(0, 40)}`;
  return 'a function without a name';
}

function lineAt(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}

/** What is too long in one file. */
export function tooLong(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const fileLines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (fileLines > fileLinesMax) faults.push(`${name}: ${fileLines} lines, at most ${fileLinesMax}`);
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !isHeading(node)) {
      const first = lineAt(file, node.getStart(file));
      const lines = lineAt(file, node.end) - first + 1;
      if (lines > functionLinesMax) {
        faults.push(`${name}:${first}: ${nameOf(node)} has ${lines} lines, at most ${functionLinesMax}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

async function run(folder: string): Promise<Findings> {
  const files = sourceFiles(folder, /\.(ts|tsx|mjs|cjs)$/);
  const faults = files.flatMap((name) => tooLong(name, readFileSync(join(folder, name), 'utf8')));
  return { looked: files.length, faults };
}

export const sizes: Part = { name: 'sizes', run };
