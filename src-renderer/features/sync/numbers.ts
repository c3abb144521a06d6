/** The arithmetic of the sync screen. Pure.
 *  NUM1 made = waiting + applied + in conflict + refused: every act is in exactly one place.  NUM2 an estimate is of the text that
 *  waits, as the link would carry it; it promises nothing below a second.                                          */
import type { z } from 'zod';
import type { journalOverview } from '#shared/rpc/desk-shapes.ts';

export type Overview = z.infer<typeof journalOverview>;

export function addsUp(overview: Overview): boolean {
  const { made, waiting, applied, inConflict, refused, received, needsYou, decided } = overview;
  const isByWord = made === waiting + applied + inConflict + refused;
  return isByWord && made === waiting + received + needsYou && decided <= received;
}

/** Bytes a second of the links that townships have. */
export const LINK_SPEEDS = { '2g': 5_000, '3g': 60_000, fibre: 2_000_000 } as const;
export type LinkSpeed = keyof typeof LINK_SPEEDS;

const MINUTE_SECONDS = 60;

export type Estimate =
  | { readonly unit: 'instant' }
  | { readonly unit: 'seconds'; readonly n: number }
  | { readonly unit: 'minutes'; readonly n: number };

export function estimate(bytes: number, speed: LinkSpeed): Estimate {
  const seconds = bytes / LINK_SPEEDS[speed];
  if (seconds <= 1) return { unit: 'instant' };
  if (seconds < MINUTE_SECONDS) return { unit: 'seconds', n: Math.ceil(seconds) };
  return { unit: 'minutes', n: Math.ceil(seconds / MINUTE_SECONDS) };
}

const KILOBYTE = 1_000;
const WHOLE_FROM = 100;

/** Kilobytes for people: one decimal below 100, whole above; never 0 for something. */
export function kilobytes(bytes: number): number {
  const kb = bytes / KILOBYTE;
  if (kb >= WHOLE_FROM) return Math.round(kb);
  return bytes > 0 ? Math.max(0.1, Math.round(kb * 10) / 10) : 0;
}
