/** Whether a desk and the centre still speak of the same acts. Asked before anything is judged: a centre that was set back to a backup must not
 *  judge what leans on acts that it lost, and what comes from a copy of a disk must not be judged under numbers that the other one used.
 *  IN1 they agree when no number of the device is known here that the desk never gave, the outcomes asked about stand here in the desk's
 *  words, and no number of the request is taken by another act.  IN2 where they do not, nothing is judged and no scope is told; what
 *  stands here of the request's acts, in the same words, is repeated.  IN3 a request without a last number only asks. */
import type { SyncRequest, SyncResponse } from '#shared/sync/frames.ts';
import { outcomeMark } from '#shared/sync/outcome-mark.ts';
import { actKey, type CentralStore } from '../store/central-store.ts';
import { digestOf } from './run.ts';

type Disagreement = Pick<SyncResponse, 'outcomes' | 'acts'>;

/** Null when they agree. */
export async function disagreement(
  store: CentralStore,
  device: number,
  { commands, checks, last: lastMade }: SyncRequest,
): Promise<Disagreement | null> {
  const asked = checks.map(([of, number]) => ({ device: of, number }));
  const sent = commands.map(({ number }) => ({ device, number }));
  const { last, stored } = await store.readActs(device, [...asked, ...sent]);
  const missed = checks.flatMap(([of, number, mark]): [number, number][] => {
    const found = stored.get(actKey({ device: of, number }));
    return found && outcomeMark(found.frame) === mark ? [] : [[of, number]];
  });
  const known = commands.flatMap((frame) => {
    const found = stored.get(actKey({ device, number: frame.number }));
    return found ? [{ found, isSame: found.digest === digestOf(frame) }] : [];
  });
  const forked = known.filter(({ isSame }) => !isSame).map(({ found }) => found.frame.number);
  if (lastMade !== null && last <= lastMade && !missed.length && !forked.length) return null;
  const outcomes = known.filter(({ isSame }) => isSame).map(({ found }) => found.frame);
  return { outcomes, acts: { last, missed, forked } };
}
