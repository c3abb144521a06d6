/** Cases of numbers, due days, notices, ballots, and of a file on its way: each asks the rule or the command that the product asks. */
import {
  type CalendarMissing,
  isCalendarMissing,
  OFFICIAL_WORK_CALENDAR as calendar,
  type PlainDate,
} from '#shared/domain/calendar.ts';
import { parseBankAccount } from '#shared/domain/bank-account.ts';
import { parseCertificateNumber } from '#shared/domain/certificate.ts';
import { deadlinesOf, exchangeDatesOf, isExchangeMonth, rosterDueOf } from '#shared/domain/deadline.ts';
import { tallyOf } from '#shared/domain/evaluation-tally.ts';
import { ageOn, parseIdNumber, type Sex } from '#shared/domain/id-number.ts';
import {
  HIDDEN_FIELDS,
  maskAccount,
  maskIdNumber,
  maskName,
  maskPhone,
  PUBLIC_FIELDS,
  type PublicChannel,
} from '#shared/domain/mask.ts';
import { publicityPeriodOf } from '#shared/domain/publicity.ts';
import { z } from 'zod';
import { date, month as monthSchema } from './facts.ts';
import type { CasePacks } from './read.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

/** An identity number, a certificate's, an account's: whichever the case has. Warnings are codes beside `valid: true`, as the account's is. */
export function validation(input: Input, today: PlainDate): Actual {
  const has = (name: string): boolean => typeof input[name] === 'string';
  const text = (name: string): string => String(input[name] ?? '');
  const parts: { valid: boolean; codes: readonly string[] }[] = [];
  if (has('idNumber')) {
    const { warnings, ...person } = parseIdNumber(text('idNumber'), {
      today: has('today') ? date.parse(input.today) : today,
      ...(has('sex') && { sex: text('sex') as Sex }),
      ...(has('birthDate') && { birthDate: date.parse(input.birthDate) }),
    });
    parts.push({ ...person, codes: [...person.codes, ...warnings] });
  }
  if ('certNumber' in input)
    parts.push(
      parseCertificateNumber(text('certNumber'), {
        idNumber: has('idNumber') ? text('idNumber') : null,
        disabilityClass: (input.disabilityClass as number | undefined) ?? null,
        grade: (input.grade as number | undefined) ?? null,
      }),
    );
  if ('bankAccount' in input) parts.push(parseBankAccount(text('bankAccount')));
  if (!parts.length) throw new Error('no number to judge');
  const codes = parts.flatMap((part) => part.codes);
  return { ...Object.assign({}, ...parts), codes, valid: parts.every(({ valid }) => valid) };
}

const daysSchema = z.object({
  preliminaryPassedOn: date.nullish(),
  enteredOn: date.nullish(),
  sentToFederationOn: date.nullish(),
  reviewPassedOn: date.nullish(),
  handedToCivilAffairsOn: date.nullish(),
  state: z.string().nullish(),
  stateSince: date.nullish(),
  rosterMonth: monthSchema.nullish(),
  month: monthSchema.nullish(),
  paymentCycle: z.enum(['MONTHLY', 'QUARTERLY']).default('MONTHLY'),
});

const NO_EXCHANGE = {
  ...{ federationHolderListDue: null, comparisonReportDue: null },
  ...{ reminderFederation: null, reminderComparison: null },
};

/** A day that cannot be computed reads by its code; what can be is still said (CAL2). */
export function deadline(input: Input, { procedure }: CasePacks): Actual {
  const { reviewPassedOn, rosterMonth, month, paymentCycle, ...days } = daysSchema.parse(input);
  const found: Record<string, unknown> = {
    ...deadlinesOf({ ...days, federationPassedOn: reviewPassedOn ?? null }, calendar, procedure),
    ...(rosterMonth && { rosterDue: rosterDueOf(rosterMonth, calendar, procedure) }),
    ...(month &&
      (isExchangeMonth(month, paymentCycle) ? exchangeDatesOf(month, calendar, procedure) : NO_EXCHANGE)),
  };
  const missing = Object.values(found).find(isCalendarMissing);
  const said = Object.entries(found).map(([name, day]) => [name, isCalendarMissing(day) ? day.code : day]);
  return { ...Object.fromEntries(said), alerts: missing ? [missing.code] : [], ...missing };
}

export function publicity(input: Input, { procedure }: CasePacks): Actual {
  const posted = date.parse(input.postedOn);
  const { lastDay, effectiveEnd } = publicityPeriodOf(posted, calendar, procedure.publicity);
  const end = isCalendarMissing(effectiveEnd) ? effectiveEnd.code : effectiveEnd;
  const missing: CalendarMissing | null = isCalendarMissing(effectiveEnd) ? effectiveEnd : null;
  return {
    ...{ lastDay, effectiveEnd: end, objectionsUntil: end },
    ...{ alerts: missing ? [missing.code] : [], ...missing },
  };
}

const maskSchema = z.object({
  name: z.string(),
  idNumber: z.string().default(''),
  bankAccount: z.string().default(''),
  phone: z.string().default(''),
  birthDate: date.nullish(),
  channel: z.enum(['BOARD', 'ONLINE'] satisfies PublicChannel[]),
  on: date.nullish(),
});

export function mask(input: Input): Actual {
  const { name, idNumber, bankAccount, phone, birthDate, channel, on } = maskSchema.parse(input);
  return {
    publicName: maskName(name, channel, birthDate && on ? ageOn(birthDate, on) : null),
    publicFields: PUBLIC_FIELDS,
    hiddenFields: HIDDEN_FIELDS,
    internalIdMask: maskIdNumber(idNumber),
    bankMask: maskAccount(bankAccount),
    phoneMask: maskPhone(phone),
  };
}

const ballots = z.number().int().min(0).default(0);
const voteSchema = z.object({
  eligibleVoters: z.number().int().min(1),
  votes: z.object({ TRUE: ballots, NOT_TRUE: ballots, ABSTAIN: ballots }),
});

export function vote(input: Input, { procedure }: CasePacks): Actual {
  const { eligibleVoters, votes } = voteSchema.parse(input);
  return { ...tallyOf(eligibleVoters, votes, procedure.evaluation) };
}
