import { expect, test } from 'vitest';
import { boundaries } from './boundaries.ts';
import { sampleProject } from './sample-project.ts';

const leaf = 'export const value = 1;\n';
const importing = (specifier: string): string =>
  `import { value } from '${specifier}';\nexport const seen = value;\n`;

/** Each row: a file, what it imports, and the rule that forbids it. */
const forbidden = [
  ['src-shared/domain/a.ts', '#shared/sync/leaf.ts', 'zone src-shared/domain/'],
  ['src-shared/base/b.ts', '../records/leaf.ts', 'zone src-shared/base/'],
  ['src-shared/domain/c.ts', 'node:fs', 'shared code imports pure libraries only'],
  ['src-shared/domain/d.ts', '../../src-server/store/leaf.ts', 'zone src-shared/domain/'],
  ['src-renderer/app/e.ts', '../../src-main/replica/leaf.ts', 'zone src-renderer/(app/|[^/]+$)'],
  ['src-renderer/ui/f.ts', '../data/leaf.ts', 'zone src-renderer/ui/'],
  ['src-renderer/features/g.ts', 'node:path', 'screens know nothing of Node'],
  ['src-main/replica/h.ts', 'electron', 'only the desktop host knows electron'],
  ['src-main/browser/i.ts', '../replica/leaf.ts', 'zone src-main/browser/'],
  ['src-main/electron/j.ts', '../replica/leaf.ts', 'zone src-main/electron/'],
  ['src-main/replica/k.ts', '../../src-server/store/leaf.ts', 'zone src-main/replica/'],
  ['src-server/store/l.ts', '../sync/leaf.ts', 'zone src-server/store/'],
  ['src-server/http/m.ts', '../../src-main/replica/leaf.ts', 'zone src-server/'],
  ['src-server/http/n.ts', '../../e2e/leaf.ts', 'nothing imports a test'],
  ['src-server/http/o.ts', './missing.ts', 'every import is found'],
  ['src-server/http/p.ts', 'vitest', 'the product uses no tool of development'],
] as const;

const leaves = [
  'src-shared/sync/leaf.ts',
  'src-shared/records/leaf.ts',
  'src-server/store/leaf.ts',
  'src-server/sync/leaf.ts',
  'src-main/replica/leaf.ts',
  'src-renderer/data/leaf.ts',
  'e2e/leaf.ts',
];

const allowed: Record<string, string> = {
  'src-renderer/features/fine.ts': importing('#shared/sync/leaf.ts'),
  'src-server/http/fine.ts': importing('../sync/leaf.ts'),
  'e2e/fine.ts': importing('../src-main/replica/leaf.ts'),
  'src-main/electron/fine.ts': "import { app } from 'electron';\nexport const name = app.name;\n",
};

test('every forbidden direction is found, every allowed one is not', { timeout: 60_000 }, async () => {
  using project = sampleProject(
    {
      ...allowed,
      ...Object.fromEntries(leaves.map((name) => [name, leaf])),
      ...Object.fromEntries(forbidden.map(([name, specifier]) => [name, importing(specifier)])),
      'src-server/sync/one.ts': "import { two } from './two.ts';\nexport const one = (): number => two();\n",
      'src-server/sync/two.ts': "import { one } from './one.ts';\nexport const two = (): number => one();\n",
    },
    'with tools',
  );
  const { faults } = await boundaries.run(project.folder);
  for (const [name, , rule] of forbidden) {
    expect(faults.filter((fault) => fault.startsWith(`${name} imports`)).join()).toContain(`(${rule})`);
  }
  expect(faults).toContain('src-server/sync/one.ts imports src-server/sync/two.ts (no cycle)');
  expect(faults.filter((fault) => fault.includes('fine.ts'))).toEqual([]);
});
