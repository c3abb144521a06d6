/** Build: `npm run build` bundles the hosts, the replica, the preload and the screens into out/.
 *  Every script that runs the built product calls `buildIfStale`, which does nothing when the sources are
 *  those that out/ was made of. The stamp is a hash of contents, not of times: a checkout changes times. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from './setup.mjs';
import { filesBelow, root } from './sources.ts';

const out = join(root, 'out');
const stampFile = join(out, '.stamp');

/** What goes into the bundles. */
const sources = [
  'src-shared',
  'src-main',
  'src-renderer',
  'migrations',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** A hash over name and content of every file below `paths` that is not a test. */
export function sourceStamp(folder: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  const files = paths
    .flatMap((path) => filesBelow(join(folder, path)))
    .filter((file) => !/\.test\.tsx?$/.test(file));
  for (const file of files.toSorted()) {
    const content = readFileSync(file);
    hash.update(`${relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function isBuilt(stamp: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

function build(stamp: string): void {
  const started = performance.now();
  rmSync(out, { recursive: true, force: true });
  const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const answer = spawnSync(process.execPath, [cli, 'build'], { cwd: root, encoding: 'utf8' });
  if (answer.status !== 0) {
    process.stderr.write(`${answer.stdout}${answer.stderr}`);
    throw new Error('the build failed; its own words are above');
  }
  writeFileSync(stampFile, stamp);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`build: out/ is new (${seconds} s)\n`);
}

/** Builds unless out/ is what the sources give. Two at once do not collide. */
export async function buildIfStale(): Promise<void> {
  if (isBuilt(sourceStamp(root, sources))) return;
  await withLock(join(root, '.build.lock'), 'build', () => {
    const stamp = sourceStamp(root, sources);
    if (!isBuilt(stamp)) build(stamp);
  });
}

if (import.meta.main) {
  rmSync(stampFile, { force: true });
  await buildIfStale();
}
