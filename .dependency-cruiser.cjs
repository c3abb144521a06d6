/** Who may import whom. One row a zone: `from` may reach the listed zones and nothing else of ours. No row
 *  has an exception for a single file: a file in the wrong place moves. `npm run check` runs it and fails
 *  when nothing was looked at (a dependency-cruiser that cannot read the TypeScript in use says «no
 *  violations (0 modules)»).                                                                            */

/** The order inside src-shared: each may import those after it. */
const sharedOrder = ['rpc', 'sync', 'domain', 'records', 'base'];
const sharedZones = sharedOrder.map((name, at) => ({
  zone: `^src-shared/${name}/`,
  mayReach: sharedOrder.slice(at).map((reached) => `^src-shared/${reached}/`),
}));

const shared = '^src-shared/';

const zones = [
  ...sharedZones,
  { zone: '^src-renderer/(app/|[^/]+$)', mayReach: [shared, '^src-renderer/'] },
  { zone: '^src-renderer/features/', mayReach: [shared, '^src-renderer/(features|data|ui|text)/'] },
  { zone: '^src-renderer/(data|text)/', mayReach: [shared, '^src-renderer/(data|text)/'] },
  { zone: '^src-renderer/ui/', mayReach: [shared, '^src-renderer/(ui|text)/'] },
  { zone: '^src-main/replica/', mayReach: [shared, '^src-main/(replica|host)/', '^migrations/replica/'] },
  { zone: '^src-main/host/', mayReach: [shared, '^src-main/host/'] },
  { zone: '^src-main/browser/', mayReach: [shared, '^src-main/(browser|host)/'] },
  { zone: '^src-main/preload/', mayReach: [shared, '^src-main/(preload|host)/'] },
  { zone: '^src-main/electron/', mayReach: [shared, '^src-main/(electron|preload|host)/'] },
  { zone: '^src-server/store/', mayReach: [shared, '^src-server/store/', '^migrations/central/'] },
  { zone: '^src-server/sync/', mayReach: [shared, '^src-server/(sync|store)/'] },
  {
    zone: '^src-server/',
    mayReach: [shared, '^src-server/', '^migrations/central/'],
    narrower: '(store|sync)/',
  },
  { zone: '^migrations/replica/', mayReach: [shared, '^migrations/replica/'] },
  { zone: '^migrations/central/', mayReach: [shared, '^migrations/central/'] },
  { zone: '^scripts/', mayReach: ['^scripts/', '^[^/]+$'] },
];

const ours = '^(src-|migrations/|e2e/|scripts/)';
const tests = '[.]test[.]tsx?$';

const zoneRules = zones.map(({ zone, mayReach, narrower }) => ({
  name: `zone ${zone.replace('^', '')}`,
  severity: 'error',
  from: narrower ? { path: zone, pathNot: `${zone}${narrower}` } : { path: zone },
  to: { path: ours, pathNot: mayReach },
}));

/** Libraries that shared code may use: pure ones, that run alike in Node, Electron and a browser. */
const pureLibraries = [
  'zod',
  '@noble/ciphers',
  'chinese-days',
  '@noble/curves',
  '@noble/hashes',
  '@orpc/contract',
  'pinyin-pro',
];

module.exports = {
  forbidden: [
    ...zoneRules,
    {
      name: 'shared code imports pure libraries only',
      severity: 'error',
      from: { path: shared, pathNot: tests },
      to: { pathNot: [shared, `^node_modules/(${pureLibraries.join('|')})/`] },
    },
    {
      name: 'only the desktop host knows electron',
      severity: 'error',
      from: { path: ours, pathNot: '^src-main/(electron|preload)/' },
      to: { path: '^(node_modules/)?electron(/|$)' },
    },
    {
      name: 'screens know nothing of Node',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing imports a test',
      severity: 'error',
      from: { pathNot: '^(e2e|bench)/' },
      to: { path: ['^e2e/', tests] },
    },
    {
      // The peers of bench/ are installed when they are measured, and otherwise not there.
      name: 'every import is found',
      severity: 'error',
      from: { pathNot: '^bench/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'every library is in package.json',
      severity: 'error',
      from: { path: ours },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-optional', 'npm-bundled'] },
    },
    {
      name: 'the product uses no tool of development',
      severity: 'error',
      from: { path: '^(src-|migrations/)', pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: ['^node_modules/electron/', '^node_modules/@types/'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    preserveSymlinks: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      mainFields: ['types', 'module', 'main'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
