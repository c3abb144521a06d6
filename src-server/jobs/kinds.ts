/** Every kind of work that the centre does by itself. A new kind is one file in this folder and one line here. */
import type { JobPorts } from './ports.ts';
import { reevaluate } from './reevaluate.ts';
import { RosterBuild } from './roster-build.ts';
import { RosterSettle } from './roster-settle.ts';
import { BulletinCount, RolloutCount } from './rollout-count.ts';
import type { JobKind } from './runner.ts';
import { takeOffers } from './take-offers.ts';

export function jobKinds(ports: JobPorts): JobKind[] {
  return [
    takeOffers(ports),
    reevaluate(ports),
    new RosterBuild(ports),
    new RosterSettle(ports),
    new BulletinCount(ports),
    new RolloutCount(ports),
  ];
}
