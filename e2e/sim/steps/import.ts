/** A roster is imported: one act a row, in one transaction, while the acts of persons go on (OB1). It makes long queues. */
import { drawRegister } from '../acts.ts';
import { PowerCut } from '../fused-statements.ts';
import type { StepEntry } from '../step.ts';

const ROWS_MIN = 3;
const ROWS_MORE = 8;

export const importStep: StepEntry = {
  name: 'import',
  does: 'a township imports some rows of a roster',
  weight: 1,
  reaches: ['queue longer than two requests'],
  take: ({ world, desk, chance }) => {
    const rows = ROWS_MIN + Math.floor(chance.next() * ROWS_MORE);
    const forms = [];
    for (let row = 0; row < rows; row++) {
      const act = drawRegister(chance, desk, world.timeAt(desk.name), world.callers);
      if (!act) return `${desk.name} has no rosters`;
      forms.push(world.sendOff(desk.name, act));
    }
    try {
      const [first] = forms;
      if (!first) return 'no row';
      const issued = desk.issue(
        first.act.account,
        forms.map(({ act, formId }) => ({ name: act.name, args: act.args, formId })),
      );
      for (const [at, form] of forms.entries()) {
        const result = issued[at];
        if (!result?.ok) continue;
        const { formId, act } = form;
        world.oracle.acknowledge({ desk: desk.name, number: result.number, formId, name: act.name });
        world.count(act.name);
      }
      if (desk.countWaiting() > 8) world.count('queue longer than two requests');
      return `${desk.name} ${issued.filter(({ ok }) => ok).length} of ${rows} rows`;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      for (const { formId } of forms) world.oracle.doubt(formId);
      return `${desk.name} ${rows} rows → killed`;
    }
  },
};
