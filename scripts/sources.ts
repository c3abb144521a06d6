/** Where the project's own source files are. Used by everything that looks at all of them. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

/** The folders whose code people write. A check that is given one that is not there skips it. */
export const sourceFolders = [
  'src-shared',
  'src-main',
  'src-server',
  'src-renderer',
  'migrations',
  'e2e',
  'bench/peers',
  'scripts',
] as const;

/** Every file below `path` (or `path` itself), none when it does not exist. */
export function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Source files below `folder`, relative to it and with forward slashes, that end in one of `endings`. */
export function sourceFiles(folder: string, endings: RegExp): string[] {
  const own = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const files = [
    ...own.map((entry) => join(folder, entry.name)),
    ...sourceFolders.flatMap((name) => filesBelow(join(folder, name))),
  ];
  const names = files.map((file) => relative(folder, file).replaceAll('\\', '/'));
  return names.filter((name) => endings.test(name)).toSorted();
}
