import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { type AnyFunction, fake, fakeEmitter } from './fixtures/fake.ts';
import { MainWindow, windowOptions } from './window.ts';

const session = fake<Session>({});

describe('WI1 the window options', () => {
  it('are exactly these', () => {
    const options = windowOptions({ session, preload: '/out/preload/index.cjs', isPackaged: true });
    expect(options.webPreferences).toStrictEqual({
      session,
      preload: '/out/preload/index.cjs',
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      spellcheck: false,
      safeDialogs: true,
      devTools: false,
    });
    expect(options.show).toBe(false);
  });

  it('allow developer tools only outside the installed application', () => {
    const options = windowOptions({ session, preload: '/p', isPackaged: false });
    expect(options.webPreferences?.devTools).toBe(true);
  });
});

function windows() {
  const made: (BrowserWindow & NodeJS.EventEmitter)[] = [];
  const options: BrowserWindowConstructorOptions[] = [];
  const later: { delayMs: number; callback: () => void }[] = [];
  let isDestroyed = false;
  function Fake(given: BrowserWindowConstructorOptions): BrowserWindow {
    options.push(given);
    const window = fakeEmitter<BrowserWindow>({
      webContents: fakeEmitter<WebContents>({ id: 7 + made.length, reload: vi.fn<AnyFunction>() }),
      loadURL: vi.fn<AnyFunction>(async () => undefined),
      show: vi.fn<AnyFunction>(),
      focus: vi.fn<AnyFunction>(),
      restore: vi.fn<AnyFunction>(),
      isMinimized: () => true,
      isDestroyed: () => isDestroyed,
    });
    made.push(window);
    return window;
  }
  const main = new MainWindow({
    BrowserWindow: Fake as unknown as new (options: BrowserWindowConstructorOptions) => BrowserWindow,
    session,
    preload: '/out/preload/index.cjs',
    isPackaged: true,
    timing: {
      elapsedMs: () => 0,
      after: (delayMs, callback) => {
        later.push({ delayMs, callback });
        return () => undefined;
      },
    },
  });
  const first = (): BrowserWindow & NodeJS.EventEmitter => {
    const [window] = made;
    if (window === undefined) throw new Error('no window was made');
    return window;
  };
  const destroy = (): void => {
    isDestroyed = true;
  };
  return { main, made, options, later, first, destroy };
}

describe('the main window', () => {
  it('loads the page and is shown when there is something to see', () => {
    const { main, options, first } = windows();
    main.open();
    expect(options).toEqual([
      windowOptions({ session, preload: '/out/preload/index.cjs', isPackaged: true }),
    ]);
    expect(first().loadURL).toHaveBeenCalledExactlyOnceWith('app://bundle/index.html');
    expect(first().show).not.toHaveBeenCalled();
    first().emit('ready-to-show');
    expect(first().show).toHaveBeenCalledOnce();
  });

  it('WI2 is the only one: opening again brings it to the front', () => {
    const { main, made, first } = windows();
    main.open();
    main.open();
    main.show();
    expect(made).toHaveLength(1);
    expect(first().restore).toHaveBeenCalledTimes(2);
    expect(first().focus).toHaveBeenCalledTimes(2);
  });

  it('owns its page alone, and only while it is there', () => {
    const { main, destroy } = windows();
    expect(main.owns(7)).toBe(false);
    main.open();
    expect([main.owns(7), main.owns(8)]).toEqual([true, false]);
    destroy();
    expect(main.owns(7)).toBe(false);
    main.show();
  });

  it('WI3 loads a crashed page again, later each time, and gives up at last', () => {
    const { main, later, first } = windows();
    main.open();
    const contents = first().webContents as WebContents & NodeJS.EventEmitter;
    contents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(later).toEqual([]);
    for (let crash = 0; crash < 10; crash += 1)
      contents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(later.map(({ delayMs }) => delayMs)).toEqual([100, 200, 400, 800, 1_600]);
    later[0]?.callback();
    expect(contents.reload).toHaveBeenCalledOnce();
  });
});
