/** Asks for updates, and refuses to wherever a forged one could not be told.
 *  UP1 fails closed: electron-updater 6 counts an installer as signed when app-update.yml is missing or names no publisher, and
 *  checks no signature at all on Linux; in each of these cases it is not asked.  UP2 nothing is downloaded or installed by
 *  itself, nothing older is ever taken.  UP3 only from https.
 *  The engine is a port: electron-updater's autoUpdater in the application, the same classes in plain Node in tests.      */
import type { AppUpdater } from 'electron-updater';

export type UpdateEngine = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowDowngrade'
  | 'allowPrerelease'
  | 'disableWebInstaller'
  | 'checkForUpdates'
>;

export type UpdateRefusal = 'no-configuration' | 'no-publisher' | 'not-https' | 'no-signature-check';

export type UpdateAnswer =
  | { readonly kind: 'refused'; readonly why: UpdateRefusal }
  | { readonly kind: 'none' }
  | { readonly kind: 'available'; readonly version: string }
  | { readonly kind: 'failed' };

/** `publisherName: X`, or a list below it. Only whether a name is there matters here. */
const PUBLISHER = /^publisherName:[ \t]*(?:[^\s#[\]]|\[[ \t]*[^\s\]]|\r?\n[ \t]*-[ \t]+\S)/m;
const FEED = /^url:[ \t]*['"]?([^\s'"]+)/m;

/** Why updates are not asked for, or `undefined`. `configuration` is the text of app-update.yml. */
export function updateRefusal(
  platform: NodeJS.Platform,
  configuration: string | undefined,
): UpdateRefusal | undefined {
  if (platform !== 'win32' && platform !== 'darwin') return 'no-signature-check';
  if (configuration === undefined) return 'no-configuration';
  if (!(FEED.exec(configuration)?.[1] ?? '').startsWith('https://')) return 'not-https';
  // macOS checks the code signature of the bundle itself.
  if (platform === 'win32' && !PUBLISHER.test(configuration)) return 'no-publisher';
  return undefined;
}

export async function askForUpdate(
  engine: () => Promise<UpdateEngine>,
  platform: NodeJS.Platform,
  configuration: string | undefined,
): Promise<UpdateAnswer> {
  const why = updateRefusal(platform, configuration);
  if (why !== undefined) return { kind: 'refused', why };
  const updater = await engine();
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableWebInstaller = true;
  try {
    const found = await updater.checkForUpdates();
    return found?.isUpdateAvailable === true
      ? { kind: 'available', version: found.updateInfo.version }
      : { kind: 'none' };
  } catch {
    return { kind: 'failed' };
  }
}
