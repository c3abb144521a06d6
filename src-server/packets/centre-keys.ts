/** The centre's own keys: made once, their public halves told to every replica as reference data. They sign receipts and packets, and
 *  packets are sealed to them. The secret lies in the database beside everything that it protects on its way there.
 *  CK1 two servers on one database have the same keys.  CK2 replicas know a key before it signs anything. */
import { createPrivateKey, sign } from 'node:crypto';
import { type Clock, instantText } from '#shared/base/clock.ts';
import { CENTRE_DEVICE } from '#shared/base/id.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { publicKeysOf, signingKeyOf } from '#shared/sync/seal.ts';
import type pg from 'pg';
import type { CentralStore } from '../store/central-store.ts';
import { LOCKS, oneAtATime } from '../store/one-at-a-time.ts';
import { appendRecords } from '../sync/append.ts';
import type { Signer } from '../sync/exchange.ts';

/** What signs in the centre's name. */
export interface CentreKeys {
  /** Id of the record that tells the public halves. */
  readonly id: number;
  readonly secret: Uint8Array;
}

const SECRET_BYTES = 32;

export interface CentreKeyPorts {
  readonly pool: pg.Pool;
  readonly store: CentralStore;
  readonly clock: Clock;
  secretBytes(length: number): Buffer;
}

async function readOrMake({ pool, secretBytes }: CentreKeyPorts): Promise<CentreKeys> {
  const newest = 'SELECT id, secret FROM centre_secret ORDER BY id DESC LIMIT 1';
  const [known] = (await pool.query<CentreKeys>(newest)).rows;
  if (known) return known;
  const made = { id: 1, secret: secretBytes(SECRET_BYTES) };
  await pool.query('INSERT INTO centre_secret (id, secret) VALUES ($1, $2)', [made.id, made.secret]);
  return made;
}

async function tellReplicas({ store, clock }: CentreKeyPorts, { id, secret }: CentreKeys): Promise<void> {
  const isTold = await store.transaction([REFERENCE_SCOPE], (tx) =>
    tx.read(REFERENCE_SCOPE, { type: 'centre', id }),
  );
  if (isTold.length) return;
  const at = instantText(clock.now());
  const { sign: signKey, seal: sealKey } = publicKeysOf(secret);
  const meta = { device: CENTRE_DEVICE, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS' };
  await appendRecords(store, REFERENCE_SCOPE, { ...meta, madeAt: at, receivedAt: at }, [
    { type: 'centre', id, set: { signKey, sealKey, since: at } },
  ]);
}

/** The keys in use; made when there are none. */
export function openCentreKeys(ports: CentreKeyPorts): Promise<CentreKeys> {
  return oneAtATime(ports.pool, LOCKS.keys, async () => {
    const keys = await readOrMake(ports);
    await tellReplicas(ports, keys);
    return keys;
  });
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** By Node's own Ed25519: every answer to work is signed, and that is fifty times quicker. */
export function signerOf({ id, secret }: CentreKeys): Signer {
  const der = Buffer.concat([PKCS8, signingKeyOf(secret)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return (text) => ({ centre: id, signature: sign(null, Buffer.from(text), key).toString('hex') });
}
