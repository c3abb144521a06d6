/** The statistics of a division above the township, counted at the centre (dossier (l), m.2: online only). What is made here holds sums and no
 *  person; the route (routes.ts) and `npm run sums` both call it.
 *  RU7 a county has what can be counted by its townships; what its county bodies do is on their own desks. RU8 outside, nothing is told but
 *  people, money, standards and what moved across regions: the rest is work, and for inside (as on the county's screen).            */
import type pg from 'pg';
import type { Clock } from '#shared/base/clock.ts';
import { instantText } from '#shared/base/clock.ts';
import type { PackBook } from '#shared/domain/pack-book.ts';
import type { RegionFigures, RegionInput } from '#shared/rpc/statistics-shapes.ts';
import { lawTables } from './law.ts';
import { peopleAndMoney } from './people-and-money.ts';
import { RegionReader } from './reader.ts';
import { acrossRegions, checks, ranking, reports, rollouts } from './work.ts';

export interface RegionPorts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly packs: () => Promise<PackBook>;
}

/** All tables are of one moment, whatever is written meanwhile. */
async function atOneMoment<T>(pool: pg.Pool, count: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await count(client);
  } finally {
    // Nothing was written; a connection that broke is thrown away.
    await client.query('ROLLBACK').then(
      () => client.release(),
      () => client.release(true),
    );
  }
}

/** Throws RangeError for what is no division with parts. `isOnlyOutside`: whoever asks sees nothing else (dossier (l)). */
export async function regionFigures(
  { pool, clock, packs }: RegionPorts,
  { region, month, forOutside }: RegionInput,
  isOnlyOutside = false,
): Promise<RegionFigures> {
  const isSuppressed = isOnlyOutside || forOutside;
  const book = await packs();
  return atOneMoment(pool, async (client) => {
    const reader = await RegionReader.open(client, region, month);
    const isOfCounties = reader.counties.length > 0;
    return {
      ...{ region, name: reader.name, month, isSuppressed, isOnlyOutside },
      countedAt: instantText(clock.now()),
      parts: reader.parts.map(({ code, name }) => ({ code, name })),
      tables: [
        ...(await peopleAndMoney(reader, isSuppressed)),
        ...(isSuppressed ? [] : [await ranking(reader)]),
        ...(isOfCounties && !isSuppressed ? [await reports(reader, book), await checks(reader)] : []),
        ...(isOfCounties ? lawTables(reader, book) : []),
        ...(isOfCounties && !isSuppressed ? [await rollouts(reader)] : []),
        await acrossRegions(reader, isSuppressed),
      ],
    };
  });
}
