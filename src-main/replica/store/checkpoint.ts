/** What is put off until nobody waits: the write-ahead log goes into the file, and the pieces of the search index are joined. SQLite would do both in
 *  the middle of an act: of whichever commit makes the log long, which would pay for some thousand pages and two more syncs, and of whichever adds
 *  the sixteenth piece of a kind.
 *  CP1 an act costs exactly one sync.  CP2 the log stays bounded without us too: past open.ts's LOG_PAGES_MAX SQLite does it at once.
 *  CP3 it may fail: on a full disk the log stays as it is, whole, until there is room.  CP4 between the steps of a long reply so few pages go at a
 *  time that the port does not wait for them.  CP5 with nothing to join nothing is written. */
import { diskFaultOf } from './disk-fault.ts';
import type { ReplicaDatabase } from './open.ts';

/** A log shorter than this is not worth the work. */
const WORTH_PAGES = 500;
/** So many take half of a frame of the screen on an office's computer. */
export const STEP_PAGES = 400;
const QUIET_MS = 1_000;
/** Of the search index, at each such time. */
const JOINED_PAGES = 200;

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

/** Brings together what acts have added to the search index, a little at a time: each act adds a piece of its own, and SQLite joins sixteen of a kind
 *  in the midst of the act that makes the sixteenth, by the 256th some hundred pages. */
function joinSearchPieces(db: ReplicaDatabase): void {
  try {
    db.prepare("INSERT INTO person_search (person_search, rank) VALUES ('merge', ?)").run(JOINED_PAGES);
  } catch (error) {
    if (!diskFaultOf(error)) throw error;
  }
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
    joinSearchPieces(this.db);
    return takeLogIn(this.db, WORTH_PAGES);
  }
}
