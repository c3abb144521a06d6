/** One page of a roster that is being built: the entitlements of a township, what each gets (roster-plan.ts), and the rows as they are to stand.
 *  RB1, RB2 of roster-build.ts.                                                                                                        */
import type { Id } from '#shared/base/id.ts';
import { idNumberKey } from '#shared/domain/id-number.ts';
import type { JudgedBy } from '#shared/domain/eligibility.ts';
import { isPublicised, type Publicised } from '#shared/domain/public-notice.ts';
import { addIdentities, identityOfOne, NO_PART, type RosterPart } from '#shared/domain/roster-figures.ts';
import type { RosterTerms } from '#shared/domain/roster-calendar.ts';
import type { HeldCode } from '#shared/domain/roster-hold.ts';
import {
  DROPPED,
  isAccountGood,
  LEDGER_FIELDS,
  type LedgerEntry,
  type Plan,
  type PlannedRow,
  planRows,
} from '#shared/domain/roster-plan.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row, Values } from '#shared/records/rows.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CentralTransaction, CommitMeta, RowFields } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import { PAGE } from './runner.ts';

interface PageMonths {
  readonly month: string;
  readonly firstMonth: string;
  readonly sinceMonth: string | null;
}

export const ROWS_OF_A_TOWNSHIP_MAX = 1_000_000;
const LEDGER_MAX = 2_000;
const CONFLICTS_MAX = 50;
const FINDINGS_MAX = 200;
const PAST_MAX = 200;
const OF_A_PERSON_MAX = 50;
const HISTORY_MAX = 5_000;

export interface PageInput {
  readonly scope: number;
  readonly roster: Row<'roster'>;
  readonly lastRosterId: number | null;
  readonly packVersion: string;
  readonly terms: RosterTerms;
  readonly by: JudgedBy;
  /** Accounts of the county that somebody must look at before they are paid into (shared-accounts.ts). */
  readonly sharedAccounts: ReadonlySet<string>;
  /** Whom notices that have ended name; null where no payment waits for one (ended-notices.ts). */
  readonly publicised: Publicised | null;
}

/** As much of a roster's rows in a township as is asked for. */
export async function fieldsOfRoster<F extends keyof Values<'rosterRow'>>(
  tx: CentralTransaction,
  scope: number,
  rosterId: number,
  fields: readonly F[],
): Promise<readonly RowFields<'rosterRow', F>[]> {
  const by = { type: 'rosterRow', by: 'rosterId', limit: ROWS_OF_A_TOWNSHIP_MAX } as const;
  return (await tx.readFields(scope, { ...by, values: [rosterId], fields })).get(rosterId) ?? [];
}

interface PlannedOne {
  readonly entitlement: Row<'entitlement'>;
  readonly person: Row<'person'>;
  readonly rows: readonly LedgerEntry[];
  /** Rows that this roster has of it already, here. */
  readonly own: readonly Row<'rosterRow'>[];
  readonly plan: Plan;
}

export interface PlannedRows {
  readonly input: PageInput;
  readonly planned: readonly PlannedOne[];
  /** The last entitlement that was looked at. */
  readonly lastId: Id;
  readonly identity: RosterPart['identity'];
}

/** Key of the claim that one month of one subsidy is paid once, nationwide (c.8). */
export function paidClaim(idNumber: string, benefit: Benefit, month: string): string {
  return `paid:${idNumberKey(idNumber)}:${benefit}:${month}`;
}

/** Townships that somebody lived in before, out of the lines of their moves and of those of every record that was merged into theirs. */
async function formerScopes(tx: CentralTransaction, scope: number, personId: Id): Promise<number[]> {
  const people = new Set([personId]);
  const scopes = new Set<number>();
  for (const value of people) {
    const by = { type: 'history', by: 'personId', value, limit: HISTORY_MAX } as const;
    for (const { values } of (await tx.read(scope, by)) as readonly Row<'history'>[]) {
      const { from, given } = (values.details ?? {}) as { from?: number; given?: Id };
      if (values.action === 'person.move' && from && from !== scope) scopes.add(from);
      if (values.action === 'person.merge' && given) people.add(given);
    }
  }
  return [...scopes];
}

function readLedgers(tx: CentralTransaction, scope: number, entitlements: readonly Id[]) {
  const by = { type: 'rosterRow', by: 'entitlementId', limit: LEDGER_MAX } as const;
  return tx.readFields(scope, { ...by, values: entitlements, fields: LEDGER_FIELDS });
}

/** Every row of an entitlement: here, and where it was paid before its person moved. */
async function ledgerOf(
  tx: CentralTransaction,
  scope: number,
  entitlement: Row<'entitlement'>,
  here: readonly LedgerEntry[],
): Promise<readonly LedgerEntry[]> {
  if (!entitlement.values.moves) return here;
  const rows = [...here];
  for (const former of await formerScopes(tx, scope, entitlement.values.personId as Id))
    rows.push(...((await readLedgers(tx, former, [entitlement.id])).get(entitlement.id) ?? []));
  return rows;
}

/** Rows that the roster has already, whole, by entitlement: none, but where it is built again. */
async function ownRows(
  tx: CentralTransaction,
  scope: number,
  rosterId: Id,
  ledgers: ReadonlyMap<string | number, readonly LedgerEntry[]>,
): Promise<Map<Id | null, Row<'rosterRow'>[]>> {
  const rows = [...ledgers.values()].flat().filter(({ values }) => values.rosterId === rosterId);
  const queries = rows.map(({ id }) => ({ type: 'rosterRow', id }) as const);
  await tx.foresee({ reads: { scope, queries } });
  const found: Row<'rosterRow'>[] = [];
  for (const query of queries) found.push(...((await tx.read(scope, query)) as Row<'rosterRow'>[]));
  return Map.groupBy(found, ({ values }) => values.entitlementId);
}

const conflictsQuery = (personId: Id) =>
  ({ type: 'conflict', by: 'personId', value: personId, limit: CONFLICTS_MAX }) as const;

async function isHeldByConflict(tx: CentralTransaction, scope: number, person: Row<'person'>) {
  const found = (await tx.read(scope, conflictsQuery(person.id))) as readonly Row<'conflict'>[];
  return found.some(({ values }) => values.state === 'OPEN');
}

const findingsQuery = (personId: Id) =>
  ({ type: 'finding', by: 'personId', value: personId, limit: FINDINGS_MAX }) as const;

const entitlementsQuery = (personId: Id) =>
  ({ type: 'entitlement', by: 'personId', value: personId, limit: OF_A_PERSON_MAX }) as const;

/** The entitlements of the people of a page beside those on it, of the same benefits: hardly anybody has one (RP5). */
async function otherEntitlements(
  tx: CentralTransaction,
  scope: number,
  entitlements: readonly Row<'entitlement'>[],
): Promise<Map<Id, readonly Row<'entitlement'>[]>> {
  const others = new Map<Id, readonly Row<'entitlement'>[]>();
  for (const { id, values } of entitlements) {
    const all = (await tx.read(
      scope,
      entitlementsQuery(values.personId as Id),
    )) as readonly Row<'entitlement'>[];
    others.set(
      id,
      all.filter((each) => each.id !== id && each.values.benefit === values.benefit),
    );
  }
  return others;
}

const pastQuery = (personId: Id) =>
  ({ type: 'pastPayment', by: 'personId', value: personId, limit: PAST_MAX }) as const;

/** Fetches what planning will ask for, in a statement for each type. */
async function foreseePage(
  tx: CentralTransaction,
  scope: number,
  ids: readonly Id[],
): Promise<Row<'entitlement'>[]> {
  const queries = ids.map((id) => ({ type: 'entitlement', id }) as const);
  await tx.foresee({ reads: { scope, queries } });
  const found: Row<'entitlement'>[] = [];
  for (const query of queries) found.push(...((await tx.read(scope, query)) as Row<'entitlement'>[]));
  const people = [...new Set(found.map(({ values }) => values.personId as Id))];
  const reads = people.flatMap((id) => [
    { type: 'person', id } as const,
    conflictsQuery(id),
    findingsQuery(id),
    pastQuery(id),
    entitlementsQuery(id),
  ]);
  await tx.foresee({ reads: { scope, queries: reads } });
  return found;
}

/** What a page's entitlements get; it ends early where there would be too many rows for one step. */
export async function planPage(
  tx: CentralTransaction,
  input: PageInput,
  ids: readonly Id[],
): Promise<PlannedRows> {
  const { scope, roster, lastRosterId, terms, by, sharedAccounts, publicised } = input;
  const { month, firstMonth, sinceMonth } = roster.values as PageMonths;
  const entitlements = await foreseePage(tx, scope, ids);
  const otherOf = await otherEntitlements(tx, scope, entitlements);
  const others = [...otherOf.values()].flat().map(({ id }) => id);
  const ledgers = await readLedgers(tx, scope, [...new Set([...ids, ...others])]);
  const standing = await ownRows(tx, scope, roster.id, ledgers);
  const planned: PlannedOne[] = [];
  let identity = NO_PART.identity;
  let written = 0;
  let lastId = ids.at(-1) as Id;
  for (const entitlement of entitlements) {
    const [person] = (await tx.read(scope, {
      type: 'person',
      id: entitlement.values.personId as Id,
    })) as Row<'person'>[];
    if (!person) continue;
    const ledger = (of: Row<'entitlement'>) => ledgerOf(tx, scope, of, ledgers.get(of.id) ?? []);
    const rows = await ledger(entitlement);
    const elsewhere: LedgerEntry[] = [];
    for (const other of otherOf.get(entitlement.id) ?? []) elsewhere.push(...(await ledger(other)));
    const isConflictOpen = await isHeldByConflict(tx, scope, person);
    const findings = (await tx.read(scope, findingsQuery(person.id))) as readonly Row<'finding'>[];
    const past = (await tx.read(scope, pastQuery(person.id))) as readonly Row<'pastPayment'>[];
    const isAccountShared = sharedAccounts.has(person.values.accountNumber ?? '');
    const awaitsNotice = publicised !== null && !isPublicised(entitlement, publicised);
    const at = { id: roster.id, month, firstMonth, sinceMonth };
    const plan = planRows({
      entitlement,
      person,
      ...{ rows, others: elsewhere, past },
      ...{ isConflictOpen, findings, isAccountShared, awaitsNotice },
      roster: at,
      lastRosterId,
      terms,
      by,
    });
    const own = standing.get(entitlement.id) ?? [];
    written += Math.max(plan.rows.length, own.length) + 1;
    if (written > PAGE && planned.length) break;
    planned.push({ entitlement, person, rows, own, plan });
    lastId = entitlement.id;
    const benefit = entitlement.values.benefit as Benefit;
    const one = identityOfOne(plan.wasOn, plan.isOn, plan.movement);
    identity = addIdentities(identity, { ...NO_PART.identity, [benefit]: one });
  }
  if (planned.length === entitlements.length) lastId = ids.at(-1) as Id;
  return { input, planned, lastId, identity };
}

const slotOf = (month: string | null, kind: string | null): string =>
  `${month}/${kind === 'ADJUST' ? 'ADJUST' : 'BASE'}`;

function rowSet(
  { entitlement, person, plan }: PlannedOne,
  row: PlannedRow,
  { roster, packVersion }: PageInput,
  held: HeldCode | null,
): Partial<Values<'rosterRow'>> {
  const { name, idNumber, hukouVillage, accountHolder, bankName, accountNumber } = person.values;
  return {
    ...{ rosterId: roster.id, rosterMonth: roster.values.month, personId: person.id },
    ...{ entitlementId: entitlement.id, benefit: entitlement.values.benefit, month: row.month },
    ...{ kind: row.kind, amountFen: row.amountFen, standardId: row.standardId, packVersion },
    movement: row.month === roster.values.month ? plan.movement : null,
    ...{ heldReason: held, heldDetail: row.detail.length ? [...row.detail] : null },
    ...{ payeeName: name, payeeIdNumber: idNumber, payeeVillage: hukouVillage },
    ...{ accountHolder, bankName, accountNumber },
    ...{ result: held ? 'HELD' : 'PENDING', bankReason: null, resultOn: null },
  };
}

function differs(row: Row<'rosterRow'>, set: Partial<Values<'rosterRow'>>): boolean {
  const stands = row.values as Record<string, unknown>;
  return Object.entries(set).some(
    ([field, value]) => JSON.stringify(stands[field] ?? null) !== JSON.stringify(value ?? null),
  );
}

/** The rows of one entitlement, with their claims (RB1, RB2). */
async function recordsOf(
  tx: CentralTransaction,
  page: PageInput,
  one: PlannedOne,
  newId: () => Id,
): Promise<WrittenRecord[]> {
  const { scope } = page;
  const idNumber = one.person.values.idNumber as string;
  const benefit = one.entitlement.values.benefit as Benefit;
  const own = new Map(one.own.map((row) => [slotOf(row.values.month, row.values.kind), row]));
  const records: WrittenRecord[] = [];
  for (const row of one.plan.rows) {
    const slot = slotOf(row.month, row.kind);
    const before = own.get(slot);
    own.delete(slot);
    const id = before?.id ?? newId();
    const claim = row.kind === 'ADJUST' ? null : paidClaim(idNumber, benefit, row.month);
    let { held } = row;
    const was = before?.values.payeeIdNumber;
    // Of a record that was merged into one with another number since.
    if (was && was !== idNumber) await tx.releaseClaim(paidClaim(was, benefit, row.month), id);
    if (claim && held) await tx.releaseClaim(claim, id);
    if (claim && !held && (await tx.takeClaim(claim, scope, id)).recordId !== id) held = 'PAID_ELSEWHERE';
    const set = rowSet(one, row, page, held);
    if (!before || differs(before, set)) records.push({ type: 'rosterRow', id, set: set as never });
  }
  for (const { id, values } of own.values()) {
    if (values.result === DROPPED) continue;
    const was = values.payeeIdNumber ?? idNumber;
    await tx.releaseClaim(paidClaim(was, benefit, values.month as string), id);
    records.push({ type: 'rosterRow', id, set: { result: DROPPED } });
  }
  const { entitlement, person, rows } = one;
  const isMended =
    entitlement.values.accountReturnedOn && isAccountGood(entitlement.values, person.values, rows);
  if (isMended) records.push({ type: 'entitlement', id: entitlement.id, set: { accountReturnedOn: null } });
  return records;
}

/** Writes a page into the township's log. */
export async function writePage(
  tx: CentralTransaction,
  scope: number,
  meta: CommitMeta,
  { input, planned }: PlannedRows,
  newId: () => Id,
): Promise<void> {
  const claims = planned.flatMap(({ entitlement, person, plan, own }) => {
    const benefit = entitlement.values.benefit as Benefit;
    const months = [
      ...plan.rows.map(({ month }) => month),
      ...own.map(({ values }) => values.month as string),
    ];
    return months.map((month) => paidClaim(person.values.idNumber as string, benefit, month));
  });
  await tx.foresee({ claims: [...new Set(claims)] });
  const records: WrittenRecord[] = [];
  for (const one of planned) records.push(...(await recordsOf(tx, input, one, newId)));
  if (records.length) await writeCommit(tx, scope, meta, records);
}
