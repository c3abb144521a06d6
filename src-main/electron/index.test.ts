/** The composition: in which order the desktop application puts its parts together. Electron is pretended. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  App,
  BrowserWindow,
  Dialog,
  IpcMain,
  PowerMonitor,
  Protocol,
  SafeStorage,
  Session,
  UtilityProcess,
  WebContents,
  WebFrameMain,
} from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnyFunction, fake, fakeEmitter, isStopped } from './fixtures/fake.ts';

const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 20));
const PATIENCE_MS = 5_000;
type Emitting<Real> = Real & NodeJS.EventEmitter;

let order: string[] = [];
let folder = '';
let app: Emitting<App>;
let ipcMain: Emitting<IpcMain>;
let powerMonitor: Emitting<PowerMonitor>;
let replicas: Emitting<UtilityProcess>[] = [];
let contents: Emitting<WebContents>;
let ready: PromiseWithResolvers<void>;
let isFirst = true;
let backend = 'gnome_libsecret';

const note =
  (name: string) =>
  (..._values: unknown[]): void => {
    order.push(name);
  };

function fakeApp(): Emitting<App> {
  return fakeEmitter<App>({
    isPackaged: false,
    getPath: () => join(folder, 'user'),
    setPath: (name: string, path: string) => {
      order.push(`setPath ${name}`);
      expect(existsSync(path)).toBe(true);
    },
    requestSingleInstanceLock: () => {
      order.push('lock');
      return isFirst;
    },
    enableSandbox: note('sandbox'),
    whenReady: () => ready.promise,
    quit: note('quit'),
    exit: (code: number) => order.push(`exit ${code}`),
  });
}

function fakeSession(): Session {
  return fakeEmitter<Session>({
    setPermissionRequestHandler: note('guard session'),
    setPermissionCheckHandler: vi.fn<AnyFunction>(),
    setDevicePermissionHandler: vi.fn<AnyFunction>(),
    setDisplayMediaRequestHandler: vi.fn<AnyFunction>(),
    setBluetoothPairingHandler: vi.fn<AnyFunction>(),
    webRequest: { onBeforeRequest: vi.fn<AnyFunction>() },
    protocol: fake<Protocol>({ handle: note('serve screens') }),
  });
}

function FakeWindow(): BrowserWindow {
  order.push('window');
  contents = fakeEmitter<WebContents>({ id: 7, postMessage: vi.fn<AnyFunction>(), isDestroyed: () => false });
  return fakeEmitter<BrowserWindow>({
    webContents: contents,
    loadURL: vi.fn<AnyFunction>(async () => undefined),
    show: note('show'),
    focus: vi.fn<AnyFunction>(),
    isMinimized: () => false,
    isDestroyed: () => false,
  });
}

function FakeChannel(): object {
  return { port1: 'replica end', port2: 'page end' };
}

function electron(): object {
  const one = fakeSession();
  return {
    app,
    ipcMain,
    powerMonitor,
    BrowserWindow: FakeWindow,
    MessageChannelMain: FakeChannel,
    dialog: fake<Dialog>({
      showErrorBox: (_title: string, text: string) => order.push(`says ${text.slice(0, 6)}`),
    }),
    Menu: { buildFromTemplate: () => ({}), setApplicationMenu: note('menu') },
    protocol: fake<Protocol>({ registerSchemesAsPrivileged: note('scheme') }),
    session: {
      fromPartition: (name: string, options: unknown) => {
        expect([name, options]).toEqual(['sumu', { cache: false }]);
        return one;
      },
    },
    safeStorage: fake<SafeStorage>({
      isAsyncEncryptionAvailable: async () => true,
      getSelectedStorageBackend: () => backend as 'basic_text',
      encryptStringAsync: async (text: string) => Buffer.from(text),
    }),
    utilityProcess: {
      fork: (file: string, args: string[]) => {
        order.push('replica');
        expect(file).toMatch(/[\\/]main[\\/]replica\.js$/);
        expect(args).toEqual(['--profile', join(folder, 'desk'), '--central', 'https://county.example/']);
        const run = fakeEmitter<UtilityProcess>({
          pid: 1,
          postMessage: vi.fn<AnyFunction>(),
          kill: vi.fn<AnyFunction>(),
        });
        replicas.push(run);
        return run;
      },
    },
  };
}

beforeEach(() => {
  order = [];
  replicas = [];
  isFirst = true;
  backend = 'gnome_libsecret';
  ready = Promise.withResolvers();
  folder = mkdtempSync(join(tmpdir(), 'sumu-desktop-'));
  app = fakeApp();
  ipcMain = fakeEmitter<IpcMain>({});
  powerMonitor = fakeEmitter<PowerMonitor>({});
});
afterEach(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

async function start(args = ['--profile', folder, '--central', 'https://county.example/']): Promise<void> {
  const before = process.argv;
  process.argv = ['electron', '.', ...args];
  vi.resetModules();
  vi.doMock('electron', electron);
  try {
    await import('./index.ts');
  } finally {
    process.argv = before;
  }
}

async function startReady(): Promise<Emitting<UtilityProcess>> {
  await start();
  ready.resolve();
  return vi.waitFor(() => {
    const [run] = replicas;
    if (run === undefined || !order.includes('window')) throw new Error('the window was not opened');
    return run;
  }, PATIENCE_MS);
}

const fromPage = () => ({
  sender: contents,
  senderFrame: fake<WebFrameMain>({ parent: null, origin: 'app://bundle', url: 'app://bundle/index.html' }),
});

describe('the desktop application', () => {
  it('EL1, EL2 puts its parts together in this order', async () => {
    await start();
    expect(order).toEqual(['setPath userData', 'setPath sessionData', 'lock', 'sandbox', 'scheme']);
    expect(app.listenerCount('web-contents-created')).toBe(1);
    order = [];
    ready.resolve();
    await vi.waitFor(() => expect(order).toContain('window'), PATIENCE_MS);
    expect(order).toEqual(['guard session', 'serve screens', 'menu', 'replica', 'window']);
  });

  it('LI1 ends at once, touching nothing, when it is the second', async () => {
    isFirst = false;
    await start();
    ready.resolve();
    await settle();
    expect(order.slice(2)).toEqual(['lock', 'quit']);
    expect(existsSync(join(folder, 'desk'))).toBe(false);
  });

  it('LI1 comes to the front for a second, without a second window', async () => {
    await startReady();
    app.emit('second-instance');
    expect(order.filter((step) => step === 'window')).toHaveLength(1);
    expect(order.at(-1)).toBe('show');
  });

  it('gives the page its port, to our own page only', async () => {
    const replica = await startReady();
    replica.emit('message', { kind: 'ready' });
    ipcMain.emit('sumu:connect', { ...fromPage(), senderFrame: null }, {});
    expect(contents.postMessage).not.toHaveBeenCalled();
    ipcMain.emit('sumu:connect', fromPage(), {});
    expect(contents.postMessage).toHaveBeenCalledExactlyOnceWith('sumu:port', null, ['page end']);
    expect(replica.postMessage).toHaveBeenLastCalledWith({ kind: 'port' }, ['replica end']);
  });

  it('hands the replica the device secret, and stores it wrapped', async () => {
    const replica = await startReady();
    replica.emit('message', { kind: 'ready' });
    expect(replica.postMessage).toHaveBeenCalledExactlyOnceWith(
      { kind: 'device-secret', secret: expect.any(Uint8Array) },
      undefined,
    );
    expect(readFileSync(join(folder, 'desk', 'device-secret.json'), 'utf8')).toContain('gnome_libsecret');
  });

  it('KE1 tells the replica when there is no safe place for one', async () => {
    backend = 'basic_text';
    const replica = await startReady();
    replica.emit('message', { kind: 'ready' });
    expect(replica.postMessage).toHaveBeenCalledExactlyOnceWith(
      { kind: 'device-secret-missing', reason: 'weak-key-store' },
      undefined,
    );
    expect(existsSync(join(folder, 'desk', 'device-secret.json'))).toBe(false);
  });

  it('LI3 locks the replica with the screen', async () => {
    const replica = await startReady();
    powerMonitor.emit('lock-screen');
    expect(replica.postMessage).toHaveBeenLastCalledWith(
      { kind: 'lock', reason: 'screen-locked' },
      undefined,
    );
  });

  it('LI2 stops the replica before it ends', async () => {
    const replica = await startReady();
    order = [];
    app.emit('window-all-closed');
    expect(isStopped(app, 'before-quit')).toBe(true);
    expect(replica.postMessage).toHaveBeenLastCalledWith({ kind: 'stop' }, undefined);
    replica.emit('exit', 0);
    await vi.waitFor(() => expect(order).toEqual(['quit', 'quit']), PATIENCE_MS);
    expect(isStopped(app, 'before-quit')).toBe(false);
  });

  it('says that another program holds the profile, and exits with 3', async () => {
    const replica = await startReady();
    order = [];
    replica.emit('exit', 3);
    expect(order).toEqual(['says 这台电脑上的', 'exit 3']);
  });

  it('says so when it does not know its county', async () => {
    vi.stubEnv('SUMU_CENTRAL', '');
    await start(['--profile', folder]);
    ready.resolve();
    await vi.waitFor(() => expect(order.length).toBeGreaterThan(5), PATIENCE_MS);
    vi.unstubAllEnvs();
    expect(order.slice(-2)).toEqual(['says 没有设置旗县', 'exit 1']);
    expect(replicas).toEqual([]);
  });
});
