/** Posts: what an account was, until when, and how it becomes something else. There is no screen for this yet: the command line of the central
 *  server calls it (main.ts), and whoever runs a county will.
 *  Which post counts for an act (PO1, PO2): sync/actors.ts.  PO3 a
 *  session on a computer of the former unit brings up what waits there and gets nothing more than the reference data; with another role in
 *  the same unit a person signs in again.  PO4 every replica is told, by the account's public part in the reference data: one that
 *  is closed says so in the place of its role. */
import type { Id } from '#shared/base/id.ts';
import { bodyOf, type Role } from '#shared/domain/state.ts';
import type { Kysely } from 'kysely';
import type { FormerPost } from '../sync/actors.ts';
import type { AccessPorts, AccessTables, AccessTransaction } from './access-tables.ts';
import { scopesOf } from './rights.ts';
import { townshipsOf } from './session.ts';

/** Former posts of accounts, the oldest first. */
export async function readFormerPosts(
  db: Kysely<AccessTables>,
  accounts: readonly Id[],
): Promise<Map<Id, FormerPost[]>> {
  const found = new Map<Id, FormerPost[]>();
  if (!accounts.length) return found;
  const rows = await db
    .selectFrom('access.former_post as f')
    .innerJoin('access.unit as u', 'u.id', 'f.unit_id')
    .select(['f.account_id', 'f.role', 'f.until_at', 'u.scope', 'u.county'])
    .where('f.account_id', 'in', accounts)
    .orderBy('f.until_at')
    .execute();
  for (const { account_id, role, until_at, scope, county } of rows) {
    const townships = role && bodyOf(role) !== 'TOWNSHIP' ? await townshipsOf(db, county) : [];
    const post = role && { role, scopes: scopesOf(role, scope, townships) };
    found.set(account_id, [...(found.get(account_id) ?? []), { untilMs: until_at, post }]);
  }
  return found;
}

export type PostChange =
  | { readonly account: string; readonly to: 'closed' | 'open' }
  | { readonly account: string; readonly to: { readonly role: Role; readonly unit: string } };

export type PostRefusal = {
  readonly refused: 'account/unknown' | 'unit/unknown' | 'account/role-of-other-unit' | 'account/no-change';
};

/** The public part of an account, as the reference data is to say it. */
export interface ChangedAccount {
  readonly accountId: Id;
  /** Null once it is closed. */
  readonly role: Role | null;
  readonly unitName: string;
  readonly unitScope: number;
}

async function endSessions(tx: AccessTransaction, accountId: Id, now: number): Promise<void> {
  await tx
    .updateTable('access.session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}

async function readAccount(tx: AccessTransaction, name: string) {
  return tx
    .selectFrom('access.account as a')
    .innerJoin('access.unit as u', 'u.id', 'a.unit_id')
    .select(['a.id', 'a.role', 'a.unit_id', 'a.disabled_at', 'u.name as unit_name', 'u.scope'])
    .where('a.name', '=', name.toLowerCase())
    .forUpdate('a')
    .executeTakeFirst();
}

/** Closes or opens an account, or gives it another post. */
export async function changePost(
  ports: AccessPorts,
  change: PostChange,
): Promise<ChangedAccount | PostRefusal> {
  const now = ports.clock.now();
  return ports.db.transaction().execute(async (tx): Promise<ChangedAccount | PostRefusal> => {
    const before = await readAccount(tx, change.account);
    if (!before) return { refused: 'account/unknown' };
    const isClosed = before.disabled_at !== null;
    const wanted =
      typeof change.to === 'string'
        ? {
            role: before.role,
            unit: {
              id: before.unit_id,
              name: before.unit_name,
              scope: before.scope,
              kind: bodyOf(before.role),
            },
          }
        : { role: change.to.role, unit: await readUnit(tx, change.to.unit) };
    if (!wanted.unit) return { refused: 'unit/unknown' };
    if (wanted.unit.kind !== bodyOf(wanted.role)) return { refused: 'account/role-of-other-unit' };
    const willBeClosed = typeof change.to === 'string' ? change.to === 'closed' : isClosed;
    const isOtherUnit = wanted.unit.id !== before.unit_id;
    if (!isOtherUnit && wanted.role === before.role && willBeClosed === isClosed)
      return { refused: 'account/no-change' };
    await tx
      .insertInto('access.former_post')
      .values({
        account_id: before.id,
        role: isClosed ? null : before.role,
        unit_id: before.unit_id,
        until_at: now,
      })
      // A post that lasted no time counts for nothing.
      .onConflict((on) => on.doNothing())
      .execute();
    await tx
      .updateTable('access.account')
      .set({ role: wanted.role, unit_id: wanted.unit.id, disabled_at: willBeClosed ? now : null })
      .where('id', '=', before.id)
      .execute();
    // On the former unit's computers a session goes on for as long as there is something to bring up (PO3).
    if (!isOtherUnit) await endSessions(tx, before.id, now);
    return {
      accountId: before.id,
      role: willBeClosed ? null : wanted.role,
      unitName: wanted.unit.name,
      unitScope: wanted.unit.scope,
    };
  });
}

async function readUnit(tx: AccessTransaction, name: string) {
  return tx
    .selectFrom('access.unit')
    .select(['id', 'name', 'scope', 'kind'])
    .where('name', '=', name)
    .executeTakeFirst();
}
