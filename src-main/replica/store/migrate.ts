/** Brings a replica file to the newest step of migrations/replica, forward only, each step in its own transaction;
 *  then what an older program kept for this one is laid down. */
import { sql as caseload } from '../../../migrations/replica/0001_caseload.ts';
import { sql as input } from '../../../migrations/replica/0002_input.ts';
import { sql as sync } from '../../../migrations/replica/0003_sync.ts';
import { sql as law } from '../../../migrations/replica/0004_law.ts';
import { sql as groups } from '../../../migrations/replica/0005_groups.ts';
import { sql as hub } from '../../../migrations/replica/0006_hub.ts';
import { adoptFile } from '../sync/kept.ts';
import { type ReplicaDatabase, ReplicaFileError } from './open.ts';
import { indexEverybody } from './search-index.ts';
import { Statements } from './statements.ts';

interface Step {
  readonly sql: string;
  /** What SQL alone cannot do, in the same transaction. */
  readonly finish?: (statements: Statements) => void;
}

const STEPS: readonly Step[] = [
  { sql: caseload },
  { sql: input, finish: indexEverybody },
  { sql: sync },
  { sql: law },
  { sql: groups },
  { sql: hub },
];

/** The step a file stands at. Throws when the file is newer than this program: an old program never writes into it. */
export function stepOf(db: ReplicaDatabase): number {
  const at = db.pragma('user_version', { simple: true }) as number;
  if (at > STEPS.length)
    throw new ReplicaFileError('newer', null, `: at step ${at}, this program knows ${STEPS.length}`);
  return at;
}

export function migrateReplica(db: ReplicaDatabase): void {
  const at = stepOf(db);
  for (let step = at; step < STEPS.length; step++) {
    db.transaction(() => {
      const { sql, finish } = STEPS[step] as Step;
      db.exec(sql);
      finish?.(new Statements(db));
      db.pragma(`user_version=${step + 1}`);
    })();
  }
  adoptFile(new Statements(db));
}
