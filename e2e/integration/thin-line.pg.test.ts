/** A day's work over a line as townships have it: 20 kbit/s, 800 ms, one segment in twenty lost, cut every few seconds; the desk's own
 *  schedule at one end, the whole centre at the other, real sockets between.                                                   */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { seededRandom } from '#shared/base/chance.ts';
import { nextActNumber } from '../../src-main/replica/acts.ts';
import { readCursors } from '../../src-main/replica/sync/cursors.ts';
import { PIECE_BYTES } from '../../src-main/replica/sync/pace.ts';
import { type LinkState, Schedule } from '../../src-main/replica/sync/schedule.ts';
import { NORTH, startWireWorld, type WireDesk, type WireWorld } from '../harness/wire-desk.ts';

vi.setConfig({ testTimeout: 150_000, hookTimeout: 120_000 });
const WORK = 200;
const BAD = { bytesPerSecond: 2_500, delayMs: 400, loss: 0.05, cutEveryMs: 4_000 };
const LOOK_MS = 100;
/** Headers and what the kernel had already taken. */
const BESIDE_A_PIECE = 4_096;

let world: WireWorld;
let schedule: Schedule | undefined;
beforeAll(async () => {
  world = await startWireWorld(1_000);
});
afterEach(() => schedule?.stop());
afterAll(() => world?.close());

interface Progress {
  readonly judged: number;
  readonly commit: number;
}
function progressOf({ statements }: WireDesk): Progress {
  const judged = statements.get<{ n: number }>("SELECT count(*) AS n FROM act WHERE outcome <> 'pending'");
  const cursor = readCursors(statements).find(({ scope }) => scope === NORTH);
  return { judged: judged?.n ?? 0, commit: cursor?.commit ?? 0 };
}

/** Runs the desk's schedule until everything is up and down; every state that it told. */
async function untilQuiet(
  desk: WireDesk,
  commits: number,
): Promise<{ states: LinkState[]; seen: Progress[] }> {
  const states: LinkState[] = [];
  const seen = [progressOf(desk)];
  schedule = new Schedule({
    ...{ target: desk.target, transport: desk.transport, clock: { now: () => Date.now() } },
    ...{ chance: seededRandom(8), lastReceivedAt: null, onChanged: () => {}, onReceived: () => {} },
    onLink: (state) => states.push(state),
    lastPending: () => nextActNumber(desk.statements) - 1,
  });
  schedule.now();
  for (;;) {
    await sleep(LOOK_MS);
    seen.push(progressOf(desk));
    const now = seen.at(-1) as Progress;
    if (now.judged === WORK && now.commit === commits) return { states, seen };
  }
}

test('LP4 SC3 a day’s work gets through, never goes back, and a cut wastes no more than a piece', async () => {
  const mine = await world.openDesk('naren');
  const theirs = await world.openDesk('wangjianguo');
  const chance = seededRandom(5);
  const people = world.draw(chance, 2 * WORK);
  theirs.edit(people.slice(WORK), chance);
  await theirs.sync();
  const before = progressOf(theirs).commit;
  mine.edit(people.slice(0, WORK), chance);
  mine.hangUp();
  mine.line.take();
  mine.line.become(BAD);
  const { states, seen } = await untilQuiet(mine, before + WORK);
  const went = mine.line.take();
  mine.line.become({});

  for (const [at, now] of seen.entries()) {
    const last = seen[Math.max(0, at - 1)] as Progress;
    expect(now.judged).toBeGreaterThanOrEqual(last.judged);
    expect(now.commit).toBeGreaterThanOrEqual(last.commit);
  }
  // It did break, or this says nothing.
  expect(went.cuts).toBeGreaterThan(0);
  const needed = 15_000;
  expect(went.up + went.down).toBeLessThan(needed + went.cuts * (PIECE_BYTES.poor + BESIDE_A_PIECE));
  const doing = new Set(states.flatMap(({ work }) => work?.doing ?? []));
  expect([...doing].sort()).toEqual(expect.arrayContaining(['cut', 'sending']));
  expect(states.some(({ work }) => work?.secondsLeft)).toBe(true);
  await theirs.sync();
  expect(mine.phones()).toBe(theirs.phones());
});

test('WC1 WC2 a line on which nothing moves any more is found and replaced', async () => {
  const desk = await world.openDesk('gaomin');
  await desk.sync();
  desk.line.freeze();
  const waiting = desk.syncWithin(1_500);
  await expect(waiting).rejects.toMatchObject({ trouble: 'no-answer', isCut: true });
  desk.line.become({});
  expect((await desk.sync()).connections).toBe(1);
});
