/** Who made an act, with the rights that count for it. A person who has another post now, or whose account was closed, may have left acts on a
 *  desk that it had not sent yet.
 *  PO1 an act is judged by the post that its author held when it was made, for as long as a lease after the post ended.  PO2 what was made
 *  after the end is judged by what they are now: refused where they may no longer. */
import type { Id } from '#shared/base/id.ts';
import { LEASE_DAYS } from '#shared/domain/lease.ts';
import type { Role } from '#shared/domain/state.ts';

/** What an account may do. */
export interface Post {
  readonly role: Role;
  readonly scopes: readonly number[];
}

export interface FormerPost {
  /** When it ended. */
  readonly untilMs: number;
  /** Null for a time in which the account was closed. */
  readonly post: Post | null;
}

/** An account that signed in from this device, as the centre knows it. */
export interface KnownActor extends Post {
  readonly accountId: Id;
  readonly isClosed?: boolean;
  /** What it was before, the oldest first. */
  readonly former?: readonly FormerPost[];
}

const LEASE_MS = LEASE_DAYS * 86_400_000;

/** The actor as they were when the act was made. */
export function actorAt(actor: KnownActor, madeAt: string, nowMs: number): KnownActor {
  const madeAtMs = Date.parse(madeAt);
  const then = actor.former?.find(({ untilMs }) => madeAtMs < untilMs && nowMs - untilMs <= LEASE_MS);
  if (!then) return actor;
  const { accountId } = actor;
  return then.post ? { accountId, ...then.post } : { ...actor, isClosed: true };
}
