/** When the desk syncs: at once, soon after an act, at rest every few seconds, and with growing pauses while the link is down. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { demoPerson, intakeArgs, NAREN, outcomeOf, TEST_NOW_MS, TestDesk } from '../test-desk.ts';
import { GarbledReplyError, LyingServerError } from './lies.ts';
import { CentralRefusal, LinkError, SessionEndedError } from './central-client.ts';
import type { Transport } from './ports.ts';
import { type LinkState, Schedule } from './schedule.ts';
import { nextActNumber } from '../acts.ts';

let desk: TestDesk;
let schedule: Schedule;
let states: LinkState[];
let received: string[];
let requests: number;
let answer: Transport['sync'];
const drawn = { next: 1 };

const last = (): LinkState => states.at(-1) as LinkState;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const takeIn = (index: number) => desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(index)));

beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW_MS });
  desk = new TestDesk();
  [states, received, requests] = [[], [], 0];
  drawn.next = 1;
  answer = async (request) => ({
    protocol: 1,
    serverTime: '2026-11-02T02:00:00.000Z',
    outcomes: request.commands.map(({ number }) => outcomeOf(number)),
    signed: null,
    later: [],
    acts: null,
    withdrawn: [],
    scopes: [],
  });
  schedule = new Schedule({
    target: desk.target,
    transport: {
      sync: (request) => {
        requests++;
        return answer(request);
      },
      chunk: () => Promise.reject(new LinkError('none')),
    },
    clock: { now: () => Date.now() },
    chance: { next: () => drawn.next },
    lastReceivedAt: '2026-11-01T09:00:00.000Z',
    onLink: (state) => states.push(state),
    onChanged: () => {},
    onReceived: (at) => received.push(at),
    lastPending: () => nextActNumber(desk.statements) - 1,
  });
});
afterEach(() => {
  schedule.stop();
  vi.useRealTimers();
  desk.close();
});

const fail =
  (error: unknown): Transport['sync'] =>
  () =>
    Promise.reject(error as Error);

test('a first sync begins at once, then one every four seconds at rest', async () => {
  schedule.now();
  await pass(0);
  expect(requests).toBe(1);
  expect(last()).toMatchObject({
    state: 'online',
    lastReceivedAt: '2026-11-02T02:00:00.000Z',
    nextTryAt: null,
  });
  expect(received).toEqual(['2026-11-02T02:00:00.000Z']);
  await pass(3_999);
  expect(requests).toBe(1);
  await pass(1);
  expect(requests).toBe(2);
});

test('an act is sent after a moment of gathering', async () => {
  schedule.now();
  await pass(0);
  for (const index of [1, 2]) {
    takeIn(index);
    schedule.afterAct();
    await pass(100);
  }
  expect(requests).toBe(1);
  await pass(100);
  expect(requests).toBe(2);
  expect(last()).toMatchObject({ state: 'online', attemptedUpTo: 2 });
  expect(desk.rows("SELECT count(*) AS n FROM act WHERE outcome = 'applied'")).toEqual([{ n: 2 }]);
});

test('SC1 while the link is down the pauses double, to half a minute, and no act is lost', async () => {
  answer = fail(new LinkError('no answer'));
  takeIn(1);
  schedule.now();
  await pass(0);
  expect(last().state).toBe('offline');
  for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const before = requests;
    await pass(pause - 1);
    expect(requests).toBe(before);
    await pass(1);
    expect(requests).toBe(before + 1);
  }
  expect(desk.rows('SELECT outcome FROM act')).toEqual([{ outcome: 'pending' }]);
  expect(last()).toMatchObject({ state: 'offline', lastReceivedAt: '2026-11-01T09:00:00.000Z' });
});

test('SC2 a pause has chance in it: half of it to all of it, and the screen is told when', async () => {
  answer = fail(new LinkError('no answer'));
  drawn.next = 0;
  schedule.now();
  await pass(0);
  expect(last().nextTryAt).toBe('2026-11-02T02:00:00.500Z');
  await pass(500);
  expect(requests).toBe(2);
  drawn.next = 0.5;
  await pass(1_000);
  expect(last().nextTryAt).toBe('2026-11-02T02:00:04.500Z');
});

test('an act made while the link is down waits for its turn, and «try now» does not', async () => {
  answer = fail(new LinkError('no answer'));
  schedule.now();
  await pass(0);
  takeIn(1);
  schedule.afterAct();
  await pass(900);
  expect(requests).toBe(1);
  schedule.now();
  await pass(0);
  expect(requests).toBe(2);
});

test('when the centre is back the pauses begin anew, and «since» tells when it came', async () => {
  const good = answer;
  answer = fail(new LinkError('no answer'));
  schedule.now();
  await pass(3_000);
  answer = good;
  await pass(4_000);
  expect(last()).toMatchObject({ state: 'online', since: '2026-11-02T02:00:07.000Z' });
  answer = fail(new LinkError('no answer'));
  await pass(4_000);
  expect(last().state).toBe('offline');
  expect(last().nextTryAt).toBe('2026-11-02T02:00:12.000Z');
});

test('an ended session asks for a sign-in, and is asked again all the same', async () => {
  answer = fail(new SessionEndedError());
  schedule.now();
  await pass(0);
  expect(last().state).toBe('sign-in-needed');
  await pass(1_000);
  expect(requests).toBe(2);
});

test.each([
  ['garbage', async () => 'garbage'],
  ['nothing', async () => null],
  [
    'a lie',
    async () => ({
      protocol: 1,
      serverTime: 'x',
      outcomes: [],
      signed: null,
      acts: null,
      withdrawn: [],
      scopes: [],
    }),
  ],
])('%s is no end: the desk goes offline and tries again', async (_what, given) => {
  answer = given;
  takeIn(1);
  const before = desk.contents();
  schedule.now();
  await pass(0);
  expect(last().state).toBe('offline');
  expect(desk.contents()).toEqual(before);
  await pass(1_000);
  expect(requests).toBe(2);
});

test.each([
  ['silence', new LinkError('no answer'), { kind: 'no-answer', code: null }],
  ['a centre that is busy', new LinkError('status 503', { trouble: 'busy' }), { kind: 'busy', code: null }],
  ['a portal', new LinkError('html', { trouble: 'garbled' }), { kind: 'garbled', code: null }],
  ['a refusal', new CentralRefusal('request/invalid'), { kind: 'refused', code: 'request/invalid' }],
  ['a lie', new LyingServerError('x'), { kind: 'contradicts', code: null }],
  ['no frame of ours', new GarbledReplyError('x'), { kind: 'garbled', code: null }],
  ['a full disk', Object.assign(new Error('x'), { code: 'SQLITE_FULL' }), { kind: 'disk-full', code: null }],
  ['a disk for reading', Object.assign(new Error('x'), { code: 'EROFS' }), { kind: 'read-only', code: null }],
  ['a bug', new TypeError('x'), { kind: 'fault', code: null }],
  ['a session that ended', new SessionEndedError(), null],
])('%s is told apart, and forgotten when all is well again', async (_what, error, trouble) => {
  const good = answer;
  answer = fail(error);
  schedule.now();
  await pass(0);
  expect(last().trouble).toEqual(trouble);
  answer = good;
  await pass(1_000);
  expect(last()).toMatchObject({ state: 'online', trouble: null });
});

test('one sync at a time: what is asked for meanwhile comes right after', async () => {
  let release: (() => void) | undefined;
  const good = answer;
  answer = async (request) => {
    await new Promise<void>((resolve) => (release = resolve));
    return good(request);
  };
  schedule.now();
  await pass(0);
  takeIn(1);
  schedule.now();
  await pass(5_000);
  expect(requests).toBe(1);
  release?.();
  await pass(0);
  expect(requests).toBe(2);
  release?.();
  await pass(0);
  expect(desk.rows('SELECT outcome FROM act')).toEqual([{ outcome: 'applied' }]);
});

test('a stopped schedule asks for nothing more', async () => {
  schedule.now();
  await pass(0);
  schedule.stop();
  schedule.now();
  schedule.afterAct();
  await pass(60_000);
  expect(requests).toBe(1);
});
