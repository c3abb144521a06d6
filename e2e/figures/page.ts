/** What was measured, as tables and as docs/figures.md. */
import { cpus, totalmem } from 'node:os';
import { BENEFITS } from '#shared/domain/state.ts';
import { type Stage, STAGES, wan } from './measure.ts';
import type { Size } from './one-size.ts';

const PERCENT = 100;

export interface Measured {
  readonly machine: string;
  readonly sizes: readonly Size[];
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const workOf = ({ centreWorked, databaseWorked }: Size) => centreWorked + (databaseWorked ?? 0);

/** Time, work, memory and disk by size. */
export function curve(sizes: readonly Size[]): string {
  const head = [
    ...[
      'share',
      'measured on',
      'people',
      'rows paid',
      's',
      'rows/s',
      'worked: centre s',
      'worked: PostgreSQL s',
    ],
    ...['worked a row, ms', 'centre at most, MB', 'folder, MB', 'log, MB', 'machine busy ×'],
  ];
  return tableOf(
    head,
    sizes.map((size) => [
      ...[
        `${size.share}`,
        size.measuredOn,
        whole(size.figures.persons),
        whole(size.figures.rows),
        whole(size.seconds),
      ],
      ...[whole(size.figures.rows / size.seconds), whole(size.centreWorked), whole(size.databaseWorked ?? 0)],
      ...[((workOf(size) * 1_000) / size.figures.rows).toFixed(2), whole(size.peak), whole(size.folder)],
      ...[whole(size.logMib), size.busy.join(' – ')],
    ]),
  );
}

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  lay: 'people laid in',
  events: 'what happened in the year',
  build: 'build',
  sign: 'check, lock, two signatures, to finance',
  bank: 'bank file and answer',
  settle: 'settle',
  recount: 'second program',
};

/** Seconds of each stage, with their share of all. */
export function shares(sizes: readonly Size[]): string {
  return tableOf(
    ['stage', ...sizes.map(({ share }) => `${share}`)],
    STAGES.map((stage) => [
      STAGE_WORDS[stage],
      ...sizes.map(({ figures, seconds }) => {
        const took = figures.seconds[stage];
        return `${took.toFixed(1)} s, ${((took / seconds) * PERCENT).toFixed(0)} %`;
      }),
    ]),
  );
}

function money(sizes: readonly Size[]): string {
  return tableOf(
    [
      'share',
      'subsidy',
      'five months, yuan',
      'whole run, yuan',
      'recounted, fen',
      'of it to be recovered, yuan',
    ],
    sizes.flatMap(({ share, figures: { fiveMonths, year, recount } }) =>
      BENEFITS.map((benefit) => [
        ...[`${share}`, benefit, wan(fiveMonths[benefit]), wan(fiveMonths[benefit] + year[benefit])],
        ...[(recount.paid[benefit] ?? 0).toLocaleString('en-US'), wan(recount.overpaid[benefit] ?? 0)],
      ]),
    ),
  );
}

function monthTable({ figures }: Size): string {
  const stages = ['events', 'build', 'sign', 'bank', 'settle'] as const;
  return tableOf(
    ['month', ...stages.map((stage) => `${stage}, s`)],
    figures.months.map((month) => [month.month, ...stages.map((stage) => month[stage].toFixed(1))]),
  );
}

export function pageOf({ machine: where, sizes }: Measured): string {
  const largest = sizes.at(-1) as Size;
  const { figures } = largest;
  return `# The seed's figures, at scale

    npm run figures                        # a hundredth, a tenth and all of it
    npm run figures -- --share 0.1         # one size
    npm run figures -- --write             # writes this page and figures.json

Made by the command; nothing below is written by hand. ${where}.

**What is run.** Chifeng as the seed reports it (S004 teaser): 46,214 people on nursing and 60,360 on living subsidy, half of those on nursing on
both, in one county of 160 townships of region 159999. Everybody is made up. People are laid into the log as the centre's first load; from then on
everything is the product's: \`roster.build\` as an act, the centre's job page by page, check and lock by hash, the signatures of both bodies, finance's
receipt, the payment file (CSV, GB18030), the bank's answer read by the desk's reader in its own process, \`roster.settle\` and the job that answers the
rows. All of it on an embedded PostgreSQL that brings every commit to disk, with the chains of each class and the guards of every act.

Five months at 100 yuan come first: 46,214 × 5 × 100 = 2,310.7 万 and 60,360 × 5 × 100 = 3,018 万 yuan. Then a seeded year: deaths told up to three
months late, moves, newcomers with back-pay, doubts that were founded or not, payments that came back and were issued again, a raise to 110 yuan dated
back by two months. A second program (\`e2e/figures/recount.ts\`) reads the log alone, in a process of its own, shares no rule with the first,
and says what was due and what was paid: equal to the 分, no month twice, none lost.

## The money

${money(sizes)}

The year at share ${largest.share}: ${Object.entries(figures.events)
    .map(([what, count]) => `${whole(count)} ${what}`)
    .join(', ')}. Rows in the log: ${Object.entries(figures.recount.kinds)
    .map(([kind, count]) => `${kind} ${whole(count)}`)
    .join(', ')}. Months paid twice, lost or at another amount: ${figures.recount.faults.length}.

## The curve

${curve(sizes)}

\`worked\` is processor time, and what to compare where others use the machine too: \`busy\` says at the beginning and at the end how many times longer
than alone a process took. The centre's process is the one that holds the jobs, the judging of the acts and the made-up events; PostgreSQL, the bank
with its files and the second program are processes of their own.

## Where the time goes

${shares(sizes)}

Month by month at share ${largest.share} (a building reads the whole ledger of everybody, so it grows with the months that were paid: [ADR 29](adr/0029-a-building-reads-the-whole-ledger.md)):

${monthTable(largest)}
`;
}
