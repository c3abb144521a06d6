/** What a screen may ask of the line: to try it now, and to hold the rows against the county's. */
import type { RowChecks } from './sync/row-checks.ts';
import type { Schedule } from './sync/schedule.ts';
import { os } from './writer-os.ts';

/** Without a centre there is neither. */
export function lineProcedures(schedule: Schedule | null, checks: RowChecks | null) {
  return {
    tryNow: os.handler(() => {
      schedule?.now();
      return {};
    }),
    checkRows: os.handler(() => {
      checks?.askNow();
      schedule?.now();
      return {};
    }),
  };
}
