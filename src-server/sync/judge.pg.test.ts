/** Judging on a real PostgreSQL, where desks really come at once: commits without a gap, one effect an act, nobody held up by another's bad
 *  act. The rules one by one, on the memory store, are in exchange.test.ts.                                                    */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '#shared/base/canonical.ts';
import { CENTRE_DEVICE, makeId } from '#shared/base/id.ts';
import { makeDemoPerson } from '#shared/domain/demo-people.ts';
import { seededRandom } from '#shared/base/chance.ts';
import { DEMO_DIVISIONS, DEMO_TOWNSHIPS, DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { Role } from '#shared/domain/state.ts';
import { REFERENCE_SCOPE } from '#shared/records/registry.ts';
import { nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { CommandFrame, EntryFrame, OutcomeFrame } from '#shared/sync/frames.ts';
import { StoreFault } from '../store/central-store.ts';
import { PostgresStore } from '../store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { appendRecords } from './append.ts';
import { push, type SyncSession } from './push.ts';

const NORTH = DEMO_TOWNSHIPS[0]?.code as number;
const SOUTH = DEMO_TOWNSHIPS[1]?.code as number;
const NOW = Date.UTC(2026, 10, 2, 2, 0, 0);
const CLOCK = { now: () => NOW };
const CLERK = makeId(CENTRE_DEVICE, 1);
const ALL = ['ID_COPY', 'HUKOU_PAGE', 'CERT_COPY', 'BANK_ACCOUNT', 'DIBAO_PROOF', 'SIGNED_FORM'];

let database: TestDatabase | undefined;
let store: PostgresStore;
const notes: string[] = [];

beforeEach(async () => {
  await database?.close();
  database = await openTestDatabase();
  store = new PostgresStore(database.pool);
  notes.length = 0;
});
afterAll(() => database?.close());

const rows = async (sql: string) =>
  ((await database?.pool.query(sql))?.rows ?? []) as Record<string, unknown>[];

function session(device: number, scope: number, role: Role = 'TOWNSHIP_CLERK'): SyncSession {
  const scopes = [0, scope];
  return { device, scopes, classes: [], actors: new Map([[CLERK, { accountId: CLERK, role, scopes }]]) };
}

function personOf(index: number) {
  const person = makeDemoPerson(seededRandom(index).next, DEMO_VILLAGES[0]?.code as number, index);
  const { name, idNumber, phone, hukouVillage, certificateNumber, householdCategory } = person;
  const { accountHolder, bankName, accountNumber, accountKind } = person;
  return {
    ...{ name, idNumber, phone, hukouVillage, certificateNumber, householdCategory },
    bank: { accountHolder, bankName, accountNumber, accountKind },
  };
}

function act(number: number, name: string, args: unknown, more: Partial<CommandFrame> = {}): CommandFrame {
  return {
    ...{ number, name, version: 1, actor: CLERK, scope: NORTH, madeAt: '2026-11-02T01:00:00.000Z' },
    ...{ pack: '2026-07', args: args as never, groups: [], before: [], after: [], together: null },
    ...more,
  };
}

const intake = (number: number, index: number, more: Partial<CommandFrame> = {}, person: object = {}) =>
  act(
    number,
    'application.submit',
    {
      person: { ...personOf(index), ...person },
      ...{ benefits: ['NURSING'], submittedOn: '2026-11-02', materials: ALL, atCounter: 'ACCEPT' },
      declarations: { truth: true, privacyNotice: true },
    },
    more,
  );
const send = (by: SyncSession, acts: readonly CommandFrame[]) =>
  push({ store, clock: CLOCK, note: (line) => notes.push(line) }, by, acts);
const words = (outcomes: readonly OutcomeFrame[]) => outcomes.map(({ outcome, code }) => [outcome, code]);

/** Sends until the database has taken it, as a desk does. */
async function insist(by: SyncSession, acts: readonly CommandFrame[]): Promise<OutcomeFrame[]> {
  for (let tried = 0; tried < 10; tried++) {
    try {
      return await send(by, acts);
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
    }
  }
  throw new Error('the database never took it');
}

describe('two desks that push into one township at once', () => {
  const north = session(11, NORTH);
  const second = session(12, NORTH);
  const batches = (from: number) =>
    [0, 1, 2].map((batch) => [1, 2, 3, 4, 5].map((at) => intake(batch * 5 + at, from + batch * 5 + at)));

  test('CS1 make commits 1 … n, each act once, each desk’s in its order, under one chain', async () => {
    const run = async (by: SyncSession, mine: CommandFrame[][]) => {
      const outcomes: OutcomeFrame[] = [];
      for (const batch of mine) outcomes.push(...(await send(by, batch)));
      return outcomes;
    };
    const [one, two] = await Promise.all([run(north, batches(0)), run(second, batches(100))]);
    expect(new Set([...words(one), ...words(two)].map(String))).toEqual(new Set(['applied,']));
    const commits = await rows('SELECT number, device, act_number FROM commit ORDER BY number');
    expect(commits.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    for (const device of [11, 12]) {
      const mine = commits.filter((commit) => commit.device === device).map((commit) => commit.act_number);
      expect(mine).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
    }
    expect(
      one
        .map(({ commit }) => commit)
        .concat(two.map(({ commit }) => commit))
        .sort((a, b) => (a ?? 0) - (b ?? 0)),
    ).toEqual(commits.map(({ number }) => number));
    const log = await rows(
      "SELECT commit, payload, digest, chain FROM log WHERE audience = 'case' ORDER BY commit",
    );
    let chain: string | undefined;
    for (const line of log) {
      const entries = JSON.parse(line.payload as string) as EntryFrame[];
      expect(payloadDigest(entries)).toBe(line.digest);
      chain = nextLink(chain, line.commit as number, line.digest as string);
      expect(line.chain).toBe(chain);
    }
    expect(log).toHaveLength(30);
  });

  test('C083 with the same person: one keeps the claim, the other stands as a candidate', async () => {
    const [one, two] = await Promise.all([
      send(north, [intake(1, 7)]),
      send(session(13, SOUTH), [intake(1, 7, { scope: SOUTH })]),
    ]);
    expect([...words(one), ...words(two)].map(String).sort()).toEqual([
      'applied,',
      'in-conflict,duplicate/person',
    ]);
    expect(await rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 2 }]);
    expect(await rows('SELECT count(*) AS n FROM claim')).toEqual([{ n: 2 }]);
  });

  test('the same batch three times at once has one effect and one answer', async () => {
    const batch = [intake(1, 1), intake(2, 2), intake(3, 1)];
    const answers = await Promise.all([send(north, batch), send(north, batch), send(north, batch)]);
    for (const answer of answers)
      expect(canonicalJson(answer as never)).toBe(canonicalJson(answers[0] as never));
    expect(words(answers[0] as OutcomeFrame[])).toEqual([
      ['applied', null],
      ['applied', null],
      ['refused', 'application/duplicate-open'],
    ]);
    expect(await rows('SELECT count(*) AS n FROM application')).toEqual([{ n: 2 }]);
  });

  test('in crosswise order of people: whoever loses tries again, and every act has its one outcome', async () => {
    const south = session(13, SOUTH);
    const north4 = [intake(1, 1), intake(2, 2), intake(3, 3), intake(4, 4)];
    const south4 = [4, 3, 2, 1].map((index, at) => intake(at + 1, index, { scope: SOUTH }));
    const [one, two] = await Promise.all([insist(north, north4), insist(south, south4)]);
    const applied = [...one, ...two].filter(({ outcome }) => outcome === 'applied');
    const candidates = [...one, ...two].filter(({ outcome }) => outcome === 'in-conflict');
    expect([applied.length, candidates.length]).toEqual([4, 4]);
    expect(await rows('SELECT count(*) AS n FROM claim')).toEqual([{ n: 8 }]);
  });
});

describe('T6 a file taken in for another township', () => {
  const north = session(11, NORTH);
  const south = session(13, SOUTH);
  const village = DEMO_VILLAGES.find(({ parent }) => parent === SOUTH)?.code;
  const fileId = async () => (await rows('SELECT id FROM application'))[0]?.id as number;
  const there = (number: number, name: string, args: object) => act(number, name, args, { scope: SOUTH });
  beforeEach(async () => {
    const places = DEMO_DIVISIONS.filter(({ code }) => code === SOUTH || code === village);
    const at = new Date(NOW).toISOString();
    await appendRecords(
      store,
      REFERENCE_SCOPE,
      { device: CENTRE_DEVICE, actNumber: 0, actor: 0, body: 'CIVIL_AFFAIRS', madeAt: at, receivedAt: at },
      places.map(({ code, name, parent }) => ({
        type: 'division',
        id: code,
        set: { divisionName: name, parent },
      })),
    );
  });

  test('FO1 goes whole to the place of the hukou, with its day, in one commit of each log', async () => {
    const person = { hukouVillage: village };
    expect(words(await send(north, [intake(1, 1, {}, person)]))).toEqual([['applied', null]]);
    const id = await fileId();
    const [forwarded] = await send(north, [act(2, 'application.forward', { applicationId: id })]);
    expect(forwarded).toMatchObject({ outcome: 'applied' });
    expect(await rows('SELECT scope, state, submitted_on, taken_in_at FROM application')).toEqual([
      { scope: SOUTH, state: 'FORWARDED_TO_HUKOU_PLACE', submitted_on: '2026-11-02', taken_in_at: NORTH },
    ]);
    expect(await rows('SELECT DISTINCT scope FROM person UNION SELECT scope FROM history')).toEqual([
      { scope: SOUTH },
    ]);
    expect(await rows('SELECT scope, to_township, file_state, benefits FROM forwarding')).toEqual([
      { scope: NORTH, to_township: SOUTH, file_state: 'FORWARDED_TO_HUKOU_PLACE', benefits: ['NURSING'] },
    ]);
    expect(
      await rows('SELECT scope, number, act_number FROM commit WHERE scope > 0 ORDER BY scope, number'),
    ).toEqual([
      { scope: NORTH, number: 1, act_number: 1 },
      { scope: NORTH, number: 2, act_number: 2 },
      { scope: SOUTH, number: 1, act_number: 2 },
    ]);
  });

  test('FO2 the place that took it in hears of its states, and neither judges nor refuses it', async () => {
    await send(north, [intake(1, 1, {}, { hukouVillage: village })]);
    const id = await fileId();
    await send(north, [act(2, 'application.forward', { applicationId: id })]);
    const late = await send(north, [
      act(3, 'application.withdraw', { applicationId: id, words: '本人撤回' }),
    ]);
    expect(late).not.toMatchObject([{ outcome: 'applied' }]);
    const opened = await send(south, [
      there(1, 'application.openForwarded', { applicationId: id }),
      there(2, 'application.accept', { applicationId: id }),
    ]);
    expect(words(opened)).toEqual([
      ['applied', null],
      ['applied', null],
    ]);
    expect(await rows('SELECT scope, state, submitted_on FROM application')).toEqual([
      { scope: SOUTH, state: 'PRELIMINARY_REVIEW', submitted_on: '2026-11-02' },
    ]);
    expect(await rows('SELECT scope, file_state FROM forwarding')).toEqual([
      { scope: NORTH, file_state: 'PRELIMINARY_REVIEW' },
    ]);
  });

  test('what belongs here is not sent anywhere', async () => {
    await send(north, [intake(1, 1)]);
    const sent = await send(north, [act(2, 'application.forward', { applicationId: await fileId() })]);
    expect(words(sent)).toEqual([['refused', 'application/belongs-here']]);
    expect(await rows('SELECT count(*) AS n FROM forwarding')).toEqual([{ n: 0 }]);
  });
});

test('O2 an outcome is repeated word for word, by another process, in another batch', async () => {
  const north = session(11, NORTH);
  const first = await send(north, [intake(1, 1), intake(2, 1), intake(3, 2)]);
  const other = new PostgresStore(database?.pool as never);
  const later = { store: other, clock: { now: () => NOW + 86_400_000 }, note: () => {} };
  expect(await push(later, north, [intake(2, 1)])).toEqual([first[1]]);
  expect(await push(later, north, [intake(3, 2), intake(4, 3)])).toMatchObject([
    first[2] ?? {},
    { number: 4 },
  ]);
});

describe('who may not', () => {
  const refused: [string, SyncSession, Partial<CommandFrame>, string][] = [
    [
      'an actor who never signed in here',
      session(11, NORTH),
      { actor: CLERK + 1 },
      'actor/not-on-this-device',
    ],
    ['another role', session(11, NORTH, 'COUNTY_FEDERATION_REVIEWER'), {}, 'command/not-your-role'],
    ['another township', session(11, NORTH), { scope: SOUTH }, 'command/outside-your-scope'],
    [
      'a day that is still to come',
      session(11, NORTH),
      { madeAt: '2026-11-04T02:00:00.000Z' },
      'command/future-date',
    ],
    ['a pack that nobody made', session(11, NORTH), { pack: '1999-01' }, 'pack/unknown'],
  ];
  test.each(refused)('%s is refused, and only the refusal is kept', async (_what, by, more, code) => {
    expect(words(await send(by, [intake(1, 1, more)]))).toEqual([['refused', code]]);
    for (const table of ['person', 'application', 'history', 'commit', 'log', 'claim'])
      expect(await rows(`SELECT count(*) AS n FROM ${table}`)).toEqual([{ n: 0 }]);
    expect(await rows('SELECT outcome, code FROM outcome')).toEqual([{ outcome: 'refused', code }]);
  });

  test('the reference data is nobody’s to write', async () => {
    const [outcome] = await send(session(11, NORTH), [intake(1, 1, { scope: 0 })]);
    expect(outcome?.outcome).not.toBe('applied');
    expect(await rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 0 }]);
  });
});

describe('J5 a poisoned act', () => {
  const refusedByColumns: [string, object][] = [
    ['a zero in a text', { name: '乌\u0000云' }],
    ['half of a character', { name: '乌\ud83d' }],
  ];
  test.each(refusedByColumns)(
    '%s: set aside with its words, those before and after take effect',
    async (_what, person) => {
      const outcomes = await send(session(11, NORTH), [intake(1, 1), intake(2, 2, {}, person), intake(3, 3)]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'quarantined', 'applied']);
      expect(outcomes.map(({ commit }) => commit)).toEqual([1, null, 2]);
      expect(await rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 2 }]);
      const [kept] = await rows('SELECT frame FROM outcome WHERE number = 2');
      expect(JSON.parse(kept?.frame as string)).toEqual(intake(2, 2, {}, person));
      expect(await rows('SELECT count(*) AS n FROM claim')).toEqual([{ n: 4 }]);
      // The operator is told which act it was and nothing of anybody.
      expect(notes).toHaveLength(1);
      expect(notes[0]).toContain('device 11, act 2 (application.submit)');
      expect(notes[0]).not.toContain('乌');
    },
  );

  test('O2 it is told the same each time, and its group with it', async () => {
    const together: [number, number] = [2, 3];
    const acts = [
      intake(1, 1),
      intake(2, 2, { together }),
      intake(3, 3, { together }, { name: '乌\u0000云' }),
      intake(4, 4),
    ];
    const outcomes = await send(session(11, NORTH), acts);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'applied',
      'quarantined',
      'quarantined',
      'applied',
    ]);
    expect(await send(session(11, NORTH), acts)).toEqual(outcomes);
    expect(await rows('SELECT count(*) AS n FROM person')).toEqual([{ n: 2 }]);
  });

  /** Makes the database itself fail on people of a name. */
  async function failOn(name: string, how: string): Promise<void> {
    await database?.pool.query(
      `CREATE FUNCTION fail_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.name = '${name}' THEN ${how} END IF; RETURN NEW; END $$`,
    );
    await database?.pool.query(
      'CREATE TRIGGER fail_on BEFORE INSERT OR UPDATE ON person FOR EACH ROW EXECUTE FUNCTION fail_on()',
    );
  }
  const failures: [string, string][] = [
    ['whose statement takes too long', 'PERFORM pg_sleep(5);'],
    ['that the database breaks on', "RAISE EXCEPTION 'broken' USING ERRCODE = 'XX000';"],
    ['that kills its connection', 'PERFORM pg_terminate_backend(pg_backend_pid());'],
  ];
  test.each(failures)('one %s each time holds up nobody', async (_what, how) => {
    await failOn('慢', how);
    store = new PostgresStore(database?.pool as never, { statementTimeoutMs: 300 });
    const acts = [intake(1, 1), intake(2, 2), intake(3, 3, {}, { name: '慢' }), intake(4, 4), intake(5, 5)];
    const outcomes = await send(session(11, NORTH), acts);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'applied',
      'applied',
      'quarantined',
      'applied',
      'applied',
    ]);
    expect(notes[0]).toContain('act 3 (application.submit) makes the database fail each time');
    const commits = await rows('SELECT number, act_number FROM commit ORDER BY number');
    expect(commits.map(({ act_number }) => act_number)).toEqual([1, 2, 4, 5]);
  });
  test('where the database is away nothing is judged, however often it is asked', async () => {
    const gone = new PostgresStore(database?.pool as never);
    const failing = { ...gone, transaction: () => Promise.reject(new StoreFault('gone')) };
    Object.assign(failing, { snapshot: () => Promise.reject(new StoreFault('gone')) });
    const ports = { store: failing as never, clock: CLOCK, note: (line: string) => notes.push(line) };
    await expect(push(ports, session(11, NORTH), [intake(1, 1), intake(2, 2)])).rejects.toBeInstanceOf(
      StoreFault,
    );
    expect([await rows('SELECT count(*) AS n FROM outcome'), notes]).toEqual([[{ n: 0 }], []]);
  });
});

test('CL2 whom another township registered first is a candidate, and claims nothing else', async () => {
  expect(words(await send(session(13, SOUTH), [intake(1, 9, { scope: SOUTH })]))).toEqual([
    ['applied', null],
  ]);
  const claimed = await rows('SELECT claim_key FROM claim ORDER BY claim_key');
  expect(words(await send(session(11, NORTH), [intake(1, 9)]))).toEqual([
    ['in-conflict', 'duplicate/person'],
  ]);
  expect(await rows('SELECT claim_key FROM claim ORDER BY claim_key')).toEqual(claimed);
});
