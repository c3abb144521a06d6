/** Settling a candidate that the county found: who may settle it how, what is sent, what still stops F9. Pure.
 *  CAN1 nothing is chosen beforehand, and no act without a choice and a reason.  CAN2 giving a record up takes along what its township
 *  received: the earliest date goes to the files there, and what nobody asked for there is told. */
import { bodyOf, isJudging, type Role } from '#shared/domain/state.ts';
import type { DuplicatePage } from '#shared/rpc/duplicate-shapes.ts';
import type { Act } from './use-issue-together.ts';

export type CandidateChoice = 'same' | 'correct' | 'apart' | 'later';

/** Acts that go together at most, less the two that always do. */
const DATES_MAX = 3;

/** The other township has corrected its number meanwhile: they are not alike any more. */
export function numbersDiffer({ fields }: Pick<DuplicatePage, 'fields'>): boolean {
  const number = fields.find(({ field }) => field === 'idNumber');
  return number !== undefined && number.left !== number.right;
}

/** The ways that a role may settle it; empty: it only looks on. */
export function choicesOf(page: DuplicatePage, role: Role): CandidateChoice[] {
  if (page.settlement) return [];
  const body = bodyOf(role);
  if (body === 'FEDERATION' || !isJudging(body)) return [];
  if (body === 'TOWNSHIP') return ['correct', 'later'];
  const apart: CandidateChoice[] = page.right && numbersDiffer(page) ? ['apart'] : [];
  return page.right ? ['same', 'correct', ...apart, 'later'] : ['correct', 'later'];
}

export interface Settling {
  readonly choice: CandidateChoice | null;
  readonly reason: string;
}

export type CandidateNeed = 'needChoice' | 'needReason';

/** What still stops F9; the form of a correction judges itself. */
export function needOf({ choice, reason }: Settling): CandidateNeed | null {
  if (choice === null) return 'needChoice';
  if (choice === 'correct' || choice === 'later') return null;
  return reason.trim() === '' ? 'needReason' : null;
}

/** What settling it sends; nothing for what is put off or has a form of its own. */
export function actsOf(page: DuplicatePage, { choice, reason: typed }: Settling): Act[] {
  const { left, right, conflictId, earlierDates, received } = page;
  const { personId, scope } = left.person;
  const reason = typed.trim();
  if (choice === 'apart')
    return [{ name: 'person.correctIdNumber', args: { personId, idNumber: null, conflictId, reason } }];
  if (choice !== 'same' || !right) return [];
  return [
    { name: 'person.mergeElsewhere', args: { personId, conflictId, reason } },
    {
      name: 'person.takeOver',
      args: { personId: right.person.personId, from: scope, conflictId, received, reason },
    },
    ...earlierDates.slice(0, DATES_MAX).map(({ applicationId, submittedOn }) => ({
      name: 'application.keepEarliestDate',
      args: { applicationId, submittedOn, conflictId, reason },
    })),
  ];
}
