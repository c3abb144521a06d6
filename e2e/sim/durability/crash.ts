/** A crash at every write of the scripted day: the disk loses its power, some of what no sync had reached is there and some is not, the desk
 *  opens what it finds, and the oracle asks of it what it asks of every desk: I1 every act that was called saved is there, once; I4, A3 the
 *  cursor is not ahead of its rows; I5, B1 what shows is the confirmed rows with the open acts over them.                            */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#shared/base/chance.ts';
import { viewOf } from '../inspect.ts';
import { SimDesk } from '../desk.ts';
import { seatOf } from '../centre.ts';
import { Link } from '../link.ts';
import { Oracle } from '../oracle.ts';
import { BANK_NUMBERS } from '../people.ts';
import { recompute, shown } from '../recompute.ts';
import type { CentreView, Violation } from '../views.ts';
import { quickFolder } from '../world.ts';
import { Disk, type Survival, SURVIVALS } from './journal.ts';
import { marksOf, type Mark, readCentre } from './marks.ts';
import type { Recording } from './record.ts';

const DESK = 'north';
const FILE = `${DESK}-0.db`;

const TELLING = 4;

export interface CrashPoint {
  /** After this many operations. */
  readonly after: number;
  readonly survival: Survival;
  readonly phase: string;
}

export interface CrashReport {
  readonly crashes: number;
  /** Of how many operations of the day. */
  readonly operations: number;
  /** Crashes by phase of the day. */
  readonly phases: Readonly<Record<string, number>>;
  readonly violations: readonly (Violation & { readonly at: CrashPoint })[];
}

/** Opens what a disk held and asks. */
function judge(files: ReadonlyMap<string, Buffer>, marks: readonly Mark[], centre: CentreView): Violation[] {
  const folder = mkdtempSync(join(quickFolder(), 'sumu-crash-'));
  const oracle = new Oracle(BANK_NUMBERS);
  for (const mark of marks) {
    if ('saved' in mark) oracle.acknowledge(mark.saved);
    if ('begun' in mark) oracle.doubt(mark.begun);
  }
  let desk: SimDesk | null = null;
  try {
    const copyOf = join(folder, 'found.db');
    for (const end of ['', '-wal']) {
      const found = files.get(`${FILE}${end}`);
      if (found) writeFileSync(copyOf + end, found);
    }
    const link = new Link(() => {});
    const clock = { now: () => Date.parse('2026-03-20T01:00:00.000Z') };
    desk = new SimDesk({ name: DESK, place: seatOf(DESK), clock, link, folder, copyOf });
    const fault = desk.reading.pluck<string>('PRAGMA integrity_check(1)')[0];
    if (fault !== 'ok') oracle.accuse('ST2', `the file is damaged: ${fault}`);
    const view = viewOf(desk);
    oracle.checkDesk(view, centre, recompute(view), shown(view));
  } catch (error) {
    oracle.accuse('ST2', `what was left does not open: ${String(error)}`);
  } finally {
    desk?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return oracle.violations;
}

export interface CrashOptions {
  /** How many of the operations are crashed after; 1 for every one. */
  readonly share: number;
  readonly seed: number;
  /** Each crash with every way of losing, or with one of them. */
  readonly allWays?: boolean;
  readonly stopAtFirst?: boolean;
}

export function crashEverywhere(
  { operations, centre: centreText }: Recording,
  options: CrashOptions,
): CrashReport {
  const centre = readCentre(centreText);
  const chance = seededRandom(options.seed);
  const disk = new Disk();
  const marks: Mark[] = [];
  const phases: Record<string, number> = {};
  const violations: (Violation & { at: CrashPoint })[] = [];
  let [phase, crashes] = ['opening', 0];
  for (const [index, operation] of operations.entries()) {
    if (options.stopAtFirst && violations.length) break;
    const said = marksOf(operation);
    marks.push(...said);
    for (const mark of said) if ('phase' in mark) phase = mark.phase;
    if (!said.length) disk.apply(operation);
    // What was just called saved is what a lost write would break; the short phases are tried as often as the long ones.
    const isTelling =
      said.some((mark) => 'saved' in mark) || phase === 'first sync' || phase === 'checkpoint';
    // Before the program has made its file there is nothing to lose.
    if (phase === 'opening' || chance.next() >= options.share * (isTelling ? TELLING : 1)) continue;
    const ways = options.allWays ? SURVIVALS : [SURVIVALS[crashes % SURVIVALS.length] as Survival];
    for (const survival of ways) {
      crashes++;
      phases[phase] = (phases[phase] ?? 0) + 1;
      const at = { after: index + 1, survival, phase };
      const found = judge(disk.afterPowerCut(survival, chance), marks, centre);
      violations.push(...found.map((each) => ({ ...each, at })));
    }
  }
  return { crashes, operations: operations.length, phases, violations };
}
