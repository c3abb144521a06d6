/** Finds the file of the built screens that a URL names, for either host.
 *  AS1 only files below the root are ever read: the real path, symbolic links resolved, must begin with the real root and a
 *  separator, so that neither `..`, a link that leads out, nor a sibling folder with the same beginning gets through.
 *  AS2 a type that is not in the list is not served.  AS3 the page itself is never kept by the browser; files whose name
 *  carries a hash are kept for ever.                                                                                      */
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, sep } from 'node:path';

export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: { readonly 'Content-Type': string; readonly 'Cache-Control': string };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

/** `name-Ab12Cd34.js`: eight characters of the builder's hash before the ending, in its folder `assets`. */
const HASHED = /-[\w-]{8}\.\w+$/;

/** The path of a URL as a relative file name, or `undefined` when it is not one that we ever make. */
function relativeName(urlPath: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (!path.startsWith('/') || path.includes('\\') || path.includes('\0') || path.includes(':'))
    return undefined;
  const parts = path.slice(1).split('/');
  if (parts.some((part) => part === '..' || part === '.')) return undefined;
  return path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1);
}

function cacheOf(file: string): string {
  const isKept = basename(dirname(file)) === 'assets' && HASHED.test(basename(file));
  return isKept ? 'public, max-age=31536000, immutable' : 'no-store';
}

/** `undefined` when there is no such file to be had below `root`. */
export async function readAsset(root: string, urlPath: string): Promise<Asset | undefined> {
  const name = relativeName(urlPath);
  if (name === undefined) return undefined;
  const type = TYPES[extname(name).toLowerCase()];
  if (type === undefined) return undefined;
  try {
    const realRoot = await realpath(root);
    const file = await realpath(join(realRoot, name));
    if (!file.startsWith(realRoot + sep) || !(await stat(file)).isFile()) return undefined;
    const body = new Uint8Array(await readFile(file));
    return { body, headers: { 'Content-Type': type, 'Cache-Control': cacheOf(name) } };
  } catch {
    return undefined;
  }
}
