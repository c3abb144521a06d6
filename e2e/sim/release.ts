/** A release of the program in a history: its desks and centre, and how the oracle's helpers read a desk of it. All of them are today's, but in the
 *  scenarios `ages` and `ahead` (ages/later.ts).                                                                                                */
import { push } from '../../src-server/sync/push.ts';
import { migrated } from './ages/migrated.ts';
import { SimCentre } from './centre.ts';
import { SimDesk } from './desk.ts';
import { viewOf } from './inspect.ts';
import { recompute, shown } from './recompute.ts';
import type { DrawnAct } from './scene.ts';
import { inMemory } from './store-under-test.ts';

export interface Release {
  readonly SimDesk: typeof SimDesk;
  readonly SimCentre: typeof SimCentre;
  readonly inMemory: typeof inMemory;
  readonly push: typeof push;
  readonly migrated: typeof migrated;
  readonly viewOf: typeof viewOf;
  readonly recompute: typeof recompute;
  readonly shown: typeof shown;
  /** What people do, as this program's forms write it. */
  readonly typed: (act: DrawnAct, turn: number) => DrawnAct;
}

export const TODAY: Release = {
  SimDesk,
  SimCentre,
  inMemory,
  push,
  migrated,
  viewOf,
  recompute,
  shown,
  typed: (act) => act,
};
