/** The oracle's own reading of a log: lay its entries down one after another and see what rows come out. Written again from SPEC, not
 *  taken from the product: names of columns, forms of values, versions.                                                            */
import type { LogPart } from '../../src-server/store/central-store.ts';
import type { RawRow } from './views.ts';

type Plain = string | number | null;

/** 23 bits of device, 30 of counter; 128 counters an act. */
const COUNTERS = 2 ** 30;
const COUNTERS_PER_ACT = 128;

/** The act that gave an id, as `device/number`. */
export function ownerOf(id: number): string {
  return `${Math.floor(id / COUNTERS)}/${Math.floor((id % COUNTERS) / COUNTERS_PER_ACT)}`;
}

/** JSON with sorted keys. */
export function sortedJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(sortedJson).join()}]`;
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => `${JSON.stringify(name)}:${sortedJson(item)}`)
    .join()}}`;
}

/** A value as the log has it, in the form in which it is compared. */
export function plainValue(value: unknown): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' ? sortedJson(value) : (value as string | number);
}

function plainStored(value: string | number | null): Plain {
  return typeof value === 'string' && /^[[{]/.test(value) ? sortedJson(JSON.parse(value)) : value;
}

const snakes = new Map<string, string>();
export function snake(name: string): string {
  const known = snakes.get(name);
  if (known !== undefined) return known;
  const made = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakes.set(name, made);
  return made;
}

export interface FoldedRow {
  readonly type: string;
  readonly id: number;
  readonly columns: Map<string, Plain>;
  /** How often something was laid on it. */
  laid: number;
}

/** What differs of two rows, for the words of a violation; columns that are null or at version 0 say nothing. */
export function differences(a: ReadonlyMap<string, Plain>, b: ReadonlyMap<string, Plain>): string[] {
  const silent = (column: string, value: Plain | undefined): boolean =>
    value === null || value === undefined || (value === 0 && column.startsWith('v_'));
  const found: string[] = [];
  for (const column of new Set([...a.keys(), ...b.keys()])) {
    const [mine, theirs] = [a.get(column), b.get(column)];
    if (mine === theirs || (silent(column, mine) && silent(column, theirs))) continue;
    found.push(`${column}: ${String(mine)} / ${String(theirs)}`);
  }
  return found;
}

/** Of rows that are the same objects as at an earlier look. */
const columns = new WeakMap<RawRow, ReadonlyMap<string, Plain>>();

/** Columns of a row of a desk's file. */
export function columnsOfRaw(row: RawRow): ReadonlyMap<string, Plain> {
  const known = columns.get(row);
  if (known) return known;
  const made = new Map(
    Object.entries(row)
      .filter(([column]) => column !== 'id' && column !== 'scope')
      .map(([column, value]) => [column, plainStored(value)]),
  );
  columns.set(row, made);
  return made;
}

/** Columns of a row of a desk's file, with the confirmed values that stand in its shadow. */
export function confirmedColumns(row: RawRow, values: object): ReadonlyMap<string, Plain> {
  const fields = Object.entries(values);
  if (!fields.length) return columnsOfRaw(row);
  return new Map([
    ...columnsOfRaw(row),
    ...fields.map(([field, value]): [string, Plain] => [snake(field), plainValue(value)]),
  ]);
}

interface RowLike {
  readonly values: object;
  readonly versions: Readonly<Record<string, number>>;
}

/** Columns of a row written as fields and versions: one of the centre. */
export function columnsOfRow(row: RowLike): Map<string, Plain> {
  return new Map([
    ...Object.entries(row.values).map(([field, value]): [string, Plain] => [snake(field), plainValue(value)]),
    ...Object.entries(row.versions).map(([group, commit]): [string, Plain] => [snake(`v_${group}`), commit]),
  ]);
}

/** The rows that the parts of one scope's log make, as far as it has been read. */
export class Fold {
  readonly rows = new Map<string, FoldedRow>();
  /** Records that left, with how often they had moved then. */
  readonly gone = new Map<string, number>();
  /** Last commit laid down. */
  at = 0;
  private next = 0;
  private readonly classes: readonly string[];

  constructor(classes: readonly string[]) {
    this.classes = classes;
  }

  /** Lays down everything up to a commit. */
  readTo(log: readonly LogPart[], commit: number): void {
    for (;;) {
      const part = log[this.next];
      if (!part || part.commit > commit) break;
      this.next++;
      if (this.classes.includes(part.audience)) this.lay(part);
    }
    this.at = commit;
  }

  private lay({ commit, entries }: LogPart): void {
    for (const [type, id, group, fields] of entries) {
      const key = `${type}:${id}`;
      if (group === 'left') {
        this.rows.delete(key);
        this.gone.set(key, Number(fields.moves));
        continue;
      }
      const row = this.rows.get(key) ?? { type, id, columns: new Map<string, Plain>(), laid: 0 };
      row.laid++;
      for (const [field, value] of Object.entries(fields)) row.columns.set(snake(field), plainValue(value));
      row.columns.set(snake(`v_${group}`), commit);
      this.rows.set(key, row);
    }
  }
}
