/** Under which number this replica works, and what both sides must agree on before anything is judged. A replica is a copy when its file was
 *  found in another place than it was left in, or when the centre knows of its number what it never made.
 *  IN1 what the replica goes by is said with every request: the act judged last, by its mark.  IN4 acts made before a file was copied are
 *  of both disks and keep their number; what was made in the copy is never sent under the old one. */
import { CENTRE_DEVICE, deviceOf, type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import type { OutcomeFrame } from '#shared/sync/frames.ts';
import { outcomeMark } from '#shared/sync/outcome-mark.ts';
import { isElsewhere, type Place } from './store/place.ts';
import type { Statements } from './store/statements.ts';

export function readMeta(statements: Statements, name: string): string | null {
  return statements.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', name)?.value ?? null;
}

export function writeMeta(statements: Statements, name: string, value: string): void {
  statements.run(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  );
}

export function clearMeta(statements: Statements, name: string): void {
  statements.run('DELETE FROM meta WHERE name = ?', name);
}

/** Number under which acts are made now. */
export function currentDevice(statements: Statements): number {
  return Number(readMeta(statements, 'device') ?? Number.NaN);
}

/** Number of the act that made an id, on whichever computer; of what the centre made there is none. */
export function actNumberOf(id: Id): number | null {
  const device = deviceOf(id);
  return device > CENTRE_DEVICE ? Math.floor((id - makeId(device, 0)) / IDS_PER_COMMAND) : null;
}

/** The same, where it was an act of this replica, under whichever number it worked then. */
export function ownActOf(statements: Statements, id: Id): number | null {
  const sql = 'SELECT number FROM act WHERE number = ? AND device = ?';
  return statements.get<{ number: number }>(sql, actNumberOf(id), deviceOf(id))?.number ?? null;
}

/** Number that the replica had when it made an act. */
export function deviceOfAct(statements: Statements, number: number): number | null {
  return (
    statements.get<{ device: number }>('SELECT device FROM act WHERE number = ?', number)?.device ?? null
  );
}

const COPIED = 'copied';

/** Number of the last act that this file shares with the one it was copied from; null where nothing says that it is a copy. */
export function copiedAfter(statements: Statements): number | null {
  const after = readMeta(statements, COPIED);
  return after === null ? null : Number(after);
}

/** The copy has its own number. */
export function settleCopy(statements: Statements): void {
  clearMeta(statements, COPIED);
}

export function lastActNumber(statements: Statements): number {
  return statements.get<{ last: number | null }>('SELECT max(number) AS last FROM act')?.last ?? 0;
}

/** Looks where the file lies, when it is opened. Returns whether it was somewhere else before. */
export function noticePlace(statements: Statements, place: Place): boolean {
  const known = readMeta(statements, 'place');
  const before = known === null ? null : (JSON.parse(known) as Place);
  const now: Place = {
    machine: place.machine ?? before?.machine ?? null,
    born: place.born ?? before?.born ?? null,
  };
  const isCopy = before !== null && isElsewhere(before, now);
  if (!isCopy && known === JSON.stringify(now)) return false;
  statements.db
    .transaction(() => {
      writeMeta(statements, 'place', JSON.stringify(now));
      // A copy of a copy shares with the first one what they had then, and no more.
      if (isCopy && copiedAfter(statements) === null)
        writeMeta(statements, COPIED, String(lastActNumber(statements)));
    })
    .immediate();
  return isCopy;
}

/** The last number made under a device; of a copy that has no number of its own yet, the last that it shares. */
export function lastMade(statements: Statements, device: number): number {
  const newest = statements.get<{ number: number; device: number }>(
    'SELECT number, device FROM act ORDER BY number DESC LIMIT 1',
  );
  const last = newest?.device === device ? newest.number : 0;
  return Math.min(last, copiedAfter(statements) ?? last);
}

interface JudgedRow {
  number: number;
  device: number;
  outcome: OutcomeFrame['outcome'];
  code: string | null;
  detail: string | null;
  commit_number: number | null;
  receipt: string;
  received_at: string;
}

export type Check = readonly [device: number, number: number, mark: string];

const JUDGED_AS = "CAST(substr(receipt, length(rtrim(receipt, '0123456789')) + 1) AS INTEGER)";

/** What the replica goes by, the latest judged first, as the centre judged it. */
export function judgedChecks(statements: Statements, limit: number, offset = 0): [number, number, string][] {
  return statements
    .all<JudgedRow>(
      `SELECT number, device, outcome, code, detail, commit_number, receipt, received_at FROM act WHERE receipt IS NOT NULL
       ORDER BY ${JUDGED_AS} DESC, number DESC LIMIT ? OFFSET ?`,
      limit,
      offset,
    )
    .map((row) => {
      const { number, outcome, code, receipt, commit_number: commit, received_at: receivedAt } = row;
      const detail = JSON.parse(row.detail ?? 'null') as never;
      const mark = outcomeMark({ number, outcome, code, detail, commit, receipt, receivedAt });
      return [row.device, number, mark];
    });
}

/** How a replica came to the number that it has, for the page that tells of it. */
export interface Incarnation {
  readonly at: string;
  readonly before: number;
  readonly device: number;
  readonly computerName: string;
  /** `copy`: the number is another disk's too. `unknown`: the centre no longer knew it. */
  readonly why: 'copy' | 'unknown';
  /** Acts that have another number since. */
  readonly renumbered: number;
}

export function incarnations(statements: Statements): Incarnation[] {
  return JSON.parse(readMeta(statements, 'incarnations') ?? '[]') as Incarnation[];
}

export function noteIncarnation(statements: Statements, incarnation: Incarnation): void {
  writeMeta(statements, 'incarnations', JSON.stringify([...incarnations(statements), incarnation]));
}
