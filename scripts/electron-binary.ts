/** Where Electron's binary is, or one line that says why the desk runs on the browser host instead.
 *  The binary is no part of `npm ci`: offices behind a filter cannot fetch it, and nothing but the thin
 *  desktop host needs it. So it is used when it is there, or when it arrives within some seconds.     */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.ts';

const fetchWithinMs = 8000;

export type ElectronBinary = { readonly path: string } | { readonly missing: string };

function installedBinary(): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Lets Electron's own installer fetch the binary; gives up after `fetchWithinMs`. */
function fetchBinary(): Promise<void> {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const child = spawn(process.execPath, [installer], { stdio: 'ignore' });
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), fetchWithinMs);
    const finish = (): void => {
      clearTimeout(timer);
      resolve();
    };
    child.once('error', finish);
    child.once('close', finish);
  });
}

/** For `npm start`: only where a window can be shown, and fetched when that takes seconds. */
export async function electronForStart(): Promise<ElectronBinary> {
  if (!hasDisplay()) return { missing: 'this machine has no display' };
  if (process.getuid?.() === 0) return { missing: "Electron's sandbox does not run as root" };
  if (installedBinary() === undefined) await fetchBinary();
  return electronInstalled();
}

/** For `npm run desktop`: what is there now. */
export function electronInstalled(): ElectronBinary {
  const path = installedBinary();
  return path === undefined
    ? { missing: "Electron's binary is not here and could not be fetched" }
    : { path };
}
