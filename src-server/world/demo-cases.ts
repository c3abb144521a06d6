/** The demo's open files as scripts: for each state in which a clerk meets a file, who did what how many days ago. Played through the real
 *  commands, so that every history, deadline and document number is what the rules make of it. */
import type { Role } from '#shared/domain/state.ts';

export interface ScriptStep {
  readonly daysAgo: number;
  readonly role: Role;
  readonly name: string;
  /** Arguments beside the application's id and the judged hash. */
  readonly args?: Readonly<Record<string, unknown>>;
  readonly judges?: boolean;
}

export interface CaseScript {
  readonly submittedDaysAgo: number;
  readonly atCounter: 'KEEP' | 'ACCEPT' | 'REQUEST_SUPPLEMENT';
  readonly steps: readonly ScriptStep[];
}

const CLERK = 'TOWNSHIP_CLERK' as const;
const REVIEWER = 'TOWNSHIP_REVIEWER' as const;
const FEDERATION = 'COUNTY_FEDERATION_REVIEWER' as const;
const CIVIL_AFFAIRS = 'COUNTY_CIVIL_AFFAIRS_APPROVER' as const;

const pass = (daysAgo: number): ScriptStep => ({
  daysAgo,
  role: REVIEWER,
  name: 'review.passPreliminary',
  judges: true,
  args: { words: '入户看过，情况属实。' },
});
const enter = (daysAgo: number): ScriptStep => ({ daysAgo, role: CLERK, name: 'application.enter' });
const send = (daysAgo: number): ScriptStep => ({
  daysAgo,
  role: CLERK,
  name: 'application.sendToFederation',
});
const verified = (daysAgo: number): ScriptStep => ({
  daysAgo,
  role: FEDERATION,
  name: 'review.passFederation',
  judges: true,
});
const determined = (daysAgo: number): ScriptStep => ({
  daysAgo,
  role: CIVIL_AFFAIRS,
  name: 'review.determine',
  judges: true,
});

const accepted = (submittedDaysAgo: number, ...steps: ScriptStep[]): CaseScript => ({
  submittedDaysAgo,
  atCounter: 'ACCEPT',
  steps,
});

/** Every township has these; the first ones are the most urgent. */
export const CASE_SCRIPTS: readonly CaseScript[] = [
  accepted(12, pass(8)),
  accepted(6, pass(4)),
  accepted(3, pass(1)),
  accepted(19, pass(16), enter(14)),
  accepted(10, pass(9), enter(8)),
  accepted(3),
  accepted(1),
  accepted(0),
  { submittedDaysAgo: 9, atCounter: 'REQUEST_SUPPLEMENT', steps: [] },
  { submittedDaysAgo: 2, atCounter: 'REQUEST_SUPPLEMENT', steps: [] },
  { submittedDaysAgo: 0, atCounter: 'KEEP', steps: [] },
  accepted(16, pass(14), enter(13), send(9)),
  accepted(12, pass(11), enter(10), send(3)),
  accepted(8, pass(7), enter(6), send(1)),
  accepted(20, pass(19), enter(18), send(14), verified(6)),
  accepted(14, pass(13), enter(12), send(7), verified(2)),
  accepted(15, pass(14), enter(13), send(10), {
    daysAgo: 3,
    role: FEDERATION,
    name: 'review.returnToTownship',
    judges: true,
    args: { reasonCode: 'CERT_GRADE_MISMATCH', words: '证上等级与残联库不一致，请换新证后再报。' },
  }),
  accepted(22, pass(21), enter(20), send(15), verified(10), {
    daysAgo: 5,
    role: CIVIL_AFFAIRS,
    name: 'review.returnToFederation',
    judges: true,
    args: { reasonCode: 'TEKUN_EXCLUDED', words: '本人已纳入特困供养。' },
  }),
  accepted(
    24,
    pass(23),
    enter(22),
    send(16),
    verified(11),
    {
      daysAgo: 6,
      role: CIVIL_AFFAIRS,
      name: 'review.returnToFederation',
      judges: true,
      args: { reasonCode: 'LIVING_HOUSEHOLD_NOT_COVERED', words: '低保已于上月停止。' },
    },
    { daysAgo: 4, role: FEDERATION, name: 'review.forwardReturn' },
  ),
  accepted(40, pass(38), enter(37), send(30), verified(26), determined(22)),
  accepted(75, pass(73), enter(72), send(65), verified(60), determined(55)),
  accepted(50, {
    daysAgo: 47,
    role: REVIEWER,
    name: 'review.refusePreliminary',
    judges: true,
    args: { reasonCode: 'LIVING_HOUSEHOLD_NOT_COVERED', words: '家庭不在低保，也不在低保边缘。' },
  }),
  {
    submittedDaysAgo: 11,
    atCounter: 'REQUEST_SUPPLEMENT',
    steps: [
      {
        daysAgo: 1,
        role: CLERK,
        name: 'application.supplement',
        args: { brought: ['HUKOU_PAGE', 'BANK_ACCOUNT', 'DIBAO_PROOF', 'SIGNED_FORM'] },
      },
    ],
  },
];
