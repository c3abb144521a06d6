/** Mistakes about money: in the rosters that the centre makes and settles. */
import type { Mutant } from './mutant.ts';

export const MONEY_MUTANTS: readonly Mutant[] = [
  {
    name: 'third-building-pays-more',
    file: 'src-server/jobs/roster-page.ts',
    from: 'amountFen: row.amountFen, standardId: row.standardId,',
    to: 'amountFen: row.amountFen + (Number(roster.values.pass) > 2 ? 100 : 0), standardId: row.standardId,',
    story: 'A roster that is made for the third time gives everybody a yuan more.',
    source: 'invariant 19',
    breaks: 'I19',
    scenario: 'payments',
  },
  {
    name: 'returns-of-the-first-township',
    file: 'src-server/jobs/roster-settle.ts',
    from: '  const returned = returnedOf(roster);\n  const on = roster.values.paidOn;',
    to: '  const returned = roster.values.progress ? new Map<number, string>() : returnedOf(roster);\n  const on = roster.values.paidOn;',
    story: 'What the bank sent back is heeded in the first township; in the others it is called paid.',
    source: 'invariant 19',
    breaks: 'I19',
    scenario: 'payments',
  },
  {
    name: 'withheld-months-of-a-quarter',
    file: 'src-shared/domain/roster-rows.ts',
    from: '    if (isWithheld(month, suspensions)) return [];',
    to: '    if (rosterMonth === firstMonth && isWithheld(month, suspensions)) return [];',
    story: 'Months of a suspension are paid by the roster of a quarter.',
    source: 'invariant 19',
    breaks: 'I19',
    scenario: 'payments',
  },
  {
    name: 'leavers-keep-their-rows',
    file: 'src-server/jobs/roster-build.ts',
    from: '(roster.values.pass ?? 1) > 1 &&',
    to: '(roster.values.pass ?? 1) > 99 &&',
    story: 'Made again, a roster keeps the rows of whoever has moved since, where they were.',
    source: 'invariant 9',
    breaks: 'I19',
    scenario: 'payments',
  },
];
