/** Service user: under whom the binaries run. PostgreSQL refuses to run as root, so root lends it the system user `postgres`
 *  (made when missing); everybody else runs it as themselves.
 *  SU1 what a child gets from the environment is chosen here: no PG… variable, no foreign locale or library path.        */
import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { EmbeddedFault } from './fault.ts';

const userName = 'postgres';
/** Outside every home folder: a child must not start in a folder that its user cannot enter. */
const neutralFolder = '/';

export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
  /** True when this process is root and has to hand over to another user. */
  readonly isOther: boolean;
}

function idOf(option: '-u' | '-g'): number | undefined {
  const answer = spawnSync('id', [option, userName], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout.trim()) : undefined;
}

function lookUp(): ServiceUser | undefined {
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid, isOther: true };
}

/** The user to run PostgreSQL as. Throws `embedded/no-user` where there is none and none can be made. */
export function serviceUser(): ServiceUser {
  if (!process.getuid || !process.getgid) {
    throw new EmbeddedFault(
      'embedded/no-user',
      'the embedded database runs on Linux and macOS; on this system name a PostgreSQL by DATABASE_URL',
    );
  }
  if (process.getuid() !== 0) return { uid: process.getuid(), gid: process.getgid(), isOther: false };
  const found = lookUp();
  if (found) return found;
  const made = spawnSync(
    'useradd',
    [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      userName,
    ],
    { encoding: 'utf8' },
  );
  // Another starter may have made it in the same moment; what counts is that it is there.
  const user = lookUp();
  if (user) return user;
  throw new EmbeddedFault(
    'embedded/no-user',
    `PostgreSQL does not run as root, and the user ${userName} could not be made: ${made.stderr?.trim() || made.error?.message}`,
  );
}

/** Options that every child of the embedded database is started with (SU1). */
export function childOptions(user: ServiceUser): SpawnOptions {
  return {
    cwd: neutralFolder,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(user.isOther ? { uid: user.uid, gid: user.gid } : {}),
  };
}

export interface Finished {
  readonly ok: boolean;
  /** Both outputs, or why it did not start. */
  readonly words: string;
}

/** Runs a program as the service user until it ends. Never throws: a program that does not start is an answer too. */
export function runAs(user: ServiceUser, command: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...childOptions(user), stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    child.stdout?.on('data', (chunk) => (words += chunk));
    child.stderr?.on('data', (chunk) => (words += chunk));
    child.once('error', (error) => resolve({ ok: false, words: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, words: words.trim() }));
  });
}

/** Whether the service user can enter a folder, tried rather than reckoned: modes, lists and mounts all have a say. */
export async function canEnter(user: ServiceUser, folder: string): Promise<boolean> {
  return (await runAs(user, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder])).ok;
}
