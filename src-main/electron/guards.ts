/** What a page may not do, whatever runs in it.
 *  GU1 no permission but writing text to the clipboard, and that only for our own page.
 *  GU2 no navigation away, no frame, no webview, no second window; no download but a list that our own page made or
 *  a paper that it holds, and where it goes the person is asked.
 *  GU3 no request leaves the page's session: the replica alone talks to the county.                              */
import type { App, DownloadItem, Session, WebContents } from 'electron';
import { isPage, ORIGIN } from './origin.ts';

const NETWORK = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];
const CLIPBOARD_WRITE = 'clipboard-sanitized-write';

/** What the page hands out, and how its name ends: exported lists, papers that are PDFs, and a clerk's own roster with its faults marked. */
const HANDED_OUT: Readonly<Record<string, string>> = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/pdf': '.pdf',
  'application/vnd.ms-excel.sheet.macroenabled.12': '.xlsm',
  'text/csv': '.csv',
  'text/plain': '.txt',
};

/** Bytes that the page holds, of a type that it hands out. */
function isHandedOut(item: DownloadItem): boolean {
  const ending = HANDED_OUT[item.getMimeType()];
  return (
    ending !== undefined &&
    item.getURL().startsWith(`blob:${ORIGIN}/`) &&
    item.getFilename().toLowerCase().endsWith(ending)
  );
}

const isOurs = (address: string): boolean => address === ORIGIN || address.startsWith(`${ORIGIN}/`);

/** On the window's session, before the window is made. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) =>
    callback(permission === CLIPBOARD_WRITE && isPage(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === CLIPBOARD_WRITE && isOurs(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  // A download that is let through asks where to: Electron's own dialog, for no path is set.
  session.on('will-download', (event, item) => {
    if (!isHandedOut(item)) event.preventDefault();
  });
  session.webRequest.onBeforeRequest({ urls: NETWORK }, (_details, callback) => callback({ cancel: true }));
}

function guardContents(contents: WebContents): void {
  // Loading the page again is the one navigation that stays inside; everything else is refused.
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** For everything that ever shows a page, before the app is ready. */
export function guardAllContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}
