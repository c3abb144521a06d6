/** Takes the write-ahead log into the file while nobody waits. SQLite would do it in the middle of whichever commit makes the log long: that
 *  act would pay for some thousand pages and two more syncs.
 *  CP1 an act costs exactly one sync.  CP2 the log stays bounded without us too: past open.ts's LOG_PAGES_MAX SQLite does it at once.
 *  CP3 it may fail: on a full disk the log stays as it is, whole, until there is room.  CP4 between the steps of a long reply so few pages go at a
 *  time that the port does not wait for them. */
import { diskFaultOf } from './disk-fault.ts';
import type { ReplicaDatabase } from './open.ts';

/** A log shorter than this is not worth the work. */
const WORTH_PAGES = 500;
/** So many take half of a frame of the screen on an office's computer. */
export const STEP_PAGES = 400;
const QUIET_MS = 1_000;

interface LogState {
  readonly busy: number;
  readonly log: number;
  readonly checkpointed: number;
}

function logState(db: ReplicaDatabase, mode: 'NOOP' | 'PASSIVE'): LogState {
  const [state] = db.pragma(`wal_checkpoint(${mode})`) as LogState[];
  return state ?? { busy: 0, log: 0, checkpointed: 0 };
}

/** Takes a log of at least so many pages into the file, as far as readers do not hold it back. When all of it went, writes a word: the first commit
 *  of a log that begins anew syncs its header too, and that is not to be an act's. Returns whether there was something to do. */
export function takeLogIn(db: ReplicaDatabase, worthPages: number): boolean {
  const before = logState(db, 'NOOP');
  if (before.log - before.checkpointed < worthPages) return false;
  try {
    const { log, checkpointed } = logState(db, 'PASSIVE');
    if (checkpointed === log)
      db.prepare(
        `INSERT INTO meta (name, value) VALUES ('log_begun', '1')
         ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
      ).run();
  } catch (error) {
    if (!diskFaultOf(error)) throw error;
  }
  return true;
}

export class Checkpoints {
  private readonly db: ReplicaDatabase;
  private timer: NodeJS.Timeout | null = null;

  constructor(db: ReplicaDatabase) {
    this.db = db;
  }

  /** Something was written: once it has been quiet for a moment, look at the log. */
  afterWrite(): void {
    if (this.timer) this.timer.refresh();
    else
      this.timer = setTimeout(() => {
        this.timer = null;
        this.run();
      }, QUIET_MS);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  run(): boolean {
    return takeLogIn(this.db, WORTH_PAGES);
  }
}
