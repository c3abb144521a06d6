/** `npm test`: everything, part after part, each with its counts and its seconds beside the time it should take
 *  on two cores. The last line alone is `N passed, N failed` (`, N skipped`): build machines read it.
 *  A part that is over its time is said, not failed: machines differ. What a red part said last is said again at the end: of a
 *  long log build machines keep the end.                                                                                 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { runE2e } from './e2e.ts';
import { root } from './sources.ts';
import {
  fromCheck,
  fromMutants,
  fromPlaywright,
  fromSim,
  fromVitest,
  lastLine,
  nothing,
  sum,
  type Tally,
  withExitCode,
} from './tally.ts';

const reports = join(root, 'reports');
/** Fixed, so that a red run can be repeated; fresh seeds are the nightly run's. */
const simArguments = ['--seeds', '300', '--from', '1', '--acts', '120', '--rare'];
/** These tests wait for servers and lines more than they reckon. */
const integrationWorkers = '--maxWorkers=3';

type TestPart = { readonly name: string; readonly budgetMinutes: number; readonly run: () => Promise<Tally> };

const LAST_LINES = 40;
const LAST_CHARACTERS = 30_000;
/** The end of what the part that runs now has printed. */
let said = '';

function printed(text: string): void {
  said = (said + text).slice(-LAST_CHARACTERS);
  process.stdout.write(text.replace(/^(?=.)/gm, '  '));
}

/** Runs a script of this project with this Node; its output is shown indented and returned. */
function runScript(script: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, FORCE_COLOR: '0' };
    const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, env });
    child.stdin.end();
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        printed(text);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function readReport<Report>(name: string): Report | undefined {
  const path = join(reports, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined;
}

async function vitest(name: string, projects: readonly string[], ...more: readonly string[]): Promise<Tally> {
  const { code } = await runScript('node_modules/vitest/vitest.mjs', [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...more,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, `${name}.json`)}`,
  ]);
  const report = readReport<Parameters<typeof fromVitest>[0]>(`${name}.json`);
  return withExitCode(report ? fromVitest(report) : nothing, code);
}

async function check(): Promise<Tally> {
  const { code, output } = await runScript('scripts/check.ts', []);
  return withExitCode(fromCheck(output), code);
}

async function sim(): Promise<Tally> {
  const { code, output } = await runScript('e2e/sim/main.ts', simArguments);
  return withExitCode(fromSim(output), code);
}

/** Ten known mistakes, one at a time: a simulator that finds none proves nothing. */
async function mutants(): Promise<Tally> {
  const { code, output } = await runScript('e2e/sim/mutants/main.ts', ['--ci']);
  return withExitCode(fromMutants(output), code);
}

async function e2e(): Promise<Tally> {
  const result = await runE2e(['--project=flows'], printed);
  if ('skipped' in result) {
    printed(`the e2e tests are skipped: ${result.why}\n`);
    const skipped = { passed: 0, failed: 0, skipped: result.skipped };
    return process.env['CI'] ? { ...skipped, failed: 1 } : skipped;
  }
  const report = readReport<Parameters<typeof fromPlaywright>[0]>('e2e.json');
  return withExitCode(report ? fromPlaywright(report) : nothing, result.code);
}

const parts: readonly TestPart[] = [
  { name: 'check', budgetMinutes: 1.5, run: check },
  { name: 'unit', budgetMinutes: 5, run: () => vitest('unit', ['node', 'web']) },
  { name: 'integration', budgetMinutes: 4.5, run: () => vitest('integration', ['pg'], integrationWorkers) },
  { name: 'sim', budgetMinutes: 4.5, run: sim },
  { name: 'mutants', budgetMinutes: 1.5, run: mutants },
  { name: 'e2e', budgetMinutes: 8, run: e2e },
];

type PartResult = { readonly tally: Tally; readonly line: string; readonly lastWords: string };

async function runPart({ name, budgetMinutes, run }: TestPart): Promise<PartResult> {
  console.log(`${name}:`);
  said = '';
  const started = performance.now();
  const tally = await run().catch((error: unknown) => {
    printed(`${String(error)}\n`);
    return { ...nothing, failed: 1 };
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  const over = seconds > budgetMinutes * 60 ? ', over its time' : '';
  const line = `${name}: ${lastLine(tally)} (${seconds} s of ${budgetMinutes * 60} s${over})`;
  console.log(`${line}\n`);
  const lastWords = tally.failed > 0 ? said.trimEnd().split('\n').slice(-LAST_LINES).join('\n') : '';
  return { tally, line, lastWords };
}

rmSync(reports, { recursive: true, force: true });
const started = performance.now();
await buildIfStale().catch((error: unknown) => printed(`${String(error)}\n`));
const results: PartResult[] = [];
for (const part of parts) results.push(await runPart(part));
for (const { line, lastWords } of results) if (lastWords !== '') console.log(`${line}\n${lastWords}\n`);
for (const { line } of results) console.log(line);
console.log(`everything: ${Math.round((performance.now() - started) / 1000)} s`);
const total = sum(results.map(({ tally }) => tally));
console.log(lastLine(total));
if (total.failed > 0) process.exitCode = 1;
