/** A township is taken from a county's desk, and given back: what waits goes up first, then its rows go; later they come again.    */
import { seatOf } from '../centre.ts';
import { TOWNSHIPS } from '../people.ts';
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';

export const revokeStep: StepEntry = {
  name: 'revoke',
  does: 'a township is taken from a county desk, or given back',
  weight: 0,
  reaches: ['scope withdrawn', 'scope given back'],
  take: ({ world, chance }) => {
    const county = world.desks.filter(({ name }) => name === 'federation' || name === 'civil-affairs');
    if (!county.length) return 'no county desk';
    const desk = pick(chance, county);
    const { name } = desk;
    const seat = world.centre.seats.get(name) ?? seatOf(name);
    const whole = seatOf(name).session.scopes;
    if (seat.session.scopes.length < whole.length) {
      world.centre.seats.set(name, { ...seat, session: { ...seat.session, scopes: whole } });
      desk.granted = whole;
      desk.scopes = whole;
      world.count('scope given back');
      return `${name} has all again`;
    }
    const taken = pick(chance, TOWNSHIPS);
    const scopes = whole.filter((scope) => scope !== taken);
    world.centre.seats.set(name, { ...seat, session: { ...seat.session, scopes } });
    desk.granted = scopes;
    world.count('scope withdrawn');
    return `${name} without ${taken}`;
  },
};
