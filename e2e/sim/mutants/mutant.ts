/** One small mistake in the engine, as somebody made it or could: an exact text of a source and what stands there instead. */
import type { Edit } from '../../versions/overlay.ts';

export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** A second guard that has to go too, or the first one's loss is no mistake. */
  readonly also?: readonly Edit[];
  /** What goes wrong, in a line. */
  readonly story: string;
  /** Whose mistake it was: an issue of a peer, or a trap of the studies that the design came from. */
  readonly source: string;
  /** The invariant or rule that it ought to break. */
  readonly breaks: string;
  /** Why the simulator does not see it, where that is known; said of a survivor. */
  readonly why?: string;
  /** Another scenario of the simulator than the usual one. */
  readonly scenario?: string;
  /** The first seed of that scenario that is played; it shows there soonest. */
  readonly seed?: number;
}

export function editsOf({ file, from, to, also = [] }: Mutant): readonly Edit[] {
  return [{ file, from, to }, ...also];
}
