/** Who decides a file: the place of the hukou, and there the county's civil affairs or, by its written decision, the township (S004 arts 1, 4, 13).
 *  CP1 whoever takes a file in for another place forwards it and keeps the day of application (S004 art.13; T6).  CP2 a delegation holds from its
 *  day until it is revoked, and moves the determination alone: the federation's review stays (S004 art.13; T15).                           */
import { monthOf, type PlainDate, type PlainMonth } from './calendar.ts';
import { regionPrefix } from './policy-pack.ts';

/** Written decision of a county that its townships, or one of them, determine (T15). */
export interface Delegation {
  /** Township, or the county for all of its townships. */
  readonly region: string;
  readonly from: PlainDate;
  readonly revokedOn: PlainDate | null;
}

/** Level at which civil affairs determines a file of a division on a day (CP2). */
export function determiningLevel(
  delegations: readonly Delegation[],
  region: string,
  on: PlainDate,
): 'COUNTY' | 'TOWNSHIP' {
  const isDelegated = delegations.some(
    ({ region: given, from, revokedOn }) =>
      region.startsWith(regionPrefix(given)) && from <= on && (revokedOn === null || on < revokedOn),
  );
  return isDelegated ? 'TOWNSHIP' : 'COUNTY';
}

const TOWNSHIP_DIGITS = 9;

export interface Intake {
  readonly acceptedAt: string;
  readonly hukouRegion: string;
  readonly submittedOn: PlainDate;
}

export interface Forwarding {
  readonly state: 'SUBMITTED' | 'FORWARDED_TO_HUKOU_PLACE';
  readonly decidedBy: string;
  readonly entitledFrom: PlainMonth;
}

/** Where a file goes from the counter that took it in (CP1): to the township of the hukou, whatever county or province that is in. */
export function forwardingOf({ acceptedAt, hukouRegion, submittedOn }: Intake): Forwarding {
  const isHere = acceptedAt.slice(0, TOWNSHIP_DIGITS) === hukouRegion.slice(0, TOWNSHIP_DIGITS);
  return {
    state: isHere ? 'SUBMITTED' : 'FORWARDED_TO_HUKOU_PLACE',
    decidedBy: hukouRegion,
    entitledFrom: monthOf(submittedOn),
  };
}
