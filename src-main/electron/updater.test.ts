import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestOptions, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import electronUpdater from 'electron-updater';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fake } from './fixtures/fake.ts';
import { askForUpdate, type UpdateEngine, updateRefusal } from './updater.ts';

const SIGNED = 'provider: generic\nurl: https://county.example/updates\npublisherName: 乌兰淖尔旗民政局\n';

describe('UP1 it is not asked', () => {
  it.each<[string, NodeJS.Platform, string | undefined, string | undefined]>([
    ['signed, on Windows', 'win32', SIGNED, undefined],
    ['a list of publishers', 'win32', 'url: https://a.example\npublisherName:\n  - A\n  - B\n', undefined],
    ['a list in brackets', 'win32', "url: 'https://a.example'\npublisherName: ['A']\n", undefined],
    ['no app-update.yml', 'win32', undefined, 'no-configuration'],
    ['no publisher', 'win32', 'provider: generic\nurl: https://a.example\n', 'no-publisher'],
    [
      'an empty publisher',
      'win32',
      'url: https://a.example\npublisherName:\nupdaterCacheDirName: x\n',
      'no-publisher',
    ],
    ['an empty list', 'win32', 'url: https://a.example\npublisherName: []\n', 'no-publisher'],
    ['a publisher in a comment', 'win32', 'url: https://a.example\n# publisherName: A\n', 'no-publisher'],
    [
      'a publisher of something else',
      'win32',
      'url: https://a.example\nother:\n  publisherName: A\n',
      'no-publisher',
    ],
    ['no https', 'win32', SIGNED.replace('https', 'http'), 'not-https'],
    ['no address', 'win32', 'publisherName: A\n', 'not-https'],
    ['Linux, where nothing checks a signature', 'linux', SIGNED, 'no-signature-check'],
    ['macOS, whose system checks', 'darwin', 'url: https://a.example\n', undefined],
    ['macOS without a configuration', 'darwin', undefined, 'no-configuration'],
  ])('%s', async (_, platform, configuration, why) => {
    expect(updateRefusal(platform, configuration)).toBe(why);
    const engine = vi.fn<() => Promise<UpdateEngine>>(async () =>
      fake<UpdateEngine>({ checkForUpdates: async () => null }),
    );
    const answer = await askForUpdate(engine, platform, configuration);
    expect(answer).toEqual(why === undefined ? { kind: 'none' } : { kind: 'refused', why });
    expect(engine).toHaveBeenCalledTimes(why === undefined ? 1 : 0);
  });
});

it('UP2 sets what must not happen by itself before it asks', async () => {
  const engine: Record<string, unknown> = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
  };
  let seen: unknown;
  engine['checkForUpdates'] = async () => {
    seen = { ...engine, checkForUpdates: undefined };
    return { isUpdateAvailable: true, updateInfo: { version: '1.1.0' } };
  };
  const answer = await askForUpdate(async () => engine as unknown as UpdateEngine, 'win32', SIGNED);
  expect(answer).toEqual({ kind: 'available', version: '1.1.0' });
  expect(seen).toEqual({
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: false,
    allowPrerelease: false,
    disableWebInstaller: true,
  });
});

it('a feed that cannot be reached is no disaster', async () => {
  const engine = fake<UpdateEngine>({ checkForUpdates: () => Promise.reject(new Error('no network')) });
  expect(await askForUpdate(async () => engine, 'win32', SIGNED)).toEqual({ kind: 'failed' });
});

describe('with electron-updater itself, in plain Node', () => {
  /** In the place of Electron's own network stack. */
  const httpExecutor = {
    request: async ({ protocol, hostname, port, path }: RequestOptions): Promise<string> =>
      (await fetch(`${protocol}//${hostname}:${port}${path}`)).text(),
  };

  const folder = mkdtempSync(join(tmpdir(), 'sumu-updater-'));
  let feed: Server | undefined;
  const asked: string[] = [];
  afterEach(() => {
    feed?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function engineFor(version: string): Promise<UpdateEngine> {
    feed = createServer((call, answer) => {
      asked.push(call.url?.split('?')[0] ?? '');
      answer.end(
        `version: ${version}\nfiles:\n  - url: sumu.exe\n    sha512: ${'A'.repeat(86)}==\n    size: 1\npath: sumu.exe\nsha512: ${'A'.repeat(86)}==\nreleaseDate: '2026-01-05T00:00:00.000Z'\n`,
      );
    });
    await new Promise<void>((done) => feed?.listen(0, '127.0.0.1', done));
    writeFileSync(join(folder, 'app-update.yml'), SIGNED);
    const updater = new electronUpdater.NsisUpdater(null, {
      version: '1.0.0',
      name: 'sumu',
      isPackaged: true,
      appUpdateConfigPath: join(folder, 'app-update.yml'),
      userDataPath: folder,
      baseCachePath: folder,
      whenReady: () => Promise.resolve(),
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: () => undefined,
    });
    updater.logger = null;
    Object.assign(updater, { httpExecutor, _testOnlyOptions: { platform: 'win32' } });
    const { port } = feed.address() as AddressInfo;
    updater.setFeedURL({ provider: 'generic', url: `http://127.0.0.1:${port}` });
    return updater;
  }

  it('UP2 finds a newer one, downloads nothing, and takes nothing older', async () => {
    const newer = await engineFor('1.1.0');
    expect(await askForUpdate(async () => newer, 'win32', SIGNED)).toEqual({
      kind: 'available',
      version: '1.1.0',
    });
    feed?.close();
    const older = await engineFor('0.9.0');
    expect(await askForUpdate(async () => older, 'win32', SIGNED)).toEqual({ kind: 'none' });
    expect(asked).toEqual(['/latest.yml', '/latest.yml']);
  });
});
