/** The office's hub: two desks of an office, the line of one of them closed, a real centre; every one a process of its own, over real HTTP.
 *  kill -9 of the hub between taking a packet and carrying it.                                                                            */
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { HubHere, HubThere } from '#shared/rpc/hub-shapes.ts';
import { demoPerson, intakeArgs } from '../../src-main/replica/test-desk.ts';
import { openTestDatabase, type TestDatabase } from '../../src-server/store/test-database.ts';
import { type FaultProxy, startFaultProxy } from '../harness/fault-proxy.ts';
import { Child, DeskChild, until } from './fixtures/child.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
const START_AT = '2026-11-02T02:00:00.000Z';
const HOST = '127.0.0.1';

let database: TestDatabase;
let centre: Child;
let centreUrl: string;
/** Lines to the county: of the hub, and of the desk beside it. */
let hubLine: FaultProxy;
let line: FaultProxy;
let hub: DeskChild;
let desk: DeskChild;
let port: number;
let people = 700;
/** At the beginning of a test. */
let before: Numbers & { outcomes: number };
let other: DeskChild | undefined;
let otherLine: FaultProxy | undefined;

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, HOST, () => {
    const { port: free } = server.address() as AddressInfo;
    server.close(() => resolve(free));
  });
  return promise;
}

async function takeIn(into: DeskChild, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    people += 1;
    const input = {
      name: 'application.submit',
      args: intakeArgs(demoPerson(people)),
      formId: `hub-form-${people}`,
    };
    await into.must('command.issue', input);
  }
}

interface Numbers {
  made: number;
  waiting: number;
  received: number;
  needsYou: number;
}
async function numbers(of = desk): Promise<Numbers> {
  const { made, waiting, received, needsYou } = await of.ask<Numbers>('journal.overview');
  return { made, waiting, received, needsYou };
}
const there = (of = desk) => of.ask<HubThere>('hub.there');
const here = () => hub.ask<HubHere>('hub.here');
const states = async () => (await there()).left.map(({ serial, state, acts }) => ({ serial, state, acts }));
const inStore = () => readdirSync(join(hub.profile, 'hub'));

const quiet = (of: DeskChild) =>
  until('quiet', async () => {
    const { state, waiting } = await of.ask<{ state: string; waiting: number }>('link.status');
    return state === 'online' && waiting === 0;
  });

/** The line is closed, and the desk knows it. */
async function close(which: FaultProxy, of: DeskChild): Promise<void> {
  which.cut();
  await of.ask('link.tryNow');
  await until('no line', async () => (await of.ask<{ state: string }>('link.status')).state === 'offline');
}

/** What was made since the test began, and where it is: the numbers add up. */
async function expectNumbers(due: Omit<Numbers, 'needsYou'>): Promise<void> {
  expect(await numbers()).toEqual({
    made: before.made + due.made,
    waiting: due.waiting,
    received: before.received + due.received,
    needsYou: 0,
  });
}

async function expectAllProved(): Promise<void> {
  const { rows } = await desk.ask<{ rows: { number: number }[] }>('journal.acts', {
    ...{ place: 'received', offset: 0, limit: 100 },
  });
  expect(rows).toHaveLength((await numbers()).received);
  for (const { number } of rows)
    expect(await desk.ask('journal.act', { number })).toMatchObject({ proof: 'proved' });
}

/** As often as a hub lets itself be asked. */
async function askUntilReceipts(): Promise<void> {
  await until('receipts', async () => {
    await desk.ask('hub.ask');
    await sleep(1_000);
    return (await numbers()).waiting === 0;
  });
}

async function outcomesAtCentre(): Promise<number> {
  const { deviceNumber } = (await desk.ask<{ me: { deviceNumber: number } }>('session.status')).me;
  const sql = 'SELECT count(*)::int AS n FROM outcome WHERE device = $1';
  const { rows } = await database.pool.query<{ n: number }>(sql, [deviceNumber]);
  return rows[0]?.n ?? 0;
}

beforeAll(async () => {
  database = await openTestDatabase({ isMigrated: false });
  const args = ['--port', '0', '--world', 'demo', '--start-at', START_AT];
  centre = new Child('src-server/main.ts', args, { DATABASE_URL: database.url });
  centreUrl = (await centre.says()).replace('READY ', '');
  hubLine = await startFaultProxy(centreUrl);
  line = await startFaultProxy(centreUrl);
  port = await freePort();
  hub = new DeskChild('wangjianguo', hubLine.url, START_AT);
  desk = new DeskChild('naren', line.url, START_AT);
  for (const each of [hub, desk]) each.start();
  await Promise.all([hub.signIn(), desk.signIn()]);
  await hub.must('hub.setUp', { isOn: true, address: HOST, port });
  const { code } = await here();
  await desk.must('hub.join', { address: HOST, port, code });
});
beforeEach(async () => {
  for (const [which, of] of [
    [hubLine, hub],
    [line, desk],
  ] as const) {
    which.restore();
    await of.ask('link.tryNow');
    await quiet(of);
  }
  await desk.ask('hub.ask');
  before = { ...(await numbers()), outcomes: await outcomesAtCentre() };
});
afterAll(async () => {
  for (const each of [hub, desk, other]) await each?.end();
  for (const each of [line, hubLine, otherLine]) await each?.close();
  await centre?.kill();
  await database?.close();
});

test('HB7 HB8 a desk without a line: its work goes by the hub and the receipts come back, without anybody’s doing', async () => {
  await close(line, desk);
  await takeIn(desk, 5);
  await until('receipts', async () => (await numbers()).waiting === 0);
  await expectNumbers({ made: 5, waiting: 0, received: 5 });
  await expectAllProved();
  await until('nothing left at the hub', async () => inStore().length === 0);
  expect((await states())[0]).toMatchObject({ state: 'answered' });
  // The hub’s own replica has what went through it, by its own sync.
  await until('the people at the hub', async () => {
    const input = { text: demoPerson(people).idNumber, offset: 0, limit: 2 };
    return (await hub.ask<{ total: number }>('cases.search', input)).total === 1;
  });
  line.restore();
  await desk.ask('link.tryNow');
  await quiet(desk);
  await expectNumbers({ made: 5, waiting: 0, received: 5 });
  expect(await outcomesAtCentre()).toBe(before.outcomes + 5);
});

test('HB1 kill -9 of the hub between taking and carrying: what it took is there, and goes when it is back', async () => {
  await close(hubLine, hub);
  await close(line, desk);
  await takeIn(desk, 3);
  await until('the hub has it', async () => (await states())[0]?.state === 'held');
  await hub.kill();
  await expectNumbers({ made: 3, waiting: 3, received: 0 });
  expect(inStore()).toHaveLength(1);
  // Nobody is signed in yet, and it takes what comes.
  hub.start();
  await until('an ear', async () => (await desk.ask<{ code: string | null }>('hub.ask')).code === null);
  expect(await there()).toMatchObject({ last: { line: 'locked' } });
  await takeIn(desk, 1);
  await desk.must('hub.ask', {});
  expect((await states()).slice(0, 2)).toMatchObject([
    { state: 'held', acts: 4 },
    { state: 'replaced', acts: 3 },
  ]);
  await hub.signIn();
  expect(await here()).toMatchObject({ isOn: true, waiting: 1 });
  hubLine.restore();
  // A person of whom the centre had no word since is asked for no password: the session stands.
  await hub.ask('link.tryNow');
  await askUntilReceipts();
  await expectNumbers({ made: 4, waiting: 0, received: 4 });
  await expectAllProved();
  expect(await outcomesAtCentre()).toBe(before.outcomes + 4);
});

test('HB2 PK4 the hub’s answer from the county is lost on the way: it is asked again, and each act counts once', async () => {
  await close(line, desk);
  const holding = hubLine.holdAnswer('/api/packet');
  await takeIn(desk, 2);
  const held = await holding;
  held.drop();
  await askUntilReceipts();
  await expectNumbers({ made: 2, waiting: 0, received: 2 });
  expect(await outcomesAtCentre()).toBe(before.outcomes + 2);
  expect(hubLine.answered('/api/packet')).toBeGreaterThan(1);
});

test('HB8 the desk’s own line is back first: its work goes directly, and the hub gives back what it has', async () => {
  await close(hubLine, hub);
  await close(line, desk);
  await takeIn(desk, 2);
  await until('the hub has it', async () => (await states())[0]?.state === 'held');
  line.restore();
  await desk.ask('link.tryNow');
  await quiet(desk);
  await desk.must('hub.ask', {});
  await until('it is given back', async () => (await states())[0]?.state === 'direct');
  expect((await states())[0]).toMatchObject({ acts: 2 });
  expect(inStore()).toEqual([]);
  expect(await outcomesAtCentre()).toBe(before.outcomes + 2);
});

test('HB7 HB9 a clerk may not open a hub; a desk of another office is not served; a code that was replaced counts no more', async () => {
  expect(await desk.ask('hub.setUp', { isOn: true, address: HOST, port: port + 1 })).toEqual({
    code: 'hub/not-your-role',
  });
  expect(existsSync(join(desk.profile, 'hub.json'))).toBe(false);
  otherLine = await startFaultProxy(centreUrl);
  other = new DeskChild('gaomin', otherLine.url, START_AT);
  other.start();
  await other.signIn();
  const { code } = await here();
  await other.must('hub.join', { address: HOST, port, code });
  // The hub hears of a new computer by its sync.
  await hub.ask('link.tryNow');
  await quiet(hub);
  await close(otherLine, other);
  await takeIn(other, 1);
  await until('a word', async () => {
    await hub.ask('link.tryNow');
    return (await other?.ask<{ code: string | null }>('hub.ask'))?.code === 'hub/other-office';
  });
  expect(await numbers(other)).toEqual({ made: 1, waiting: 1, received: 0, needsYou: 0 });
  await hub.must('hub.newCode', {});
  expect((await here()).code).not.toBe(code);
  expect(await desk.ask('hub.ask')).toEqual({ code: 'hub/wrong-code' });
  expect(await desk.ask('hub.join', { address: HOST, port, code })).toEqual({ code: 'hub/wrong-code' });
  expect(await desk.ask('hub.join', { address: HOST, port, code: '1234' })).toEqual({ code: 'hub/no-code' });
});
