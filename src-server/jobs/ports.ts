/** What every kind of work at the centre is given. In a file of its own, so that a kind of work and the list of all kinds do not import each other. */
import type { RosterPorts } from './roster-build.ts';

export type JobPorts = RosterPorts;
