import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boundaries } from './boundaries.ts';
import { format } from './format.ts';
import { lint } from './lint.ts';
import { hasFailed, type Part } from './part.ts';
import { sampleProject } from './sample-project.ts';
import { types } from './types.ts';

const slow = 60_000;

async function faultsOf(part: Part, files: Record<string, string>): Promise<readonly string[]> {
  using project = sampleProject(files, 'with tools');
  const findings = await part.run(project.folder);
  expect(findings.looked).toBeGreaterThan(0);
  return findings.faults;
}

test.for([boundaries, lint])('$name fails where nothing is looked at', { timeout: slow }, async (part) => {
  using project = sampleProject({}, 'with tools');
  if (part === lint) rmSync(join(project.folder, '.dependency-cruiser.cjs'));
  const findings = await part.run(project.folder);
  expect(findings.looked).toBe(0);
  expect(hasFailed(findings)).toBe(true);
});

test('types: a zone does not see the library of another, and no file is outside all zones', {
  timeout: slow,
}, async () => {
  const faults = await faultsOf(types, {
    'src-shared/domain/clock.ts': 'export const shown = document.title;\n',
    'src-renderer/app/main.ts':
      "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    'src-main/replica/index.ts': 'export const width: number = window.innerWidth;\n',
    'src-server/fine.ts': 'export const answer: number = 42;\n',
    'e2e/page.mts': 'export const forgotten = 1;\n',
    'forgotten.ts': 'export const forgotten = 1;\n',
  });
  expect(faults.filter((fault) => fault.includes('error TS')).map((fault) => fault.split('(')[0])).toEqual(
    expect.arrayContaining([
      'src-shared/domain/clock.ts',
      'src-renderer/app/main.ts',
      'src-main/replica/index.ts',
    ]),
  );
  expect(faults).toContain('forgotten.ts: no tsconfig knows this file');
  expect(faults.join('\n')).not.toContain('fine.ts');
});

test('types: a screen that imports the replica does not compile', { timeout: slow }, async () => {
  const faults = await faultsOf(types, {
    'src-main/replica/store.ts': 'export const store = 1;\n',
    'src-renderer/app/main.ts':
      "import { store } from '../../src-main/replica/store.ts';\nexport const seen = store;\n",
  });
  expect(faults.join('\n')).toContain('TS6307');
});

test('lint: finds a promise that nobody waits for, in every zone', { timeout: slow }, async () => {
  const careless = 'async function save(): Promise<void> {}\nexport function press(): void {\n  save();\n}\n';
  const files = [
    'src-shared/a.ts',
    'src-main/replica/b.ts',
    'src-renderer/c.ts',
    'scripts/d.test.ts',
    'e2e/e.ts',
  ];
  const faults = await faultsOf(lint, Object.fromEntries(files.map((name) => [name, careless])));
  for (const name of files) {
    expect(
      faults.some((fault) => fault.startsWith(`${name}:3`) && fault.includes('no-floating-promises')),
    ).toBe(true);
  }
});

test('lint: a test that is switched off breaks the build', { timeout: slow }, async () => {
  const faults = await faultsOf(lint, {
    'e2e/sim/storm.test.ts':
      "import { test } from 'vitest';\ntest.skip('storm', () => {});\ntest.only('calm', () => {});\n",
  });
  expect(faults.join('\n')).toMatch(
    /no-disabled-tests[^]*no-focused-tests|no-focused-tests[^]*no-disabled-tests/,
  );
});

test('format: names the file that is written differently', { timeout: slow }, async () => {
  const faults = await faultsOf(format, { 'src-shared/base/a.ts': 'export const a  = "x"\n' });
  expect(faults).toEqual(['src-shared/base/a.ts: npm run format changes this file']);
});
