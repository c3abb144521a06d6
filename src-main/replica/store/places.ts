/** What divisions there are, as the reference scope says: the program knows the arithmetic of their codes (domain/division.ts) and no name. */
import { isWithin, levelOf } from '#shared/domain/division.ts';
import type { KnownPlace } from '#shared/rpc/session-shapes.ts';
import type { Statements } from './statements.ts';

/** Every division that is known here, in the order of its code. */
export function placesHere(statements: Statements): KnownPlace[] {
  return statements.all<KnownPlace>(
    'SELECT id AS code, division_name AS name, parent FROM division ORDER BY id',
  );
}

export function townshipsOf(statements: Statements, division: number): KnownPlace[] {
  return placesHere(statements).filter(
    ({ code }) => levelOf(code) === 'TOWNSHIP' && isWithin(division, code),
  );
}
