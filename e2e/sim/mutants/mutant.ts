/** One small mistake in the engine, as somebody made it or could: an exact text of a source and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** What goes wrong, in a line. */
  readonly story: string;
  /** Whose mistake it was: an issue of a peer, or a trap of the studies that the design came from. */
  readonly source: string;
  /** The invariant or rule that it ought to break. */
  readonly breaks: string;
  /** Another scenario of the simulator than the usual one. */
  readonly scenario?: string;
}
