/** Somebody's post changes while acts of the former one wait on their desk (SPEC PO1, PO2): a clerk goes to the other township, and comes back some
 *  day. The desk does not hear of it at once, and goes on.                                                                          */
import { actorOf } from '../centre.ts';
import { ACCOUNTS, NORTH, SOUTH, type SimAccount } from '../people.ts';
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';
import type { World } from '../world.ts';

const CLERKS = [ACCOUNTS.northClerk, ACCOUNTS.northSecondClerk, ACCOUNTS.southClerk];
/** Who is away, and the posts that they had before, by history. */
const away = new WeakMap<World, SimAccount>();

/** At the centre the account holds another post from now on. */
function change(world: World, account: SimAccount, unitScope: number): void {
  const { seats } = world.centre;
  for (const [token, seat] of seats) {
    const known = seat.session.actors.get(account.id);
    if (!known) continue;
    const { role, scopes, former = [] } = known;
    const then = { untilMs: world.now, post: { role, scopes } };
    const now = { ...actorOf({ ...account, unitScope }), former: [...former, then] };
    const actors = new Map(seat.session.actors).set(account.id, now);
    seats.set(token, { ...seat, session: { ...seat.session, actors } });
  }
  world.oracle.postChanged(account.id, world.now, unitScope);
}

export const postStep: StepEntry = {
  name: 'post',
  does: 'a clerk is given a post in the other township, or has the old one again',
  weight: 0.3,
  reaches: ['post changed', 'post changed with acts waiting'],
  take: ({ world, chance }) => {
    // Whoever is being judged is judged by what they were when the request came.
    if (world.centre.store.holds) return 'not now';
    const gone = away.get(world);
    if (gone) {
      away.delete(world);
      change(world, gone, gone.unitScope);
      return `${gone.name} is back`;
    }
    const here = CLERKS.filter(({ id }) =>
      world.desks.some(({ accounts }) => accounts.some((each) => each.id === id)),
    );
    if (!here.length) return 'no clerk';
    const clerk = pick(chance, here);
    const desks = world.desks.filter(({ accounts }) => accounts.some((each) => each.id === clerk.id));
    away.set(world, clerk);
    change(world, clerk, clerk.unitScope === NORTH ? SOUTH : NORTH);
    world.count('post changed');
    if (desks.some((each) => each.countWaiting())) world.count('post changed with acts waiting');
    return `${clerk.name} goes to the other township`;
  },
};
