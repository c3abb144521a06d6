/** The fact that an exit rests on, and its day (dossier (f)). Whoever ends a subsidy names the reason; what is recorded of the person must bear it
 *  out, so that nobody stops by a wrong date, while renewing (S004 art.9(4)), or for correction in the community, which is no custody (∴).
 *  GR1 a renewal that was applied for in time keeps the subsidy until the federation decides.  GR2 a receipt that the township scanned keeps it
 *  for ten working days, or as many as the pack says ∴.  GR3 what excludes ends with the month before its own first.  GR4 what departments of the city or
 *  above, or the county's government, decided of others (S004 art.9(5)), and what no record can show, ends on the day that the act names: never
 *  a day to come, never without words that say by which paper.                                                                            */
import type { Row, Values } from '../records/rows.ts';
import { calendarOf, isCalendarMissing, type PlainDate, type PlainMonth } from './calendar.ts';
import { EXPIRY_RULE, type Expiry, expiryOn } from './certificate-expiry.ts';
import { type DecideContext, type Refusal, refuse } from './command.ts';
import { EXCLUDING_BENEFITS, type OtherBenefit } from './eligibility.ts';
import type { ExitReason } from './exit.ts';
import type { PolicyPack } from './pack.ts';
import { packOf } from './pack-book.ts';
import type { Benefit } from './state.ts';

interface Known {
  readonly person: Pick<Row<'person'>, 'values'>;
  readonly entitlement: Pick<Row<'entitlement'>, 'values'>;
  readonly waivers: readonly Pick<Row<'waiver'>, 'values'>[];
}
type Asked = { readonly reason: ExitReason; readonly on: PlainDate | null };
type Day = { readonly on: PlainDate } | Refusal;

/** How the certificate stands on a day. One that the federation is renewing was in time, whatever day it gives. */
export function expiryOfPerson(
  { values }: Pick<Row<'person'>, 'values'>,
  day: PlainDate,
  pack?: PolicyPack,
): Expiry {
  const { certificateExpiresOn: expiresOn, certificateStatus: status } = values;
  const renewalAppliedOn = values.renewalAppliedOn ?? (status === 'RENEWING' ? expiresOn : null);
  return expiryOn(day, { expiresOn, renewalAppliedOn }, pack?.expiry, calendarOf(pack ?? {}));
}

/** Last day until which a scanned receipt keeps the subsidy; null without one, or where the calendar is not known. */
export function receiptHoldsUntil(
  { values }: { readonly values: Pick<Values<'person'>, 'renewalReceiptOn'> },
  pack?: PolicyPack,
): PlainDate | null {
  if (!values.renewalReceiptOn) return null;
  const { receiptHoldsDays } = pack?.expiry ?? EXPIRY_RULE;
  const until = calendarOf(pack ?? {}).addWorkingDays(values.renewalReceiptOn, receiptHoldsDays);
  return isCalendarMissing(until) ? null : until;
}

function notRenewed({ person }: Known, context: Pick<DecideContext, 'madeOn' | 'pack' | 'packVersion'>): Day {
  const pack = packOf(context);
  const expiry = expiryOfPerson(person, context.madeOn, pack);
  if (expiry.state === 'CALENDAR_MISSING') return refuse('entitlement/calendar-missing', ['reason']);
  if (expiry.state !== 'OVER' || !expiry.graceUntil)
    return refuse('entitlement/certificate-stands', ['reason'], { state: expiry.state });
  const held = receiptHoldsUntil(person, pack);
  if (held && context.madeOn <= held) return refuse('entitlement/receipt-holds', ['reason'], { until: held });
  return { on: expiry.graceUntil };
}

/** First month of a benefit that excludes this one; null where none is recorded. */
export function excludedFrom({ person, entitlement }: Omit<Known, 'waivers'>): PlainMonth | null {
  const list = (person.values.otherBenefits ?? []) as unknown as OtherBenefit[];
  const excluding = EXCLUDING_BENEFITS[entitlement.values.benefit as Benefit];
  const since = entitlement.values.entitledFrom ?? '';
  const months = list
    .filter(({ type, to }) => excluding.includes(type) && (!to || to >= since))
    .map(({ from }) => from);
  return months.toSorted()[0] ?? null;
}

const GROUNDS: Readonly<
  Partial<
    Record<ExitReason, (known: Known, context: Pick<DecideContext, 'madeOn' | 'pack' | 'packVersion'>) => Day>
  >
> = {
  DEATH: ({ person }) =>
    person.values.deathDate
      ? { on: person.values.deathDate }
      : refuse('entitlement/death-not-recorded', ['reason']),
  IMPRISONED: ({ person: { values } }) =>
    values.custodyKind === 'CUSTODIAL' && values.custodyFrom
      ? { on: values.custodyFrom }
      : refuse('entitlement/custody-not-recorded', ['reason'], { kind: values.custodyKind }),
  CERT_NOT_RENEWED: notRenewed,
  EXCLUSION: (known) => {
    const from = excludedFrom(known);
    return from ? { on: `${from}-01` } : refuse('entitlement/exclusion-not-recorded', ['reason']);
  },
  WAIVED: ({ waivers, entitlement: { values } }) => {
    const signed = waivers.find(
      ({ values: waiver }) =>
        !waiver.revokedOn && ((waiver.items ?? []) as string[]).includes(values.benefit ?? ''),
    );
    return signed?.values.signedOn
      ? { on: signed.values.signedOn }
      : refuse('entitlement/waiver-not-recorded', ['reason']);
  },
};

/** The day that an exit counts from, or why there is none. */
export function exitDayOf(
  { reason, on }: Asked,
  known: Known,
  context: Pick<DecideContext, 'madeOn' | 'pack' | 'packVersion'>,
): Day {
  const ground = GROUNDS[reason];
  if (ground) return ground(known, context);
  if (reason === 'CERT_REVOKED' && known.person.values.certificateStatus !== 'REVOKED')
    return refuse('entitlement/certificate-stands', ['reason'], {
      state: known.person.values.certificateStatus,
    });
  if (!on) return refuse('entitlement/day-needed', ['on']);
  return on > context.madeOn ? refuse('person/future-date', ['on']) : { on };
}
