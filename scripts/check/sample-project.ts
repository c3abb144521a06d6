/** A throw-away project with this project's configuration and made-up sources, in which a test shows that a part
 *  of the check fails when it should. Its node_modules is a folder of links, so that what a tool keeps there
 *  (caches) stays its own.                                                                                 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../sources.ts';

const configuration =
  /^(tsconfig.*\.json|biome\.json|package(-lock)?\.json|\.oxlintrc\.json|\.dependency-cruiser\.cjs|\.gitignore)$/;

export type SampleProject = { readonly folder: string; readonly [Symbol.dispose]: () => void };

function linkTools(folder: string): void {
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('.')) continue;
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

export function sampleProject(
  files: Readonly<Record<string, string>>,
  tools: 'with tools' | 'without tools' = 'without tools',
): SampleProject {
  const folder = mkdtempSync(join(tmpdir(), 'sumu-check-'));
  for (const name of readdirSync(root)) {
    if (configuration.test(name)) copyFileSync(join(root, name), join(folder, name));
  }
  if (tools === 'with tools') linkTools(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
