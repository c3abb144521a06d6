/** Makes the rows of a roster (dossier (e)): township by township, entitlement by entitlement, each off its own ledger, and then adds them up.
 *  RB1 a row's month is claimed nationwide while it stands: nobody is paid twice for a month, wherever they were before (S000 唯一性).
 *  RB2 built again it changes its own rows: what is no longer due is dropped, and gives its claim back.  RB3 the figures are added up from the
 *  rows as they were written, under the township's lock.  RB4 who was on the roster before and lives in another county now has left (f
 *  HUKOU_OUT); whoever is nowhere is unexplained.
 *  RB5 the packs are those of the county on the day on which the building began, and the roster names them.
 *  RB6 built again, it first drops the rows of whoever has moved since, where they were: they are looked at where they live (roster-leavers.ts).
 *  Who is approved while it is built comes with the next building or the next roster (EN-M3).                                            */
import type { Clock } from '#shared/base/clock.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import type { PlainDate } from '#shared/domain/calendar.ts';
import { ancestorAt } from '#shared/domain/division.ts';
import { addMonths } from '#shared/domain/month.ts';
import { judgedBy, type PolicyPack } from '#shared/domain/pack.ts';
import type { Publicised } from '#shared/domain/public-notice.ts';
import { DROPPED, isBase } from '#shared/domain/roster-plan.ts';
import {
  addIdentities,
  addParts,
  identityOfOne,
  NO_PART,
  rosterHash,
  type RosterPart,
  type TownshipPart,
  townshipPart,
} from '#shared/domain/roster-figures.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentralStore, CentralTransaction } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import { packsFor, readPackBook } from '../sync/packs.ts';
import { readPublicised } from './ended-notices.ts';
import { dropLeavers } from './roster-leavers.ts';
import {
  fieldsOfRoster,
  type PlannedRows,
  planPage,
  ROWS_OF_A_TOWNSHIP_MAX,
  writePage,
} from './roster-page.ts';
import type { JobKind, JobRecord } from './runner.ts';
import { readSharedAccounts } from './shared-accounts.ts';
import { centreMeta, commitOfStep, countyScopes, recordsSaying, rowOf, townshipScopes } from './work.ts';

export interface RosterPorts {
  readonly store: CentralStore;
  readonly clock: Clock;
  /** The pack by which rows are made on a day, in the place of the county's own. */
  readonly packOf?: (date: PlainDate) => PolicyPack;
}

/** How far the building is; in the roster's record. */
interface Progress {
  readonly townships: readonly number[];
  readonly at: number;
  readonly afterId: number;
  readonly lastRosterId: number | null;
  readonly identity: RosterPart['identity'];
  /** Rows of an earlier building are still to be dropped where people have left (RB6). */
  readonly isClearing?: true;
}

/** No roster is looked for further back: who was on none for so long is new. */
const LAST_ROSTER_MONTHS = 12;
/** Entitlements that are looked at together. Most have one row. */
const ENTITLEMENTS_PER_PAGE = 400;

async function lastRosterOf(
  tx: CentralTransaction,
  county: number,
  month: string,
): Promise<Row<'roster'> | null> {
  for (let back = 1; back <= LAST_ROSTER_MONTHS; back++) {
    const by = { type: 'roster', by: 'month', value: addMonths(month, -back), limit: 1 } as const;
    const [found] = await tx.read(county, by);
    if (found) return found as Row<'roster'>;
  }
  return null;
}

function rowsOfRoster(
  tx: CentralTransaction,
  scope: number,
  rosterId: number,
): Promise<readonly Row<'rosterRow'>[]> {
  const by = { type: 'rosterRow', by: 'rosterId', value: rosterId, limit: ROWS_OF_A_TOWNSHIP_MAX } as const;
  return tx.read(scope, by) as Promise<readonly Row<'rosterRow'>[]>;
}

interface Building {
  readonly tx: CentralTransaction;
  readonly county: number;
  readonly roster: Row<'roster'>;
  readonly progress: Progress;
  readonly pack: PolicyPack;
  readonly sharedAccounts: ReadonlySet<string>;
  readonly publicised: Publicised | null;
  readonly nowMs: number;
}

/** How far which building of a roster is. */
const placeOf = (roster: Row<'roster'> | null): string =>
  JSON.stringify([roster?.values.pass, roster?.values.progress]);

const set = (rosterId: number, fields: Readonly<Record<string, FieldValue>>) => [
  { type: 'roster' as const, id: rosterId, set: fields },
];

/** People of a township who were on the roster before and whom no township of the county has any more (RB4). */
async function leftCounty(
  { tx, county, progress }: Building,
  scope: number,
): Promise<RosterPart['identity']> {
  let counts = NO_PART.identity;
  if (progress.lastRosterId === null) return counts;
  const fields = ['entitlementId', 'benefit', 'kind', 'month', 'rosterMonth', 'result'] as const;
  const rows = (await fieldsOfRoster(tx, scope, progress.lastRosterId, fields)).filter(
    (row) => isBase(row) && row.values.month === row.values.rosterMonth && row.values.result !== DROPPED,
  );
  const places = await tx.whereabouts(
    rows.map(({ values }) => ({ type: 'entitlement', id: values.entitlementId as number })),
  );
  for (const { values } of rows) {
    const there = places.get(`entitlement:${values.entitlementId}`);
    const isGone = there !== undefined && ancestorAt('COUNTY', there) !== county;
    if (!isGone) continue;
    const one = { ...NO_PART.identity, [values.benefit as Benefit]: identityOfOne(true, false, 'EXITED') };
    counts = addIdentities(counts, one);
  }
  return counts;
}

/** The last step: totals and hash; the roster is a draft that can be checked. */
async function finish(building: Building): Promise<void> {
  const { tx, county, roster, nowMs } = building;
  const townships = roster.values.townships as unknown as TownshipPart[];
  const totals = addParts(townships);
  await writeCommit(
    tx,
    county,
    centreMeta(nowMs),
    set(roster.id, {
      ...{ job: null, progress: null, totals: totals as never, rowHash: rosterHash(townships) },
    }),
  );
}

/** A township is through: its rows are added up, and who has left it for another county. */
async function addUpTownship(building: Building, scope: number): Promise<void> {
  const { tx, county, roster, progress, nowMs } = building;
  const identity = addIdentities(progress.identity, await leftCounty(building, scope));
  const part = townshipPart(scope, await rowsOfRoster(tx, scope, roster.id), identity);
  const done = ((roster.values.townships ?? []) as unknown as TownshipPart[]).filter(
    (each) => each.scope !== scope,
  );
  const next: Progress = {
    ...{ ...progress, at: progress.at + 1, afterId: 0, identity: NO_PART.identity },
  };
  const fields = { townships: [...done, part] as never, progress: next as never };
  await writeCommit(tx, county, centreMeta(nowMs), set(roster.id, fields));
}

async function nextPage(building: Building, scope: number, ids: readonly number[]): Promise<void> {
  const { tx, county, roster, progress, nowMs, pack, sharedAccounts, publicised } = building;
  const page: PlannedRows = await planPage(
    tx,
    {
      ...{ scope, roster, lastRosterId: progress.lastRosterId, packVersion: pack.version },
      terms: pack.roster,
      by: judgedBy(pack),
      ...{ sharedAccounts, publicised },
    },
    ids,
  );
  const next: Progress = {
    ...progress,
    afterId: page.lastId,
    identity: addIdentities(progress.identity, page.identity),
  };
  const meta = centreMeta(nowMs);
  const newId = await commitOfStep(tx, county, meta, set(roster.id, { progress: next as never }));
  await writePage(tx, scope, meta, page, newId);
}

/** A step before the pages: one township, or the end of them all (RB6). */
async function clear(
  { tx, county, roster, progress, nowMs }: Building,
  scope: number | undefined,
): Promise<void> {
  const { isClearing: _over, ...begun } = progress;
  const meta = centreMeta(nowMs);
  const isAll = scope === undefined || (await dropLeavers(tx, scope, roster.id, meta));
  const next: Progress =
    scope === undefined ? { ...begun, at: 0 } : { ...progress, at: progress.at + (isAll ? 1 : 0) };
  await writeCommit(tx, county, meta, set(roster.id, { progress: next as never }));
}

export class RosterBuild implements JobKind {
  readonly name = 'roster.build';
  private readonly ports: RosterPorts;
  /** Of the building under way. */
  private shared: { readonly of: string; readonly accounts: ReadonlySet<string> } | null = null;
  private notices: { readonly of: string; readonly publicised: Publicised | null } | null = null;
  constructor(ports: RosterPorts) {
    this.ports = ports;
  }

  async find(scopes: readonly number[] | null) {
    const { store } = this.ports;
    const said = { type: 'roster', field: 'job', values: ['BUILD'] } as const;
    return recordsSaying(store, said, scopes ?? (await countyScopes(store)));
  }

  async step(job: JobRecord): Promise<boolean> {
    const { store, clock } = this.ports;
    const seen = await store.transaction([], (tx) => rowOf(tx, job.scope, 'roster', job.id));
    if (seen?.values.job !== 'BUILD') return false;
    const progress = seen.values.progress as unknown as Progress | null;
    const scope = progress?.townships[progress.at];
    const isPaging = scope !== undefined && !progress?.isClearing;
    const ids = !isPaging ? [] : await this.entitlements(scope, progress?.afterId ?? 0);
    const pack = await this.packOf(seen);
    const sharedAccounts = await this.sharedAccounts(seen, progress?.townships ?? [], pack);
    const publicised = scope === undefined ? null : await this.publicised(seen, scope, pack);
    const held = scope === undefined ? [job.scope] : [job.scope, scope];
    return store.transaction(held, async (tx) => {
      const roster = await rowOf(tx, job.scope, 'roster', job.id);
      // Another server was quicker, or it is made anew by now: the next look says where it is.
      const isSame = placeOf(roster) === placeOf(seen);
      if (roster?.values.job !== 'BUILD') return false;
      if (!isSame) return true;
      const nowMs = clock.now();
      if (!progress) {
        await this.begin(tx, roster, pack.version, nowMs);
        return true;
      }
      const building = {
        ...{ tx, county: job.scope, roster, progress, pack, sharedAccounts, publicised, nowMs },
      };
      if (progress.isClearing) {
        await clear(building, scope);
        return true;
      }
      if (scope === undefined) await finish(building);
      else if (!ids.length) await addUpTownship(building, scope);
      else await nextPage(building, scope, ids);
      return scope !== undefined;
    });
  }

  /** Asked once for a township of a building. */
  private async publicised({ id, values }: Row<'roster'>, scope: number, pack: PolicyPack) {
    const of = `${id} ${values.pass} ${scope}`;
    const { store, clock } = this.ports;
    if (this.notices?.of !== of) {
      const today = shanghaiDate(clock.now());
      this.notices = { of, publicised: await readPublicised(store, scope, { today, pack }) };
    }
    return this.notices.publicised;
  }

  /** Asked once for a building; a server that goes on with it asks again. */
  private async sharedAccounts(
    { id, values }: Row<'roster'>,
    townships: readonly number[],
    pack: PolicyPack,
  ) {
    const of = `${id} ${values.pass} ${townships.length}`;
    if (this.shared?.of !== of)
      this.shared = { of, accounts: await readSharedAccounts(this.ports.store, townships, pack.alerts) };
    return this.shared.accounts;
  }

  /** That of the day on which the building began: all rows of a roster are made by one (RB5). */
  private async packOf({ scope, values }: Row<'roster'>): Promise<PolicyPack> {
    const { store, clock, packOf } = this.ports;
    const today = shanghaiDate(clock.now());
    if (packOf) return packOf(today);
    const pinned = values.progress ? values.packVersion : null;
    const book = pinned ? await packsFor(store, [pinned]) : await readPackBook(store);
    const pack = pinned ? book.byVersion(pinned) : book.forDivision(today, scope);
    if (!pack) throw new Error(`the packs ${pinned} are not here`);
    return pack;
  }

  private async begin(
    tx: CentralTransaction,
    roster: Row<'roster'>,
    packVersion: string,
    nowMs: number,
  ): Promise<void> {
    const county = roster.scope;
    const townships = await townshipScopes(this.ports.store, county);
    const last = await lastRosterOf(tx, county, roster.values.month as string);
    const progress: Progress = {
      ...{ townships, at: 0, afterId: 0, lastRosterId: last?.id ?? null, identity: NO_PART.identity },
      ...((roster.values.pass ?? 1) > 1 && { isClearing: true as const }),
    };
    await writeCommit(
      tx,
      county,
      centreMeta(nowMs),
      set(roster.id, {
        ...{ progress: progress as never, townships: [], totals: null, rowHash: null },
        packVersion,
        // The county's first roster says from which month on these pay (RP4).
        sinceMonth:
          (last ? last.values.sinceMonth : null) ?? last?.values.firstMonth ?? roster.values.firstMonth,
      }),
    );
  }

  private entitlements(scope: number, afterId: number): Promise<readonly number[]> {
    return this.ports.store.snapshot((snapshot) =>
      snapshot.readIds(scope, 'entitlement', afterId, ENTITLEMENTS_PER_PAGE),
    );
  }
}
