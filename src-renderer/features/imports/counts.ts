/** The numbers of an import preview, and which rows to look at were seen. Pure.
 *  CNT1 total = ready + look + wrong + skipped, or nothing is imported.  CNT2 rows to look at are imported only once seen: they were on the
 *  screen, or the person said so for all of them; and none that the person leaves out.                              */
import type { z } from 'zod';
import type { importPreview, importProgress, importRunInput } from '#shared/rpc/import-shapes.ts';

export type Preview = z.infer<typeof importPreview>;
export type Progress = z.infer<typeof importProgress>;
export type Counts = Preview['counts'];
export type SeenRows = z.infer<typeof importRunInput>['seen'];

/** What the person has seen of the rows to look at, by their places in the list of all rows. */
export interface Sighting {
  readonly seen: ReadonlySet<number>;
  readonly isAllSeen: boolean;
  /** Rows to look at that are not to be imported. */
  readonly leftOut: ReadonlySet<number>;
}

export function addsUp({ total, ready, look, wrong, skipped }: Counts): boolean {
  return total === ready + look + wrong + skipped;
}

/** Rows to look at that were seen, the ones left out among them. */
export function seenCount({ look }: Counts, { seen, isAllSeen, leftOut }: Sighting): number {
  return isAllSeen ? look : Math.min(look, new Set([...seen, ...leftOut]).size);
}

/** Rows that an import would write now. */
export function importable(counts: Counts, sighting: Sighting): number {
  if (!addsUp(counts)) return 0;
  return counts.ready + Math.max(0, seenCount(counts, sighting) - sighting.leftOut.size);
}

/** Places as spans, both ends included. */
export function spansOf(places: Iterable<number>): [number, number][] {
  const spans: [number, number][] = [];
  for (const place of [...places].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && place === last[1] + 1) last[1] = place;
    else spans.push([place, place]);
  }
  return spans;
}

/** What the run is told was seen. */
export function seenRows({ total }: Counts, { seen, isAllSeen, leftOut }: Sighting): SeenRows {
  if (isAllSeen && leftOut.size === 0) return 'all';
  const all = isAllSeen ? Array.from({ length: total }, (_, place) => place) : seen;
  return spansOf([...all].filter((place) => !leftOut.has(place)));
}

/** Rows of a run that were neither written, nor unchanged, nor refused (the run was stopped). */
export function leftOf({ done, total }: Progress): number {
  return total - done;
}

export function progressAddsUp({ done, imported, unchanged, refused }: Progress): boolean {
  return done === imported + unchanged + refused;
}
