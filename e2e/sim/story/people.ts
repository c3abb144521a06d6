/** Who works where in the story of three weeks, and who comes to their counters. Made-up people of region 159999; some of the south are
 *  people whom the north has registered too.                                                                                        */
import { seededRandom } from '#shared/base/chance.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { ACCOUNTS, CALLERS, type DeskPlace, SOUTH } from '../people.ts';

const { northClerk, northReviewer, northSecondClerk, southClerk, southReviewer } = ACCOUNTS;

export interface OfficePlace extends DeskPlace {
  /** As the story calls it. */
  readonly words: string;
  /** Acts that its people make on an ordinary day. */
  readonly busy: number;
  /** Has a line all through the story. */
  readonly isOnline: boolean;
  /** Wrong by so many minutes. */
  readonly clockOff: number;
}

export const OFFICES = {
  hall: {
    ...{ words: 'the hall', device: 16, busy: 6, isOnline: true, clockOff: 0 },
    accounts: [northSecondClerk, northReviewer],
  },
  window: {
    ...{ words: 'the north window', device: 11, busy: 9, isOnline: false, clockOff: 5 },
    accounts: [northClerk, northReviewer],
  },
  laptop: {
    ...{ words: 'the village laptop', device: 12, busy: 8, isOnline: false, clockOff: -120 },
    accounts: [northSecondClerk, northReviewer],
  },
  south: {
    ...{ words: 'the south window', device: 13, busy: 7, isOnline: false, clockOff: 0 },
    accounts: [southClerk, southReviewer],
  },
  federation: {
    ...{ words: 'the federation', device: 14, busy: 4, isOnline: true, clockOff: 0 },
    accounts: [ACCOUNTS.federation],
  },
  civilAffairs: {
    ...{ words: 'civil affairs', device: 15, busy: 5, isOnline: true, clockOff: 0 },
    accounts: [ACCOUNTS.civilAffairs],
  },
} as const satisfies Record<string, OfficePlace>;

export type OfficeName = keyof typeof OFFICES;

const SOUTH_VILLAGE = DEMO_VILLAGES.find(({ parent }) => parent === SOUTH)?.code as number;
const FIRST_OF_THE_SOUTH = 200;
const KNOWN_IN_THE_NORTH = 4;
const southChance = seededRandom(20261123);

export const NORTH_CALLERS: readonly DemoPerson[] = CALLERS;
export const SOUTH_CALLERS: readonly DemoPerson[] = [
  ...Array.from({ length: 30 }, (_, at) =>
    makeDemoPerson(southChance.next, SOUTH_VILLAGE, FIRST_OF_THE_SOUTH + at),
  ),
  ...CALLERS.slice(0, KNOWN_IN_THE_NORTH),
].sort((a, b) => (a.idNumber.slice(-4) < b.idNumber.slice(-4) ? -1 : 1));
