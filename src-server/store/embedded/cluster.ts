/** Cluster: the folder that PostgreSQL calls its data directory. Makes it once, and refuses one that is not for these binaries.
 *
 *  CL1 a cluster is complete and on disk before it gets its name; what an interrupted start left is removed by the next.
 *  CL2 nobody gets in by network: the superuser's password is made up, given to initdb in a file of mode 0600 and forgotten.
 *  Local connections need none, because only we can reach the socket (server-process.ts).
 *  CL3 texts compare by code point everywhere (builtin C.UTF-8), so an index never depends on a machine's locale files.     */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedFault } from './fault.ts';
import { runAs, type ServiceUser } from './service-user.ts';

export const superuser = 'postgres';
const siblingPrefix = 'cluster.new-';
const passwordBytes = 32;

/** Whether a commit waits until the disk has it. */
export type Durability = 'full' | 'none';

function initdbArguments(folder: string, passwordFile: string, durability: Durability): string[] {
  return [
    ...['-D', folder, '-U', superuser, `--pwfile=${passwordFile}`],
    ...['--auth-local=trust', '--auth-host=scram-sha-256'],
    ...[
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durability === 'none' ? ['--no-sync'] : []),
    ],
  ];
}

function giveTo(user: ServiceUser, path: string): void {
  if (user.isOther) chownSync(path, user.uid, user.gid);
}

/** Windows has no such call, and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

async function makeCluster(
  home: string,
  target: string,
  binaries: Binaries,
  user: ServiceUser,
  durability: Durability,
): Promise<void> {
  const sibling = mkdtempSync(join(home, siblingPrefix));
  const passwordFile = `${sibling}.password`;
  try {
    chmodSync(sibling, 0o700);
    giveTo(user, sibling);
    writeFileSync(passwordFile, `${randomBytes(passwordBytes).toString('hex')}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    giveTo(user, passwordFile);
    const answer = await runAs(user, binaries.initdb, initdbArguments(sibling, passwordFile, durability));
    if (!answer.ok) {
      throw new EmbeddedFault('embedded/init-failed', `the database could not be made: ${answer.words}`);
    }
    renameSync(sibling, target);
    syncFolder(home);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(sibling, { recursive: true, force: true });
  }
}

/** The cluster of a home that this process owns; made when missing. */
export async function openCluster(
  home: string,
  binaries: Binaries,
  user: ServiceUser,
  durability: Durability,
): Promise<string> {
  for (const name of readdirSync(home)) {
    if (name.startsWith(siblingPrefix)) rmSync(join(home, name), { recursive: true, force: true });
  }
  const cluster = join(home, 'cluster');
  if (!existsSync(cluster)) await makeCluster(home, cluster, binaries, user, durability);
  const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (major === binaries.major) return cluster;
  throw new EmbeddedFault(
    'embedded/other-version',
    `the database in ${home} was made by PostgreSQL ${major}, and this program brings ${binaries.major}; ` +
      'dump it with the old one and load it into a new data folder',
  );
}
