/** Cases of data that cannot be right (dossier (h), the table «Alerts»): each asks the rule that the product asks. */
import {
  accountAlerts,
  type AlertCode,
  amountAlerts,
  lateSyncAlerts,
  massChangeAlerts,
  paymentAlerts,
  strictestOf,
} from '#shared/domain/alert.ts';
import { type Compared, comparePerson } from '#shared/domain/comparison.ts';
import { alertsOf, type OfficeFacts } from '#shared/domain/person-alerts.ts';
import { regionPrefix } from '#shared/domain/policy-pack.ts';
import { BENEFITS } from '#shared/domain/state.ts';
import { z } from 'zod';
import { date, factsOf, month } from './facts.ts';
import { type CasePacks, fenOf, yuanOf } from './read.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

const benefit = z.enum(BENEFITS);
const count = z.number().int().min(0);
const accountSchema = z.object({ persons: count, households: count });
const paymentsSchema = z.array(z.object({ region: z.string(), month, benefit: benefit.optional() }));
const rowSchema = z.object({
  region: z.string(),
  benefit,
  month,
  amount: z.number(),
  grade: z.number().nullish(),
  disabilityClass: z.number().nullish(),
  householdCategory: z.string().default('DIBAO'),
});
const changeSchema = z.object({ receiving: count, changed: count });
const lateSchema = z.object({ submittedOn: date, receivedOn: date });

const said = (codes: readonly AlertCode[]): Actual => ({ alerts: codes, severity: strictestOf(codes) });

function amount(input: Input, { packs }: CasePacks): Actual {
  const row = rowSchema.parse(input);
  const { alerts, expectedFen } = amountAlerts(
    { benefit: row.benefit, month: row.month, amountFen: fenOf(row.amount) },
    {
      region: regionPrefix(row.region),
      grade: row.grade ?? null,
      disabilityClass: row.disabilityClass ?? null,
      household: row.householdCategory,
    },
    packs,
  );
  return { ...said(alerts), expectedAmount: yuanOf(expectedFen) };
}

const REGISTERS = { holders: null, deaths: null, custody: null, households: null };

/** Somebody who draws what the case says, as the office holds them. */
function person(input: Input, by: CasePacks): Actual {
  const of = month.parse(input.month ?? date.parse(input.on).slice(0, 7));
  const { month: _month, applied, ...facts } = factsOf({ householdCategory: 'DIBAO', ...input })(of);
  const drawn: Compared = { personId: 1, facts, paid: applied, openFiles: [], waived: [] };
  const name = String((input.person as Input).name ?? '');
  const office: OfficeFacts = {
    ...{ name, guardianName: null, account: null, isTwice: false, openFiles: [], payments: [] },
    accountHolder: typeof input.accountHolder === 'string' ? input.accountHolder : null,
    drawn: applied.map((each) => ({ benefit: each, entitledFrom: null, decidedOn: null })),
  };
  const compared = comparePerson(drawn, REGISTERS, of, by);
  const found = alertsOf(drawn, compared, office, {
    ...{ month: of, rule: by.procedure.alerts, staff: new Set() },
  });
  return said(found.map(({ code }) => code));
}

export function alert(input: Input, by: CasePacks): Actual {
  const { alerts } = by.procedure;
  if ('persons' in input) return said(accountAlerts(accountSchema.parse(input), alerts));
  if ('payments' in input)
    return said(
      paymentAlerts(
        paymentsSchema.parse(input.payments).map((each) => ({ ...each, benefit: each.benefit ?? '' })),
      ),
    );
  if ('receiving' in input) return said(massChangeAlerts(changeSchema.parse(input), alerts));
  if ('receivedOn' in input) {
    const { submittedOn, receivedOn } = lateSchema.parse(input);
    return said(lateSyncAlerts(submittedOn, receivedOn, alerts));
  }
  return 'amount' in input ? amount(input, by) : person(input, by);
}
