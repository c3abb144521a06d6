/** The oracle on what a centre puts off because only a newer program can read it (V4): that, what is bound to it, and nothing else. */
import type { CommandFrame, SyncResponse } from '#shared/sync/frames.ts';

function isBound(act: CommandFrame, to: CommandFrame): boolean {
  if (act.together !== null && act.together[0] === to.together?.[0]) return true;
  if (act.number <= to.number) return false;
  const theirs = new Set(to.groups.map(([type, id]) => `${type} ${id}`));
  return act.after.includes(to.number) || act.groups.some(([type, id]) => theirs.has(`${type} ${id}`));
}

/** What is wrong with what an answer puts off, in words. */
export function laterFaults(
  request: string,
  { later, acts }: Pick<SyncResponse, 'later' | 'acts'>,
  isUnreadable: (frame: CommandFrame) => boolean,
): string[] {
  // A difference judges nothing, and puts nothing off.
  if (acts) return later.length ? [`a difference, and ${later.join()} put off`] : [];
  const { commands } = JSON.parse(request) as { commands: CommandFrame[] };
  const waits = commands.filter(isUnreadable);
  for (const cause of waits)
    waits.push(...commands.filter((act) => !waits.includes(act) && isBound(act, cause)));
  const wanted = waits.map(({ number }) => number).sort((a, b) => a - b);
  return wanted.join() === later.join() ? [] : [`${later.join()} put off instead of ${wanted.join()}`];
}
