/** Opens the replica's encrypted file. The only place that knows the driver and its pragmas.
 *  ST1 without a key nothing opens and nothing is created: a keyless open would write plaintext.  ST2 synchronous=FULL on every
 *  connection: what the screen calls saved has been fsynced; only steps of a long reply do not wait (`withoutWaiting`).  ST3 a file that is not ours is refused and left as it is.
 *  ST4 a full disk, and one for reading only, are no fault of the file. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type DiskFault, diskFaultAt, diskFaultOf } from './disk-fault.ts';

export type ReplicaDatabase = Database.Database;

export interface OpenOptions {
  /** Path of the file, or ':memory:' (the simulator's breadth; never on a disk, so without a cipher). */
  readonly path: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly readonly?: boolean;
  /** What a database in memory begins with: another's `serialize()`. */
  readonly image?: Buffer;
}

const REPLICA_FAULTS = ['wrong-key-or-not-ours', 'plaintext', 'newer', 'other-computer'] as const;
export type ReplicaFault = (typeof REPLICA_FAULTS)[number];

export class ReplicaFileError extends Error {
  readonly code: ReplicaFault;
  constructor(code: ReplicaFault, cause?: unknown, words = '') {
    super(`replica file: ${code}${words}`, { cause });
    this.code = code;
  }
}

/** The code of a ReplicaFileError, also of one that came out of the writer's thread, which keeps its code and not its class. */
export function replicaFaultOf(error: unknown): ReplicaFault | null {
  const { code } = (error ?? {}) as { code?: unknown };
  return REPLICA_FAULTS.find((fault) => fault === code) ?? null;
}

const PLAIN_HEADER = 'SQLite format 3\0';
/** Holds the indexes that a first sync of 100,000 people fills in no order; a township never fills it. */
const CACHE_KIB = 32 * 1024;
/** Pages of 4 KiB after which SQLite takes the log into the file at once, whoever waits: a long import, a first sync. Before that it is
 *  done while it is quiet (checkpoint.ts). */
const LOG_PAGES_MAX = 8_000;

/** A folder, a file of nothing and a database in the clear are refused before SQLite sees them: of the second it would make a new replica. */
function assertMayBeOurs(path: string): void {
  if (path === ':memory:' || !existsSync(path)) return;
  const stats = statSync(path);
  if (!stats.isFile() || stats.size === 0) throw new ReplicaFileError('wrong-key-or-not-ours');
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(PLAIN_HEADER.length);
    const read = readSync(file, header, 0, header.length, 0);
    if (read === header.length && header.toString('latin1') === PLAIN_HEADER)
      throw new ReplicaFileError('plaintext');
  } finally {
    closeSync(file);
  }
}

function isCannotOpen(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_CANTOPEN');
}

/** With a code that says it, for it may cross a thread. */
function diskError(fault: DiskFault, cause: unknown): Error {
  const code = fault === 'disk-full' ? 'ENOSPC' : 'EROFS';
  return Object.assign(new Error(`the replica cannot be opened: ${fault}`, { cause }), { code });
}

/** A connection with every pragma set. Throws ReplicaFileError when the key does not fit or the file is not a replica. */
export function openReplicaFile(options: OpenOptions): ReplicaDatabase {
  if (options.key.length !== 32) throw new ReplicaFileError('wrong-key-or-not-ours');
  assertMayBeOurs(options.path);
  let db: ReplicaDatabase | null = null;
  try {
    db = new Database(options.image ?? options.path, { readonly: options.readonly === true });
    if (options.path !== ':memory:') {
      db.pragma("cipher='sqlcipher'");
      db.pragma('legacy=4');
      db.pragma(`key="x'${Buffer.from(options.key).toString('hex')}'"`);
    }
    db.pragma('temp_store=MEMORY');
    db.pragma(`cache_size=-${CACHE_KIB}`);
    if (!options.readonly) {
      db.pragma('journal_mode=WAL');
      db.pragma(`wal_autocheckpoint=${LOG_PAGES_MAX}`);
    }
    db.pragma('synchronous=FULL');
    db.pragma('foreign_keys=ON');
    db.pragma('trusted_schema=OFF');
    db.pragma('cell_size_check=ON');
    db.pragma('busy_timeout=5000');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db?.close();
    const fault = diskFaultOf(error) ?? (isCannotOpen(error) ? diskFaultAt(dirname(options.path)) : null);
    throw fault ? diskError(fault, error) : new ReplicaFileError('wrong-key-or-not-ours', error);
  }
}

/** Does something whose loss in a power cut costs nobody anything, because it comes again: its transactions do not wait for the disk. What was
 *  written before stays before it, and the next that waits waits for all. */
export function withoutWaiting<T>(db: ReplicaDatabase, work: () => T): T {
  const before = db.pragma('synchronous', { simple: true });
  db.pragma('synchronous=NORMAL');
  try {
    return work();
  } finally {
    db.pragma(`synchronous=${String(before)}`);
  }
}
