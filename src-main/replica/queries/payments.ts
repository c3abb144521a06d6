/** Payment rosters for the screen 发放: the months, one roster with what it adds up to, its rows, and payments that came back. */
import { capitalAmount } from '#shared/domain/capital-amount.ts';
import { calendarOf } from '#shared/domain/calendar.ts';
import { rosterDueOf } from '#shared/domain/deadline.ts';
import { dueMonthOf } from '#shared/domain/roster-calendar.ts';
import {
  balances,
  payableOf,
  type RosterPart,
  type TownshipPart,
  townshipPart,
} from '#shared/domain/roster-figures.ts';
import type { RosterSignature } from '#shared/domain/roster-state.ts';
import { BENEFITS } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  PaymentsOverview,
  ReturnedPayment,
  RosterBrief,
  RosterPage,
  RosterRowView,
} from '#shared/rpc/payment-shapes.ts';
import { readQuery, readRecord } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import type { Reading } from './reading.ts';

const ROSTERS_SHOWN = 130;
const ROWS_MAX = 1_000_000;

function briefOf({ id, values }: Row<'roster'>): RosterBrief {
  const totals = values.totals as unknown as RosterPart | null;
  return {
    ...{ rosterId: id, month: values.month ?? '', cycle: values.cycle ?? 'MONTHLY' },
    ...{ state: values.state ?? 'DRAFT', job: values.job, persons: totals?.persons ?? 0 },
    payFen: totals ? payableOf(totals).fen : 0,
  };
}

/** Payments that came back and wait for a corrected account, of the townships that are held here. */
function returnedPayments(reading: Reading): ReturnedPayment[] {
  const found = reading.statements.pluck<number>(
    'SELECT id FROM entitlement WHERE account_returned_on IS NOT NULL ORDER BY account_returned_on, id',
  );
  return found.flatMap((entitlementId) => {
    const entitlement = readRecord(reading.statements, 'entitlement', entitlementId);
    const personId = entitlement?.values.personId;
    const person = personId ? readRecord(reading.statements, 'person', personId) : null;
    if (!entitlement || !person) return [];
    const rows = readQuery(reading.statements, {
      ...{ type: 'rosterRow', by: 'entitlementId', value: entitlementId, limit: ROWS_MAX },
    }) as Row<'rosterRow'>[];
    const back = rows.filter(({ values }) => values.result === 'RETURNED');
    const isPaid = (month: string | null) =>
      rows.some(({ values }) => values.month === month && ['PAID', 'PENDING'].includes(values.result ?? ''));
    const owed = back.filter(({ values }) => !isPaid(values.month));
    return [
      {
        ...{ entitlementId, personId: person.id, name: person.values.name ?? '' },
        village: reading.divisionName(person.values.hukouVillage),
        benefit: entitlement.values.benefit ?? '',
        returnedOn: entitlement.values.accountReturnedOn ?? '',
        bankReason: back.at(-1)?.values.bankReason ?? null,
        months: [...new Set(owed.map(({ values }) => values.month ?? ''))].sort(),
        fen: owed.reduce((sum, { values }) => sum + (values.amountFen ?? 0), 0),
      },
    ];
  });
}

export function paymentsOverview(reading: Reading): PaymentsOverview {
  const ids = reading.statements.pluck<number>(
    'SELECT id FROM roster ORDER BY month DESC, id DESC LIMIT ?',
    ROSTERS_SHOWN,
  );
  const rosters = ids.flatMap((id) => readRecord(reading.statements, 'roster', id) ?? []);
  return { rosters: rosters.map(briefOf), returned: returnedPayments(reading) };
}

function rowsOf(statements: Statements, rosterId: number): Row<'rosterRow'>[] {
  const by = { type: 'rosterRow', by: 'rosterId', value: rosterId, limit: ROWS_MAX } as const;
  return readQuery(statements, by) as Row<'rosterRow'>[];
}

export function isPayable({ values }: Row<'rosterRow'>): boolean {
  return !['HELD', 'DROPPED'].includes(values.result ?? '');
}

/** Rows that are paid, in the order in which the bank has them: a row's number is its place here. */
export function payableRows(statements: Statements, rosterId: number): Row<'rosterRow'>[] {
  return rowsOf(statements, rosterId)
    .filter(isPayable)
    .sort((a, b) => a.scope - b.scope || a.id - b.id);
}

/** Whether the rows here are those of the hash; the part with accounts only where they may be held. */
function matchesHere(reading: Reading, roster: Row<'roster'>): boolean | null {
  const parts = (roster.values.townships ?? []) as unknown as TownshipPart[];
  if (!roster.values.rowHash || !parts.every(({ scope }) => reading.me.scopes.includes(scope))) return null;
  const seesMoney = reading.me.classes.includes('money');
  const rows = Map.groupBy(rowsOf(reading.statements, roster.id), ({ scope }) => scope);
  return parts.every((part) => {
    const here = townshipPart(part.scope, rows.get(part.scope) ?? [], part.identity);
    return here.rowsHash === part.rowsHash && (!seesMoney || here.accountsHash === part.accountsHash);
  });
}

function dueOn(reading: Reading, month: string): string | null {
  const due = rosterDueOf(dueMonthOf(month, reading.pack.roster), calendarOf(reading.pack), reading.pack);
  return typeof due === 'string' ? due : null;
}

export function rosterPage(reading: Reading, rosterId: number): RosterPage | null {
  const roster = readRecord(reading.statements, 'roster', rosterId);
  if (!roster) return null;
  const { values } = roster;
  const totals = values.totals as unknown as RosterPart | null;
  const parts = (values.townships ?? []) as unknown as TownshipPart[];
  const progress = values.progress as unknown as { at: number; townships?: number[] } | null;
  const settled = values.settled as unknown as RosterPage['settled'];
  const isSettled = values.state === 'SETTLED' || values.state === 'PARTLY_RETURNED';
  return {
    ...briefOf(roster),
    progress: values.job
      ? { done: progress?.at ?? 0, of: progress?.townships?.length ?? parts.length }
      : null,
    ...{ rowHash: values.rowHash, lockedHash: values.lockedHash, matches: matchesHere(reading, roster) },
    figures: totals && { LIVING: totals.LIVING, NURSING: totals.NURSING },
    identity: totals && totals.identity,
    balances: totals !== null && BENEFITS.every((benefit) => balances(totals.identity[benefit])),
    capital: totals ? capitalAmount(payableOf(totals).fen) : '',
    signatures: ((values.signatures ?? []) as unknown as RosterSignature[]).map(({ body, by, on }) => ({
      ...{ body, by: reading.colleagueName(by), on },
    })),
    dueOn: dueOn(reading, values.month ?? ''),
    townships: parts
      .filter(({ scope }) => reading.me.scopes.includes(scope))
      .map((part) => ({
        ...{ scope: part.scope, name: reading.divisionName(part.scope), persons: part.persons },
        payFen: payableOf(part).fen,
        heldRows: part.LIVING.heldRows + part.NURSING.heldRows,
      })),
    settled: isSettled ? settled : null,
    ...{ paidOn: values.paidOn, reopenReason: values.reopenReason },
  };
}

const VIEWS = {
  held: "r.result = 'HELD'",
  came: "r.movement IN ('NEW', 'RESUMED')",
  returned: "r.result = 'RETURNED'",
  all: "r.result <> 'DROPPED'",
} as const;

/** Who was on the roster before and is not on this one. */
const WENT = `SELECT p.id FROM "rosterRow" p WHERE p.roster_id = (SELECT id FROM roster WHERE month < ? ORDER BY month DESC LIMIT 1)
  AND p.month = p.roster_month AND p.kind <> 'ADJUST' AND p.result <> 'DROPPED'
  AND NOT EXISTS (SELECT 1 FROM "rosterRow" r WHERE r.roster_id = ? AND r.entitlement_id = p.entitlement_id
    AND r.month = r.roster_month AND r.kind <> 'ADJUST' AND r.result <> 'DROPPED') ORDER BY p.scope, p.id`;

function viewIds(reading: Reading, rosterId: number, view: keyof typeof VIEWS | 'went'): number[] {
  if (view !== 'went')
    return reading.statements.pluck<number>(
      `SELECT r.id FROM "rosterRow" r WHERE r.roster_id = ? AND ${VIEWS[view]} ORDER BY r.scope, r.id`,
      rosterId,
    );
  const month = readRecord(reading.statements, 'roster', rosterId)?.values.month ?? '';
  return reading.statements.pluck<number>(WENT, month, rosterId);
}

export function rosterRows(
  reading: Reading,
  input: { rosterId: number; view: keyof typeof VIEWS | 'went'; offset: number; limit: number },
): { total: number; rows: RosterRowView[] } {
  const ids = viewIds(reading, input.rosterId, input.view);
  const page = ids.slice(input.offset, input.offset + input.limit);
  const rows = page.flatMap((id) => readRecord(reading.statements, 'rosterRow', id) ?? []);
  return {
    total: ids.length,
    rows: rows.map(({ id, scope, values }) => ({
      ...{ rowId: id, personId: values.personId ?? 0, name: values.payeeName ?? '' },
      ...{ township: reading.divisionName(scope), village: reading.divisionName(values.payeeVillage) },
      ...{ benefit: values.benefit ?? '', month: values.month ?? '', kind: values.kind ?? '' },
      ...{ amountFen: values.amountFen ?? 0, result: values.result ?? '', heldReason: values.heldReason },
      heldDetail: (values.heldDetail ?? []) as string[],
      ...{ bankReason: values.bankReason, movement: values.movement },
    })),
  };
}
