/** Boundaries: who may import whom, and no cycles (.dependency-cruiser.cjs). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFolders } from '../sources.ts';
import { type Findings, type Part, runTool } from './part.ts';

type Violation = { readonly from: string; readonly to: string; readonly rule: { readonly name: string } };
type Report = {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly Violation[] };
};

async function run(folder: string): Promise<Findings> {
  const cruiser = join(folder, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const folders = sourceFolders.filter((name) => existsSync(join(folder, name)));
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { code, output, errors } = await runTool(folder, cruiser, args);
  try {
    const { totalCruised, violations } = (JSON.parse(output) as Report).summary;
    const faults = violations.map(({ from, to, rule }) => `${from} imports ${to} (${rule.name})`);
    return { looked: totalCruised, faults };
  } catch {
    return {
      looked: 0,
      faults: [`dependency-cruiser ended with ${code}: ${output.slice(0, 2000)}${errors}`],
    };
  }
}

export const boundaries: Part = { name: 'boundaries', run };
