/** Writes the bank's result into the rows of a roster: paid, or returned and why. A returned month gives its claim back, and the entitlement says
 *  that its account came back: a task of the township, after which the month is issued again (e.10).
 *  RS5 a row is answered once: what is PAID or RETURNED stays so.  RS6 rows that the bank names and the roster has not are told of.       */
import type { RosterPart } from '#shared/domain/roster-figures.ts';
import { payableOf } from '#shared/domain/roster-figures.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CentralTransaction, RowFields } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import type { RosterPorts } from './roster-build.ts';
import { fieldsOfRoster, paidClaim } from './roster-page.ts';
import { type JobKind, type JobRecord, PAGE } from './runner.ts';
import { centreMeta, countyScopes, recordsSaying, rowOf } from './work.ts';

interface Progress {
  readonly at: number;
  readonly paidRows: number;
  readonly paidFen: number;
  readonly returnedRows: number;
  readonly returnedFen: number;
}
const START: Progress = { at: 0, paidRows: 0, paidFen: 0, returnedRows: 0, returnedFen: 0 };

/** What is asked of a row. */
const FIELDS = ['result', 'amountFen', 'payeeIdNumber', 'benefit', 'month', 'entitlementId'] as const;
type Answered = RowFields<'rosterRow', (typeof FIELDS)[number]>;

interface Settling {
  readonly tx: CentralTransaction;
  readonly roster: Row<'roster'>;
  readonly scope: number;
  readonly nowMs: number;
}

function returnedOf(roster: Row<'roster'>): Map<number, string> {
  const said = (roster.values.returned ?? []) as unknown as { rowId: number; reason: string }[];
  return new Map(said.map(({ rowId, reason }) => [rowId, reason]));
}

function claimOf({ values }: Answered): string {
  return paidClaim(values.payeeIdNumber as string, values.benefit as Benefit, values.month as string);
}

/** The rows of one step: a returned one writes its entitlement too. */
function pageOf(waiting: readonly Answered[], returned: ReadonlyMap<number, string>): readonly Answered[] {
  let written = 0;
  const end = waiting.findIndex(({ id }) => {
    written += returned.has(id) ? 2 : 1;
    return written > PAGE;
  });
  return end < 0 ? waiting : waiting.slice(0, end);
}

/** Answers some rows of a township; counts what it wrote. */
async function answerRows(
  { tx, roster, scope, nowMs }: Settling,
  rows: readonly Answered[],
): Promise<Omit<Progress, 'at'>> {
  const returned = returnedOf(roster);
  const on = roster.values.paidOn;
  const records: WrittenRecord[] = [];
  let { paidRows, paidFen, returnedRows, returnedFen } = START;
  const back = rows.filter(({ id }) => returned.has(id));
  const entitlementOf = ({ values }: Answered) =>
    ({ type: 'entitlement', id: values.entitlementId as number }) as const;
  await tx.foresee({ claims: back.map(claimOf), reads: { scope, queries: back.map(entitlementOf) } });
  for (const row of rows) {
    const { id, values } = row;
    const reason = returned.get(id);
    if (!reason) {
      records.push({ type: 'rosterRow', id, set: { result: 'PAID', resultOn: on } });
      paidRows++;
      paidFen += values.amountFen ?? 0;
      continue;
    }
    records.push({ type: 'rosterRow', id, set: { result: 'RETURNED', bankReason: reason, resultOn: on } });
    returnedRows++;
    returnedFen += values.amountFen ?? 0;
    await tx.releaseClaim(claimOf(row), id);
    const entitlement = entitlementOf(row);
    // Somebody who has moved meanwhile is told of by their new township, from the row.
    if ((await tx.read(scope, entitlement)).length)
      records.push({ ...entitlement, set: { accountReturnedOn: on } });
  }
  if (records.length) await writeCommit(tx, scope, centreMeta(nowMs), records);
  return { paidRows, paidFen, returnedRows, returnedFen };
}

async function finish(tx: CentralTransaction, roster: Row<'roster'>, done: Progress, nowMs: number) {
  const due = payableOf(roster.values.totals as unknown as RosterPart);
  const { paidRows, paidFen, returnedRows, returnedFen } = done;
  const unknownRows = returnedOf(roster).size - returnedRows;
  const differs = paidRows + returnedRows !== due.rows || paidFen + returnedFen !== due.fen;
  const fields = {
    ...{ job: null, progress: null, state: returnedRows ? 'PARTLY_RETURNED' : 'SETTLED' },
    settled: { rows: paidRows, fen: paidFen, returnedRows, returnedFen, unknownRows, differs },
  };
  await writeCommit(tx, roster.scope, centreMeta(nowMs), [{ type: 'roster', id: roster.id, set: fields }]);
}

export class RosterSettle implements JobKind {
  readonly name = 'roster.settle';
  private readonly ports: RosterPorts;
  constructor(ports: RosterPorts) {
    this.ports = ports;
  }

  async find(scopes: readonly number[] | null) {
    const { store } = this.ports;
    const said = { type: 'roster', field: 'job', values: ['SETTLE'] } as const;
    return recordsSaying(store, said, scopes ?? (await countyScopes(store)));
  }

  async step(job: JobRecord): Promise<boolean> {
    const { store, clock } = this.ports;
    const seen = await store.transaction([], (tx) => rowOf(tx, job.scope, 'roster', job.id));
    if (seen?.values.job !== 'SETTLE') return false;
    const progress = (seen.values.progress as unknown as Progress | null) ?? START;
    const townships = (seen.values.townships ?? []) as unknown as { scope: number }[];
    const scope = townships[progress.at]?.scope;
    const held = scope === undefined ? [job.scope] : [job.scope, scope];
    return store.transaction(held, async (tx) => {
      const roster = await rowOf(tx, job.scope, 'roster', job.id);
      if (roster?.values.job !== 'SETTLE') return false;
      const isSame = JSON.stringify(roster.values.progress) === JSON.stringify(seen.values.progress);
      if (!isSame) return true;
      const nowMs = clock.now();
      if (scope === undefined) {
        await finish(tx, roster, progress, nowMs);
        return false;
      }
      const waiting = (await fieldsOfRoster(tx, scope, roster.id, FIELDS)).filter(
        ({ values }) => values.result === 'PENDING',
      );
      const rows = pageOf(waiting, returnedOf(roster));
      const done = await answerRows({ tx, roster, scope, nowMs }, rows);
      const next: Progress = {
        at: progress.at + (waiting.length > rows.length ? 0 : 1),
        paidRows: progress.paidRows + done.paidRows,
        paidFen: progress.paidFen + done.paidFen,
        returnedRows: progress.returnedRows + done.returnedRows,
        returnedFen: progress.returnedFen + done.returnedFen,
      };
      const fields = { progress: next as never };
      await writeCommit(tx, job.scope, centreMeta(nowMs), [{ type: 'roster', id: roster.id, set: fields }]);
      return true;
    });
  }
}
