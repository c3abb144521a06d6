/** Every kind of work that the centre does by itself. A new kind is one file in this folder and one line here. */
import type { Clock } from '#shared/base/clock.ts';
import type { CentralStore } from '../store/central-store.ts';
import { reevaluate } from './reevaluate.ts';
import type { JobKind } from './runner.ts';
import { takeOffers } from './take-offers.ts';

export interface JobPorts {
  readonly store: CentralStore;
  readonly clock: Clock;
}

export function jobKinds(ports: JobPorts): JobKind[] {
  return [takeOffers(ports), reevaluate(ports)];
}
