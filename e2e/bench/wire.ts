/** Rows of the wire: what a push, a pull, a question for news and a day's work cost in bytes and round trips, counted on the socket with all
 *  headers, between a desk's own files and the whole centre: HTTP, sessions, scopes, guards, PostgreSQL; and how long a day's work takes over
 *  20 kbit/s with 800 ms there and back. Workload: 10,000 people, edits of four things each — phone, the day it was said, a reason, and who
 *  wrote it when.                                                                                                                */
import { seededRandom } from '#shared/base/chance.ts';
import type { Counted, LineShape } from '../harness/shaped-line.ts';
import { startWireWorld, type WireDesk, type WireWorld } from '../harness/wire-desk.ts';
import { rounded, type Row } from './figures.ts';

const PEOPLE = 10_000;
const EDITS = 1_000;
const DAY = 200;
/** 20 kbit/s, 800 ms there and back. */
const THIN: LineShape = { bytesPerSecond: 2_500, delayMs: 400 };

interface Figure {
  readonly id: string;
  readonly unit: string;
  readonly ours: number;
  readonly most: number;
  readonly raw: Readonly<Record<string, unknown>>;
}

function rowOf({ id, unit, ours, most, raw }: Figure): Row {
  const shared = { id, unit, ours: rounded(ours), reference: null, referenceName: '', ratio: null };
  return { ...shared, target: `≤ ${most} ${unit}`, met: ours <= most, raw };
}

const both = ({ up, down }: Counted): number => up + down;

async function pushAndPull({ draw }: WireWorld, mine: WireDesk, theirs: WireDesk): Promise<Figure[]> {
  const chance = seededRandom(21);
  const people = draw(chance, 2 * EDITS);
  mine.edit(people.slice(0, EDITS), chance);
  const push = await mine.sync();
  await theirs.sync();
  theirs.edit(people.slice(EDITS), chance);
  const others = await theirs.sync();
  const pull = await mine.sync();
  if (mine.phones() !== theirs.phones()) throw new Error('the two desks do not hold the same');
  return [
    { id: `push of ${EDITS} edits`, unit: 'B', ours: both(push), most: 35_000, raw: { push, others } },
    { id: `pull of ${EDITS} edits of others`, unit: 'B', ours: both(pull), most: 35_000, raw: { pull } },
  ];
}

async function idle(desk: WireDesk): Promise<Figure[]> {
  await desk.sync();
  const quiet = await desk.sync();
  return [
    { id: 'question for news, nothing new', unit: 'B', ours: both(quiet), most: 300, raw: { quiet } },
    { id: 'question for news, round trips', unit: 'trips', ours: quiet.trips, most: 1, raw: { quiet } },
  ];
}

async function day({ draw }: WireWorld, mine: WireDesk, theirs: WireDesk): Promise<Figure[]> {
  const chance = seededRandom(22);
  const work = async (shape: LineShape) => {
    const people = draw(chance, 2 * DAY);
    theirs.edit(people.slice(DAY), chance);
    await theirs.sync();
    mine.edit(people.slice(0, DAY), chance);
    mine.hangUp();
    mine.line.become(shape);
    const took = await mine.sync();
    mine.line.become({});
    await theirs.sync();
    return took;
  };
  const good = await work({});
  const thin = await work(THIN);
  if (mine.phones() !== theirs.phones()) throw new Error('the two desks do not hold the same');
  const name = `a day's work (${DAY} commands, ${DAY} changes)`;
  return [
    { id: `${name}, round trips`, unit: 'trips', ours: good.trips, most: 2, raw: { good } },
    {
      id: `${name}, 20 kbit/s and 800 ms`,
      unit: 's',
      ours: thin.ms / 1_000,
      most: 15,
      raw: { thin, shape: THIN },
    },
  ];
}

/** All rows of the wire. */
export async function measureWire(): Promise<Row[]> {
  const world = await startWireWorld(PEOPLE);
  try {
    const mine = await world.openDesk('naren');
    const theirs = await world.openDesk('wangjianguo');
    const figures = [
      ...(await pushAndPull(world, mine, theirs)),
      ...(await idle(mine)),
      ...(await day(world, mine, theirs)),
    ];
    return figures.map(rowOf);
  } finally {
    await world.close();
  }
}
