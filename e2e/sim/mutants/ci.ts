/** The ten mistakes that every run of the build puts in, each of another invariant, each found in the first history or two. When one is not
 *  found any more, the simulator has gone blind somewhere; when one fits no more, the line that it changes has moved.               */

/** Histories that each is looked for in. */
export const CI_SEEDS = 6;

export const CI_MUTANTS: readonly string[] = [
  'outcome-not-stored-on-refusal',
  'pending-out-of-order',
  'money-for-all',
  'no-shadow',
  'claims-never-taken',
  'conflict-not-kept',
  'act-closed-on-sight',
  'transaction-keeps',
  'refusal-not-noted',
  'shadow-not-removed',
];
