/** The device secret: 32 random bytes that the replica mixes into its password slots, wrapped by the operating system's
 *  key store, so that a copied disk is not enough.
 *  KE1 never wrapped by a store that only pretends (`basic_text`, `unknown`): then there is no device secret, and the replica
 *  is told why.  KE2 a stored secret is never overwritten because it could not be read, nor when the store has changed:
 *  both end in a refusal with its reason, and the file stays.  KE3 no secret and no wrapped secret in any message.
 *  KE4 the asynchronous calls only; the synchronous ones are deprecated.                                                */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';

export type DeviceSecret =
  | { readonly kind: 'secret'; readonly secret: Uint8Array }
  | {
      readonly kind: 'missing';
      readonly reason: 'no-key-store' | 'weak-key-store' | 'key-store-changed' | 'unreadable';
    };

/** Where the wrapped secret lies. */
export interface SecretFile {
  read(): Promise<string | undefined>;
  /** In one step: the old text or the new, never half. */
  write(text: string): Promise<void>;
}

export interface KeyParts {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly platform: NodeJS.Platform;
  readonly file: SecretFile;
  readonly random: (size: number) => Uint8Array;
}

interface Stored {
  readonly backend: string;
  readonly wrapped: string;
}

const SECRET_BYTES = 32;
const WEAK: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

export function secretFileAt(path: string): SecretFile {
  return {
    read: async () => {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: async (text) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const next = `${path}.new`;
      const handle = await open(next, 'w', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(next, path);
    },
  };
}

function parseStored(text: string): Stored | undefined {
  try {
    const { backend, wrapped } = JSON.parse(text) as Partial<Record<keyof Stored, unknown>>;
    return typeof backend === 'string' && typeof wrapped === 'string' ? { backend, wrapped } : undefined;
  } catch {
    return undefined;
  }
}

async function wrap({ safeStorage, file }: KeyParts, secret: Uint8Array, backend: string): Promise<void> {
  const wrapped = await safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64'));
  const stored: Stored = { backend, wrapped: wrapped.toString('base64') };
  await file.write(JSON.stringify(stored));
}

async function unwrap(parts: KeyParts, text: string, backend: string): Promise<DeviceSecret> {
  const stored = parseStored(text);
  if (stored === undefined) return { kind: 'missing', reason: 'unreadable' };
  if (stored.backend !== backend) return { kind: 'missing', reason: 'key-store-changed' };
  try {
    const { result, shouldReEncrypt } = await parts.safeStorage.decryptStringAsync(
      Buffer.from(stored.wrapped, 'base64'),
    );
    const secret = new Uint8Array(Buffer.from(result, 'base64'));
    if (secret.byteLength !== SECRET_BYTES) return { kind: 'missing', reason: 'unreadable' };
    if (shouldReEncrypt) await wrap(parts, secret, backend);
    return { kind: 'secret', secret };
  } catch {
    return { kind: 'missing', reason: 'unreadable' };
  }
}

/** Reads the device secret, or makes it the first time. After the app is ready. */
export async function deviceSecret(parts: KeyParts): Promise<DeviceSecret> {
  const { safeStorage, platform, file, random } = parts;
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { kind: 'missing', reason: 'no-key-store' };
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform;
  if (WEAK.has(backend)) return { kind: 'missing', reason: 'weak-key-store' };
  const text = await file.read();
  if (text !== undefined) return unwrap(parts, text, backend);
  const secret = random(SECRET_BYTES);
  await wrap(parts, secret, backend);
  return { kind: 'secret', secret };
}
