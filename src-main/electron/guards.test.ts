import type { App, Session, WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { type AnyFunction, fake, fakeEmitter, isStopped } from './fixtures/fake.ts';
import { guardAllContents, guardSession } from './guards.ts';

type Handler = (...values: unknown[]) => unknown;

function guarded() {
  const handlers: Record<string, Handler> = {};
  const keep = (name: string) => (handler: Handler) => {
    handlers[name] = handler;
  };
  let network: { urls: string[]; handler: Handler } | undefined;
  const session = fakeEmitter<Session>({
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('display'),
    setBluetoothPairingHandler: keep('bluetooth'),
    webRequest: {
      onBeforeRequest: ({ urls }: { urls: string[] }, handler: Handler) => {
        network = { urls, handler };
      },
    },
  });
  guardSession(session);
  const ask = (name: string, ...values: unknown[]): unknown => handlers[name]?.(...values);
  return { session, ask, network: () => network };
}

const pageAt = (url: string): WebContents => fake<WebContents>({ getURL: () => url });

/** Every name in electron.d.ts's list that could matter, and one it will get some day. */
const PERMISSIONS = [
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'local-fonts',
  'local-network-access',
  'media',
  'midiSysex',
  'notifications',
  'openExternal',
  'persistent-storage',
  'pointerLock',
  'serial',
  'usb',
  'window-management',
  'unknown',
  'of-tomorrow',
];

describe('GU1 permissions', () => {
  it.each(PERMISSIONS)('%s is denied, asked or checked', (permission) => {
    const { ask } = guarded();
    const answer = vi.fn<AnyFunction>();
    ask('request', pageAt('app://bundle/index.html'), permission, answer, {});
    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(ask('check', null, permission, 'app://bundle', {})).toBe(false);
  });

  it('writing text to the clipboard is our own page’s alone', () => {
    const { ask } = guarded();
    const answer = vi.fn<AnyFunction>();
    ask('request', pageAt('app://bundle/index.html'), 'clipboard-sanitized-write', answer, {});
    ask('request', pageAt('https://evil.example/'), 'clipboard-sanitized-write', answer, {});
    expect(answer.mock.calls).toEqual([[true], [false]]);
    expect(ask('check', null, 'clipboard-sanitized-write', 'app://bundle', {})).toBe(true);
    expect(ask('check', null, 'clipboard-sanitized-write', 'app://bundle/', {})).toBe(true);
    expect(ask('check', null, 'clipboard-sanitized-write', 'app://bundle.evil', {})).toBe(false);
  });

  it('devices, screens and pairing are denied', () => {
    const { ask } = guarded();
    const answer = vi.fn<AnyFunction>();
    expect(ask('device', {})).toBe(false);
    ask('display', {}, answer);
    ask('bluetooth', {}, answer);
    expect(answer.mock.calls).toEqual([[null], [{ confirmed: false }]]);
  });
});

describe('GU2 leaving the page', () => {
  function contents() {
    const app = fakeEmitter<App>({});
    guardAllContents(app);
    const setWindowOpenHandler = vi.fn<AnyFunction>();
    const made = fakeEmitter<WebContents>({ setWindowOpenHandler });
    app.emit('web-contents-created', {}, made);
    return { made, setWindowOpenHandler };
  }

  it.each([
    'https://evil.example/',
    'file:///etc/passwd',
    'app://bundle/other.html',
    'app://bundle.evil/index.html',
    'javascript:alert(1)',
    'about:blank',
    'data:text/html,x',
  ])('to %s is stopped', (url) => {
    const { made } = contents();
    expect(isStopped(made, 'will-navigate', { url })).toBe(true);
    expect(isStopped(made, 'will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    expect(isStopped(made, 'will-redirect', { url })).toBe(true);
  });

  it('loading the page again is not stopped, but a frame with it is', () => {
    const { made } = contents();
    const url = 'app://bundle/index.html#/today';
    expect(isStopped(made, 'will-navigate', { url })).toBe(false);
    expect(isStopped(made, 'will-frame-navigate', { url, isMainFrame: true })).toBe(false);
    expect(isStopped(made, 'will-frame-navigate', { url, isMainFrame: false })).toBe(true);
  });

  it('no webview, no window', () => {
    const { made, setWindowOpenHandler } = contents();
    expect(isStopped(made, 'will-attach-webview')).toBe(true);
    const [handler] = setWindowOpenHandler.mock.calls[0] ?? [];
    expect((handler as Handler)({ url: 'app://bundle/index.html' })).toEqual({ action: 'deny' });
  });
});

describe('GU2 downloads', () => {
  const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const item = (url: string, type = XLSX, name = '案件 21-20261102-9F3A0C.xlsx') => ({
    getURL: () => url,
    getMimeType: () => type,
    getFilename: () => name,
  });

  it('a list that our own page made leaves', () => {
    expect(isStopped(guarded().session, 'will-download', {}, item('blob:app://bundle/4f0e'))).toBe(false);
  });

  it('a paper leaves as a PDF, and under no other name', () => {
    const paper = (name: string) => item('blob:app://bundle/4f0e', 'application/pdf', name);
    expect(isStopped(guarded().session, 'will-download', {}, paper('身份证 2026-11-23.pdf'))).toBe(false);
    expect(isStopped(guarded().session, 'will-download', {}, paper('paper.pdf.exe'))).toBe(true);
    expect(isStopped(guarded().session, 'will-download', {}, paper('list.xlsx'))).toBe(true);
  });

  it.each([
    ['application/vnd.ms-excel.sheet.macroenabled.12', '花名册（有错的标红）.xlsm'],
    ['text/csv', '花名册（有错的标红）.csv'],
    ['text/plain', '花名册（有错的标红）.txt'],
  ])('a roster with its faults marked leaves as %s, and under no other ending', (type, name) => {
    const roster = (called: string) => item('blob:app://bundle/4f0e', type, called);
    expect(isStopped(guarded().session, 'will-download', {}, roster(name))).toBe(false);
    expect(isStopped(guarded().session, 'will-download', {}, roster(`${name}.bat`))).toBe(true);
  });

  it.each([
    ['a file of the network', item('https://example.com/list.xlsx')],
    ['a file of the disk', item('file:///etc/passwd')],
    ['what another page made', item('blob:https://example.com/4f0e')],
    ['what a page of a like name made', item('blob:app://bundle.evil/4f0e')],
    ['a program', item('blob:app://bundle/4f0e', 'application/x-msdownload', 'list.exe')],
    ['a program that is called a list', item('blob:app://bundle/4f0e', XLSX, 'list.xlsx.exe')],
    ['a page that is called a list', item('blob:app://bundle/4f0e', 'text/html')],
  ])('%s does not', (_what, download) => {
    expect(isStopped(guarded().session, 'will-download', {}, download)).toBe(true);
  });
});

it('GU3 no request leaves the session', () => {
  const network = guarded().network();
  expect(network?.urls.map((pattern) => pattern.split(':')[0])).toEqual([
    'http',
    'https',
    'ws',
    'wss',
    'ftp',
    'file',
  ]);
  const answer = vi.fn<AnyFunction>();
  network?.handler({}, answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: true });
});
