/** Whose certificate runs out, and in which order the villages are visited (dossier (f), «Certificate rule in full» (1)–(4); S004 art.9(4)).
 *  RA1 90, 60, 30 and 7 days before, and through the six months after (∴); a pack may begin earlier or later than 90.  RA2 who has applied for a new one in time is paid on and needs
 *  no visit: shown as safe.  RA3 villages in the order of their most pressing date, in a village the nearest date first: one way, one visit.
 *  Elsewhere: what expiry does to a payment (certificate-expiry.ts).                                                                     */
import { z } from 'zod';
import { calendarOf, daysBetween, type PlainDate } from './calendar.ts';
import { type ExpiryFacts, expiryOn } from './certificate-expiry.ts';
import { defineCommand, firstOf, refuse } from './command.ts';
import { historyLine } from './history.ts';
import type { PolicyPack } from './pack.ts';
import { addMonthsToDate } from './month.ts';
import { dateSchema, idSchema } from './person.ts';

/** LATER: a place that begins before 90 days. WITHIN_90 … WITHIN_7: days before expiry. GRACE: the months after it. OVER: the months are over, the exit is due. SAFE: renewing. */
export const RADAR_STAGES = [
  'OVER',
  'GRACE',
  'WITHIN_7',
  'WITHIN_30',
  'WITHIN_60',
  'WITHIN_90',
  'LATER',
  'SAFE',
] as const;
export type RadarStage = (typeof RADAR_STAGES)[number];

const AHEAD: readonly (readonly [number, RadarStage])[] = [
  [7, 'WITHIN_7'],
  [30, 'WITHIN_30'],
  [60, 'WITHIN_60'],
  [90, 'WITHIN_90'],
];

export interface RadarPlace {
  readonly stage: RadarStage;
  /** The day that must not pass without an application: of expiry before it, of the end of the six months after. */
  readonly actBy: PlainDate;
  readonly days: number;
}

/** Where a certificate stands on a day; null where it is nobody's concern yet. */
export function radarOf(today: PlainDate, facts: ExpiryFacts, pack: PolicyPack): RadarPlace | null {
  const { expiresOn, renewalAppliedOn } = facts;
  if (expiresOn === null) return null;
  const { state, graceUntil } = expiryOn(today, facts, pack.expiry, calendarOf(pack));
  const at = (stage: RadarStage, actBy: PlainDate): RadarPlace => ({
    ...{ stage, actBy },
    days: daysBetween(today, actBy),
  });
  const before = daysBetween(today, expiresOn);
  if (state === 'VALID') {
    if (before > pack.expiry.radarDays) return null;
    const [, stage] = AHEAD.find(([most]) => before <= most) ?? [0, 'LATER' as const];
    // An application before the expiry is in time all the more.
    return at(renewalAppliedOn !== null && renewalAppliedOn <= today ? 'SAFE' : stage, expiresOn);
  }
  // Of a year without a calendar the day is not known: the six months themselves are in time for certain.
  const until = graceUntil ?? addMonthsToDate(expiresOn, pack.expiry.graceMonths);
  if (state === 'RENEWING') return at('SAFE', until);
  return at(state === 'OVER' ? 'OVER' : 'GRACE', until);
}

interface Visited {
  readonly village: number | null;
  readonly place: RadarPlace;
  readonly personId: number;
}

/** In the order of the visits (RA3); who needs none is last in the village. */
export function inOrderOfVisits<T extends Visited>(people: readonly T[]): T[] {
  const pressing = new Map<number | null, PlainDate>();
  const LAST = '9999-12-31';
  for (const { village, place } of people) {
    const day = place.stage === 'SAFE' ? LAST : place.actBy;
    const known = pressing.get(village);
    if (known === undefined || day < known) pressing.set(village, day);
  }
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return people.toSorted(
    (a, b) =>
      text(pressing.get(a.village) ?? LAST, pressing.get(b.village) ?? LAST) ||
      (a.village ?? 0) - (b.village ?? 0) ||
      Number(a.place.stage === 'SAFE') - Number(b.place.stage === 'SAFE') ||
      text(a.place.actBy, b.place.actBy) ||
      a.personId - b.personId,
  );
}

export const REMINDED_BY = ['VISIT', 'PHONE', 'VILLAGE'] as const;

/** Somebody was told that their certificate runs out. */
export const certificateRemind = defineCommand({
  name: 'certificate.remind',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    toldOn: dateSchema,
    remindedBy: z.enum(REMINDED_BY),
    words: z.string().trim().min(1).max(300).nullable(),
  }),
  roles: ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'],
  isAdditive: true,
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [{ as: 'person', type: 'person', id: args.personId }],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    if (args.toldOn > context.madeOn) return refuse('person/future-date', ['toldOn']);
    const line = historyLine(context, {
      personId: person.id,
      action: 'certificate.remind',
      words: args.words,
      details: { toldOn: args.toldOn, remindedBy: args.remindedBy },
    });
    return { changes: [line] };
  },
});
