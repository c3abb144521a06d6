/** The desks of each role in the order of work: today, then what comes in, then what goes out, sync last. Their place in
 *  this list is their Alt+digit. */
import { type Body, bodyOf, type Role } from '#shared/domain/state.ts';
import type { IconName } from '../ui/icon/Icon.tsx';
import type { ScreenName } from '../ui/route.ts';

export type DeskName = Extract<
  ScreenName,
  | 'today'
  | 'intake'
  | 'cases'
  | 'review'
  | 'publicity'
  | 'checks'
  | 'payments'
  | 'conflicts'
  | 'imports'
  | 'reports'
  | 'sync'
>;

export interface DeskEntry {
  readonly screen: DeskName;
  readonly icon: IconName;
  /** Key of the word in text/zh/frame.ts. */
  readonly word: DeskName | 'determination';
}

const DESKS: Readonly<Record<DeskName, DeskEntry>> = {
  today: { screen: 'today', icon: 'home', word: 'today' },
  intake: { screen: 'intake', icon: 'pen', word: 'intake' },
  cases: { screen: 'cases', icon: 'list', word: 'cases' },
  review: { screen: 'review', icon: 'stamp', word: 'review' },
  publicity: { screen: 'publicity', icon: 'board', word: 'publicity' },
  checks: { screen: 'checks', icon: 'eye', word: 'checks' },
  payments: { screen: 'payments', icon: 'yuan', word: 'payments' },
  conflicts: { screen: 'conflicts', icon: 'fork', word: 'conflicts' },
  imports: { screen: 'imports', icon: 'transfer', word: 'imports' },
  reports: { screen: 'reports', icon: 'flag', word: 'reports' },
  sync: { screen: 'sync', icon: 'sync', word: 'sync' },
};

const TOWNSHIP: readonly DeskName[] = [
  'today',
  'intake',
  'cases',
  'review',
  'publicity',
  'checks',
  'payments',
  'conflicts',
  'imports',
  'reports',
  'sync',
];
const FINANCE: readonly DeskName[] = ['today', 'payments', 'reports', 'sync'];
/** A city, a province, the ministry: sums, and nothing of a file (dossier (b)). */
const SUPERVISION: readonly DeskName[] = ['reports', 'sync'];
const COUNTY: readonly DeskName[] = [
  'today',
  'review',
  'cases',
  'publicity',
  'checks',
  'payments',
  'conflicts',
  'reports',
  'sync',
];

const DESKS_OF: Readonly<Record<Body, readonly DeskName[]>> = {
  TOWNSHIP,
  FEDERATION: COUNTY,
  CIVIL_AFFAIRS: COUNTY,
  FINANCE,
  SUPERVISION,
};

/** The row of digits and the key after them. */
const KEYS = '1234567890-';

/** Alt and the desk's place in the row of digits: the tenth has the 0, the eleventh the key after it. */
export function deskKey(at: number): string | null {
  return at < KEYS.length ? `Alt+${KEYS[at]}` : null;
}

export function desksOf(role: Role): readonly DeskEntry[] {
  const names = DESKS_OF[bodyOf(role)];
  return names.map((name) =>
    name === 'review' && role === 'COUNTY_CIVIL_AFFAIRS_APPROVER'
      ? { ...DESKS.review, word: 'determination' }
      : DESKS[name],
  );
}
