/** What a step is: one entry, one small file of steps/. To add a fault, write such a file and name it in steps/index.ts; whatever needs more
 *  of the history than World gives is added there, not in history.ts.                                                              */
import type { Chance } from '#shared/base/chance.ts';
import type { SimDesk } from './desk.ts';
import type { World } from './world.ts';

export interface Taken {
  readonly world: World;
  /** A desk drawn for the step; it may take another. */
  readonly desk: SimDesk;
  /** Chance of this step alone. */
  readonly chance: Chance;
}

export interface StepEntry {
  readonly name: string;
  /** What happens, in a line. */
  readonly does: string;
  /** How often it comes in a storm, beside the others; 0 for what only a scenario of its own has. */
  readonly weight: number;
  /** Only where desks have files. */
  readonly needsDisk?: boolean;
  /** Names that it may count with `world.count`: rare states, each of which the fixed run must reach. */
  readonly reaches?: readonly string[];
  /** The desk is looked at afterwards, whatever chance says. */
  readonly isTelling?: boolean;
  /** Does it, and says what came of it. Must draw from `chance` and the world alone. */
  take(taken: Taken): string | Promise<string>;
}
