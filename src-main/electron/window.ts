/** The one window of the desk, and the one place where a window is made.
 *  WI1 every option that could give a page more than a page's rights is set, not left to a default.
 *  WI2 there is never a second window: opening again shows the first.
 *  WI3 a page that crashed is loaded again, with the limits of the replica's restarts; what was typed is in the replica.
 *  Elsewhere: what the page may do (guards.ts), its port (port-broker.ts).                                             */
import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { restartDelayMs, type Timing } from '../host/replica-keeper.ts';
import { PAGE } from './origin.ts';

export interface WindowParts {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly session: Session;
  /** Absolute path of the built preload. */
  readonly preload: string;
  readonly isPackaged: boolean;
  readonly timing: Timing;
}

/** Nothing is kept on disk by the browser part: no `persist:` in the name, no cache. */
export const PARTITION = 'sumu';
const CRASH_WINDOW_MS = 60_000;

export function windowOptions({
  session,
  preload,
  isPackaged,
}: Pick<WindowParts, 'session' | 'preload' | 'isPackaged'>): BrowserWindowConstructorOptions {
  return {
    title: '苏木',
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#f6f4ef',
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
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
      devTools: !isPackaged,
    },
  };
}

export class MainWindow {
  readonly #parts: WindowParts;
  #window: BrowserWindow | undefined;
  #crashes: number[] = [];

  constructor(parts: WindowParts) {
    this.#parts = parts;
  }

  /** Whether a sender is this window's page. */
  owns(webContentsId: number): boolean {
    return this.#current()?.webContents.id === webContentsId;
  }

  open(): void {
    if (this.#current() !== undefined) return this.show();
    const window = new this.#parts.BrowserWindow(windowOptions(this.#parts));
    this.#window = window;
    window.once('ready-to-show', () => window.show());
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') this.#reload(window);
    });
    void window.loadURL(PAGE);
  }

  /** Brings the window to the front, where there is one. */
  show(): void {
    const window = this.#current();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  #current(): BrowserWindow | undefined {
    return this.#window === undefined || this.#window.isDestroyed() ? undefined : this.#window;
  }

  #reload(window: BrowserWindow): void {
    const now = this.#parts.timing.elapsedMs();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    const delayMs = restartDelayMs(this.#crashes);
    if (delayMs === undefined) return;
    this.#parts.timing.after(delayMs, () => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  }
}
