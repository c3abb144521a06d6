/** Disks that are copied: both are used from then on, or the copy is put back some day. Half of the copies see that they lie elsewhere (IN5),
 *  the others the centre finds. What the oracle wants of it is I13: neither writes over the other, and each keeps its own work.   */
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';

/** Disks that are used beside the one that they were copied from. */
const CLONES_MAX = 2;
const NOTICED_SHARE = 0.5;
const MARK = '~';

export const cloneStep: StepEntry = {
  name: 'clone',
  does: 'a desk’s disk is copied, and both are used from then on',
  weight: 0,
  needsDisk: true,
  isTelling: true,
  reaches: ['disk copied, and noticed', 'disk copied, and nobody noticed', 'a copy takes a number'],
  take: ({ world, desk, chance }) => {
    const clones = world.desks.filter(({ name }) => name.includes(MARK)).length;
    if (desk.isDead || clones >= CLONES_MAX) return 'no copy';
    const isNoticed = chance.next() < NOTICED_SHARE;
    const name = `${desk.name}${MARK}${clones + 1}`;
    world.addDesk(name, { file: desk.keepCopy(), of: desk, isNoticed });
    world.count(isNoticed ? 'disk copied, and noticed' : 'disk copied, and nobody noticed');
    return name;
  },
};

export const backUpDeskStep: StepEntry = {
  name: 'back-up-desk',
  does: 'a desk’s file is copied and put aside',
  weight: 0,
  needsDisk: true,
  take: ({ world, desk }) => {
    if (desk.isDead) return `${desk.name} is dead`;
    world.copies.set(desk.name, { file: desk.keepCopy(), told: world.oracle.toldOf(desk.name) });
    return desk.name;
  },
};

export const setBackDeskStep: StepEntry = {
  name: 'set-back-desk',
  does: 'a desk is put back to the copy that was put aside',
  weight: 0,
  needsDisk: true,
  isTelling: true,
  reaches: ['desk put back', 'desk put back without work that had gone up'],
  take: ({ world, chance }) => {
    const kept = world.desks.filter(({ name, isDead }) => world.copies.has(name) && !isDead);
    if (!kept.length) return 'no copy';
    const desk = pick(chance, kept);
    const copy = world.copies.get(desk.name);
    if (!copy) return 'no copy';
    const answered = desk.reading.get<{ last: number }>(
      'SELECT max(number) AS last FROM act WHERE receipt IS NOT NULL',
    );
    world.setBackDesk(desk, copy, chance.next() < NOTICED_SHARE);
    const last = desk.reading.get<{ last: number }>('SELECT max(number) AS last FROM act')?.last ?? 0;
    world.count('desk put back');
    if ((answered?.last ?? 0) > last) world.count('desk put back without work that had gone up');
    return desk.name;
  },
};
