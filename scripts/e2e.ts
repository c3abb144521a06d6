/** `npm run e2e [-- Playwright's arguments]`: builds when the sources are newer, finds a browser, runs the flows.
 *  Without a browser the tests count as skipped, said in one line; under CI that is a failure.              */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { buildIfStale } from './build.ts';
import { root } from './sources.ts';

const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');

export type E2eResult = { readonly code: number } | { readonly skipped: number; readonly why: string };

/** How many tests there are, without running one. */
function countTests(args: readonly string[]): number {
  const list = [cli, 'test', '--list', '--reporter=json', ...args];
  const answer = spawnSync(process.execPath, list, { cwd: root, encoding: 'utf8' });
  const report = JSON.parse(answer.stdout) as { suites: SuiteList };
  return countSpecs(report.suites);
}

type SuiteList = readonly { readonly specs?: readonly unknown[]; readonly suites?: SuiteList }[];

function countSpecs(suites: SuiteList): number {
  return suites.reduce(
    (sum, { specs = [], suites: inner = [] }) => sum + specs.length + countSpecs(inner),
    0,
  );
}

/** Runs Playwright with what is printed given to `onOutput`, or to the terminal. */
export async function runE2e(args: readonly string[], onOutput?: (text: string) => void): Promise<E2eResult> {
  await buildIfStale();
  const browser = findBrowser();
  if ('missing' in browser) return { skipped: countTests(args), why: browser.missing };
  const child = spawn(process.execPath, [cli, 'test', ...args], {
    cwd: root,
    env: { ...process.env, CHROMIUM_PATH: browser.path, FORCE_COLOR: '0' },
    stdio: ['inherit', onOutput ? 'pipe' : 'inherit', onOutput ? 'pipe' : 'inherit'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => onOutput?.(text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1 }));
  });
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  const result = await runE2e(
    given.some((each) => each.startsWith('--project')) ? given : ['--project=flows', ...given],
  );
  if ('skipped' in result) console.log(`e2e: ${result.skipped} skipped: ${result.why}`);
  process.exitCode = 'code' in result ? result.code : process.env['CI'] ? 1 : 0;
}
