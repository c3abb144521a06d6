/** Acts that stand or fall together (SPEC G1–G4): two or three of one person's, one of them perhaps of what somebody else has changed since. */
import type { Chance } from '#shared/base/chance.ts';
import { drawAct } from '../acts.ts';
import type { SimDesk } from '../desk.ts';
import { PowerCut } from '../fused-statements.ts';
import type { DrawnAct } from '../scene.ts';
import type { StepEntry } from '../step.ts';
import type { World } from '../world.ts';

const DRAWN_MAX = 10;
const GROUP_MAX = 3;

function drawGroup(world: World, desk: SimDesk, chance: Chance): DrawnAct[] {
  const group: DrawnAct[] = [];
  for (let drawn = 0; drawn < DRAWN_MAX && group.length < GROUP_MAX; drawn++) {
    const act = drawAct(chance, desk, world.timeAt(desk.name), world.callers);
    if (!act || (group[0] && group[0].account !== act.account)) continue;
    // Most of what is drawn is refused at the desk, and then the whole group is.
    if (group.length === 0 && act.name !== 'person.edit') continue;
    if (
      group.some(({ name, args }) => name === act.name && JSON.stringify(args) === JSON.stringify(act.args))
    )
      continue;
    group.push(act);
    if (group.length === 2 && chance.next() < 0.7) break;
  }
  return group.length > 1 ? group : [];
}

export const togetherStep: StepEntry = {
  name: 'together',
  does: 'a person does several things that stand or fall together',
  weight: 3,
  reaches: ['acts together', 'a group that was not taken'],
  take: ({ world, desk, chance }) => {
    const group = drawGroup(world, desk, chance);
    if (!group.length) return `${desk.name}: nothing to do`;
    const forms = group.map((act) => world.sendOff(desk.name, act));
    const words = `${desk.name} ${forms.map(({ act }) => `${act.name} ${JSON.stringify(act.args)}`).join(' with ')}`;
    const [first] = group as [DrawnAct];
    try {
      const issued = desk.issueTogether(
        first.account,
        forms.map(({ act, formId }) => ({ name: act.name, args: act.args, formId })),
      );
      if (!issued.ok) return `${words} → ${issued.code}`;
      forms.forEach(({ act, formId }, at) => {
        world.oracle.acknowledge({ desk: desk.name, number: issued.number + at, formId, name: act.name });
        world.count(act.name);
      });
      world.count('acts together');
      return `${words} → acts ${issued.number} and on`;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      for (const { formId } of forms) world.oracle.doubt(formId);
      return `${words} → killed`;
    }
  },
};
