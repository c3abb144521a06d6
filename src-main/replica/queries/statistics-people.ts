/** Who receives, for statistics (dossier (l)): people by each dimension alone, and by two or three together.
 *  ST1 people are counted once: the columns are only living, only nursing, both.  ST2 for whoever stands outside, small cells are left out of the
 *  tables of one dimension together and beside the months before (domain/small-cells.ts), and of two beside them (small-cells-cross.ts); three
 *  are for inside alone.  ST3 a class that is not held here has no table.                                                              */
import { ageOn } from '#shared/domain/id-number.ts';
import { type Counts, type Suppressed, suppressMonths, withAllCells } from '#shared/domain/small-cells.ts';
import { suppressCross } from '#shared/domain/small-cells-cross.ts';
import { monthsFromTo } from '#shared/domain/month.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { CrossDimension, StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { readDrawn } from '../compare/office-rows.ts';
import { isDrawnIn } from '#shared/domain/entitlement.ts';
import type { Reading } from './reading.ts';

interface Receiver {
  readonly id: number;
  readonly scope: number;
  readonly village: number | null;
  readonly class: number | null;
  readonly grade: number | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly hukouKind: string | null;
  column: number;
}

/** Only living, only nursing, both (ST1). */
const PEOPLE_COLUMNS = ['ONLY_LIVING', 'ONLY_NURSING', 'BOTH'];

/** Dossier (l); both ends included. */
const AGE_BANDS = [
  ['0-6', 6],
  ['7-17', 17],
  ['18-59', 59],
  ['60-79', 79],
  ['80+', 1_000],
] as const;

/** Who receives in each of some months. */
function readReceivers({ statements }: Reading, months: readonly string[]): Receiver[][] {
  const drawnBy = readDrawn(statements);
  const people = statements.all<Omit<Receiver, 'column'>>(
    `SELECT id, scope, hukou_village AS village, disability_class AS class, grade, birth_date AS birthDate, sex, hukou_kind AS hukouKind
     FROM person WHERE merged_into IS NULL`,
  );
  const columnIn = (id: number, month: string): number => {
    const list = (drawnBy.get(id) ?? []).filter((each) => isDrawnIn(each, month));
    const drawn = new Set(list.map(({ benefit }) => benefit));
    return drawn.size === 2 ? 2 : drawn.size === 0 ? -1 : drawn.has('NURSING') ? 1 : 0;
  };
  return months.map((month) =>
    people.flatMap((row) => {
      const column = columnIn(row.id, month);
      return column < 0 ? [] : [{ ...row, column }];
    }),
  );
}

/** The months that may have been handed out: from the first roster here to the one that is asked for (SC8). */
export function monthsTold({ statements }: Reading, month: string): string[] {
  // The head of a roster is the county's; its townships hold the rows.
  const first = statements.get<{ month: string | null }>(
    `SELECT coalesce((SELECT min(month) FROM roster),
       (SELECT min(roster_month) FROM "rosterRow" WHERE kind <> 'HISTORY')) AS month`,
  )?.month;
  return first && first < month ? monthsFromTo(first, month) : [month];
}

interface Dimension {
  readonly key: string;
  /** As it is asked for. */
  readonly name: CrossDimension;
  readonly of: (row: Receiver, month: string) => string;
  readonly isName?: true;
  readonly codes?: readonly string[];
  readonly isHealth?: true;
}

function bandOf(birthDate: string | null, month: string): string {
  const first = `${month}-01`;
  if (!birthDate) return 'UNKNOWN';
  const age = birthDate > first ? 0 : ageOn(birthDate, first);
  return AGE_BANDS.find(([, last]) => age <= last)?.[0] ?? 'UNKNOWN';
}

const text = (value: string | number | null): string => (value === null ? 'UNKNOWN' : String(value));

function dimensionsOf(reading: Reading): Dimension[] {
  const isTownship = bodyOf(reading.me.role) === 'TOWNSHIP';
  return [
    isTownship
      ? { key: 'village', name: 'place', of: ({ village }) => reading.divisionName(village), isName: true }
      : { key: 'township', name: 'place', of: ({ scope }) => reading.townshipName(scope), isName: true },
    {
      key: 'class',
      name: 'class',
      of: (row) => text(row.class),
      codes: ['1', '2', '3', '4', '5', '6', '7'],
      isHealth: true,
    },
    {
      key: 'grade',
      name: 'grade',
      of: (row) => text(row.grade),
      codes: ['1', '2', '3', '4'],
      isHealth: true,
    },
    {
      key: 'age',
      name: 'age',
      of: ({ birthDate }, month) => bandOf(birthDate, month),
      codes: AGE_BANDS.map(([name]) => name),
    },
    { key: 'hukou', name: 'hukou', of: ({ hukouKind }) => text(hukouKind), codes: ['URBAN', 'RURAL'] },
    { key: 'sex', name: 'sex', of: ({ sex }) => text(sex), codes: ['F', 'M'] },
  ];
}

interface Counted {
  readonly dimension: Dimension;
  readonly codes: readonly string[];
  /** Month by month. */
  readonly counts: readonly Counts[];
}

function countBy(
  receivers: readonly (readonly Receiver[])[],
  months: readonly string[],
  dimension: Dimension,
): Counted {
  const found = receivers.map((list, at) => {
    const rows = new Map<string, number[]>();
    for (const receiver of list) {
      const code = dimension.of(receiver, months[at] as string);
      const row = rows.get(code) ?? [0, 0, 0];
      row[receiver.column] = (row[receiver.column] ?? 0) + 1;
      rows.set(code, row);
    }
    return rows;
  });
  const codes = [...new Set([...(dimension.codes ?? []), ...found.flatMap((rows) => [...rows.keys()])])];
  return { dimension, codes, counts: found.map((rows) => codes.map((code) => rows.get(code) ?? [0, 0, 0])) };
}

/** Every row of a table over some dimensions, as codes one after the other. */
function combined(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (all, codes) => all.flatMap((row) => codes.map((code) => [...row, code])),
    [[]],
  );
}

const JOINT = '\n';
const OUTSIDE_MOST = 2;

/** People by several dimensions at once: inside, the rows in which anybody is; outside all of them, so that nothing is said by a row that
 *  is not there.                                                                                                                        */
function crossTable(
  receivers: readonly Receiver[],
  { crossed, month }: { readonly crossed: readonly Counted[]; readonly month: string },
  alone: readonly Suppressed[] | null,
): StatisticTable {
  const found = new Map<string, number[]>();
  for (const receiver of receivers) {
    const code = crossed.map(({ dimension }) => dimension.of(receiver, month)).join(JOINT);
    const row = found.get(code) ?? [0, 0, 0];
    row[receiver.column] = (row[receiver.column] ?? 0) + 1;
    found.set(code, row);
  }
  const every = combined(crossed.map(({ codes }) => codes));
  const lines = alone ? every : every.filter((codes) => found.has(codes.join(JOINT)));
  const counts = lines.map((codes) => found.get(codes.join(JOINT)) ?? [0, 0, 0]);
  const within = (at: 0 | 1) => ({
    shown: alone?.[at] as Suppressed,
    rowOf: lines.map((codes) => crossed[at]?.codes.indexOf(codes[at] as string) ?? -1),
  });
  const shown = alone ? suppressCross(counts, [within(0), within(1)]) : withAllCells(counts);
  return {
    ...{ key: 'people.cross', unit: 'PERSONS', columns: PEOPLE_COLUMNS },
    rows: lines.map((codes, row) => ({
      ...{ code: codes.join(JOINT), isName: false },
      parts: codes.map((code, at) => partOf(crossed[at] as Counted, code)),
      ...{ cells: [...(shown.cells[row] ?? [])], sum: shown.rowSums[row] ?? null },
    })),
    sums: { cells: [...shown.columnSums], sum: shown.sum },
  };
}

const partOf = ({ dimension }: Counted, code: string) => ({
  ...{ dimension: dimension.key, code },
  isName: dimension.isName === true && code !== 'UNKNOWN',
});

export interface PeopleTables {
  readonly tables: readonly StatisticTable[];
  /** How many draw what is itself left out. */
  readonly isSumHidden: boolean;
}

export function peopleTables(
  reading: Reading,
  month: string,
  { isSuppressed, cross }: { readonly isSuppressed: boolean; readonly cross: readonly CrossDimension[] },
): PeopleTables {
  const months = isSuppressed ? monthsTold(reading, month) : [month];
  const byMonth = readReceivers(reading, months);
  const receivers = byMonth.at(-1) ?? [];
  const mayHealth = reading.me.classes.includes('health');
  const counted = dimensionsOf(reading)
    .filter(({ isHealth }) => mayHealth || !isHealth)
    .map((dimension) => countBy(byMonth, months, dimension));
  const shown = isSuppressed
    ? suppressMonths(months.map((_, at) => counted.map(({ counts }) => counts[at] as Counts)))
    : counted.map(({ counts }) => withAllCells(counts.at(-1) as Counts));
  const chosen = counted.flatMap((each, at) => (cross.includes(each.dimension.name) ? [at] : []));
  const crossed = isSuppressed ? chosen.slice(0, OUTSIDE_MOST) : chosen;
  const crossing =
    crossed.length > 1
      ? [
          crossTable(
            receivers,
            { crossed: crossed.map((at) => counted[at] as Counted), month },
            isSuppressed ? crossed.map((at) => shown[at] as Suppressed) : null,
          ),
        ]
      : [];
  const [first] = shown;
  return {
    isSumHidden: [...(first?.columnSums ?? []), first?.sum ?? null].includes(null),
    tables: [
      ...crossing,
      ...counted.map(({ dimension, codes }, at): StatisticTable => {
        const table = shown[at];
        return {
          ...{ key: `people.${dimension.key}`, unit: 'PERSONS', columns: PEOPLE_COLUMNS },
          rows: codes.map((code, row) => ({
            ...{ code, isName: dimension.isName === true && code !== 'UNKNOWN' },
            cells: [...(table?.cells[row] ?? [])],
            sum: table?.rowSums[row] ?? null,
          })),
          sums: { cells: [...(table?.columnSums ?? [])], sum: table?.sum ?? null },
        };
      }),
    ],
  };
}
