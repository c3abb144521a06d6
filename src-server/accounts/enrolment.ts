/** Enrolment: gives a computer its device number and the key of its replica, and lets further people of the unit use it.
 *  EN1 a device number is given once and never again; a replica that is made anew gets a new one.   EN9 it is drawn by lot: a centre that was
 *  set back has forgotten which numbers it gave since, and counting on it would give the same again.   EN2 a device belongs to a
 *  unit; nobody of another unit is attached to it or gets its key.   EN3 asking again in one session gives the same answer:
 *  on a bad link the first may have been lost.   EN4 the key is kept here too, so that a second person of the unit can open the
 *  replica after signing in once.   EN5 who acted on a device is one of its attached accounts.                              */
import type { Id } from '#shared/base/id.ts';
import type { Role } from '#shared/domain/state.ts';
import type { AudienceClass } from '#shared/records/registry.ts';
import type { EnrolRequest, EnrolResponse } from '#shared/sync/access-frames.ts';
import type { Kysely } from 'kysely';
import type { AccessPorts, AccessTables, AccessTransaction } from './access-tables.ts';
import type { FormerPost } from '../sync/actors.ts';
import { readFormerPosts } from './posts.ts';
import { classesOf, scopesOf } from './rights.ts';
import { hashOfToken, townshipsOf } from './session.ts';

const replicaKeyBytes = 32;

export type EnrolRefusal = {
  readonly refused: 'session/ended' | 'device/unknown' | 'device/other-unit' | 'device/already-bound';
};

interface Asking {
  readonly accountId: Id;
  readonly unitId: Id;
  readonly bound: number | null;
}

/** The session that asks, locked: two requests of one session are answered one after the other (EN3). */
export async function readAsking(
  tx: AccessTransaction,
  tokenHash: Buffer,
  now: number,
): Promise<Asking | undefined> {
  return tx
    .selectFrom('access.session as s')
    .innerJoin('access.account as a', 'a.id', 's.account_id')
    .select(['a.id as accountId', 'a.unit_id as unitId', 's.device_number as bound'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('a.disabled_at', 'is', null)
    .forUpdate('s')
    .executeTakeFirst();
}

/** Below are the centre's own (ID2), and from 2²² on those of its work (ID3). */
const FIRST_NUMBER = 2;
const NUMBERS = 2 ** 22 - FIRST_NUMBER;
const LOT_BYTES = 4;

/** A number that no computer has (EN9). */
async function drawNumber(tx: AccessTransaction, ports: AccessPorts): Promise<number> {
  for (;;) {
    const number = FIRST_NUMBER + (ports.secretBytes(LOT_BYTES).readUInt32BE() % NUMBERS);
    if (!(await readDevice(tx, number))) return number;
  }
}

export async function makeDevice(
  tx: AccessTransaction,
  ports: AccessPorts,
  asking: Asking,
  computer: { readonly computerName: string; readonly key: Buffer; readonly copyOf: number | null },
): Promise<number> {
  const number = await drawNumber(tx, ports);
  await tx
    .insertInto('access.device')
    .values({
      number,
      unit_id: asking.unitId,
      computer_name: computer.computerName,
      replica_key: computer.key,
      copy_of: computer.copyOf,
      enrolled_by: asking.accountId,
      enrolled_at: ports.clock.now(),
    })
    .execute();
  return number;
}

async function attach(tx: AccessTransaction, tokenHash: Buffer, asking: Asking, device: number, now: number) {
  await tx
    .insertInto('access.device_account')
    .values({ device_number: device, account_id: asking.accountId, attached_at: now })
    .onConflict((on) => on.doNothing())
    .execute();
  await tx
    .updateTable('access.session')
    .set({ device_number: device })
    .where('token_hash', '=', tokenHash)
    .execute();
}

export async function readDevice(tx: AccessTransaction, number: number) {
  return tx
    .selectFrom('access.device')
    .select(['number', 'unit_id', 'computer_name', 'replica_key'])
    .where('number', '=', number)
    .executeTakeFirst();
}

/** Enrols the computer of a session, or attaches the session to a computer that its unit already has. */
export async function enrol(
  ports: AccessPorts,
  token: string,
  request: EnrolRequest,
): Promise<EnrolResponse | EnrolRefusal> {
  const tokenHash = hashOfToken(token);
  const now = ports.clock.now();
  return ports.db.transaction().execute(async (tx): Promise<EnrolResponse | EnrolRefusal> => {
    const asking = await readAsking(tx, tokenHash, now);
    if (!asking) return { refused: 'session/ended' };
    const wanted = request.device ?? asking.bound;
    if (asking.bound !== null && wanted !== asking.bound) return { refused: 'device/already-bound' };
    const fresh = () => ({
      ...{ computerName: request.computerName, copyOf: null },
      key: ports.secretBytes(replicaKeyBytes),
    });
    const number = wanted ?? (await makeDevice(tx, ports, asking, fresh()));
    const device = await readDevice(tx, number);
    if (!device) return { refused: 'device/unknown' };
    if (device.unit_id !== asking.unitId) return { refused: 'device/other-unit' };
    await attach(tx, tokenHash, asking, number, now);
    return {
      device: number,
      computerName: device.computer_name,
      replicaKey: device.replica_key.toString('base64'),
    };
  });
}

/** The key of a device's replica; null for a device that is not enrolled here. */
export async function readReplicaKey(db: Kysely<AccessTables>, device: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom('access.device')
    .select('replica_key')
    .where('number', '=', device)
    .executeTakeFirst();
  return row?.replica_key ?? null;
}

export interface DeviceAccount {
  readonly accountId: Id;
  readonly accountName: string;
  readonly personName: string;
  readonly role: Role;
  readonly scopes: number[];
  readonly classes: AudienceClass[];
  readonly isClosed: boolean;
  /** It works for another unit now than the computer does. */
  readonly isElsewhere: boolean;
  /** What it was before: acts made then may still arrive. */
  readonly former: readonly FormerPost[];
}

/** The accounts that have signed in from a device (EN5), with the posts they have and had. */
export async function readDeviceAccounts(db: Kysely<AccessTables>, device: number): Promise<DeviceAccount[]> {
  const rows = await db
    .selectFrom('access.device_account as d')
    .innerJoin('access.account as a', 'a.id', 'd.account_id')
    .innerJoin('access.unit as u', 'u.id', 'a.unit_id')
    .innerJoin('access.device as c', 'c.number', 'd.device_number')
    .select(['a.id', 'a.name', 'a.person_name', 'a.role', 'a.disabled_at', 'u.scope', 'u.county'])
    .select(['a.unit_id', 'c.unit_id as device_unit'])
    .where('d.device_number', '=', device)
    .orderBy('a.id')
    .execute();
  // Who has another post now may be of another county.
  const townships = new Map<number, number[]>();
  for (const { county } of rows)
    if (!townships.has(county)) townships.set(county, await townshipsOf(db, county));
  const former = await readFormerPosts(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    accountId: row.id,
    accountName: row.name,
    personName: row.person_name,
    role: row.role,
    scopes: scopesOf(row.role, row.scope, townships.get(row.county) ?? []),
    classes: classesOf(row.role),
    isClosed: row.disabled_at !== null,
    isElsewhere: row.unit_id !== row.device_unit,
    former: former.get(row.id) ?? [],
  }));
}
