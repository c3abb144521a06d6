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
  readonly determined_at: string | null;
}

/** The index of open files alone answers (work.ts). */
const OPEN_FILES = `SELECT id, state, state_since, returned_by, entered_on, preliminary_passed_on, sent_to_federation_on, federation_passed_on, determined_at
  FROM application INDEXED BY application_open WHERE state NOT IN (${ENDED_LIST})`;

/** Overdue files of each township and body, those that are longest overdue first. What waits for the applicant is nobody's delay. */
export function overdueSteps(reading: Reading): Overdue {
  const late = reading.statements.all<OpenFile>(OPEN_FILES).flatMap((file) => {
    const deadline = reading.deadline(deadlineFacts(file));
    const facts = {
      ...{ state: file.state, returnedBy: file.returned_by, enteredOn: file.entered_on },
      determinedAt: file.determined_at,
    };
    const whose = turnOf(facts);
    const isTold = deadline.kind === 'overdue' && whose !== 'APPLICANT' && whose !== 'nobody';
    return isTold ? [{ id: file.id, whose, dueOn: deadline.dueOn ?? '' }] : [];
  });
  const scopes = new Map(
    reading.statements
      .all<{ id: number; scope: number }>(
        'SELECT id, scope FROM application WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify(late.map(({ id }) => id)),
      )
      .map(({ id, scope }) => [id, scope]),
  );
  const lines = new Map<string, Overdue[number]>();
  for (const { id, whose, dueOn } of late) {
    const scope = scopes.get(id) ?? 0;
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
