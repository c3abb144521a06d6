/** Session: who is speaking. Made by signing in, carried by a token, read from the database at every request.
 *  SE1 what a session may do comes from its account's rows at the moment of the request: a changed role or a closed account
 *  counts at once.   SE2 the database knows a token only by its SHA-256; who reads the table can sign nobody in.
 *  SE3 an unknown name, a wrong password and a closed account answer alike, in words and in time.
 *  SE4 a session ends by signing out or after the lease of 45 days without contact; later sign-ins get a new one.          */
import { createHash } from 'node:crypto';
import type { Id } from '#shared/base/id.ts';
import { LEASE_DAYS } from '#shared/domain/lease.ts';
import { bodyOf, type Role } from '#shared/domain/state.ts';
import { type AudienceClass, REFERENCE_SCOPE } from '#shared/records/registry.ts';
import type { Kysely } from 'kysely';
import type { AccessPorts, AccessTables } from './access-tables.ts';
import { classesOf, scopesOf } from './rights.ts';
import { clearAttempts, takeAttempt } from './sign-in-lock.ts';

/** 192 bits, which nobody guesses; every request carries them, the shortest question for news too. */
const tokenBytes = 24;
const sessionMs = LEASE_DAYS * 24 * 3_600_000;

export interface SessionContext {
  readonly accountId: Id;
  readonly accountName: string;
  readonly personName: string;
  readonly role: Role;
  readonly unitId: Id;
  readonly unitName: string;
  /** Division that the unit works for. */
  readonly unitScope: number;
  /** Every scope that it may hold, the reference scope first. */
  readonly scopes: number[];
  readonly classes: AudienceClass[];
  /** Set once the session enrolled a computer or was attached to one. */
  readonly deviceNumber?: number;
}

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: number;
  readonly session: SessionContext;
}

export type SignInRefusal =
  | { readonly refused: 'sign-in/refused' }
  | { readonly refused: 'sign-in/locked'; readonly retryAfterMs: number };

/** How the database knows a token (SE2). */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Townships of a county that have an office. */
export async function townshipsOf(db: Kysely<AccessTables>, county: number): Promise<number[]> {
  const rows = await db
    .selectFrom('access.unit')
    .select('scope')
    .distinct()
    .where('county', '=', county)
    .where('kind', '=', 'TOWNSHIP')
    .execute();
  return rows.map((row) => row.scope);
}

/** The session of a token, if it is one that stands. */
export async function readSession(ports: AccessPorts, token: string): Promise<SessionContext | undefined> {
  const row = await ports.db
    .selectFrom('access.session as s')
    .innerJoin('access.account as a', 'a.id', 's.account_id')
    .innerJoin('access.unit as u', 'u.id', 'a.unit_id')
    .leftJoin('access.device as d', 'd.number', 's.device_number')
    .select(['a.id as account_id', 'a.name', 'a.person_name', 'a.role', 's.device_number'])
    .select(['d.unit_id as device_unit_id'])
    .select(['u.id as unit_id', 'u.name as unit_name', 'u.scope', 'u.county'])
    .where('s.token_hash', '=', hashOfToken(token))
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', ports.clock.now())
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const townships = bodyOf(row.role) === 'TOWNSHIP' ? [] : await townshipsOf(ports.db, row.county);
  // A computer of the unit that the person has left: what waits there goes up, and nothing of the new unit comes down (PO3).
  const isElsewhere = row.device_unit_id !== null && row.device_unit_id !== row.unit_id;
  return {
    accountId: row.account_id,
    accountName: row.name,
    personName: row.person_name,
    role: row.role,
    unitId: row.unit_id,
    unitName: row.unit_name,
    unitScope: row.scope,
    scopes: isElsewhere ? [REFERENCE_SCOPE] : scopesOf(row.role, row.scope, townships),
    classes: classesOf(row.role),
    ...(row.device_number === null ? {} : { deviceNumber: row.device_number }),
  };
}

async function openSession(ports: AccessPorts, accountId: Id): Promise<SignedIn> {
  const token = ports.secretBytes(tokenBytes).toString('base64url');
  const now = ports.clock.now();
  const expiresAt = now + sessionMs;
  await ports.db
    .insertInto('access.session')
    .values({
      token_hash: hashOfToken(token),
      account_id: accountId,
      device_number: null,
      created_at: now,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute();
  const session = await readSession(ports, token);
  if (!session) throw new Error(`account ${accountId} was closed while it signed in`);
  return { token, expiresAt, session };
}

/** Signs an account in by name and password. */
export async function signIn(
  ports: AccessPorts,
  name: string,
  password: string,
): Promise<SignedIn | SignInRefusal> {
  const typed = name.trim().toLowerCase();
  const lockedUntil = await takeAttempt(ports, typed);
  if (lockedUntil !== undefined) {
    return { refused: 'sign-in/locked', retryAfterMs: lockedUntil - ports.clock.now() };
  }
  const account = await ports.db
    .selectFrom('access.account')
    .select(['id', 'password_hash', 'disabled_at'])
    .where('name', '=', typed)
    .executeTakeFirst();
  const matches = await ports.passwords.matches(account?.password_hash, password);
  if (!account || !matches || account.disabled_at !== null) return { refused: 'sign-in/refused' };
  await clearAttempts(ports, typed);
  return openSession(ports, account.id);
}

/** Ends the session of a token. Ending it twice, or one that is not there, is no fault. */
export async function signOut(ports: AccessPorts, token: string): Promise<void> {
  await ports.db
    .updateTable('access.session')
    .set({ ended_at: ports.clock.now() })
    .where('token_hash', '=', hashOfToken(token))
    .where('ended_at', 'is', null)
    .execute();
}
