/** The numbers of an import preview, and which rows to look at were seen. Pure.
 *  CNT1 total = ready + look + wrong + skipped, or nothing is imported.  CNT2 rows to look at are imported only once seen:
 *  either they were on the screen or the person said so for all of them.                                            */
import type { z } from 'zod';
import type { importPreview, importProgress } from '#shared/rpc/desk-shapes.ts';

export type Preview = z.infer<typeof importPreview>;
export type Progress = z.infer<typeof importProgress>;
export type Counts = Preview['counts'];

export function addsUp({ total, ready, look, wrong, skipped }: Counts): boolean {
  return total === ready + look + wrong + skipped;
}

/** Rows that an import writes. */
export function importable({ ready, look }: Counts): number {
  return ready + look;
}

/** Rows of a run that were neither written, nor unchanged, nor refused (the run was stopped). */
export function leftOf({ done, total }: Progress): number {
  return total - done;
}

export function progressAddsUp({ done, imported, unchanged, refused }: Progress): boolean {
  return done === imported + unchanged + refused;
}

/** What F9 does: show the next rows that were not seen, import, or nothing. */
export type MainStep = 'look' | 'run' | 'none';

export function mainStep(counts: Counts, seen: number): MainStep {
  if (!addsUp(counts) || importable(counts) === 0) return 'none';
  return seen < counts.look ? 'look' : 'run';
}
