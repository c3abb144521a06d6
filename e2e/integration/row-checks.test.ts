/** I15: what two ends say of their rows is worked out from the rows, and a row that is not the centre's is found and put right by itself.
 *  Production's check, pages and laying down on encrypted files.                                                                 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setImmediate } from 'node:timers/promises';
import { RECORD_TYPE_NAMES } from '#shared/records/registry.ts';
import type { CheckResponse } from '#shared/sync/frames.ts';
import { type Asking, checkScope, type Checked, type Mended } from '../../src-main/replica/sync/check.ts';
import { LyingServerError } from '../../src-main/replica/sync/lies.ts';
import {
  actorOf,
  demoPerson,
  intakeArgs,
  NAREN,
  NORTH,
  type TestDesk,
  TEST_DEVICE,
} from '../../src-main/replica/test-desk.ts';
import { counting } from '../harness/counted-checks.ts';
import { hashOfRows, personId, SmallCounty } from '../harness/small-county.ts';

const PEOPLE = 1_500;
/** As many as there must be for a row of every type. */
const FEW = 60;
const county = new SmallCounty();
let desk: TestDesk;
let other: TestDesk;
let whole = '';

beforeAll(async () => {
  await county.fill(PEOPLE);
  desk = await county.syncedDesk();
  other = await county.syncedDesk();
  whole = hashOfRows(other);
}, 60_000);
afterAll(() => county.close());

async function checked(
  scope: number,
  transport: Asking = county.transport(),
  at: TestDesk = desk,
): Promise<{ state: Checked; mended: Mended[] }> {
  const mended: Mended[] = [];
  const state = await checkScope({
    ...{ target: at.target, transport, scope, rest: () => setImmediate() },
    mended: (what) => mended.push(what),
  });
  return { state, mended };
}

test('two desks that have synced hold the same rows', () => {
  expect(hashOfRows(desk)).toBe(whole);
});

test('CH1 rows that are the same are the same in one question, and nothing is fetched', async () => {
  for (const scope of [0, NORTH]) {
    const { transport, asked, chunks } = counting(county.transport());
    expect((await checked(scope, transport)).state).toBe('same');
    expect(asked).toHaveLength(1);
    expect(chunks).toEqual([]);
    // One range of each type: its bytes grow with the types there are, and with no row of them.
    expect(JSON.stringify(asked).length).toBeLessThan(200 + 45 * RECORD_TYPE_NAMES.length);
  }
});

/** A column of each type whose value is damaged, and what stands there then. */
const DAMAGES: Readonly<Record<(typeof RECORD_TYPE_NAMES)[number], string>> = {
  person: "phone = '13000000000'",
  application: 'state = NULL',
  history: "action = 'person.edit'",
  entitlement: "benefit = 'NURSING'",
  conflict: `money_values = '{"a":2}'`,
  paper: 'v_about = 99',
  disclosure: 'row_count = 4',
  colleague: "role = 'TOWNSHIP_REVIEWER'",
  computer: "unit_name = '别处'",
  centre: "seal_key = 'cc'",
  division: 'parent = 5',
  register: 'row_count = 2',
  registerPage: 'rows = NULL',
  comparison: "state = 'DONE'",
  finding: "state = 'CLOSED'",
  pack: "signature = 'cc'",
  packKey: "public_key = 'cc'",
  packOffer: "state = 'REFUSED'",
  reevaluation: "state = 'DONE'",
  rejudgement: 'after_fen = 1',
  publicNotice: 'entries = NULL',
  objection: "objection_text = 'x'",
  recheck: "month = '2026-01'",
  recheckAnswer: "answer = 'NOT_FOUND'",
  spotCheck: 'population = 9',
  spotCheckResult: "task_state = 'CLOSED'",
  roster: "state = 'SETTLED'",
  rosterRow: 'amount_fen = 1',
  pastPayment: "state = 'WITHDRAWN'",
  pastMonth: "finance_fen = '7'",
  waiver: "signed_by = 'GUARDIAN'",
  recovery: 'amount_fen = 7',
  lead: "lead_name = '别人'",
  economicCheck: 'income_fen = 7',
  checkingBody: "body_name = '别的单位'",
  evaluation: "chair = '别人'",
  delegation: "document = '别的文号'",
  forwarding: "file_state = 'REFUSED'",
  document: "void_reason = '错'",
  printing: 'ordinal = 9',
  rollout: "phase = 'HISTORY_ENTRY'",
  bulletin: "state = 'MADE'",
};

describe('in a township of a few people', () => {
  const few = new SmallCounty();
  let damaged: TestDesk;
  let sound = '';
  beforeAll(async () => {
    await few.fill(FEW);
    damaged = await few.syncedDesk();
    sound = hashOfRows(damaged);
  });
  afterAll(() => few.close());

  describe.each(RECORD_TYPE_NAMES)('I15 %s', (type) => {
    const any = `id = (SELECT max(id) FROM "${type}")`;
    const WAYS: [string, string][] = [
      ['a value', `UPDATE "${type}" SET ${DAMAGES[type]} WHERE ${any}`],
      ['a row that is gone', `DELETE FROM "${type}" WHERE ${any}`],
      [
        'a row that nobody wrote',
        `INSERT INTO "${type}" (id, scope) SELECT max(id) + 1, scope FROM "${type}"`,
      ],
      ['a row in another scope', `UPDATE "${type}" SET scope = 159999102000 WHERE ${any}`],
    ];
    test.each(WAYS)('CH2 %s is found and mended', async (_what, sql) => {
      const check = (scope: number) => checked(scope, few.transport(), damaged);
      damaged.statements.db.exec(sql);
      expect(hashOfRows(damaged)).not.toBe(sound);
      const results = [await check(0), await check(NORTH)];
      expect(results.map(({ state }) => state).sort()).toEqual(['mended', 'same']);
      const mended = results.flatMap((result) => result.mended);
      expect(mended.map(({ type: of, rows, ids }) => [of, rows, ids.length])).toEqual([[type, 1, 1]]);
      expect(hashOfRows(damaged)).toBe(sound);
      expect((await check(type === 'person' ? NORTH : 0)).state).toBe('same');
    });
  });
});

test.each([
  ['application', 'materials'],
  ['conflict', 'money_values'],
  ['person', 'roster_benefits'],
])('CH2 a text that is no list, in %s.%s, is mended', async (type, column) => {
  desk.statements.db.exec(
    `UPDATE "${type}" SET ${column} = '[broken' WHERE id = (SELECT max(id) FROM "${type}")`,
  );
  expect((await checked(NORTH)).state).toBe('mended');
  expect(hashOfRows(desk)).toBe(whole);
});

test('CH2 only the page that differs is fetched', async () => {
  desk.statements.run("UPDATE person SET name = '错' WHERE id = ?", personId(700));
  const { transport, chunks } = counting(county.transport());
  const { state, mended } = await checked(NORTH, transport);
  expect([state, mended[0]?.ids]).toEqual(['mended', [personId(700)]]);
  // One class of one page.
  expect(chunks).toHaveLength(1);
  expect(hashOfRows(desk)).toBe(whole);
  const found = desk.statements.get('SELECT 1 FROM person WHERE name = ?', '错');
  expect(found).toBeUndefined();
});

describe('with acts that wait', () => {
  const edit = (phone: string) => ({
    ...{ personId: personId(7), reason: '本人来窗口说的' },
    contact: { phone, statedOn: '2026-11-02' },
  });
  let waiting: TestDesk;
  beforeAll(async () => {
    waiting = await county.syncedDesk(TEST_DEVICE);
    waiting.taken(NAREN, 'person.edit', edit('13911112222'));
    waiting.taken(NAREN, 'application.submit', intakeArgs(demoPerson(900)));
  });
  const queue = () => waiting.rows('SELECT number, frame, outcome, is_open, local_refusal FROM act');
  const shown = () => waiting.rows('SELECT phone, name FROM person WHERE id = ?', personId(7))[0];

  test('CH1 what they wrote is no difference', async () => {
    expect((await checked(NORTH, county.transport(), waiting)).state).toBe('same');
  });

  test('CH2 a confirmed row under an act is mended, and the act lies over it as before', async () => {
    const before = queue();
    const damaged = waiting.rows(
      "SELECT confirmed FROM shadow WHERE type = 'person' AND confirmed IS NOT NULL",
    );
    const name = shown()?.name;
    waiting.statements.run(
      "UPDATE shadow SET confirmed = json_set(confirmed, '$.values.name', '错') WHERE type = 'person' AND confirmed IS NOT NULL",
    );
    expect((await checked(NORTH, county.transport(), waiting)).state).toBe('mended');
    expect(queue()).toEqual(before);
    expect(shown()).toEqual({ phone: '13911112222', name });
    const after = waiting.rows(
      "SELECT confirmed FROM shadow WHERE type = 'person' AND confirmed IS NOT NULL",
    );
    expect(after.map((row) => JSON.parse(row.confirmed as string))).toEqual(
      damaged.map((row) => JSON.parse(row.confirmed as string)),
    );
  });

  test('CH2 a shadow that no text can be read from, and one of no act, are mended', async () => {
    const before = queue();
    waiting.statements.run(
      "UPDATE shadow SET confirmed = '{' WHERE type = 'person' AND confirmed IS NOT NULL",
    );
    waiting.statements.run(
      "INSERT INTO shadow (type, id, confirmed) VALUES ('person', ?, NULL)",
      personId(8),
    );
    expect((await checked(NORTH, county.transport(), waiting)).state).toBe('mended');
    expect(queue()).toEqual(before);
    expect(shown()?.phone).toBe('13911112222');
    expect(waiting.rows('SELECT 1 FROM shadow WHERE id = ?', personId(8))).toEqual([]);
    expect((await checked(NORTH, county.transport(), waiting)).state).toBe('same');
  });

  test('CH2 a centre that says that all rows are gone wipes nothing, and the acts still go up', async () => {
    const before = { queue: queue(), rows: waiting.rows('SELECT id, phone FROM person ORDER BY id') };
    const honest = county.transport();
    const lying: Asking = {
      ...honest,
      check: async (request): Promise<CheckResponse> => ({
        ...{ protocol: 1, compared: request.ranges.length, doubtful: [] },
        differ: request.ranges.map((_, place) => place),
        pages: request.pages ? [{ type: 'person', first: 0, next: null, rows: 0, parts: [] }] : [],
      }),
    };
    await expect(checked(NORTH, lying, waiting)).rejects.toBeInstanceOf(LyingServerError);
    expect({ queue: queue(), rows: waiting.rows('SELECT id, phone FROM person ORDER BY id') }).toEqual(
      before,
    );
    await county.sync(waiting);
    expect(queue().map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    expect((await checked(NORTH, honest, waiting)).state).toBe('same');
    for (const each of [desk, other]) await county.sync(each);
    whole = hashOfRows(other);
    expect([hashOfRows(desk), hashOfRows(waiting)]).toEqual([whole, whole]);
  });

  test('CH2 a small lie that takes the row of a waiting act away leaves the act in the queue', async () => {
    waiting.taken(NAREN, 'person.edit', edit('13911113333'));
    const before = queue().map(({ number, frame, outcome }) => ({ number, frame, outcome }));
    const honest = county.transport();
    const range = waiting.statements.get<{ first: number; next: number }>(
      'SELECT ? AS first, ? AS next',
      ...[personId(7), personId(8)],
    );
    const lying: Asking = {
      ...honest,
      check: async (request): Promise<CheckResponse> => {
        const differ = request.ranges.flatMap(([type, first, next], place) =>
          type === 'person' && first <= personId(7) && (next === null || next > personId(7)) ? [place] : [],
        );
        const page = {
          type: 'person',
          first: range?.first ?? 0,
          next: range?.next ?? null,
          rows: 0,
          parts: [],
        };
        const answer = { protocol: 1, compared: request.ranges.length, doubtful: [], differ };
        return { ...answer, pages: request.pages ? [page] : [] };
      },
    };
    expect((await checked(NORTH, lying, waiting)).state).toBe('differs');
    expect(queue().map(({ number, frame, outcome }) => ({ number, frame, outcome }))).toEqual(before);
    expect(queue().at(-1)?.local_refusal).toBeTruthy();
    // The next honest check brings the row back, and the act with it.
    expect((await checked(NORTH, honest, waiting)).state).toBe('mended');
    expect(shown()?.phone).toBe('13911113333');
    await county.sync(waiting);
    expect(queue().at(-1)).toMatchObject({ outcome: 'applied' });
    for (const each of [desk, other]) await county.sync(each);
    whole = hashOfRows(other);
  });
});

describe('CH4 a centre whose tables are damaged', () => {
  test('is found out by its own log: no desk takes it over, and both are told', async () => {
    const sound = county.store.keep();
    county.damage((row) =>
      row.type === 'person' && row.id === personId(11)
        ? ({ ...row, values: { ...row.values, phone: '13000000001' } } as typeof row)
        : row,
    );
    const notes = county.notes.length;
    expect(await checked(NORTH)).toEqual({ state: 'doubtful', mended: [] });
    expect(hashOfRows(desk)).toBe(whole);
    expect(county.notes.slice(notes).join()).toContain('rows are not what the log says: person');
    expect(county.notes.join()).not.toContain('13000000001');
    county.store.setBack(sound);
    expect((await checked(NORTH)).state).toBe('same');
  });
});

test('CH5 pages that stay other than the tables are said and not laid down again and again', async () => {
  const honest = county.transport();
  desk.statements.run("UPDATE person SET name = '错' WHERE id = ?", personId(3));
  // Somebody in between finds a difference each time.
  let asked = 0;
  const twisting: Asking = {
    ...honest,
    check: async (request) => {
      asked++;
      const said = (await honest.check(request)) as CheckResponse;
      return said.differ.length ? said : { ...said, differ: [0] };
    },
  };
  const { state, mended } = await checked(NORTH, twisting);
  expect([state, mended.length, asked]).toEqual(['differs', 1, 3]);
  expect((await checked(NORTH)).state).toBe('same');
  expect(hashOfRows(desk)).toBe(whole);
});

test('CH2 a centre that has gone on meanwhile is asked another time', async () => {
  desk.statements.run("UPDATE person SET name = '错' WHERE id = ?", personId(3));
  await county.write(NORTH, [{ type: 'person', id: personId(4), set: { phone: '13900000004' } }]);
  expect((await checked(NORTH)).state).toBe('moved');
  for (const each of [desk, other]) await county.sync(each);
  whole = hashOfRows(other);
  expect((await checked(NORTH)).state).toBe('mended');
  expect(hashOfRows(desk)).toBe(whole);
});

test('CH2 a cursor that moves while a page is on its way: nothing is laid down', async () => {
  const honest = county.transport();
  desk.statements.run("UPDATE person SET name = '错' WHERE id = ?", personId(3));
  let isFirst = true;
  const slow: Asking = {
    ...honest,
    chunk: async (...asked) => {
      if (isFirst)
        desk.statements.run('UPDATE cursor SET commit_number = commit_number + 1 WHERE scope = ?', NORTH);
      isFirst = false;
      return honest.chunk(...asked);
    },
  };
  expect((await checked(NORTH, slow)).state).toBe('moved');
  expect(desk.rows('SELECT name FROM person WHERE id = ?', personId(3))).toEqual([{ name: '错' }]);
  desk.statements.run('UPDATE cursor SET commit_number = commit_number - 1 WHERE scope = ?', NORTH);
  expect((await checked(NORTH)).state).toBe('mended');
});

test('CH1 what a newer centre says and nobody here can read is summed too', async () => {
  const keep = (value: string) =>
    desk.statements.run(
      `INSERT INTO kept (type, id, kind, name, scope, value) VALUES ('person', ?, 'f', 'wage', ?, ?)
       ON CONFLICT (type, id, kind, name) DO UPDATE SET value = excluded.value`,
      ...[personId(5), NORTH, value],
    );
  keep('null');
  expect((await checked(NORTH)).state).toBe('same');
  keep('5');
  // The centre has no such value, and its page takes it away.
  expect((await checked(NORTH)).state).not.toBe('same');
  desk.statements.run('DELETE FROM kept');
  expect((await checked(NORTH)).state).toBe('same');
});

test('an act that is issued while sums are worked out changes nothing of them', async () => {
  const busy = await county.syncedDesk();
  let edits = 0;
  const state = await checkScope({
    ...{ target: busy.target, transport: county.transport(), scope: NORTH, mended: () => {} },
    rest: async () => {
      const contact = { phone: `1391111${1000 + edits}`, statedOn: '2026-11-02' };
      busy.taken(NAREN, 'person.edit', { personId: personId(10 * edits++), reason: '入户时核对', contact });
      await setImmediate();
    },
  });
  expect([state, edits > 5, actorOf(NAREN).role]).toEqual(['same', true, 'TOWNSHIP_CLERK']);
});
