/** Cases of when a subsidy ends and what was paid beyond it (dossier (f), e.8, e.9): each asks the rule that the product asks. */
import type { PlainDate } from '#shared/domain/calendar.ts';
import { expiryOn } from '#shared/domain/certificate-expiry.ts';
import { EXCLUDING_BENEFITS } from '#shared/domain/eligibility.ts';
import { receiptHoldsUntil } from '#shared/domain/exit-ground.ts';
import { type ExitEvent, exitEffectOf, type ExitReason, overpaidAfter } from '#shared/domain/exit.ts';
import { addMonths } from '#shared/domain/month.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import { z } from 'zod';
import { date, month } from './facts.ts';
import { type CasePacks, fenOf, yuanOf } from './read.ts';

type Input = Readonly<Record<string, unknown>>;
type Actual = Readonly<Record<string, unknown>>;

/** The day that a case names for a reason to end. */
const DAYS: Readonly<Record<string, ExitReason>> = {
  deathDate: 'DEATH',
  hukouMovedOutOn: 'HUKOU_OUT',
  custodialSentenceFrom: 'IMPRISONED',
  imprisonedFrom: 'IMPRISONED',
  certificateRevokedOn: 'CERT_REVOKED',
  conditionLostOn: 'CONDITION_LOST',
  dibaoEndedOn: 'CONDITION_LOST',
  localRuleOn: 'LOCAL_RULE',
};

function eventsOf(input: Input): ExitEvent[] {
  const named = { ...((input.person as Input | undefined) ?? {}), ...input };
  return Object.entries(DAYS).flatMap(([name, reason]) => {
    const day = (named as Input)[name];
    return day === undefined || day === null ? [] : [{ reason, on: date.parse(day) }];
  });
}

const paymentSchema = z.object({
  paidMonths: z.array(month).default([]),
  paidMonthly: z.number().nonnegative().default(0),
  paymentCycle: z.enum(['MONTHLY', 'QUARTERLY']).default('MONTHLY'),
});

function effectOf(event: ExitEvent, input: Input, { procedure }: CasePacks) {
  const { paidMonths, paidMonthly, paymentCycle } = paymentSchema.parse(input);
  const effect = exitEffectOf(event, { cycle: paymentCycle, paidMonths }, procedure.stop);
  const paid = paidMonths.map((each) => ({ month: each, amountFen: fenOf(paidMonthly) }));
  return { effect, over: overpaidAfter(effect.lastPayableMonth, paid) };
}

/** Of several events the one whose last payable month is the earliest. */
export function recovery(input: Input, by: CasePacks): Actual {
  const events = [...eventsOf(input), ...expiryEvents(input, by)];
  const each = events.map((event) => effectOf(event, input, by));
  const [first] = each.sort((a, b) => (a.effect.lastPayableMonth < b.effect.lastPayableMonth ? -1 : 1));
  if (!first) throw new Error('no event that ends the subsidy');
  return {
    lastEntitledMonth: first.effect.lastPayableMonth,
    overpaidMonths: first.over.months.map(({ month: each }) => each),
    recoverAmount: yuanOf(first.over.amountFen),
    state: 'EXITED',
    exitReason: first.effect.reason,
  };
}

function expiryEvents(input: Input, { procedure, calendar }: CasePacks): ExitEvent[] {
  if (typeof input.certificateExpiresOn !== 'string') return [];
  const { exitOn, lastPaidMonth } = expiryOn('9999-12-31', expiryFacts(input), procedure.expiry, calendar);
  return exitOn && lastPaidMonth ? [{ reason: 'CERT_NOT_RENEWED', on: `${lastPaidMonth}-01` }] : [];
}

function exited(event: ExitEvent, input: Input, asOf: PlainDate, by: CasePacks): Actual {
  if (event.on > asOf) return { state: 'ACTIVE', pay: true, exitOn: null };
  const { lastPayableMonth, stopFromMonth } = effectOf(event, input, by).effect;
  return {
    ...{ state: 'EXITED', pay: asOf.slice(0, 7) <= lastPayableMonth, exitReason: event.reason },
    ...{ lastPaidMonth: lastPayableMonth, stopFromMonth },
  };
}

function waived(input: Input, asOf: PlainDate): Actual {
  const { benefits, signedOn } = z
    .object({ benefits: z.array(z.enum(BENEFITS)).min(1), signedOn: date })
    .parse(input.waiver);
  const { lastPayableMonth, stopFromMonth } = exitEffectOf({ reason: 'WAIVED', on: signedOn });
  const state = (benefit: Benefit): string =>
    benefits.includes(benefit) && signedOn <= asOf ? 'WAIVED' : 'ACTIVE';
  const each = (value: string) => Object.fromEntries(benefits.map((benefit) => [benefit, value]));
  return {
    ...{ LIVING: state('LIVING'), NURSING: state('NURSING') },
    ...{ lastPaidMonth: each(lastPayableMonth), stopFromMonth: each(stopFromMonth) },
  };
}

/** A benefit that excludes ends ours with the month before its own first (EX3). */
function excluded(input: Input, asOf: PlainDate): Actual {
  const { type, from } = z.object({ type: z.string(), from: z.string() }).parse(input.otherBenefit);
  const on = date.parse(from.length === 7 ? `${from}-01` : from);
  const { lastPayableMonth, stopFromMonth } = exitEffectOf({ reason: 'EXCLUSION', on });
  const state = (benefit: Benefit): string =>
    EXCLUDING_BENEFITS[benefit].includes(type) && on <= asOf ? 'EXITED' : 'ACTIVE';
  return {
    ...{ LIVING: state('LIVING'), NURSING: state('NURSING'), exitReason: 'EXCLUSION' },
    ...{ lastPaidMonth: lastPayableMonth, stopFromMonth },
  };
}

const expiryFacts = (input: Input) => ({
  expiresOn: date.nullable().parse(input.certificateExpiresOn ?? null),
  renewalAppliedOn: date.nullable().parse(input.renewalAppliedOn ?? null),
});

/** While the federation renews, and in the months of grace unless the pack says otherwise, money goes on ((f), S004 art.9(4)). */
function expired(input: Input, asOf: PlainDate, { procedure, calendar }: CasePacks): Actual {
  const facts = expiryFacts(input);
  const expiry = expiryOn(asOf, facts, procedure.expiry, calendar);
  const isUnknown = expiry.state === 'CALENDAR_MISSING';
  const renewalReceiptOn = date.nullish().parse(input.renewalReceiptOn) ?? null;
  const held = receiptHoldsUntil({ values: { renewalReceiptOn } }, procedure);
  const isOver = expiry.state === 'OVER' && (held === null || held < asOf);
  const isUnpaid =
    expiry.state === 'IN_GRACE' &&
    !procedure.expiry.payInGrace &&
    asOf.slice(0, 7) > (facts.expiresOn ?? '').slice(0, 7);
  return {
    graceUntil: expiry.graceUntil,
    ...{ exitOn: isOver ? expiry.exitOn : null, pay: !isOver && !isUnpaid && !isUnknown },
    state: isOver ? 'EXITED' : 'ACTIVE',
    alerts: expiry.state === 'IN_GRACE' ? ['CERT_EXPIRED_IN_GRACE'] : isUnknown ? [expiry.state] : [],
    ...(isOver &&
      expiry.lastPaidMonth && {
        exitReason: 'CERT_NOT_RENEWED',
        lastPaidMonth: expiry.lastPaidMonth,
        stopFromMonth: addMonths(expiry.lastPaidMonth, 1),
      }),
  };
}

export function exit(input: Input, by: CasePacks): Actual {
  const asOf = date.parse(input.asOf);
  if (input.waiver) return waived(input, asOf);
  if (input.otherBenefit) return excluded(input, asOf);
  const [event] = eventsOf(input).sort((a, b) => (a.on < b.on ? -1 : 1));
  if (!event) {
    if (!('certificateExpiresOn' in input)) throw new Error('no event that ends the subsidy');
    return expired(input, asOf, by);
  }
  const effect = exited(event, input, asOf, by);
  return { ...effect, ...(event.reason === 'HUKOU_OUT' && { newPlaceMayStartFrom: effect.stopFromMonth }) };
}
