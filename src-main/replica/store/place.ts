/** Where a replica's file lies: on which machine, and since when. A file that was copied, or put back from a backup, lies elsewhere, even under
 *  the same name. Only what does not change by itself is looked at: file numbers change with every mount of some sticks, names of Macs with
 *  every network. What cannot be told is null and says nothing; a copy that is not noticed here the centre finds (SPEC IN5). */
import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';

export interface Place {
  readonly machine: string | null;
  /** When the file came into being there, in milliseconds. */
  readonly born: number | null;
}

const MACHINE_IDS = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

function machineHere(): string | null {
  if (process.platform === 'win32') return hostname();
  if (process.platform !== 'linux') return null;
  for (const path of MACHINE_IDS) {
    try {
      return readFileSync(path, 'utf8').trim() || null;
    } catch {
      // A system without one: the next place, or none.
    }
  }
  return null;
}

/** Where birth is not kept, the system gives the last change instead, or nothing. */
function bornAt(path: string): number | null {
  const { birthtimeMs, ctimeMs } = statSync(path);
  return birthtimeMs > 0 && birthtimeMs !== ctimeMs ? Math.floor(birthtimeMs) : null;
}

export function placeOf(path: string): Place {
  return { machine: machineHere(), born: bornAt(path) };
}

const differ = <T>(a: T | null, b: T | null): boolean => a !== null && b !== null && a !== b;

export function isElsewhere(before: Place, now: Place): boolean {
  return differ(before.machine, now.machine) || differ(before.born, now.born);
}
