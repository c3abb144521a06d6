/** What a part of `npm run check` is, and how one runs a tool. A part that looked at nothing has failed:
 *  an empty green is worse than a red.                                                                 */
import { spawn } from 'node:child_process';

export type Findings = {
  /** How many files, modules or packages it looked at. */
  readonly looked: number;
  readonly faults: readonly string[];
};

export type Part = {
  readonly name: string;
  readonly run: (folder: string) => Promise<Findings>;
};

export type ToolResult = { readonly code: number; readonly output: string; readonly errors: string };

/** Runs a tool written for Node with this Node. */
export function runTool(folder: string, script: string, args: readonly string[]): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output, errors }));
  });
}

/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

export function hasFailed(findings: Findings): boolean {
  return findings.looked === 0 || findings.faults.length > 0;
}
