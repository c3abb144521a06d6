/** The two townships of a candidate, and what its parts on the screen share. */
import type { DuplicatePage } from '#shared/rpc/duplicate-shapes.ts';
import type { Me } from '../../data/session.ts';
import type { Inbox } from '../conflicts/use-conflicts.ts';

export interface CandidateProps {
  readonly page: DuplicatePage;
  readonly inbox: Inbox;
  readonly me: Me;
  readonly today: string;
}

/** Name of the township of the later record, and of the one that registered first. */
export function townshipsOf(page: DuplicatePage): { ours: string; theirs: string } {
  const theirs = page.right?.person.township ?? page.elsewhere?.township ?? '';
  return { ours: page.left.person.township, theirs };
}
