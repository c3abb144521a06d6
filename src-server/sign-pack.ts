/** For the unit that sets packs: makes its key, signs its pack. Works without the centre and without a line.
 *    npm run pack -- new-key KEYFILE            writes the secret key, says the public one
 *    npm run pack -- sign PACK.json KEYFILE OUT writes the signed file
 *    npm run pack -- vouch REGION PUBLIC-KEY UNIT KEYFILE   a known key signs a later one: says what --pack-key takes                                                                 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { issuedPackSchema } from '#shared/domain/pack-intake.ts';
import type { IssuedPack } from '#shared/domain/pack-book.ts';
import { packFileOf, packPublicKey, packSecretOf, signPack, vouchFor } from '#shared/sync/signed-pack.ts';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;
const USAGE =
  'npm run pack -- new-key KEYFILE | sign PACK.json KEYFILE OUT | vouch REGION PUBLIC-KEY UNIT KEYFILE';

function newKey(keyFile: string): string {
  const secret = randomBytes(KEY_BYTES);
  writeFileSync(keyFile, `${secret.toString('hex')}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  return `public key ${packPublicKey(secret)}`;
}

function sign(packFile: string, keyFile: string, out: string): string {
  const secret = packSecretOf(readFileSync(keyFile, 'utf8'));
  if (!secret) throw new Error(`${keyFile} is no key`);
  const parsed = issuedPackSchema.safeParse(JSON.parse(readFileSync(packFile, 'utf8')));
  if (!parsed.success) throw new Error(`${packFile}: ${parsed.error.issues[0]?.path.join('.')} is not right`);
  const signed = signPack(parsed.data as unknown as IssuedPack, secret);
  writeFileSync(out, packFileOf(signed));
  return `signed with key ${signed.keyId}`;
}

function vouch(region: string, publicKey: string, unitName: string, keyFile: string): string {
  const secret = packSecretOf(readFileSync(keyFile, 'utf8'));
  if (!secret) throw new Error(`${keyFile} is no key`);
  const { signedBy, keySignature } = vouchFor({ region, publicKey, unitName }, secret);
  return `${region}:${publicKey}:${signedBy}.${keySignature}:${unitName}`;
}

const [what, first, second, third, fourth] = process.argv.slice(2);
try {
  if (what === 'new-key' && first) console.log(newKey(first));
  else if (what === 'sign' && first && second && third) console.log(sign(first, second, third));
  else if (what === 'vouch' && second && third && fourth)
    console.log(vouch(first ?? '', second, third, fourth));
  else throw new Error(USAGE);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
