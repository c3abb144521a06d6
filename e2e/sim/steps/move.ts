/** The county's civil affairs write down that somebody's household register has moved to another township.                       */
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import { shanghaiDate } from '#shared/base/clock.ts';
import { ACCOUNTS, TOWNSHIPS } from '../people.ts';
import { pick } from '../plan.ts';
import { rowsOf } from '../scene.ts';
import type { StepEntry } from '../step.ts';
import { issueForm } from './act.ts';

/** Now and then to where they are already. */
const NONSENSE_SHARE = 0.05;

export const moveStep: StepEntry = {
  name: 'move',
  does: 'somebody moves to another township, with all that hangs on them',
  weight: 0,
  // Counted as any act is, by its name.
  reaches: ['person.move'],
  take: ({ world, chance }) => {
    const desk = world.desks.find(({ name }) => name === 'civil-affairs');
    const people = desk ? rowsOf(desk, 'person') : [];
    if (!desk || !people.length) return 'nobody to move';
    const person = pick(chance, people);
    const others = TOWNSHIPS.filter((scope) => scope !== person.scope || chance.next() < NONSENSE_SHARE);
    const to = pick(chance, others);
    const toVillage = DEMO_VILLAGES.find(({ parent }) => parent === to)?.code;
    const args = {
      personIds: [person.id],
      toVillage,
      movedOn: shanghaiDate(world.timeAt(desk.name)),
      reason: '户口迁移证',
    };
    return issueForm(
      world,
      desk,
      world.sendOff(desk.name, { account: ACCOUNTS.civilAffairs, name: 'person.move', args }),
    );
  },
};
