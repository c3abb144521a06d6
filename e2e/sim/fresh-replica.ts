/** The file of a desk that begins: made by production's migrations once a process, then copied. Making it anew for each desk of each history
 *  was a tenth of the work.                                                                                                       */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateReplica } from '../../src-main/replica/store/migrate.ts';
import { openReplicaFile, type ReplicaDatabase } from '../../src-main/replica/store/open.ts';

let inMemory: Buffer | null = null;
const files = new Map<string, Buffer>();

/** A migrated replica in memory. */
export function openFreshInMemory(key: Uint8Array): ReplicaDatabase {
  if (!inMemory) {
    const db = openReplicaFile({ path: ':memory:', key });
    migrateReplica(db);
    inMemory = db.serialize();
    db.close();
  }
  return openReplicaFile({ path: ':memory:', key, image: inMemory });
}

/** Puts the file of a desk that begins at a path in `folder`. */
export function putFreshFile(path: string, folder: string, key: Uint8Array): void {
  const name = Buffer.from(key).toString('hex');
  let file = files.get(name);
  if (!file) {
    const template = join(folder, 'fresh.db');
    const db = openReplicaFile({ path: template, key });
    migrateReplica(db);
    db.close();
    file = readFileSync(template);
    rmSync(template);
    files.set(name, file);
  }
  writeFileSync(path, file);
}
