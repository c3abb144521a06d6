/** The two editions of a public notice: what stands on the village board and what stands on the net (S004 art.6; dossier g).
 *  NE1 a row shows the name, the kind, the standard and the month paid from, and nothing else of a person.  NE2 equal masked names are told
 *  apart by their village, never by anything of the person (∴).  NE3 a person whose name this office does not hold any more is a masked
 *  row, not a gap.  NE4 what somebody wrote into the name beside it (a grade, a number, a note) is shown in neither.  Where a standard differs by grade, the law itself shows it: art.6 asks for the standard.
 *  Elsewhere: the masks (mask.ts), how long a notice hangs (publicity.ts), the notice as a record (public-notice.ts).            */
import { ADULT_AGE } from './id-number.ts';
import { maskName, type PublicChannel } from './mask.ts';
import type { Benefit } from './state.ts';

/** A line of a notice as the record holds it. */
export interface NoticeEntry {
  readonly personId: number;
  /** As the person was called when the notice was made; null where the centre could not find the person. */
  readonly name: string | null;
  /** Under 18 on the day it was made, or of unknown age (MASK1). */
  readonly isMinor: boolean;
  readonly village: number | null;
  readonly benefit: Benefit;
  readonly standardFen: number;
  readonly paidSince: string | null;
}

/** What the public sees of a line; PUBLIC_FIELDS of mask.ts and, where needed, the village. */
export interface PublicRow {
  readonly name: string;
  readonly benefitKind: Benefit;
  readonly standardFen: number;
  readonly paidSince: string | null;
  /** Only beside a masked name that somebody else's reads like (NE2). */
  readonly village: string | null;
}

const UNKNOWN_NAME = '***';
/** Letters and the points between them. */
const NAME_ALONE = /^[\p{L}\p{M}·•.・‧∙･ ]+$/u;
const NOT_A_NAME = /级|残疾|视力|听力|言语|肢体|智力|精神|多重/;

/** Of what is more than a name (NE4): its first letter. */
function firstLetterOf(text: string): string {
  const [first = ''] = [...text.trim()];
  return /\p{L}/u.test(first) ? `${first}**` : UNKNOWN_NAME;
}

function shownName({ name, isMinor }: NoticeEntry, channel: PublicChannel): string {
  if (name === null) return UNKNOWN_NAME;
  if (!NAME_ALONE.test(name) || NOT_A_NAME.test(name)) return firstLetterOf(name);
  return maskName(name, channel, isMinor ? null : ADULT_AGE) || UNKNOWN_NAME;
}

const isMasked = (shown: string): boolean => shown.includes('*');

/** The lines of an edition, in the order of the notice. */
export function editionOf(
  entries: readonly NoticeEntry[],
  channel: PublicChannel,
  villageName: (village: number | null) => string,
): PublicRow[] {
  const people = new Map<string, Set<number>>();
  for (const entry of entries) {
    const shown = shownName(entry, channel);
    people.set(shown, (people.get(shown) ?? new Set()).add(entry.personId));
  }
  return entries.map((entry) => {
    const name = shownName(entry, channel);
    const isShared = isMasked(name) && (people.get(name)?.size ?? 0) > 1;
    return {
      name,
      benefitKind: entry.benefit,
      standardFen: entry.standardFen,
      paidSince: entry.paidSince,
      village: isShared ? villageName(entry.village) || null : null,
    };
  });
}
