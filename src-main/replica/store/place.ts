/** Where a replica's file lies: on which machine, and since when. A file that was copied, or put back from a backup, lies elsewhere, even under
 *  the same name. Only what does not change by itself is looked at: file numbers change with every mount of some sticks, names of Macs with
 *  every network. What cannot be told is null and says nothing; a copy that is not noticed here the centre finds (SPEC IN5). */
import { readFileSync, statSync, utimesSync } from 'node:fs';
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

/** Change times go in steps of some milliseconds. */
const STEP_MS = 5;

/** Where birth is not kept, the system gives the last change instead, or nothing. A file that came into being a moment ago is touched until
 *  its change lies after its birth; one whose birth moves along has none. */
function bornAt(path: string): number | null {
  for (let tried = 0; tried < 4; tried++) {
    const { birthtimeMs, ctimeMs, atime, mtime } = statSync(path);
    if (birthtimeMs <= 0) return null;
    if (birthtimeMs !== ctimeMs) return Math.floor(birthtimeMs);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP_MS);
    try {
      utimesSync(path, atime, mtime);
    } catch {
      return null;
    }
  }
  return null;
}

export function placeOf(path: string): Place {
  return { machine: machineHere(), born: bornAt(path) };
}

const differ = <T>(a: T | null, b: T | null): boolean => a !== null && b !== null && a !== b;

export function isElsewhere(before: Place, now: Place): boolean {
  return differ(before.machine, now.machine) || differ(before.born, now.born);
}
