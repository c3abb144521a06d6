/** Packets on a stick: written at a desk, carried to the centre by somebody some time, the answer read in some time, each of them once, twice
 *  or never, in any order, beside the line.                                                                                         */
import type { Chance } from '#shared/base/chance.ts';
import { PacketError } from '#shared/sync/seal.ts';
import type { SimDesk } from '../desk.ts';
import { PowerCut } from '../fused-statements.ts';
import { pick } from '../plan.ts';
import type { StepEntry } from '../step.ts';
import type { World } from '../world.ts';

interface Stick {
  readonly desk: string;
  readonly file: Uint8Array;
}

/** Sticks that lie about: packets, and answers to packets. */
interface Sticks {
  readonly packets: Stick[];
  readonly answers: Stick[];
}

const KEPT = 6;
const byWorld = new WeakMap<World, Sticks>();

function sticksOf(world: World): Sticks {
  const known = byWorld.get(world);
  if (known) return known;
  const made: Sticks = { packets: [], answers: [] };
  byWorld.set(world, made);
  return made;
}

function keep(sticks: Stick[], stick: Stick): void {
  sticks.push(stick);
  if (sticks.length > KEPT) sticks.shift();
}

function write(world: World, desk: SimDesk): string {
  const file = desk.writePacket();
  if (!file) return `${desk.name} has no key yet`;
  keep(sticksOf(world).packets, { desk: desk.name, file });
  world.count('packet written');
  return `${desk.name} writes a packet`;
}

/** Hands a packet in; it is judged as the centre goes on, and may be cut off like any request. */
function carry(world: World, chance: Chance): string {
  const { packets, answers } = sticksOf(world);
  if (!packets.length) return 'no packet';
  const stick = pick(chance, packets);
  world.centre.takePacket(stick.file, chance).then(
    (file) => {
      keep(answers, { desk: stick.desk, file });
      world.count('packet answered');
    },
    // Cut off: whoever carried it hands it in again, or nobody does.
    () => undefined,
  );
  return `a packet of ${stick.desk} is handed in`;
}

function readAnswer(world: World, chance: Chance): string {
  const { answers } = sticksOf(world);
  if (!answers.length) return 'no answer';
  const stick = pick(chance, answers);
  const desk = world.deskNamed(stick.desk);
  if (!desk || desk.isDead) return 'nobody to read it';
  try {
    const fresh = desk.takeAnswer(stick.file);
    world.count(fresh ? 'answer read with news' : 'answer read without news');
    return `${desk.name} reads an answer: ${fresh} news`;
  } catch (error) {
    if (error instanceof PowerCut) return `${desk.name} killed`;
    if (error instanceof PacketError) return `${desk.name} refuses it: ${error.fault}`;
    throw error;
  }
}

export const stickStep: StepEntry = {
  name: 'stick',
  does: 'a packet is written, handed in at the centre, or its answer read, in any order and any number of times',
  weight: 1,
  isTelling: true,
  reaches: ['packet written', 'packet answered', 'answer read with news', 'answer read without news'],
  take: ({ world, desk, chance }) => {
    const what = chance.next();
    try {
      if (what < 0.4) return desk.isDead ? 'nobody to write it' : write(world, desk);
    } catch (error) {
      if (error instanceof PowerCut) return `${desk.name} killed`;
      throw error;
    }
    return what < 0.7 ? carry(world, chance) : readAnswer(world, chance);
  },
};
