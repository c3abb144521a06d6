/** Reads the rows of a region at the centre and puts them with the part of it that their scope lies in: a province's cities, a city's counties,
 *  a county's townships.  RU1 a division is counted by its next level, and by nothing that lies outside it.                           */
import type pg from 'pg';
import { ancestorAt, type DivisionCode, levelOf, partsOf } from '#shared/domain/division.ts';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';

/** A part of the region. */
export interface Part {
  readonly code: DivisionCode;
  readonly name: string;
}

const NAMES = `SELECT id, division_name AS name FROM division WHERE id >= $1 AND id < $2`;
const SCOPES = `SELECT DISTINCT scope FROM person WHERE scope >= $1 AND scope < $2
  UNION SELECT DISTINCT scope FROM comparison WHERE scope >= $1 AND scope < $2
  UNION SELECT DISTINCT scope FROM roster WHERE scope >= $1 AND scope < $2`;
const FIRST_ROSTER = 'SELECT min(month) AS month FROM roster WHERE scope >= $1 AND scope < $2';

export class RegionReader {
  readonly region: DivisionCode;
  readonly month: string;
  private readonly client: pg.PoolClient;
  private readonly bounds: { readonly from: number; readonly to: number; readonly unit: number };
  private names: ReadonlyMap<number, string> = new Map();
  parts: readonly Part[] = [];
  /** Counties of the region; of a county itself none, for what is a county's own is no township's. */
  counties: readonly DivisionCode[] = [];

  private constructor(client: pg.PoolClient, region: DivisionCode, month: string) {
    const bounds = partsOf(region);
    if (!bounds) throw new RangeError(`${region} has no parts to count by`);
    this.client = client;
    this.region = region;
    this.month = month;
    this.bounds = bounds;
  }

  static async open(client: pg.PoolClient, region: DivisionCode, month: string): Promise<RegionReader> {
    const reader = new RegionReader(client, region, month);
    const known = await reader.rows<{ id: number; name: string | null }>(NAMES);
    reader.names = new Map(known.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
    const scopes = (await reader.rows<{ scope: number }>(SCOPES)).map(({ scope }) => scope);
    const codes = [...known.map(({ id }) => id), ...scopes];
    const parts = new Set(codes.filter((code) => code !== region).map((code) => reader.partOf(code)));
    reader.parts = [...parts].sort((a, b) => a - b).map((code) => ({ code, name: reader.nameOf(code) }));
    const counties = codes.map((code) => ancestorAt('COUNTY', code)).filter((code) => code !== undefined);
    if (levelOf(region) !== 'COUNTY') reader.counties = [...new Set(counties)].sort((a, b) => a - b);
    return reader;
  }

  /** Rows whose scope lies in the region: `$1` its first code, `$2` the first after it. */
  async rows<T extends pg.QueryResultRow>(sql: string, ...more: unknown[]): Promise<T[]> {
    return (await this.client.query<T>(sql, [this.bounds.from, this.bounds.to, ...more])).rows;
  }

  partOf(scope: number): DivisionCode {
    return scope - (scope % this.bounds.unit);
  }

  isHere(scope: number): boolean {
    return scope >= this.bounds.from && scope < this.bounds.to;
  }

  /** A code where nobody has told its name. */
  nameOf(code: DivisionCode): string {
    return this.names.get(code) ?? String(code);
  }

  get name(): string | null {
    return this.names.get(this.region) ?? null;
  }

  async firstRoster(): Promise<string | null> {
    return (await this.rows<{ month: string | null }>(FIRST_ROSTER))[0]?.month ?? null;
  }

  /** A line a part, zeros where nothing is put. */
  tally(columns: number): Tally {
    return new Tally(this, columns);
  }
}

/** Numbers by part and column. */
export class Tally {
  private readonly reader: RegionReader;
  private readonly lines: ReadonlyMap<DivisionCode, number[]>;

  constructor(reader: RegionReader, columns: number) {
    this.reader = reader;
    this.lines = new Map(reader.parts.map(({ code }) => [code, Array.from({ length: columns }, () => 0)]));
  }

  /** A column that is not there counts nothing. */
  add(scope: number, column: number, value = 1): void {
    const line = this.lines.get(this.reader.partOf(scope));
    if (line && column >= 0 && column < line.length) line[column] = (line[column] ?? 0) + value;
  }

  counts(): number[][] {
    return [...this.lines.values()];
  }
}

type Cells = readonly (readonly (number | null)[])[];

/** A table with a row for each part. */
export function tableByPart(
  reader: RegionReader,
  shape: Pick<StatisticTable, 'key' | 'unit' | 'columns'>,
  cells: Cells,
  sums: {
    readonly cells: readonly (number | null)[];
    readonly rows?: readonly (number | null)[];
    readonly sum: number | null;
  } | null,
): StatisticTable {
  return {
    ...shape,
    rows: reader.parts.map(({ name }, row) => ({
      ...{ code: name, isName: true, cells: [...(cells[row] ?? [])] },
      ...(sums?.rows && { sum: sums.rows[row] ?? null }),
    })),
    sums: sums && { cells: [...sums.cells], sum: sums.sum },
  };
}
