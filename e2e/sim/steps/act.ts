/** Somebody at a desk does something; now and then the same form is sent off twice. */
import type { Chance } from '#shared/base/chance.ts';
import { drawAct } from '../acts.ts';
import type { SimDesk } from '../desk.ts';
import { PowerCut } from '../fused-statements.ts';
import type { StepEntry } from '../step.ts';
import type { Form, World } from '../world.ts';

const AGAIN_SHARE = 0.04;
const BUSIER_SHARE = 0.8;

function act(world: World, desk: SimDesk, chance: Chance): string {
  const again =
    chance.next() < AGAIN_SHARE ? world.forms.findLast((form) => form.desk === desk.name) : undefined;
  const drawn = again?.act ?? drawAct(chance, desk, world.timeAt(desk.name), world.callers);
  if (!drawn) {
    const busier = chance.next() < BUSIER_SHARE ? world.desks[0] : undefined;
    return busier && busier !== desk ? act(world, busier, chance) : `${desk.name}: nothing to do`;
  }
  const form = again ?? world.sendOff(desk.name, drawn);
  return `${issueForm(world, desk, form)}${again ? ' again' : ''}`;
}

/** Sends one form off at a desk; a process that dies in it leaves open whether it was saved. */
export function issueForm(world: World, desk: SimDesk, { act: drawn, formId }: Form): string {
  const words = `${desk.name} ${drawn.account.name} ${drawn.name} ${JSON.stringify(drawn.args)}`;
  try {
    const [issued] = desk.issue(drawn.account, [{ name: drawn.name, args: drawn.args, formId }]);
    if (!issued?.ok) {
      world.count('refused at the desk');
      if (issued?.code === 'paper/not-arrived') world.count('a determination waits for papers');
      return `${words} → ${issued?.code}`;
    }
    world.oracle.acknowledge({ desk: desk.name, number: issued.number, formId, name: drawn.name });
    world.count(drawn.name);
    return `${words} → act ${issued.number}`;
  } catch (error) {
    if (!(error instanceof PowerCut)) return brokeAt(world, desk, formId, error);
    world.oracle.doubt(formId);
    return `${words} → killed`;
  }
}

/** Neither saved nor refused: a form that was saved before has become something else, or it was never saved whole. */
function brokeAt(world: World, desk: SimDesk, formId: string, error: unknown): string {
  const isAgain = desk.reading.get('SELECT 1 FROM act WHERE form_id = ?', formId) !== undefined;
  world.oracle.accuse(
    isAgain ? 'E3' : 'E1',
    `${desk.name}: form ${formId}: ${error instanceof Error ? error.stack : String(error)}`,
  );
  return 'broke';
}

export const actStep: StepEntry = {
  name: 'act',
  does: 'somebody at a desk does something',
  weight: 44,
  reaches: ['refused at the desk'],
  take: ({ world, desk, chance }) => act(world, desk, chance),
};
