/** Looks at a replica before anything is written to it: whether it is ours, of this program, and of this computer. Reads only. */
import { stepOf } from './migrate.ts';
import { openReplicaFile, type ReplicaDatabase, ReplicaFileError } from './open.ts';

function readMeta(db: ReplicaDatabase, name: string): string | null {
  const row = db.prepare('SELECT value FROM meta WHERE name = ?').get(name) as { value: string } | undefined;
  return row?.value ?? null;
}

/** Gives one line of what the file remembers. Throws ReplicaFileError: not ours, of a newer program, of another computer, or not there. */
export function inspectReplica(path: string, key: Uint8Array, device: number, wanted: string): string | null {
  const db = openReplicaFile({ path, key, readonly: true });
  try {
    // Made, but not brought to any step: a sign-in that was cut off at its first moment.
    if (stepOf(db) === 0) return null;
    // A file of an older program has not said which number its name holds: it had no other.
    const known = readMeta(db, 'home') ?? readMeta(db, 'device');
    if (known !== null && Number(known) !== device) throw new ReplicaFileError('other-computer');
    return readMeta(db, wanted);
  } catch (error) {
    if (error instanceof ReplicaFileError) throw error;
    throw new ReplicaFileError('wrong-key-or-not-ours', error);
  } finally {
    db.close();
  }
}
