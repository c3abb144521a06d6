/** The oracle on posts that change (SPEC PO1, PO2): an act counts by the township that its author had when it was made, however late it comes. */
import type { CommandFrame, OutcomeFrame } from '#shared/sync/frames.ts';

export interface PostChange {
  readonly account: number;
  readonly atMs: number;
  /** Township of the post that began then. */
  readonly scope: number;
}

const LEASE_MS = 45 * 86_400_000;
const OUTSIDE = 'command/outside-your-scope';
/** Said before anybody looks at the township. */
const EARLIER = ['command/unknown', 'actor/not-on-this-device', 'actor/closed', 'command/not-your-role'];

/** `scope`: the township that the author had at first. */
export function postFaults(
  act: string,
  { frame, outcome }: { readonly frame: CommandFrame; readonly outcome: OutcomeFrame },
  changes: readonly PostChange[],
): string[] {
  const receivedMs = Date.parse(outcome.receivedAt);
  const own = changes.filter(({ account, atMs }) => account === frame.actor && atMs <= receivedMs);
  if (!own.length || EARLIER.includes(outcome.code ?? '') || outcome.code?.startsWith('group/')) return [];
  const madeMs = Date.parse(frame.madeAt);
  const ended = own.findIndex(({ atMs }) => madeMs < atMs && receivedMs - atMs <= LEASE_MS);
  // Every first change is away from the township, and every second back to it.
  const isAway = (ended < 0 ? own.length : ended) % 2 === 1;
  const isRefused = outcome.code === OUTSIDE;
  if (isAway === isRefused) return [];
  return [
    `${act} of ${frame.actor}, made at ${frame.madeAt} ${isAway ? 'after' : 'before'} the post changed, is ${outcome.outcome} (${outcome.code})`,
  ];
}
