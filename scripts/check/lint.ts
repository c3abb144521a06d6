/** Lint: oxlint with the rules that need types (.oxlintrc.json). */
import { join } from 'node:path';
import { type Findings, type Part, runTool } from './part.ts';

type Diagnostic = {
  readonly message: string;
  readonly code?: string;
  readonly filename?: string;
  readonly labels?: readonly { readonly span: { readonly line?: number } }[];
};
type Report = { readonly diagnostics: readonly Diagnostic[]; readonly number_of_files: number };

async function run(folder: string): Promise<Findings> {
  const linter = join(folder, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { code, output, errors } = await runTool(folder, linter, ['--type-aware', '--format', 'json']);
  try {
    const report = JSON.parse(output) as Report;
    const faults = report.diagnostics.map(({ message, code: rule, filename, labels }) => {
      return `${filename ?? ''}:${labels?.[0]?.span.line ?? ''}: ${message} [${rule ?? ''}]`;
    });
    if (code !== 0 && faults.length === 0) faults.push(`oxlint ended with ${code}: ${errors}`);
    return { looked: report.number_of_files, faults };
  } catch {
    return { looked: 0, faults: [`oxlint ended with ${code}: ${output.slice(0, 2000)}${errors}`] };
  }
}

export const lint: Part = { name: 'lint', run };
