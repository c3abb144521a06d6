/** Two desks meet in one thing without knowing of each other: they write the same account, or settle the same conflict. */
import type { Chance } from '#shared/base/chance.ts';
import type { Row } from '#shared/records/rows.ts';
import type { SimDesk } from '../desk.ts';
import { BANK_NUMBERS } from '../people.ts';
import { pick } from '../plan.ts';
import { type DrawnAct, rowsOf } from '../scene.ts';
import type { StepEntry } from '../step.ts';
import type { World } from '../world.ts';
import { issueForm } from './act.ts';

/** Other desks at which the record is known too. */
function alsoKnowing<T extends 'person' | 'conflict'>(
  world: World,
  desk: SimDesk,
  type: T,
  id: number,
): SimDesk[] {
  return world.desks.filter((other) => other !== desk && rowsOf(other, type).some((row) => row.id === id));
}

function account(desk: SimDesk, person: Row<'person'>, chance: Chance): DrawnAct {
  const bank = {
    accountHolder: person.values.name ?? '户主',
    bankName: pick(chance, ['农信社', '邮储银行']),
    accountNumber: pick(chance, BANK_NUMBERS),
    accountKind: 'SOCIAL_CARD',
  };
  const args = { personId: person.id, bank, reason: '本人来电' };
  return { account: pick(chance, desk.accounts), name: 'person.edit', args };
}

export const meetStep: StepEntry = {
  name: 'meet',
  does: 'two desks write one person’s account at once',
  weight: 2,
  take: ({ world, desk, chance }) => {
    const people = rowsOf(desk, 'person').filter(({ values }) => values.mergedInto === null);
    if (!people.length || !desk.classes.includes('money')) return `${desk.name} knows nobody`;
    const person = pick(chance, people);
    const others = alsoKnowing(world, desk, 'person', person.id).filter(({ classes }) =>
      classes.includes('money'),
    );
    const both = [desk, ...(others.length ? [pick(chance, others)] : [])];
    return both
      .map((each) => issueForm(world, each, world.sendOff(each.name, account(each, person, chance))))
      .join(' and ');
  },
};

export const settleAtOnceStep: StepEntry = {
  name: 'settle-at-once',
  does: 'two desks settle one conflict, each in its own way',
  weight: 2,
  reaches: ['settled at once by two'],
  take: ({ world, desk, chance }) => {
    const open = rowsOf(desk, 'conflict').filter(
      ({ values }) => values.state === 'OPEN' && values.kind !== 'duplicate',
    );
    if (!open.length) return `${desk.name} has nothing to settle`;
    const conflict = pick(chance, open);
    const others = alsoKnowing(world, desk, 'conflict', conflict.id);
    const both = [desk, ...(others.length ? [pick(chance, others)] : [])];
    const said = both.map((each, at) => {
      const choice = at === 0 ? 'mine' : pick(chance, ['theirs', 'theirs', 'mine']);
      const args = { conflictId: conflict.id, choice, reason: '与本人核实' };
      const form = world.sendOff(each.name, {
        account: pick(chance, each.accounts),
        name: 'conflict.settle',
        args,
      });
      return issueForm(world, each, form);
    });
    if (said.length === 2 && said.every((words) => / → act /.test(words)))
      world.count('settled at once by two');
    return said.join(' and ');
  },
};
