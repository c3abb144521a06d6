/** What the packs in force say in a region (dossier (l), province: standards min/max/mean, raises, extensions). Packs are public.
 *  RU5 the mean is that of the counties, each with the mean of its own tiers: nobody's number stands behind it (∴).  RU6 raises and extensions
 *  are months of the year so far in which a county's packs brought one (domain/standards-in-force.ts), by the packs that are known now. */
import type { PackBook } from '#shared/domain/pack-book.ts';
import type { PolicyPack } from '#shared/domain/pack.ts';
import { regionPrefix } from '#shared/domain/policy-pack.ts';
import { amountsInForce, changesIn } from '#shared/domain/standards-in-force.ts';
import { BENEFITS } from '#shared/domain/state.ts';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { type RegionReader, tableByPart } from './reader.ts';
import { monthsOfYear } from './work.ts';

const OF_EACH = ['MIN', 'MAX', 'MEAN'] as const;
const LAST_DAY = 28;

const mean = (values: readonly number[]): number | null =>
  values.length ? Math.round(values.reduce((sum, value) => sum + value, 0) / values.length) : null;

/** Amounts of each benefit, one list a county. */
function figuresOf(counties: readonly (readonly (readonly number[])[])[]): (number | null)[] {
  return BENEFITS.flatMap((_, benefit) => {
    const lists = counties.map((county) => county[benefit] ?? []).filter(({ length }) => length > 0);
    const all = lists.flat();
    if (!all.length) return OF_EACH.map(() => null);
    return [Math.min(...all), Math.max(...all), mean(lists.map((list) => mean(list) ?? 0))];
  });
}

/** Counties that share their packs share what follows from them. */
function onceByPacks<T>(
  of: (pack: PolicyPack, region: string) => T,
): (pack: PolicyPack, region: string) => T {
  const known = new Map<string, T>();
  return (pack, region) => {
    const found = known.get(pack.version) ?? of(pack, region);
    known.set(pack.version, found);
    return found;
  };
}

/** Standards in force, and how often they were raised or their scope widened this year. */
export function lawTables(reader: RegionReader, book: PackBook): StatisticTable[] {
  const { month } = reader;
  const amounts = onceByPacks((pack, region) =>
    BENEFITS.map((benefit) => amountsInForce(pack.divisions, benefit, month, region)),
  );
  const changes = onceByPacks((pack, region) =>
    BENEFITS.flatMap((benefit) => {
      const found = monthsOfYear(month).map((each) => changesIn(pack.divisions, benefit, each, region));
      const count = (what: 'isRaise' | 'isExtension'): number => found.filter((each) => each[what]).length;
      return [count('isRaise'), count('isExtension')];
    }),
  );
  const counties = reader.counties.map((county) => {
    const pack = book.forDivision(`${month}-${LAST_DAY}`, county);
    const region = regionPrefix(String(county));
    return { part: reader.partOf(county), amounts: amounts(pack, region), changes: changes(pack, region) };
  });
  const inPart = (code: number) => counties.filter(({ part }) => part === code);
  const changed = reader.parts.map(({ code }) =>
    BENEFITS.flatMap((_, benefit) =>
      [0, 1].map((at) => inPart(code).reduce((sum, each) => sum + (each.changes[benefit * 2 + at] ?? 0), 0)),
    ),
  );
  const sums = changed[0]?.map((_, at) => changed.reduce((sum, row) => sum + (row[at] ?? 0), 0)) ?? [];
  return [
    tableByPart(
      reader,
      {
        ...{ key: 'region.standards', unit: 'STANDARD' as const },
        columns: BENEFITS.flatMap((benefit) => OF_EACH.map((each) => `${benefit}_${each}`)),
      },
      reader.parts.map(({ code }) => figuresOf(inPart(code).map((each) => each.amounts))),
      { cells: figuresOf(counties.map((each) => each.amounts)), sum: null },
    ),
    tableByPart(
      reader,
      {
        ...{ key: 'region.changes', unit: 'TIMES' as const },
        columns: BENEFITS.flatMap((benefit) => [`${benefit}_RAISES`, `${benefit}_EXTENSIONS`]),
      },
      changed,
      { cells: sums, sum: null },
    ),
  ];
}
