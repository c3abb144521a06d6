/** Processes that look for a mistake in a copy of the sources: one that plays histories (hunt.ts), or the unit tests.               */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Found, Search } from './hunt.ts';

/** A history that is still going on when so much time is up does not end. */
const ONE_HISTORY_MS = 300_000;
/** A test that says nothing for so long does not end. */
const UNIT_MS = 300_000;

/** Lets a process run, and ends it when it has said nothing for too long; what it said, and whether it was ended. */
function run(
  folder: string,
  args: readonly string[],
  silentMs: number,
): Promise<{ said: string; isLate: boolean }> {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    let said = '';
    let isLate = false;
    const end = (): void => {
      isLate = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(end, silentMs);
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      clearTimeout(timer);
      timer = setTimeout(end, silentMs);
    });
    child.once('close', () => {
      clearTimeout(timer);
      resolve({ said, isLate });
    });
  });
}

/** Plays histories in a copy of the sources until one breaks a rule. */
export async function search(folder: string, wanted: Search): Promise<Found> {
  const file = join(folder, 'e2e/sim/mutants/hunt.ts');
  const { said, isLate } = await run(folder, [file, JSON.stringify(wanted)], ONE_HISTORY_MS);
  const lines = said.split('\n');
  const found = lines.find((each) => each.startsWith('FOUND '));
  if (found) return JSON.parse(found.slice(6)) as Found;
  const histories = lines.filter((each) => each.startsWith('AT ')).length;
  const where = `${wanted.scenario} from ${wanted.from}`;
  return isLate
    ? { histories, where, rule: 'I20', words: 'a history without end' }
    : { histories, where, rule: 'BUG', words: 'the program died' };
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export interface UnitsSaid {
  /** Tests that failed, each with its file; the file alone where it did not even load. */
  readonly failed: readonly string[];
  /** They were still going on, silently, when their time was up. */
  readonly isLate: boolean;
}

/** Runs files of unit tests in a copy of the sources. */
export async function runVitest(
  folder: string,
  files: readonly string[],
  { silentMs, bail }: { readonly silentMs: number; readonly bail: number },
): Promise<UnitsSaid> {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const report = join(folder, 'unit.json');
  const args = [
    ...['run', '--project', 'node'],
    ...['--bail', String(bail), '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
  ];
  rmSync(report, { force: true });
  const { isLate } = await run(folder, [vitest, ...args, ...files], silentMs);
  if (!existsSync(report)) return { failed: isLate ? ['an endless test'] : ['vitest did not run'], isLate };
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  const failed = testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const each = assertionResults.filter(({ status }) => status === 'failed');
      const path = name.slice(realpathSync(folder).length + 1);
      return each.length ? each.map(({ fullName }) => `${path}: ${fullName}`) : [path];
    })
    // A file that was ended with the one that failed has no test to name.
    .sort((one, other) => Number(other.includes(': ')) - Number(one.includes(': ')));
  return { failed, isLate };
}

/** Tests are asked in runs of about so long, so that quick ones are heard first. */
const RUN_MS = 15_000;

/** The first of these unit tests that fails, if any does, and how many files were asked: none is begun when the time is up. */
export async function askUnitTests(
  folder: string,
  tests: readonly { readonly test: string; readonly ms: number }[],
  msMax: number,
): Promise<{ readonly asked: number; readonly failed: string | null }> {
  const began = performance.now();
  let asked = 0;
  while (asked < tests.length && performance.now() - began < msMax) {
    const files: string[] = [];
    for (let ms = 0; asked < tests.length; asked++) {
      const { test, ms: own } = tests[asked] as (typeof tests)[number];
      if (files.length && ms + own > RUN_MS) break;
      files.push(test);
      ms += own;
    }
    const { failed, isLate } = await runVitest(folder, files, { silentMs: UNIT_MS, bail: 1 });
    if (failed.length || isLate) return { asked, failed: failed[0] ?? 'an endless test' };
  }
  return { asked, failed: null };
}
