/** Cases of numbers, due days, notices, ballots, and of a file on its way: each asks the rule or the command that the product asks. */
import type { PlainDate, PlainMonth } from '#shared/domain/calendar.ts';
import { OFFICIAL_WORK_CALENDAR as calendar } from '#shared/domain/calendar.ts';
import { parseBankAccount } from '#shared/domain/bank-account.ts';
import { parseCertificateNumber } from '#shared/domain/certificate.ts';
import { deadlinesOf, exchangeDatesOf, rosterDueOf } from '#shared/domain/deadline.ts';
import { type Ballots, tallyOf } from '#shared/domain/evaluation.ts';
import { ageOn, parseIdNumber } from '#shared/domain/id-number.ts';
import {
  HIDDEN_FIELDS,
  maskAccount,
  maskIdNumber,
  maskName,
  maskPhone,
  PUBLIC_FIELDS,
  type PublicChannel,
} from '#shared/domain/mask.ts';
import { DEMO_PACK } from '#shared/domain/pack.ts';
import { publicityPeriodOf } from '#shared/domain/publicity.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

export function validation(input: Input, today: PlainDate): Actual {
  const text = (name: string): string => String(input[name] ?? '');
  if ('bankAccount' in input) return { ...parseBankAccount(text('bankAccount')) };
  const person = parseIdNumber(text('idNumber'), { today });
  if (!('certNumber' in input)) return { ...person };
  const certificate = parseCertificateNumber(text('certNumber'), {
    idNumber: text('idNumber'),
    disabilityClass: input.disabilityClass as number | null,
    grade: input.grade as number | null,
  });
  const codes = [...person.codes, ...certificate.codes];
  return { ...certificate, codes, valid: codes.length === 0 };
}

export function deadline(input: Input): Actual {
  const { preliminaryPassedOn, reviewPassedOn, rosterMonth, month } = input as Record<string, string>;
  const due = deadlinesOf(
    { preliminaryPassedOn: preliminaryPassedOn ?? null, federationPassedOn: reviewPassedOn ?? null },
    calendar,
    DEMO_PACK,
  );
  return {
    ...due,
    ...(rosterMonth && { rosterDue: rosterDueOf(rosterMonth, calendar, DEMO_PACK) }),
    ...(month && exchangeDatesOf(month as PlainMonth, calendar, DEMO_PACK)),
  };
}

export function publicity(input: Input): Actual {
  const { lastDay, effectiveEnd } = publicityPeriodOf(input.postedOn as PlainDate, calendar);
  return { lastDay, effectiveEnd, objectionsUntil: effectiveEnd };
}

export function mask(input: Input): Actual {
  const { name, idNumber, bankAccount, phone, birthDate, channel, on } = input as Record<string, string>;
  return {
    publicName: maskName(name ?? '', channel as PublicChannel, birthDate && on ? ageOn(birthDate, on) : null),
    publicFields: PUBLIC_FIELDS,
    hiddenFields: HIDDEN_FIELDS,
    internalIdMask: maskIdNumber(idNumber ?? ''),
    bankMask: maskAccount(bankAccount ?? ''),
    phoneMask: maskPhone(phone ?? ''),
  };
}

export function vote(input: Input): Actual {
  const { quorumMet, result } = tallyOf(input.eligibleVoters as number, input.votes as unknown as Ballots);
  return { quorumMet, result };
}
