/** Processes that look for a mistake in a copy of the sources: one that plays histories (hunt.ts), or the unit tests.               */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Found, Search } from './hunt.ts';

/** A history that is still going on when so much time is up does not end. */
const ONE_HISTORY_MS = 300_000;
const UNIT_MS = 240_000;

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

/** The first of the unit tests that notice a change of a file; none when they pass. The simulator's own are left out: it is what is tried. */
export async function askUnitTests(folder: string, file: string): Promise<readonly string[]> {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const report = join(folder, 'unit.json');
  const args = [
    'related',
    '--run',
    '--project',
    'node',
    '--exclude',
    'e2e/**',
    '--bail',
    '1',
    '--no-file-parallelism',
  ];
  await run(folder, [vitest, ...args, '--reporter=json', `--outputFile=${report}`, file], UNIT_MS);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const failed = assertionResults.filter((each) => each.status === 'failed');
      const path = name.slice(folder.length + 1);
      return failed.length ? failed.map(({ fullName }) => `${path}: ${fullName}`) : [path];
    });
}
