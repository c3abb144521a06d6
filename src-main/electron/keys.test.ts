import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { describe, expect, it } from 'vitest';
import { fake } from './fixtures/fake.ts';
import { deviceSecret, type KeyParts, type SecretFile, secretFileAt } from './keys.ts';

const MASK = 0x5a;
const mask = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ MASK));

class MemoryFile implements SecretFile {
  text: string | undefined;
  writes = 0;

  async read(): Promise<string | undefined> {
    return this.text;
  }
  async write(text: string): Promise<void> {
    this.text = text;
    this.writes += 1;
  }
}

interface Store {
  backend?: string;
  isAvailable?: boolean;
  isBroken?: boolean;
  shouldReEncrypt?: boolean;
}

function parts(file: SecretFile, store: Store = {}, platform: NodeJS.Platform = 'linux'): KeyParts {
  const safeStorage = fake<SafeStorage>({
    isAsyncEncryptionAvailable: async () => store.isAvailable ?? true,
    getSelectedStorageBackend: () => store.backend ?? 'gnome_libsecret',
    encryptStringAsync: async (text: string) => mask(Buffer.from(text)),
    decryptStringAsync: async (bytes: Buffer) => {
      if (store.isBroken === true) throw new Error('the store says no');
      return { result: mask(bytes).toString(), shouldReEncrypt: store.shouldReEncrypt ?? false };
    },
  });
  return { safeStorage, platform, file, random: (size) => new Uint8Array(size).fill(9) };
}

const SECRET = { kind: 'secret', secret: new Uint8Array(32).fill(9) };

describe('the device secret', () => {
  it('is made once, wrapped, and read again', async () => {
    const file = new MemoryFile();
    expect(await deviceSecret(parts(file))).toEqual(SECRET);
    expect(file.text).not.toContain(Buffer.from(SECRET.secret).toString('base64'));
    const again = { ...parts(file), random: () => new Uint8Array(32).fill(1) };
    expect(await deviceSecret(again)).toEqual(SECRET);
    expect(file.writes).toBe(1);
  });

  it.each(['basic_text', 'unknown'])('KE1 is not wrapped by %s', async (backend) => {
    const file = new MemoryFile();
    expect(await deviceSecret(parts(file, { backend }))).toEqual({
      kind: 'missing',
      reason: 'weak-key-store',
    });
    expect(file.writes).toBe(0);
  });

  it('KE1 does not ask Windows or macOS for a name that only Linux has', async () => {
    for (const platform of ['win32', 'darwin'] as const) {
      expect(await deviceSecret(parts(new MemoryFile(), { backend: 'unknown' }, platform))).toEqual(SECRET);
    }
  });

  it('KE1 is missing where there is no key store', async () => {
    expect(await deviceSecret(parts(new MemoryFile(), { isAvailable: false }))).toEqual({
      kind: 'missing',
      reason: 'no-key-store',
    });
  });

  it.each<[string, Store, string | undefined, string]>([
    ['another store', { backend: 'kwallet6' }, undefined, 'key-store-changed'],
    ['a weaker store', { backend: 'basic_text' }, undefined, 'weak-key-store'],
    ['a store that cannot read it', { isBroken: true }, undefined, 'unreadable'],
    ['a torn file', {}, '{"backend":"gnome', 'unreadable'],
    ['a foreign file', {}, 'null', 'unreadable'],
    [
      'a secret of the wrong length',
      {},
      JSON.stringify({ backend: 'gnome_libsecret', wrapped: mask(Buffer.from('AAAA')).toString('base64') }),
      'unreadable',
    ],
  ])('KE2 is refused, and its file kept, with %s', async (_, store, text, reason) => {
    const file = new MemoryFile();
    await deviceSecret(parts(file));
    file.text = text ?? file.text;
    const before = file.text;
    expect(await deviceSecret(parts(file, store))).toEqual({ kind: 'missing', reason });
    expect([file.text, file.writes]).toEqual([before, 1]);
  });

  it('is wrapped anew when the store asks for it', async () => {
    const file = new MemoryFile();
    await deviceSecret(parts(file));
    expect(await deviceSecret(parts(file, { shouldReEncrypt: true }))).toEqual(SECRET);
    expect(file.writes).toBe(2);
    expect(await deviceSecret(parts(file))).toEqual(SECRET);
  });

  it('lies in a file for its owner alone, with nothing left beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sumu-keys-'));
    const path = join(folder, 'desk', 'device-secret.json');
    const file = secretFileAt(path);
    expect(await file.read()).toBeUndefined();
    await file.write('one');
    await file.write('two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'desk'))).toEqual(['device-secret.json']);
    rmSync(folder, { recursive: true });
  });
});
