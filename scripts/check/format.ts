/** Format: files are as `npm run format` would leave them (biome.json). */
import { join } from 'node:path';
import { type Findings, linesOf, type Part, runTool } from './part.ts';

async function run(folder: string): Promise<Findings> {
  const formatter = join(folder, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { code, output, errors } = await runTool(folder, formatter, ['format', '--colors=off', '.']);
  const looked = Number(/Checked (\d+) files?/.exec(output + errors)?.[1] ?? 0);
  if (code === 0) return { looked, faults: [] };
  const named = linesOf(output + errors).filter((line) => /^\S+ format ━/.test(line));
  const faults = named.map((line) => `${line.split(' ')[0]}: npm run format changes this file`);
  return { looked, faults: faults.length > 0 ? faults : linesOf(output + errors) };
}

export const format: Part = { name: 'format', run };
