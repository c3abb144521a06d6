/** Sums of a province or a city for a month (dossier (l): «province: persons and money by benefit and city», «city: reports received by the 20th,
 *  funds»), straight from the tables of the centre. Nobody of these levels has a desk: what is made here holds sums and no person.
 *  RU1 a division is counted by its next level: a province by cities, a city by counties.  RU2 small cells are left out, with what would give
 *  them away (domain/small-cells.ts), and all money where the people's own sums are.                                                  */
import type pg from 'pg';
import { childLevelUnit, type DivisionCode, isWithin } from '#shared/domain/division.ts';
import { isDrawnIn } from '#shared/domain/entitlement.ts';
import { type Counts, suppressTogether } from '#shared/domain/small-cells.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';

export interface RegionSums {
  readonly month: string;
  readonly rows: readonly RegionRow[];
  readonly sum: Omit<RegionRow, 'place' | 'name' | 'counties' | 'reported'>;
}

interface RegionRow {
  readonly place: DivisionCode;
  readonly name: string;
  /** Only living, only nursing, both; all. Null: left out. */
  readonly people: readonly (number | null)[];
  readonly persons: number | null;
  /** Paid by the month's rosters, living and nursing. */
  readonly paidFen: readonly (number | null)[];
  readonly counties: number;
  /** Counties whose comparison was reported by its day (S004 art.8). */
  readonly reported: number;
}

const COUNTY_UNIT = 1_000_000;

interface Place {
  people: number[];
  fen: number[];
  persons: Set<number>[];
  readonly counties: Set<number>;
  reported: number;
}

const fresh = (): Place => ({
  people: [0, 0, 0],
  fen: BENEFITS.map(() => 0),
  persons: BENEFITS.map(() => new Set()),
  counties: new Set(),
  reported: 0,
});

interface DrawnRow {
  readonly scope: number;
  readonly person: number;
  readonly benefit: Benefit;
  readonly state: string | null;
  readonly entitledFrom: string | null;
  readonly lastPayableMonth: string | null;
}

const DRAWN = `SELECT e.scope, e.person_id AS person, e.benefit, e.state, e.entitled_from AS "entitledFrom",
    e.last_payable_month AS "lastPayableMonth"
  FROM entitlement e JOIN person p ON p.scope = e.scope AND p.id = e.person_id
  WHERE e.scope >= $1 AND e.scope < $2 AND e.benefit IS NOT NULL AND p.merged_into IS NULL`;
const PAID = `SELECT scope, person_id AS person, benefit, sum(amount_fen)::int8 AS fen FROM "rosterRow"
  WHERE scope >= $1 AND scope < $2 AND roster_month = $3 AND result = 'PAID' AND kind <> 'HISTORY'
  GROUP BY scope, person_id, benefit`;
const REPORTED = `SELECT DISTINCT scope FROM comparison
  WHERE scope >= $1 AND scope < $2 AND month = $3 AND reported_on IS NOT NULL AND reported_on <= $4`;
const NAMES = 'SELECT id, division_name AS name FROM division WHERE id >= $1 AND id < $2';

class Reader {
  private readonly pool: pg.Pool;
  private readonly range: readonly [number, number];
  private readonly unit: number;
  readonly places = new Map<DivisionCode, Place>();

  constructor(pool: pg.Pool, region: DivisionCode, width: number, unit: number) {
    this.pool = pool;
    this.range = [region, region + width];
    this.unit = unit;
  }

  async rows<T extends pg.QueryResultRow>(sql: string, ...more: unknown[]): Promise<T[]> {
    return (await this.pool.query<T>(sql, [...this.range, ...more])).rows;
  }

  /** The place that a scope belongs to. */
  at(scope: number): Place {
    const code = scope - (scope % this.unit);
    const known = this.places.get(code) ?? fresh();
    this.places.set(code, known);
    known.counties.add(scope - (scope % COUNTY_UNIT));
    return known;
  }

  async readPeople(month: string): Promise<void> {
    const drawn = new Map<string, { scope: number; benefits: Set<Benefit> }>();
    for (const { scope, person, benefit, ...row } of await this.rows<DrawnRow>(DRAWN)) {
      if (!isDrawnIn(row, month)) continue;
      const key = `${scope} ${person}`;
      const known = drawn.get(key) ?? { scope, benefits: new Set() };
      drawn.set(key, known);
      known.benefits.add(benefit);
    }
    for (const { scope, benefits } of drawn.values()) {
      const column = benefits.size === 2 ? 2 : benefits.has('NURSING') ? 1 : 0;
      const { people } = this.at(scope);
      people[column] = (people[column] ?? 0) + 1;
    }
  }

  async readMoney(month: string): Promise<void> {
    const rows = await this.rows<{ scope: number; person: number; benefit: Benefit; fen: number }>(
      PAID,
      month,
    );
    for (const { scope, person, benefit, fen } of rows) {
      const place = this.at(scope);
      const column = BENEFITS.indexOf(benefit);
      place.fen[column] = (place.fen[column] ?? 0) + fen;
      place.persons[column]?.add(person);
    }
  }
}

const add = (rows: Counts, column: number): number => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0);

/** Sums of a region; `reportDay` is the day of the month by which a county reports its comparison. */
export async function regionSums(
  pool: pg.Pool,
  {
    region,
    month,
    reportDay,
  }: { readonly region: DivisionCode; readonly month: string; readonly reportDay: number },
): Promise<RegionSums> {
  const level = childLevelUnit(region);
  if (!level) throw new RangeError(`${region} is no province or city`);
  const reader = new Reader(pool, region, level.width, level.unit);
  await reader.readPeople(month);
  await reader.readMoney(month);
  const by = `${month}-${String(reportDay).padStart(2, '0')}`;
  for (const { scope } of await reader.rows<{ scope: number }>(REPORTED, month, by))
    reader.at(scope).reported += 1;
  const names = new Map(
    (await reader.rows<{ id: number; name: string | null }>(NAMES)).map(({ id, name }) => [id, name]),
  );
  const places = [...reader.places].filter(([code]) => isWithin(region, code)).sort(([a], [b]) => a - b);
  const [people] = suppressTogether([places.map(([, place]) => place.people)]);
  const [paid] = suppressTogether([places.map(([, { persons }]) => persons.map(({ size }) => size))]);
  const isAllHidden = [...(people?.columnSums ?? []), people?.sum].includes(null);
  const fen = places.map(([, place]) => place.fen);
  return {
    month,
    rows: places.map(([place, { counties, reported }], row) => ({
      ...{ place, name: names.get(place) ?? String(place) },
      ...{ people: people?.cells[row] ?? [], persons: people?.rowSums[row] ?? null },
      paidFen: BENEFITS.map((_, at) =>
        isAllHidden || (paid?.cells[row]?.[at] ?? null) === null ? null : (fen[row]?.[at] ?? 0),
      ),
      ...{ counties: counties.size, reported },
    })),
    sum: {
      ...{ people: people?.columnSums ?? [], persons: people?.sum ?? null },
      paidFen: BENEFITS.map((_, at) =>
        isAllHidden || (paid?.columnSums[at] ?? null) === null ? null : add(fen, at),
      ),
    },
  };
}
