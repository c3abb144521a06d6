/** A replica that is a copy of another's disk, or that this centre no longer knows, gets a number of its own. Which replica asks is proved by
 *  its key, which never leaves the two of them.
 *  EN6 a copy's number has the accounts of the number that it was copied from, and the key that encrypts the copy.  EN7 the token that asked
 *  stays as it is, for the other disk may be using it: the answer brings one of its own.  EN8 a number of which another key is known is another
 *  computer's: whoever names it is as unknown as one that names none. */
import type { IncarnationRequest } from '#shared/sync/access-frames.ts';
import { sql } from 'kysely';
import type { AccessPorts, AccessTransaction } from './access-tables.ts';
import { type EnrolRefusal, makeDevice, readAsking, readDevice } from './enrolment.ts';
import { hashOfToken } from './session.ts';

const TOKEN_BYTES = 32;

export interface Incarnation {
  readonly device: number;
  readonly computerName: string;
  readonly token: string;
  /** Whether `wanted.device` is a number of this replica. */
  readonly isKnown: boolean;
}

/** 收件窗口（副本）, 收件窗口（副本2） …: the first that no computer of the unit has. */
async function nameOfCopy(tx: AccessTransaction, unitId: number, name: string): Promise<string> {
  const stem = name.replace(/（副本\d*）$/, '');
  const rows = await tx
    .selectFrom('access.device')
    .select('computer_name')
    .where('unit_id', '=', unitId)
    .execute();
  const names = new Set(rows.map((row) => row.computer_name));
  for (let copy = 1; ; copy++) {
    const wanted = `${stem}（副本${copy === 1 ? '' : copy}）`;
    if (!names.has(wanted)) return wanted;
  }
}

async function openCopySession(
  tx: AccessTransaction,
  ports: AccessPorts,
  asking: { readonly tokenHash: Buffer; readonly accountId: number },
  device: number,
): Promise<string> {
  const token = ports.secretBytes(TOKEN_BYTES).toString('base64url');
  await sql`INSERT INTO access.session (token_hash, account_id, device_number, created_at, expires_at)
    SELECT ${hashOfToken(token)}, account_id, ${device}, ${ports.clock.now()}, expires_at
    FROM access.session WHERE token_hash = ${asking.tokenHash}`.execute(tx);
  await tx
    .insertInto('access.device_account')
    .values({ device_number: device, account_id: asking.accountId, attached_at: ports.clock.now() })
    .onConflict((on) => on.doNothing())
    .execute();
  return token;
}

/** The number and token that a replica works under from now on. */
export async function incarnate(
  ports: AccessPorts,
  token: string,
  wanted: IncarnationRequest,
): Promise<Incarnation | EnrolRefusal> {
  const tokenHash = hashOfToken(token);
  const key = Buffer.from(wanted.replicaKey, 'base64');
  return ports.db.transaction().execute(async (tx): Promise<Incarnation | EnrolRefusal> => {
    const asking = await readAsking(tx, tokenHash, ports.clock.now());
    if (!asking) return { refused: 'session/ended' };
    const named = await readDevice(tx, wanted.device);
    const known = named?.replica_key.equals(key) ? named : null;
    if (known && known.unit_id !== asking.unitId) return { refused: 'device/other-unit' };
    const who = { tokenHash, accountId: asking.accountId };
    if (known && wanted.wanted === 'token') {
      const { number: device, computer_name: computerName } = known;
      return { device, computerName, token: await openCopySession(tx, ports, who, device), isKnown: true };
    }
    const computerName = known
      ? await nameOfCopy(tx, asking.unitId, known.computer_name)
      : wanted.computerName;
    const device = await makeDevice(tx, ports, asking, { computerName, key, copyOf: known?.number ?? null });
    if (known)
      await sql`INSERT INTO access.device_account (device_number, account_id, attached_at)
        SELECT ${device}, account_id, attached_at FROM access.device_account WHERE device_number = ${known.number}`.execute(
        tx,
      );
    return {
      device,
      computerName,
      token: await openCopySession(tx, ports, who, device),
      isKnown: known !== null,
    };
  });
}
