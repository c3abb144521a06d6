/** What the kinds of jobs share: where their records are looked for, in whose name they write, and ids for what they make.
 *  WK1 what a step makes has ids of the county's own device, in the block of the commit that says how far the job is: that number is taken
 *  under the lock of the county's scope and never again, so no id comes twice, whichever server works (ID1, ID3).                       */
import { instantText } from '#shared/base/clock.ts';
import { CENTRE_DEVICE, type Id, idsOfWork } from '#shared/base/id.ts';
import { ancestorAt, levelOf } from '#shared/domain/division.ts';
import { REFERENCE_SCOPE, type RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CentralStore, CentralTransaction, CommitMeta } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import type { JobRecord } from './runner.ts';

const DIVISIONS_READ = 1_000;

/** Codes of all divisions that the reference data names. */
async function divisionCodes(store: CentralStore): Promise<number[]> {
  return store.snapshot(async (snapshot) => {
    const codes: number[] = [];
    for (;;) {
      const page = await snapshot.readPage(REFERENCE_SCOPE, 'division', codes.at(-1) ?? 0, DIVISIONS_READ);
      codes.push(...page.map(({ id }) => id));
      if (page.length < DIVISIONS_READ) return codes;
    }
  });
}

/** Scopes of every county, for jobs whose record lies in one. */
export async function countyScopes(store: CentralStore): Promise<number[]> {
  return (await divisionCodes(store)).filter((code) => levelOf(code) === 'COUNTY');
}

/** Scopes of a county's townships, in order. */
export async function townshipScopes(store: CentralStore, county: number): Promise<number[]> {
  const codes = await divisionCodes(store);
  return codes.filter((code) => levelOf(code) === 'TOWNSHIP' && ancestorAt('COUNTY', code) === county);
}

const JOBS_FOUND_MAX = 100;

/** Records of a type whose indexed field says one of the values, in these scopes. */
export async function recordsSaying(
  store: CentralStore,
  { type, field, values }: { type: RecordTypeName; field: string; values: readonly string[] },
  scopes: readonly number[],
): Promise<JobRecord[]> {
  const found: JobRecord[] = [];
  for (const scope of scopes) {
    await store.transaction([], async (tx) => {
      for (const value of values)
        for (const { id } of await tx.read(scope, { type, by: field, value, limit: JOBS_FOUND_MAX }))
          found.push({ scope, id });
    });
  }
  return found;
}

/** A commit of the centre's own. */
export function centreMeta(nowMs: number): CommitMeta {
  const at = instantText(nowMs);
  return {
    ...{ device: CENTRE_DEVICE, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS' },
    ...{ madeAt: at, receivedAt: at },
  };
}

/** Writes into a county's scope and gives ids for what the same step makes elsewhere (WK1). */
export async function commitOfStep(
  tx: CentralTransaction,
  county: number,
  meta: CommitMeta,
  records: readonly WrittenRecord[],
): Promise<() => Id> {
  return idsOfWork(county, await writeCommit(tx, county, meta, records));
}

/** The first row of a read. */
export async function rowOf<T extends RecordTypeName>(
  tx: CentralTransaction,
  scope: number,
  type: T,
  id: Id,
): Promise<Row<T> | null> {
  const [row] = await tx.read(scope, { type, id });
  return (row as Row<T> | undefined) ?? null;
}
