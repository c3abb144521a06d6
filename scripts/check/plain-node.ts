/** Plain Node: what is built for the replica and for the browser host never asks for `electron`, so that it runs
 *  where no Electron is. Follows the imports of the built files, because a shared chunk can carry one in.    */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Findings, Part } from './part.ts';

const entries = ['replica.js', 'writer.js', 'browser.js'];
const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"'\n]+)\1/g;

/** Looks through built files from `entry` on; `seen` collects them. */
export function electronImports(entry: string, seen: Set<string>): string[] {
  if (seen.has(entry)) return [];
  seen.add(entry);
  if (!existsSync(entry)) return [`${entry} was not built`];
  const faults: string[] = [];
  for (const [, , specifier = ''] of readFileSync(entry, 'utf8').matchAll(specifiers)) {
    if (/^electron(\/|$)/.test(specifier)) faults.push(`${entry} imports ${specifier}`);
    if (/^\.\.?\/.*\.[cm]?js$/.test(specifier)) {
      faults.push(...electronImports(resolve(dirname(entry), specifier), seen));
    }
  }
  return faults;
}

async function run(folder: string): Promise<Findings> {
  const seen = new Set<string>();
  const faults = entries.flatMap((name) => electronImports(join(folder, 'out', 'main', name), seen));
  return { looked: seen.size, faults: faults.map((fault) => fault.replace(`${folder}/`, '')) };
}

export const plainNode: Part = { name: 'plain Node', run };
