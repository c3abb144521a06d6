/** The replay over lines alone sees what it is there to see: nothing where all is well, and each way in which the two centres may part. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandFrame } from '#shared/sync/frames.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { push } from '../../src-server/sync/push.ts';
import { SimCentre, seatAt } from './centre.ts';
import { networkOnlyFaults, type Replaying, SentActs } from './network-only.ts';
import { inMemory } from './store-under-test.ts';
import { Story } from './story/story.ts';
import { OFFICES } from './story/people.ts';

const { session } = seatAt(OFFICES.window);
let story: Story;
let frames: CommandFrame[];

beforeEach(async () => {
  story = new Story(1, inMemory(), () => {});
  const window = story.office('window');
  const [account] = window.accounts;
  if (!account) throw new Error('nobody');
  for (const index of [0, 1, 0]) {
    const args = intakeArgs(demoPerson(index), { submittedOn: '2026-02-27', benefits: ['LIVING'] });
    story.act(window, { account, name: 'application.submit', args });
  }
  const args = { personId: window.reading.pluck<number>('SELECT id FROM person')[0], reason: '本人来电' };
  for (const phone of ['13900000001', '13900000002']) {
    const contact = { phone, statedOn: '2026-02-27' };
    story.act(window, { account, name: 'person.edit', args: { ...args, contact } });
  }
  frames = story.told.map(({ frame }) => frame);
});
afterEach(() => story.close());

/** A centre that judged everything in one request, and what was sent to it. */
async function judged() {
  const store = inMemory();
  const clock = { now: () => story.now };
  const watcher = { requested: () => {}, answered: () => {}, broke: () => {} };
  const centre = new SimCentre({ clock, chance: { next: () => 0 }, store, watcher });
  await centre.publishAccounts();
  const sent = new SentActs();
  sent.request(session, JSON.stringify({ commands: frames }));
  await push({ store: store.store, clock, note: () => {} }, session, frames);
  return { view: store.view(), sent };
}

async function faults(replaying?: Replaying): Promise<string> {
  const { view, sent } = await judged();
  return (await networkOnlyFaults(view, sent, replaying)).join('\n');
}

test('I17 one request or many: the same', async () => {
  expect(await faults()).toBe('');
});

test('I17 an act that got lost, one that was done twice under another number, one that was changed are seen', async () => {
  const last = frames.at(-1)?.number;
  const without: typeof push = (ports, by, acts) =>
    push(
      ports,
      by,
      acts.filter(({ number }) => number !== last),
    );
  expect(await faults({ pushes: without })).toMatch(/undefined over lines alone/);
  const twice: typeof push = (ports, by, acts) =>
    push(ports, by, [...acts, ...acts.map((act) => ({ ...act, number: act.number + 100 }))]);
  expect(await faults({ pushes: twice })).toMatch(/commit":5/);
  const translate = (frame: CommandFrame): CommandFrame =>
    frame.number === last ? { ...frame, madeAt: '2026-02-27T00:00:00.000Z' } : frame;
  expect(await faults({ translate })).toMatch(/2026-02-27T00:00:00/);
});

test('I17 acts of a record in another order are seen', async () => {
  const kept: CommandFrame[] = [];
  const late: typeof push = async (ports, by, acts) => {
    kept.push(...acts);
    return kept.length < frames.length ? [] : push(ports, by, kept.toReversed());
  };
  expect(await faults({ pushes: late })).not.toBe('');
});
