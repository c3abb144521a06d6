/** What a command's needs find on this replica, read as the act reads it (SPEC E2). */
import type { Need } from '#shared/domain/command.ts';
import { walkNeeds } from '#shared/sync/load.ts';
import { readQuery } from './records.ts';
import type { Statements } from './statements.ts';

export function readNeeds(statements: Statements, needs: readonly Need[]) {
  const walk = walkNeeds(needs);
  let step = walk.next();
  while (!step.done) step = walk.next(readQuery(statements, step.value));
  return step.value;
}
