/** Chifeng as the seed reports it, through real rosters: laid into a database, built, checked, locked, signed by both, paid and settled; five months at
 *  100 yuan, and then a seeded year with a raise that is dated back. `main.ts` runs it at any share; a test at a hundredth (figures.pg.test.ts).
 *  Source: S004 teaser (policy-packs §5): 46,214 people on nursing and 60,360 on living, 23.107 and 30.18 million yuan.                 */
import { DEMO_PACK, type PolicyPack } from '#shared/domain/pack.ts';
import { addMonths } from '#shared/domain/month.ts';
import type { RosterPart } from '#shared/domain/roster-figures.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import type pg from 'pg';
import { fieldsOfRoster } from '../../src-server/jobs/roster-page.ts';
import { COUNTY, type Receiver, TestCounty } from '../../src-server/jobs/test-county.ts';
import { PostgresStore } from '../../src-server/store/postgres-store.ts';
import type { BankAnswered, BankMonth } from './bank.ts';
import { type Stage, STAGES, StageTimes, wan } from './measure.ts';
import { type Recount, recountIn, type StandardFrom } from './recount.ts';
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

/** Seconds of one month by stage. */
export type MonthTimes = Readonly<Record<Stage, number>> & { readonly month: string };

export interface Figures {
  readonly persons: number;
  readonly fiveMonths: Readonly<Record<Benefit, number>>;
  readonly year: Readonly<Record<Benefit, number>>;
  readonly recount: Recount;
  readonly events: SeededYear['counts'];
  readonly months: readonly MonthTimes[];
  readonly seconds: Readonly<Record<Stage, number>>;
  readonly rows: number;
  /** The last roster, and what the second program was asked. */
  readonly last: {
    readonly rosterId: number;
    readonly townships: readonly number[];
    readonly paidRows: number;
    readonly paidFen: number;
    readonly until: string;
    readonly standards: readonly StandardFrom[];
  };
}

export interface RunOptions {
  readonly pool: pg.Pool;
  /** As DATABASE_URL would have it. */
  readonly url: string;
  readonly share: number;
  readonly note?: (line: string) => void;
  /** Without it the five months are all. */
  readonly withYear?: boolean;
  /** The bank of the run (bank.ts); without one the answer is made without files. */
  readonly bank?: (month: BankMonth) => Promise<BankAnswered>;
  /** The second program, where it is to run elsewhere. */
  readonly recount?: (until: string, standards: readonly StandardFrom[]) => Promise<Recount>;
}

class Run {
  readonly times = new StageTimes();
  readonly months: MonthTimes[] = [];
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

  say(what: string, before: Readonly<Record<Stage, number>>): MonthTimes {
    const took = STAGES.map((stage) => [stage, this.times.seconds[stage] - before[stage]] as const);
    const words = took
      .filter(([, seconds]) => seconds > 0)
      .map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)} s`);
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
    this.options.note?.(`${what}: ${words.join(', ')}; ${megabytes} MB`);
    return { month: what, ...(Object.fromEntries(took) as Record<Stage, number>) };
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

  /** Rows of a signed roster that will be paid, as much of them as the year asks about. */
  private async paidRows(rosterId: number) {
    const fields = ['personId', 'benefit', 'amountFen', 'result'] as const;
    const rows = [];
    for (const scope of this.county.townships)
      rows.push(
        ...(await this.county.store.transaction([], (tx) => fieldsOfRoster(tx, scope, rosterId, fields))),
      );
    return rows.filter(({ values }) => values.result === 'PENDING');
  }

  async lastRoster(month: string) {
    const { id, values } = await this.county.roster(month);
    const { rows, fen } = values.settled as { rows: number; fen: number };
    return { rosterId: id, townships: this.county.townships, paidRows: rows, paidFen: fen };
  }

  private async settle(roster: Row<'roster'>, returned: readonly number[]): Promise<Row<'roster'>> {
    const { county, options, times } = this;
    if (!options.bank) {
      const rows = returned.length ? await county.rows(roster.id) : [];
      const whole = rows.filter(({ id }) => returned.includes(id));
      return times.time('settle', () => county.settle(roster, whole));
    }
    const { url, bank } = options;
    const asked = { url, rosterId: roster.id, townships: county.townships, returned };
    const { read } = await times.time('bank', () => bank(asked));
    return times.time('settle', () => county.settleBy(roster, read));
  }

  /** A month from building to the bank's answer; what was paid of each benefit, in fen. */
  async month(month: string, year: SeededYear | null, isLast = false): Promise<Record<Benefit, number>> {
    const { county, times } = this;
    const before = { ...times.seconds };
    if (year) {
      county.setDay(`${month}-03`);
      await times.time('events', () => year.month(month, isLast));
    }
    county.setDay(`${month}-06`);
    const built = await times.time('build', () => county.build(month));
    const roster = await times.time('sign', () => county.sign(built));
    const returned = year ? year.drawReturned(await this.paidRows(roster.id), isLast) : [];
    const settled = await this.settle(
      roster,
      returned.map(({ id }) => id),
    );
    const said = settled.values.settled as { differs: boolean };
    if (said.differs) throw new Error(`${month} does not add up`);
    const totals = roster.values.totals as unknown as RosterPart;
    const back = (benefit: Benefit) =>
      returned
        .filter(({ values }) => values.benefit === benefit)
        .reduce((sum, { values }) => sum + (values.amountFen ?? 0), 0);
    this.rows += totals.LIVING.rows + totals.NURSING.rows;
    this.months.push(this.say(month, before));
    return {
      LIVING: totals.LIVING.payFen - back('LIVING'),
      NURSING: totals.NURSING.payFen - back('NURSING'),
    };
  }
}

const sum = (months: readonly Record<Benefit, number>[], benefit: Benefit): number =>
  months.reduce((fen, month) => fen + month[benefit], 0);

export async function runFigures(options: RunOptions): Promise<Figures> {
  const run = new Run(options);
  const { times } = run;
  const none = { ...times.seconds };
  const free = await times.time('lay', () => run.lay());
  run.say(`${free} people of ${run.county.townships.length} townships of ${COUNTY}`, none);
  const five: Record<Benefit, number>[] = [];
  for (let at = 0; at < MONTHS; at++) five.push(await run.month(addMonths(FIRST_MONTH, at), null));
  const fiveMonths = { LIVING: sum(five, 'LIVING'), NURSING: sum(five, 'NURSING') };
  options.note?.(
    `five months: nursing ${wan(fiveMonths.NURSING)} yuan, living ${wan(fiveMonths.LIVING)} yuan, settled`,
  );
  const seeded = new SeededYear(run.county, run.receivers, free, YEAR_SEED);
  const months: Record<Benefit, number>[] = [];
  let until = addMonths(FIRST_MONTH, MONTHS - 1);
  for (let at = 0; options.withYear !== false && at < YEAR_MONTHS; at++) {
    until = addMonths(until, 1);
    months.push(await run.month(until, seeded, at === YEAR_MONTHS - 1));
  }
  const isRaised = until >= RAISED_ON.slice(0, 7);
  const standards: StandardFrom[] = [
    ['2016-01', OLD_FEN],
    ...(isRaised ? [[RAISED_FROM, NEW_FEN] as const] : []),
  ];
  const before = { ...times.seconds };
  const recounted = await times.time(
    'recount',
    () => options.recount?.(until, standards) ?? recountIn(options.pool, until, standards),
  );
  run.say('the second program', before);
  return {
    persons: free,
    fiveMonths,
    year: { LIVING: sum(months, 'LIVING'), NURSING: sum(months, 'NURSING') },
    recount: recounted,
    ...{ events: seeded.counts, months: run.months, seconds: times.seconds, rows: run.rows },
    last: { ...(await run.lastRoster(until)), until, standards },
  };
}
