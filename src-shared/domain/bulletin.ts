/** The daily bulletin: per township what was to be put in, what is entered, reviewed and determined at a fixed hour, and what has changed since
 *  the day before. It is counted from the log up to the commit that had come by that hour, so the same day made again gives the same
 *  numbers and the same hash, whatever happened since.
 *  BU1 counted are person-benefits: one person with both counts twice, as the roster pays them.  BU2 a record that moved away is counted where
 *  it was at the hour.  BU3 a refused file is determined: nobody waits for it any more.
 *  Source: dossier (i) «daily bulletin»; S000 (Inner Mongolia from 2019-01-07); fixed hour and reproducibility ∴. */
import { canonicalJson, type Json, sha256Hex } from '../base/canonical.ts';
import { instantText } from '../base/clock.ts';
import { BENEFITS, type Benefit } from './state.ts';

/** One entry of a scope's log, as far as the count reads it. */
export type CountedEntry = readonly [
  type: string,
  id: number,
  group: string,
  fields: Readonly<Record<string, unknown>>,
];

/** What a township is to reach, of person-benefits. */
export interface Target {
  readonly township: number;
  readonly living: number;
  readonly nursing: number;
}

export interface TownshipNumbers {
  readonly township: number;
  readonly target: number;
  readonly entered: number;
  readonly reviewed: number;
  readonly determined: number;
  /** Findings that hold money back, open. */
  readonly blocks: number;
  /** Conflicts that wait for a person. */
  readonly openErrors: number;
}

export interface BulletinRow extends TownshipNumbers {
  /** Determined in a thousand of the target; null where nothing is to be reached. */
  readonly permille: number | null;
  /** Determined since the bulletin of the day before. */
  readonly change: number;
}

const LEFT = 'left';
const COUNTED_TYPES = ['person', 'application', 'entitlement', 'conflict', 'finding', 'rosterRow'];

type Fields = Record<string, unknown>;

/** The rows of one township as its log made them, up to where it was read. */
export class TownshipCount {
  private readonly rows = new Map<string, Map<number, Fields>>(
    COUNTED_TYPES.map((type) => [type, new Map()]),
  );

  take(entries: readonly CountedEntry[]): void {
    for (const [type, id, group, fields] of entries) {
      const rows = this.rows.get(type);
      if (!rows) continue;
      if (group === LEFT) rows.delete(id);
      else rows.set(id, { ...rows.get(id), ...fields });
    }
  }

  private all(type: string): Fields[] {
    return [...(this.rows.get(type)?.values() ?? [])];
  }

  /** What the rows of a month come to; held rows are nobody's money. */
  paid(month: string): { readonly fen: number; readonly rows: number } {
    const all = this.all('rosterRow').filter(({ heldReason }) => !heldReason);
    const rows = all.filter((row) => row.month === month && PAID_KINDS.includes(String(row.kind)));
    return {
      fen: rows.reduce((sum, { amountFen }) => sum + Number(amountFen ?? 0), 0),
      rows: rows.length,
    };
  }

  numbers(township: number, target: number): TownshipNumbers {
    const entered = new Set<string>();
    const reviewed = new Set<string>();
    const determined = new Set<string>();
    for (const [id, person] of this.rows.get('person') ?? []) {
      if (person.mergedInto) continue;
      for (const benefit of (person.rosterBenefits as Benefit[] | null | undefined) ?? [])
        entered.add(`${id} ${benefit}`);
    }
    for (const file of this.all('application')) {
      const applied = BENEFITS.filter(
        (benefit) => file[benefit === 'LIVING' ? 'appliedLiving' : 'appliedNursing'],
      );
      const isDetermined = Boolean(file.determinedOn) || file.state === 'REFUSED';
      for (const benefit of applied) {
        const key = `${String(file.personId)} ${benefit}`;
        if (file.enteredOn) entered.add(key);
        if (file.federationPassedOn || isDetermined) reviewed.add(key);
        if (isDetermined) determined.add(key);
      }
    }
    for (const { personId, benefit } of this.all('entitlement')) {
      const key = `${String(personId)} ${String(benefit)}`;
      for (const each of [entered, reviewed, determined]) each.add(key);
    }
    const isOpen = ({ state }: Fields): boolean => state === 'OPEN';
    const holds = ({ severity, state }: Fields): boolean => severity === 'BLOCK_ROSTER' && state !== 'CLOSED';
    return {
      ...{ township, target, entered: entered.size, reviewed: reviewed.size, determined: determined.size },
      blocks: this.all('finding').filter(holds).length,
      openErrors: this.all('conflict').filter(isOpen).length,
    };
  }
}

/** Rows of a roster that count as paid for their month. */
const PAID_KINDS = ['CURRENT', 'BACK_PAY', 'HISTORY'];

export function targetOf({ living, nursing }: Target): number {
  return living + nursing;
}

const rateOf = ({ target, determined }: Pick<TownshipNumbers, 'target' | 'determined'>): number | null =>
  target === 0 ? null : Math.floor((determined * 1_000) / target);

/** The table of a day beside that of the day before, townships by code. */
export function bulletinRows(
  today: readonly TownshipNumbers[],
  yesterday: readonly TownshipNumbers[],
): BulletinRow[] {
  const before = new Map(yesterday.map(({ township, determined }) => [township, determined]));
  return today
    .toSorted((a, b) => a.township - b.township)
    .map((row) => ({
      ...row,
      permille: rateOf(row),
      change: row.determined - (before.get(row.township) ?? 0),
    }));
}

const SUMMED = ['target', 'entered', 'reviewed', 'determined', 'blocks', 'openErrors'] as const;

/** The line below the table. */
export function totalOf(rows: readonly TownshipNumbers[]): Omit<TownshipNumbers, 'township'> {
  const sums = Object.fromEntries(
    SUMMED.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]),
  );
  return sums as unknown as Omit<TownshipNumbers, 'township'>;
}

/** The line below a bulletin: sums, and the rate of the sums. */
export function bulletinTotal(rows: readonly BulletinRow[]): Omit<BulletinRow, 'township'> {
  const total = totalOf(rows);
  return { ...total, permille: rateOf(total), change: rows.reduce((sum, { change }) => sum + change, 0) };
}

export function bulletinHash(day: string, asOf: string, rows: readonly BulletinRow[]): string {
  return sha256Hex(canonicalJson({ day, asOf, rows } as unknown as Json));
}

const SHANGHAI_HOURS = 8;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The instant of a day's fixed hour in Asia/Shanghai, `day` as YYYY-MM-DD. */
export function hourOf(day: string, hour: number): string {
  return instantText(Date.parse(`${day}T00:00:00.000Z`) + (hour - SHANGHAI_HOURS) * HOUR_MS);
}

/** The same hour of the day before. */
export function dayBefore(asOf: string): string {
  return instantText(Date.parse(asOf) - DAY_MS);
}
