import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';

const NOWHERE = join(tmpdir(), 'sumu-no-such-folder');
const here = process.platform;

afterEach(() => {
  Object.defineProperty(process, 'platform', { value: here });
  vi.resetModules();
});

async function on(platform: string): Promise<typeof import('./sync-folder.ts')> {
  Object.defineProperty(process, 'platform', { value: platform });
  return import('./sync-folder.ts');
}

test('what the disk says of a folder is not kept from whoever asked', async () => {
  const { syncFolder, syncFolderNow } = await on('linux');
  await expect(syncFolder(NOWHERE)).rejects.toThrow('ENOENT');
  expect(() => syncFolderNow(NOWHERE)).toThrow('ENOENT');
  await syncFolder(tmpdir());
  syncFolderNow(tmpdir());
});

test('Windows has no call for it and is not asked: a slot file is replaced there too', async () => {
  const { syncFolder, syncFolderNow } = await on('win32');
  await syncFolder(NOWHERE);
  syncFolderNow(NOWHERE);
});
