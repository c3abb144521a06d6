/** A roster that is built again, where people have moved since it was built before: their rows lie in the township that they came from, and no
 *  page of it sees them any more. Before any page is made again those rows are dropped and give their claims back, in every township, so that
 *  wherever people live now they are looked at with nothing of this roster in the way (RB6).                                          */
import { DROPPED } from '#shared/domain/roster-plan.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import type { CentralTransaction, CommitMeta } from '../store/central-store.ts';
import { writeCommit } from '../sync/append.ts';
import { fieldsOfRoster, paidClaim } from './roster-page.ts';
import { PAGE } from './runner.ts';

const FIELDS = ['entitlementId', 'benefit', 'month', 'result', 'payeeIdNumber'] as const;

/** Drops rows of a township whose entitlement is elsewhere now, a page of them; whether that was all. */
export async function dropLeavers(
  tx: CentralTransaction,
  scope: number,
  rosterId: number,
  meta: CommitMeta,
): Promise<boolean> {
  const rows = (await fieldsOfRoster(tx, scope, rosterId, FIELDS)).filter(
    ({ values }) => values.result !== DROPPED,
  );
  const places = await tx.whereabouts(
    rows.map(({ values }) => ({ type: 'entitlement', id: values.entitlementId as number })),
  );
  const left = rows.filter(
    ({ values }) => (places.get(`entitlement:${values.entitlementId}`) ?? scope) !== scope,
  );
  const page = left.slice(0, PAGE);
  const claimOf = ({ values }: (typeof page)[number]) =>
    paidClaim(values.payeeIdNumber as string, values.benefit as Benefit, values.month as string);
  await tx.foresee({ claims: [...new Set(page.map(claimOf))] });
  const records: WrittenRecord[] = [];
  for (const row of page) {
    await tx.releaseClaim(claimOf(row), row.id);
    records.push({ type: 'rosterRow', id: row.id, set: { result: DROPPED } });
  }
  if (records.length) await writeCommit(tx, scope, meta, records);
  return page.length === left.length;
}
