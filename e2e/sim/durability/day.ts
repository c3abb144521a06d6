/** The scripted day, run as a child whose disk is recorded: a colleague's work is there already; a desk opens on an empty disk, has its first
 *  sync, works, imports, meets what the colleague did meanwhile (rebase), takes its log in, and works on. What the desk begins and what it
 *  says is saved goes to a file of marks, in order with the writes. Arguments: folder, file for the centre's end, synchronous, seed. */
import { openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Chance, seededRandom } from '#shared/base/chance.ts';
import { Checkpoints } from '../../../src-main/replica/store/checkpoint.ts';
import type { SimDesk } from '../desk.ts';
import { smallSeed } from '../plan.ts';
import { inMemory } from '../store-under-test.ts';
import { actStep } from '../steps/act.ts';
import { importStep } from '../steps/import.ts';
import { World } from '../world.ts';
import type { Mark } from './marks.ts';
import { writeCentre } from './marks.ts';

const [folder = '', centreFile = '', synchronous = 'FULL', seed = '1'] = process.argv.slice(2);
const chance = seededRandom(Number(seed));
const marks = openSync(join(folder, 'north-0.db.marks'), 'a');
const mark = (said: Mark): void => void writeSync(marks, `${JSON.stringify(said)}\n`);

const world = new World(
  {
    seed: Number(seed),
    desks: ['north-second', 'north'],
    isOnDisk: true,
    isMadeHere: true,
    people: 20,
    steps: [],
    actsMin: 0,
  },
  inMemory(),
);
const [colleague, desk] = world.desks as [SimDesk, SimDesk];
if (synchronous !== 'FULL') {
  // Whatever production asks for, this desk's disk is told less.
  const { db } = desk.statements;
  const pragma = db.pragma.bind(db);
  db.pragma = (words, options) => pragma(words.replace('synchronous=FULL', 'synchronous=NORMAL'), options);
  db.pragma('synchronous=NORMAL');
}

const { acknowledge } = world.oracle;
world.oracle.acknowledge = (act) => {
  acknowledge.call(world.oracle, act);
  if (act.desk === desk.name) mark({ saved: act });
};
const { sendOff } = world;
world.sendOff = (name, act) => {
  const form = sendOff.call(world, name, act);
  if (name === desk.name) mark({ begun: form.formId });
  return form;
};

async function work(at: SimDesk, acts: number, from: Chance): Promise<void> {
  for (let made = 0; made < acts; made++) {
    world.now += 60_000;
    await actStep.take({ world, desk: at, chance: seededRandom(smallSeed(from)) });
  }
}

async function sync(at: SimDesk): Promise<void> {
  at.startSync();
  await world.drain();
  if (at.lastSync !== 'done') throw new Error(`a sync ended with ${at.lastSync}`);
}

await world.centre.publishAccounts();
world.centre.store.isCalm = true;
await importStep.take({ world, desk: colleague, chance });
await work(colleague, 30, chance);
await sync(colleague);
mark({ phase: 'first sync' });
await sync(desk);
mark({ phase: 'acts' });
await work(desk, 30, chance);
await importStep.take({ world, desk, chance });
mark({ phase: 'rebase' });
await work(colleague, 20, chance);
await sync(colleague);
await sync(desk);
await work(desk, 15, chance);
mark({ phase: 'checkpoint' });
while (!new Checkpoints(desk.statements.db).run()) await work(desk, 5, chance);
mark({ phase: 'after the checkpoint' });
await work(desk, 15, chance);
await sync(desk);
await work(desk, 5, chance);
writeFileSync(centreFile, writeCentre(world.centre.view()));
// As a process that ends without closing: closing would take the log in.
process.exit(world.oracle.violations.length ? 1 : 0);
