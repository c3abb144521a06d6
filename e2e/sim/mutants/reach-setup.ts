/** Runs before each file of unit tests when it is asked which of them reach which functions (reach.ts): V8 says what was called, the file's
 *  name goes beside it.                                                                                                            */
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';

const SOURCES = /\/(src-(?:shared|main|server)\/[^?]+\.ts)$/;
const folder = process.env['SUMU_REACH'] ?? '';
const began = performance.now();
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });

function pathOf(url: string): string | undefined {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  return SOURCES.exec(path)?.[1];
}

afterAll(() => {
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error) throw error;
    const called: Record<string, string[]> = {};
    for (const { url, functions } of result) {
      const file = pathOf(url);
      if (!file || file.endsWith('.test.ts')) continue;
      const names = functions
        .filter(({ ranges }) => ranges.some(({ count }) => count > 0))
        .map(({ functionName }) => functionName);
      called[file] = [...new Set([...(called[file] ?? []), ...names])];
    }
    const test = (expect.getState().testPath ?? '').replace(`${process.cwd()}/`, '');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `${test.replaceAll('/', '~')}.json`),
      JSON.stringify({ test, ms: performance.now() - began, called }),
    );
  });
});
