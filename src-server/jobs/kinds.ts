/** Every kind of work that the centre does by itself. A new kind is one file in this folder and one line here. */
import type { Clock } from '#shared/base/clock.ts';
import type { CentralStore } from '../store/central-store.ts';
import type { JobKind } from './runner.ts';

export interface JobPorts {
  readonly store: CentralStore;
  readonly clock: Clock;
}

export function jobKinds(_ports: JobPorts): JobKind[] {
  return [];
}
