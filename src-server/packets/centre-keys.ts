/** The centre's own keys, their public halves told to every replica as reference data. They sign receipts and packets, and packets are sealed to
 *  them. The secret lies in the database beside everything that it protects on its way there.
 *  CK1 two servers on one database have the same keys.  CK2 replicas know a key before it signs anything.  CK3 a new pair is made when the centre is
 *  told so; from the next sync on desks seal to it.  CK4 the one before still opens the packets that were sealed to it, and signs their answers,
 *  for so many days; then its secret is gone, and whoever took it later reads none of them. */
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
/** Half a year: longer than any stick is on its way, and than a computer is out of reach. */
export const OLD_KEY_DAYS = 180;
const DAY_MS = 86_400_000;

export interface CentreKeyPorts {
  readonly pool: pg.Pool;
  readonly store: CentralStore;
  readonly clock: Clock;
  secretBytes(length: number): Buffer;
}

/** Every pair there is, the newest first. */
async function readKeys(pool: pg.Pool): Promise<CentreKeys[]> {
  return (await pool.query<CentreKeys>('SELECT id, secret FROM centre_secret ORDER BY id DESC')).rows;
}

async function make({ pool, clock, secretBytes }: CentreKeyPorts, id: number): Promise<CentreKeys> {
  const made = { id, secret: secretBytes(SECRET_BYTES) };
  const values = [made.id, made.secret, instantText(clock.now())];
  await pool.query('INSERT INTO centre_secret (id, secret, made_at) VALUES ($1, $2, $3)', values);
  return made;
}

/** CK4: those whose successor is older than that. */
async function forgetOld({ pool, clock }: Pick<CentreKeyPorts, 'pool' | 'clock'>): Promise<void> {
  await pool.query(
    'DELETE FROM centre_secret o WHERE EXISTS (SELECT 1 FROM centre_secret n WHERE n.id > o.id AND n.made_at < $1)',
    [instantText(clock.now() - OLD_KEY_DAYS * DAY_MS)],
  );
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

/** The keys in use; made when there are none, or when a new pair is wished for. */
export function openCentreKeys(ports: CentreKeyPorts, isNewWished = false): Promise<CentreKeys> {
  return oneAtATime(ports.pool, LOCKS.keys, async () => {
    await forgetOld(ports);
    const [newest] = await readKeys(ports.pool);
    const keys = newest && !isNewWished ? newest : await make(ports, (newest?.id ?? 0) + 1);
    await tellReplicas(ports, keys);
    return keys;
  });
}

/** The keys that a packet is sealed to, by their public half; null when they are not, or no longer, ours. Asked of the database: another server may
 *  have made newer ones. */
export async function keysSealedTo(
  ports: Pick<CentreKeyPorts, 'pool' | 'clock'>,
  receiver: string,
): Promise<CentreKeys | null> {
  await forgetOld(ports);
  return (await readKeys(ports.pool)).find(({ secret }) => publicKeysOf(secret).seal === receiver) ?? null;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** By Node's own Ed25519: every answer to work is signed, and that is fifty times quicker. */
export function signerOf({ id, secret }: CentreKeys): Signer {
  const der = Buffer.concat([PKCS8, signingKeyOf(secret)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return (text) => ({ centre: id, signature: sign(null, Buffer.from(text), key).toString('hex') });
}
