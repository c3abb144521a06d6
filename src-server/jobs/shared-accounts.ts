/** Accounts of a county that several households or too many people draw into (dossier (h) DUP_BANK_ACCOUNT ∴), as they stand when a roster is
 *  begun: a roster holds the rows of them all (RH4). One statement for the county; only who shares is read further. */
import { type AccountUser, accountAlerts, accountUses, type AlertRule } from '#shared/domain/alert.ts';
import type { Row } from '#shared/records/rows.ts';
import type { CentralStore } from '../store/central-store.ts';

const ENTITLEMENTS_MAX = 50;

export async function readSharedAccounts(
  store: CentralStore,
  scopes: readonly number[],
  rule: AlertRule,
): Promise<ReadonlySet<string>> {
  const alike = await store.snapshot((snapshot) => snapshot.readAlike(scopes, 'person', 'accountNumber'));
  const people = alike.filter(({ values }) => values.mergedInto === null);
  const users: AccountUser[] = [];
  for (const [scope, here] of Map.groupBy(people, (person) => person.scope))
    await store.transaction([], async (tx) => {
      const drawn = (personId: number) =>
        ({ type: 'entitlement', by: 'personId', value: personId, limit: ENTITLEMENTS_MAX }) as const;
      await tx.foresee({ reads: { scope, queries: here.map(({ id }) => drawn(id)) } });
      for (const { id, values } of here) {
        const entitlements = (await tx.read(scope, drawn(id))) as readonly Row<'entitlement'>[];
        const draws = entitlements.some((row) => row.values.state === 'ACTIVE');
        const { accountNumber: account, hukouVillage: village, hukouAddress, residenceAddress } = values;
        if (draws && account) users.push({ account, village, address: hukouAddress ?? residenceAddress });
      }
    });
  const uses = [...accountUses(users)];
  return new Set(uses.flatMap(([account, use]) => (accountAlerts(use, rule).length ? [account] : [])));
}
