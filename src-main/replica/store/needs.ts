/** What a command's needs find on this replica, read as the act reads it (SPEC E2). */
import type { Need } from '#shared/domain/command.ts';
import { walkNeeds } from '#shared/sync/load.ts';
import type { ReadLog } from './read-log.ts';
import { readQuery } from './records.ts';
import type { Statements } from './statements.ts';

/** With a log, what the rows' values are looked at for from now on is noted there. */
export function readNeeds(statements: Statements, needs: readonly Need[], log?: ReadLog) {
  const walk = walkNeeds(needs);
  let step = walk.next();
  while (!step.done) {
    const query = step.value;
    const rows = readQuery(statements, query);
    const by = 'by' in query ? query.by : undefined;
    step = walk.next(log ? rows.map((row) => log.noted(row, by)) : rows);
  }
  return step.value;
}
