/** Chifeng as the seed reports it, through real rosters: laid into a database, built, checked, locked, signed by both, paid and settled; five months at
 *  100 yuan, and then a seeded year with a raise that is dated back. `main.ts` runs it at any share; a test at a hundredth (figures.pg.test.ts).
 *  Source: S004 teaser (policy-packs §5): 46,214 people on nursing and 60,360 on living, 23.107 and 30.18 million yuan.                 */
import { DEMO_PACK, type PolicyPack } from '#shared/domain/pack.ts';
import { addMonths } from '#shared/domain/month.ts';
import { DROPPED } from '#shared/domain/roster-plan.ts';
import type { RosterPart } from '#shared/domain/roster-figures.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type pg from 'pg';
import { type Receiver, TestCounty } from '../../src-server/jobs/test-county.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import { type Recount, recordsOfLog, recount } from './recount.ts';
import { SeededYear } from './year.ts';

export const NURSING = 46_214;
export const LIVING = 60_360;
/** People who receive both; the seed does not say how many. */
const BOTH_SHARE = 0.5;
const TOWNSHIPS = 160;
export const FIRST_MONTH = '2026-01';
export const MONTHS = 5;
const YEAR_MONTHS = 12;
const YEAR_SEED = 20_260_601;
const RAISED_FROM = '2026-07';
/** The raise is made known here, and dated back. */
const RAISED_ON = '2026-09-01';
const [OLD_FEN, NEW_FEN] = [10_000, 11_000];

export function packWith(
  version: string,
  standards: readonly { from: string; to?: string; amountFen: number }[],
) {
  const of = (benefit: Benefit, more: object) =>
    standards.map((standard) => ({ id: `${benefit}-${standard.from}`, benefit, ...standard, ...more }));
  const [national] = DEMO_PACK.divisions;
  return {
    ...DEMO_PACK,
    version,
    divisions: [
      national,
      {
        ...{ packId: '159999', region: '159999', version: 1, livingScope: [], nursingScope: [], lifts: [] },
        standards: [...of('LIVING', { households: ['DIBAO'] }), ...of('NURSING', { grades: [1, 2] })],
      },
    ],
  } as PolicyPack;
}
const BEFORE = packWith(DEMO_PACK.version, [{ from: '2016-01', amountFen: OLD_FEN }]);
const AFTER = packWith(`${DEMO_PACK.version}-raised`, [
  { from: '2016-01', to: '2026-06', amountFen: OLD_FEN },
  { from: RAISED_FROM, amountFen: NEW_FEN },
]);

export interface Stage {
  readonly name: string;
  readonly seconds: number;
}
export interface Figures {
  readonly persons: number;
  readonly fiveMonths: Readonly<Record<Benefit, number>>;
  readonly year: Readonly<Record<Benefit, number>>;
  readonly recount: Recount;
  readonly events: SeededYear['counts'];
  readonly stages: readonly Stage[];
  readonly rows: number;
}

export interface RunOptions {
  readonly pool: pg.Pool;
  readonly share: number;
  readonly note?: (line: string) => void;
  /** Without it the five months are all. */
  readonly withYear?: boolean;
}

class Run {
  readonly stages: Stage[] = [];
  readonly county: TestCounty;
  readonly options: RunOptions;
  receivers: Receiver[] = [];
  rows = 0;

  constructor(options: RunOptions) {
    this.options = options;
    const townships = Math.max(2, Math.round(TOWNSHIPS * options.share));
    this.county = new TestCounty(new PostgresStore(options.pool), { townships, today: `${FIRST_MONTH}-06` });
    this.county.packOf = (date) => (date < RAISED_ON ? BEFORE : AFTER);
  }

  async timed<T>(name: string, work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const result = await work();
    const seconds = (performance.now() - from) / 1_000;
    this.stages.push({ name, seconds });
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
    this.options.note?.(`${name}: ${seconds.toFixed(1)} s, ${megabytes} MB`);
    return result;
  }

  /** Everybody of the seed, spread over the townships. Returns the first index that is free. */
  async lay(): Promise<number> {
    const { share } = this.options;
    const [nursing, living] = [Math.round(NURSING * share), Math.round(LIVING * share)];
    const both = Math.round(nursing * BOTH_SHARE);
    const persons = living + nursing - both;
    const people = Array.from({ length: persons }, (_, index) => ({
      index,
      benefits: BENEFITS.filter((benefit) =>
        benefit === 'LIVING' ? index < living : index >= living - both,
      ),
      from: FIRST_MONTH,
    }));
    await this.county.found();
    const { townships } = this.county;
    const placed = Map.groupBy(people, ({ index }) => townships[index % townships.length] as number);
    for (const [scope, here] of placed) this.receivers.push(...(await this.county.lay(scope, here)));
    return persons;
  }

  /** A month from building to the bank's answer; what was paid of each benefit, in fen. */
  async month(month: string, year: SeededYear | null, isLast = false): Promise<Record<Benefit, number>> {
    this.county.setDay(`${month}-06`);
    const roster = await this.timed(`${month} build, check, lock, sign, submit`, () =>
      this.county.send(month),
    );
    const paid = await this.timed(`${month} pay and settle`, async () => {
      const rows = year
        ? (await this.county.rows(roster.id)).filter(({ values }) => values.result === 'PENDING')
        : [];
      const returned = year?.drawReturned(rows, isLast) ?? [];
      const settled = await this.county.settle(roster, returned);
      const said = settled.values.settled as { differs: boolean };
      if (said.differs) throw new Error(`${month} does not add up`);
      const totals = roster.values.totals as unknown as RosterPart;
      const back = (benefit: Benefit) =>
        returned
          .filter(({ values }) => values.benefit === benefit && values.result !== DROPPED)
          .reduce((sum, { values }) => sum + (values.amountFen ?? 0), 0);
      this.rows += totals.LIVING.rows + totals.NURSING.rows;
      return {
        LIVING: totals.LIVING.payFen - back('LIVING'),
        NURSING: totals.NURSING.payFen - back('NURSING'),
      };
    });
    return paid;
  }
}

const sum = (months: readonly Record<Benefit, number>[], benefit: Benefit): number =>
  months.reduce((fen, month) => fen + month[benefit], 0);

export async function runFigures(options: RunOptions): Promise<Figures> {
  const run = new Run(options);
  const free = await run.timed('laying people', () => run.lay());
  const five: Record<Benefit, number>[] = [];
  for (let at = 0; at < MONTHS; at++) five.push(await run.month(addMonths(FIRST_MONTH, at), null));
  const seeded = new SeededYear(run.county, run.receivers, free, YEAR_SEED);
  const months: Record<Benefit, number>[] = [];
  let until = addMonths(FIRST_MONTH, MONTHS - 1);
  for (let at = 0; options.withYear !== false && at < YEAR_MONTHS; at++) {
    until = addMonths(until, 1);
    const isLast = at === YEAR_MONTHS - 1;
    run.county.setDay(`${until}-03`);
    await run.timed(`${until} what happened`, () => seeded.month(until, isLast));
    months.push(await run.month(until, seeded, isLast));
  }
  const standard = (month: string) =>
    month < RAISED_FROM || until < RAISED_ON.slice(0, 7) ? OLD_FEN : NEW_FEN;
  const recounted = await run.timed('recount from the log', () =>
    recordsOfLog(options.pool).then((records) => recount({ records, until, standard })),
  );
  return {
    persons: free,
    fiveMonths: { LIVING: sum(five, 'LIVING'), NURSING: sum(five, 'NURSING') },
    year: { LIVING: sum(months, 'LIVING'), NURSING: sum(months, 'NURSING') },
    recount: recounted,
    ...{ events: seeded.counts, stages: run.stages, rows: run.rows },
  };
}
