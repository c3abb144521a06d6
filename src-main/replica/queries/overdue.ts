/** Overdue steps, told to the unit whose step it is and to the one above (DEADLINE_OVERDUE, dossier (d) «Clock»): by township and body, on the
 *  township's own desk and on those of the county. It only tells: no state changes by lapse of time (DUE3).                              */
import type { z } from 'zod';
import { turnOf } from '#shared/domain/next-step.ts';
import type { todayOverview } from '#shared/rpc/today-shapes.ts';
import { deadlineFacts, ENDED_LIST, type FileFacts } from './case-rows.ts';
import type { Reading } from './reading.ts';

type Overdue = z.infer<typeof todayOverview>['overdue'];

interface OpenFile extends FileFacts {
  readonly id: number;
  readonly scope: number;
}

/** The index of open files alone answers (work.ts). */
const OPEN_FILES = `SELECT id, scope, state, state_since, returned_by, entered_on, preliminary_passed_on, sent_to_federation_on, federation_passed_on
  FROM application INDEXED BY application_open WHERE state NOT IN (${ENDED_LIST})`;

/** Overdue files of each township and body, those that are longest overdue first. What waits for the applicant is nobody's delay. */
export function overdueSteps(reading: Reading): Overdue {
  const late = reading.statements.all<OpenFile>(OPEN_FILES).flatMap((file) => {
    const deadline = reading.deadline(deadlineFacts(file));
    const { scope, state, returned_by: returnedBy, entered_on: enteredOn } = file;
    const whose = turnOf({ scope, state, returnedBy, enteredOn }, reading.delegated);
    const isTold = deadline.kind === 'overdue' && whose !== 'APPLICANT' && whose !== 'nobody';
    return isTold ? [{ scope, whose, dueOn: deadline.dueOn ?? '' }] : [];
  });
  const lines = new Map<string, Overdue[number]>();
  for (const { scope, whose, dueOn } of late) {
    const line = lines.get(`${scope} ${whose}`);
    const oldest = line && line.oldestDueOn < dueOn ? line.oldestDueOn : dueOn;
    const township = line?.township ?? reading.townshipName(scope);
    lines.set(`${scope} ${whose}`, {
      scope,
      township,
      whose,
      count: (line?.count ?? 0) + 1,
      oldestDueOn: oldest,
    });
  }
  return [...lines.values()].sort((a, b) => (a.oldestDueOn < b.oldestDueOn ? -1 : 1));
}
