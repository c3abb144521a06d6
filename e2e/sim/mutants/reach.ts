/** Which unit tests can notice a mistake: those that call the function that it is in. The unit tests are run once without any mistake, V8 says what
 *  each file of them called (reach-setup.ts); a mistake outside of every function is reached by whoever loads its file. The simulator's own tests
 *  are left out: it is what is tried.                                                                                              */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { CHECKOUT, type Edit, makeOverlay } from '../../versions/overlay.ts';
import { editsOf, type Mutant } from './mutant.ts';
import { runVitest } from './search.ts';

/** A file of unit tests: how long it takes, and what it calls of each file of the sources. */
export interface Heard {
  readonly test: string;
  readonly ms: number;
  readonly called: Readonly<Record<string, readonly string[]>>;
}
export type Reach = readonly Heard[];

/** What unit tests read beside the product's sources. */
export const OF_THE_UNITS = [
  ...[
    'vitest.config.ts',
    'scripts',
    'src-main',
    'src-renderer',
    'e2e',
    'docs',
    'out',
    'README.md',
    'LICENSE',
  ],
  ...['CHANGELOG.md', 'package-lock.json', 'biome.json', 'playwright.config.ts', 'electron.vite.config.ts'],
  ...['tsconfig.json', 'tsconfig.base.json', 'tsconfig.node.json', 'tsconfig.shared.json'],
  ...['tsconfig.test.json', 'tsconfig.web.json', 'tsconfig.preload.json'],
];
const SET_UP = "globalSetup: './scripts/leftovers.ts',";
const EXCLUDED = "exclude: [...built, '**/*.pg.test.ts'],";
const LISTENING: readonly Edit[] = [
  {
    file: 'vitest.config.ts',
    from: SET_UP,
    to: `${SET_UP}\n    setupFiles: ['./e2e/sim/mutants/reach-setup.ts'],`,
  },
  {
    file: 'vitest.config.ts',
    from: EXCLUDED,
    to: EXCLUDED.replace(']', ", 'e2e/sim/**']"),
  },
];
/** Where tests of the engine and of what stands on it are; the others are about windows, scripts and screens. */
const FOLDERS = ['src-main/replica', 'src-main/host', 'src-server', 'src-shared', 'migrations'];
const MORE_FOLDERS = ['e2e/integration', 'e2e/harness', 'e2e/cases'];
const ALL_MS = 1_800_000;
const HEARD = join(CHECKOUT, 'reports/sim/reach');

function readReach(): Reach {
  return readdirSync(HEARD).map((name) => JSON.parse(readFileSync(join(HEARD, name), 'utf8')) as Heard);
}

/** Asks every unit test once what it reaches, unless that was asked before; tests that fail without any mistake are none. */
export async function askReach(isAnew: boolean): Promise<Reach> {
  if (!isAnew) {
    try {
      return readReach();
    } catch {
      // Never asked.
    }
  }
  rmSync(HEARD, { recursive: true, force: true });
  const { folder, remove } = makeOverlay(LISTENING, OF_THE_UNITS);
  try {
    process.env['SUMU_REACH'] = HEARD;
    const { failed } = await runVitest(folder, [...FOLDERS, ...MORE_FOLDERS], { silentMs: ALL_MS, bail: 0 });
    for (const words of failed) console.log(`left out, for it fails without any mistake: ${words}`);
    for (const words of failed)
      rmSync(join(HEARD, `${(words.split(': ')[0] ?? '').replaceAll('/', '~')}.json`), { force: true });
    return readReach();
  } finally {
    remove();
  }
}

function nameOf(node: ts.Node): string | null {
  const named = (name: ts.Node | undefined): string | null => (name ? name.getText() : null);
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return named(node.name);
  if (ts.isGetAccessor(node)) return `get ${node.name.getText()}`;
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return null;
  const { parent } = node;
  const isNamed =
    ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
  return isNamed ? named(parent.name) : null;
}

/** The function in which an edit begins to differ; '' where that is none. */
export function functionOf(text: string, { from = '', to }: Edit): string {
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  const at = text.indexOf(from) + Math.min(same, Math.max(0, from.length - 1));
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  let found = '';
  const walk = (node: ts.Node): void => {
    if (at < node.getStart() || at >= node.getEnd()) return;
    found = nameOf(node) ?? found;
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

/** Files of unit tests that can notice it, the quickest first. */
export function testsReaching(reach: Reach, mutant: Mutant): readonly Heard[] {
  const sites = editsOf(mutant).map((edit) => ({
    file: edit.file,
    name: functionOf(readFileSync(join(CHECKOUT, edit.file), 'utf8'), edit),
  }));
  return reach
    .filter(({ called }) => sites.some(({ file, name }) => called[file]?.includes(name)))
    .sort((one, other) => one.ms - other.ms);
}
