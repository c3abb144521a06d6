/** What the desktop application is told from outside: where its files lie and which county it belongs to.
 *  Read leniently, because Chromium adds switches of its own to the command line.                       */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DesktopSettings {
  readonly profile: string;
  /** Folder of the window's own files; the single-instance lock belongs to it, hence one lock a profile. */
  readonly windowFolder: string;
  readonly central: string | undefined;
}

export const CENTRAL_VARIABLE = 'SUMU_CENTRAL';

const isCentral = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  userData: string,
): DesktopSettings {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { profile: { type: 'string' }, central: { type: 'string' } },
  });
  const profile =
    typeof values.profile === 'string' && values.profile !== '' ? resolve(values.profile) : userData;
  const central = typeof values.central === 'string' ? values.central : env[CENTRAL_VARIABLE];
  return {
    profile: join(profile, 'desk'),
    windowFolder: join(profile, 'window'),
    central: central !== undefined && isCentral(central) ? central : undefined,
  };
}
