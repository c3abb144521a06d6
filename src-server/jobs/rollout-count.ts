/** Counts for the roll-out and its daily bulletins, from the log (domain/bulletin.ts): asked for by a record that says so, written into it.
 *  RC1 a count reads each township's log up to the last commit that the centre had by its instant, and keeps those numbers as `cut`: made again
 *  it reads the same commits, so it gives the same.  RC2 it only reads until its numbers are there, and then writes one commit.
 *  Source: dossier (i); S000 (daily bulletin, ledger). */
import { instantText } from '#shared/base/clock.ts';
import type { Clock } from '#shared/base/clock.ts';
import {
  bulletinHash,
  bulletinRows,
  type CountedEntry,
  dayBefore,
  type Target,
  targetOf,
  TownshipCount,
  type TownshipNumbers,
} from '#shared/domain/bulletin.ts';
import { pastFact, pastMonthsOf } from '#shared/domain/past-payment.ts';
import type { RolloutNumbers } from '#shared/domain/rollout.ts';
import type { FieldValue, RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentralStore } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import type { JobKind, JobRecord } from './runner.ts';
import { centreMeta, countyScopes, recordsSaying, rowOf, townshipScopes } from './work.ts';

interface CountPorts {
  readonly store: CentralStore;
  readonly clock: Clock;
}

/** Commits that are read at once. */
const COMMITS_READ = 2_000;

/** Number of the last commit that the centre had by an instant; 0 for none. */
async function commitBy(store: CentralStore, scope: number, asOf: string): Promise<number> {
  const head = await store.snapshot((snapshot) => snapshot.head(scope));
  return store.transaction([], async (tx) => {
    let [low, high] = [0, head?.head ?? 0];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const meta = await tx.commitMeta(scope, middle);
      if (meta && meta.receivedAt <= asOf) low = middle;
      else high = middle - 1;
    }
    return low;
  });
}

/** A township as its log had made it at a commit. */
async function countTo(store: CentralStore, scope: number, cut: number): Promise<TownshipCount> {
  const count = new TownshipCount();
  for (let from = 0; from < cut; from += COMMITS_READ) {
    const to = Math.min(cut, from + COMMITS_READ);
    const parts = await store.snapshot((snapshot) => snapshot.readLog(scope, ['case'], from, to));
    for (const { entries } of parts) count.take(entries as unknown as readonly CountedEntry[]);
  }
  return count;
}

type Cut = Readonly<Record<string, number>>;

async function cutAt(store: CentralStore, scopes: readonly number[], asOf: string): Promise<Cut> {
  const cut: Record<string, number> = {};
  for (const scope of scopes) cut[scope] = await commitBy(store, scope, asOf);
  return cut;
}

async function numbersAt(
  store: CentralStore,
  cut: Cut,
  targets: readonly Target[],
): Promise<TownshipNumbers[]> {
  const rows: TownshipNumbers[] = [];
  for (const [scope, commit] of Object.entries(cut)) {
    const township = Number(scope);
    const target = targets.find((each) => each.township === township);
    rows.push((await countTo(store, township, commit)).numbers(township, target ? targetOf(target) : 0));
  }
  return rows;
}

/** The county's roll-out, if it has begun. */
async function rolloutOf(store: CentralStore, county: number): Promise<Row<'rollout'> | null> {
  const [row] = await store.snapshot((snapshot) => snapshot.readPage(county, 'rollout', 0, 1));
  return (row as Row<'rollout'> | undefined) ?? null;
}

const ROWS_READ = 5_000;

async function everyRow<T extends 'pastPayment' | 'pastMonth'>(
  store: CentralStore,
  scope: number,
  type: T,
): Promise<Row<T>[]> {
  const rows: Row<T>[] = [];
  for (;;) {
    const after = rows.at(-1)?.id ?? 0;
    const page = await store.snapshot((snapshot) => snapshot.readPage(scope, type, after, ROWS_READ));
    rows.push(...(page as readonly Row<T>[]));
    if (page.length < ROWS_READ) return rows;
  }
}

/** The history of payments, month by month (past-payment.ts). */
async function pastOf(store: CentralStore, county: number, townships: readonly number[]) {
  const payments: Row<'pastPayment'>[] = [];
  for (const scope of townships) payments.push(...(await everyRow(store, scope, 'pastPayment')));
  return pastMonthsOf(payments, await everyRow(store, county, 'pastMonth'));
}

const targetsOf = (rollout: Row<'rollout'> | null): readonly Target[] =>
  (rollout?.values.targets ?? []) as unknown as readonly Target[];

abstract class CountJob implements JobKind {
  abstract readonly name: string;
  protected abstract readonly type: RecordTypeName;
  protected abstract readonly asked: readonly string[];
  protected readonly ports: CountPorts;

  constructor(ports: CountPorts) {
    this.ports = ports;
  }

  async find(scopes: readonly number[] | null): Promise<readonly JobRecord[]> {
    const { store } = this.ports;
    const counties = await countyScopes(store);
    const where = counties.filter((county) => !scopes || scopes.includes(county));
    return recordsSaying(store, { type: this.type, field: 'state', values: this.asked }, where);
  }

  /** Writes the numbers where the record still asks for them. */
  protected async write(job: JobRecord, set: Readonly<Record<string, FieldValue>>): Promise<void> {
    const { store, clock } = this.ports;
    await store.transaction([job.scope], async (tx) => {
      const row = await rowOf(tx, job.scope, this.type, job.id);
      const state = (row?.values as { state?: string } | undefined)?.state ?? '';
      if (!this.asked.includes(state)) return;
      await writeCommit(tx, job.scope, centreMeta(clock.now()), [{ type: this.type, id: job.id, set }]);
    });
  }

  protected record<T extends RecordTypeName>(type: T, { scope, id }: JobRecord): Promise<Row<T> | null> {
    return this.ports.store.transaction([], (tx) => rowOf(tx, scope, type, id));
  }

  abstract step(job: JobRecord): Promise<boolean>;
}

/** Makes a bulletin, or makes it again. */
export class BulletinCount extends CountJob {
  readonly name = 'bulletin';
  protected readonly type = 'bulletin';
  protected readonly asked = ['COUNTING', 'RECOUNTING'];

  async step(job: JobRecord): Promise<boolean> {
    const { store, clock } = this.ports;
    const bulletin = await this.record('bulletin', job);
    const { day, asOf, state } = bulletin?.values ?? {};
    if (!bulletin || !day || !asOf) return false;
    const again = state === 'RECOUNTING';
    const kept = bulletin.values.cut as { now: Cut; before: Cut; targets: Target[] } | null;
    const rollout = await rolloutOf(store, job.scope);
    const scopes = await townshipScopes(store, job.scope);
    const cut =
      again && kept
        ? kept
        : {
            now: await cutAt(store, scopes, asOf),
            before: await cutAt(store, scopes, dayBefore(asOf)),
            targets: targetsOf(rollout),
          };
    const rows = bulletinRows(
      await numbersAt(store, cut.now, cut.targets),
      await numbersAt(store, cut.before, cut.targets),
    );
    const hash = bulletinHash(day, asOf, rows);
    const at = instantText(clock.now());
    const first = { cut: cut as never, rows: rows as never, hash, madeAt: at };
    await this.write(job, { state: 'MADE', ...(again ? { remadeAt: at, remadeHash: hash } : first) });
    return false;
  }
}

/** Counts what the phases and the sign-off are judged by. */
export class RolloutCount extends CountJob {
  readonly name = 'rollout';
  protected readonly type = 'rollout';
  protected readonly asked = ['COUNTING'];

  async step(job: JobRecord): Promise<boolean> {
    const { store, clock } = this.ports;
    const rollout = await this.record('rollout', job);
    const month = rollout?.values.targetMonth;
    if (!rollout || !month) return false;
    const asOf = instantText(clock.now());
    const cut = await cutAt(store, await townshipScopes(store, job.scope), asOf);
    const rows: TownshipNumbers[] = [];
    const paid = { fen: 0, rows: 0 };
    for (const [scope, commit] of Object.entries(cut)) {
      const township = Number(scope);
      const target = targetsOf(rollout).find((each) => each.township === township);
      const count = await countTo(store, township, commit);
      rows.push(count.numbers(township, target ? targetOf(target) : 0));
      const money = count.paid(month);
      paid.fen += money.fen;
      paid.rows += money.rows;
    }
    const past = await pastOf(store, job.scope, Object.keys(cut).map(Number));
    // What was paid outside the system in the target's month stands in the history.
    const before = past.find((each) => each.month === month && each.persons > 0);
    const isThere = paid.rows > 0 || before !== undefined;
    const numbers: RolloutNumbers = {
      asOf,
      rows: rows.toSorted((a, b) => a.township - b.township),
      systemFen: isThere ? paid.fen + (before?.enteredFen ?? 0) : null,
      history: pastFact(past, month),
    };
    // What was signed over other numbers counts for nothing (RO4): the signatures stay and no longer bind.
    await this.write(job, { state: 'COUNTED', numbers: numbers as never });
    return false;
  }
}
