/** Whether a paper's bytes are at the centre, written into its record by the centre itself, so that every desk hears of it from the log: awaited
 *  (neither), arrived, erased. Bytes and records are two things; this keeps them in step, whatever dies between.
 *  AR1 a record says arrived only while the bytes are here; what a crash left between is found by the next upload or the next round.  AR2 bytes
 *  go only when no standing record of any scope names them, 30 days after the last was taken away, and then the records say erased.  AR3 keeping,
 *  telling and erasing happen one at a time, over all server processes: what is being named again is not erased under it. */
import { type Clock, instantText } from '#shared/base/clock.ts';
import { CENTRE_DEVICE } from '#shared/base/id.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentralStore } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import type { PaperStore } from './paper-store.ts';
import { UPLOAD_KEPT_DAYS, type UploadStore } from './upload-store.ts';

export const ERASED_AFTER_DAYS = 30;
const DAY_MS = 86_400_000;

export interface ArrivalPorts {
  readonly papers: PaperStore;
  readonly store: Pick<CentralStore, 'transaction'>;
  readonly uploads: UploadStore;
  readonly clock: Clock;
}

/** What the record is to say. A standing record whose bytes are gone awaits them again: a database may have been put back in parts. */
function told(row: Row<'paper'>, isHere: boolean, now: string) {
  const { removedAt, arrivedAt, erasedAt } = row.values;
  if (isHere) return removedAt === null && arrivedAt === null ? { arrivedAt: now, erasedAt: null } : null;
  if (arrivedAt === null || erasedAt !== null) return null;
  return removedAt === null ? { arrivedAt: null, erasedAt: null } : { arrivedAt, erasedAt: now };
}

export class PaperArrivals {
  private readonly ports: ArrivalPorts;
  private last: Promise<unknown> = Promise.resolve();
  constructor(ports: ArrivalPorts) {
    this.ports = ports;
  }

  /** AR3. Within this process too, so that those who wait hold no connection. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => this.ports.papers.inTurn(work));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Tells the records of one content, or of all, what is so. Call within `inTurn`. */
  async tell(sha256: string | null): Promise<number> {
    const { papers, store, clock } = this.ports;
    const differing = await papers.outOfStep(sha256);
    const at = instantText(clock.now());
    const meta = {
      ...{ device: CENTRE_DEVICE, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS' },
      ...{ madeAt: at, receivedAt: at },
    };
    for (const [scope, here] of Map.groupBy(differing, (each) => each.scope)) {
      await store.transaction([scope], async (tx) => {
        const records = [];
        for (const { id, isHere } of here) {
          // Read under the scope's lock: it may have been taken away, or have moved, meanwhile.
          const [row] = await tx.read(scope, { type: 'paper', id });
          const set = row && told(row as Row<'paper'>, isHere, at);
          if (set) records.push({ type: 'paper' as const, id, set });
        }
        if (records.length) await writeCommit(tx, scope, meta, records);
      });
    }
    return differing.length;
  }

  /** One round of keeping house (AR1, AR2, UP3). How many contents were erased. */
  keepHouse(): Promise<number> {
    const { papers, uploads, clock } = this.ports;
    const before = (days: number) => instantText(clock.now() - days * DAY_MS);
    return this.inTurn(async () => {
      await uploads.dropStale(before(UPLOAD_KEPT_DAYS));
      const erased = await papers.eraseUnnamed(before(ERASED_AFTER_DAYS));
      await this.tell(null);
      return erased;
    });
  }
}

const FIRST_ROUND_MS = 5_000;
const ROUND_MS = 3_600_000;

/** Keeps house soon after the start and then hourly; returns what ends it. */
export function keepHouseHourly(arrivals: PaperArrivals, note: (line: string) => void): () => Promise<void> {
  let round: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    round = arrivals.keepHouse().catch((error: unknown) => note(`papers: ${String(error)}`));
  };
  const first = setTimeout(run, FIRST_ROUND_MS).unref();
  const hourly = setInterval(run, ROUND_MS).unref();
  return async () => {
    clearTimeout(first);
    clearInterval(hourly);
    await round;
  };
}
