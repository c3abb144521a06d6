/** A centre that says what cannot be true: each lie is found before a row is touched, and the file stays as it was. */
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson, sha256Hex } from '#shared/base/canonical.ts';
import type { PageColumns } from '#shared/sync/chunk.ts';
import type { ScopeFrame, SyncResponse } from '#shared/sync/frames.ts';
import { demoPerson, intakeArgs, NAREN, NORTH, outcomeOf, personFields, TestDesk } from '../test-desk.ts';
import { PUSH_BATCH_MAX } from '#shared/sync/protocol.ts';
import { LyingServerError } from './lies.ts';
import { syncUntilQuiet } from './exchange.ts';
import type { Transport } from './ports.ts';

const QUIET = { changed: () => {}, sending: () => {}, firstSync: () => {} };
const EPOCH = `epoch-of-${NORTH}`;
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [{ type: 'person', id: 9, set: personFields(demoPerson(2)) }]);
  desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(1)));
});
afterEach(() => desk.close());

function reply(scopes: readonly Partial<ScopeFrame>[], more: Partial<SyncResponse> = {}): SyncResponse {
  const frame = {
    scope: NORTH,
    epoch: EPOCH,
    from: 1,
    to: 1,
    head: 1,
    commits: [],
    chain: null,
    snapshot: null,
  };
  return {
    protocol: 1,
    serverTime: '2026-11-02T02:00:00.000Z',
    outcomes: [outcomeOf(1)],
    signed: null,
    later: [],
    acts: null,
    withdrawn: [],
    scopes: scopes.map((scope) => ({ ...frame, ...scope })),
    ...more,
  };
}

function commit(
  number: number,
  fields: Record<string, unknown> = { phone: '13911112222' },
  group = 'contact',
) {
  const entries = [['person', 9, group, fields]];
  return { commit: number, own: null, parts: [{ audience: 'identity' as const, entries: entries as never }] };
}

const sync = (transport: Transport) => syncUntilQuiet(desk.target, transport, QUIET);

async function expectUntouched(raw: unknown, chunks: Record<string, Uint8Array> = {}): Promise<void> {
  const before = desk.contents();
  const lying: Transport = {
    sync: async () => raw,
    chunk: async (hash) => chunks[hash] ?? new Uint8Array(),
  };
  await expect(sync(lying)).rejects.toBeInstanceOf(LyingServerError);
  // Who says that a scope begins anew casts doubt on its cursor until the next answer (IN9), and moves nothing.
  desk.statements.run('UPDATE cursor SET doubted = 0');
  expect(desk.contents()).toEqual(before);
}

const SHAPES: [string, unknown][] = [
  ['nothing', null],
  ['a text', 'ok'],
  ['a list', []],
  ['a reply without scopes', { ...reply([]), scopes: undefined }],
  [
    'an outcome that does not exist',
    reply([], { outcomes: [outcomeOf(1, { outcome: 'perhaps' as never })] }),
  ],
  ['a commit that is no number', reply([{ to: 2, head: 2, commits: [commit('2' as never)] }])],
  [
    'a record type that does not exist',
    reply([{ to: 2, commits: [{ commit: 2, parts: [['x']] } as never] }]),
  ],
];
test.each(SHAPES)('%s changes nothing', async (_what, raw) => expectUntouched(raw));

const LIES: [string, SyncResponse][] = [
  ['A1 commits with a gap', reply([{ to: 3, head: 3, commits: [commit(3)] }])],
  ['commits twice', reply([{ to: 3, head: 3, commits: [commit(2), commit(2)] }])],
  ['commits backwards', reply([{ to: 3, head: 3, commits: [commit(3), commit(2)] }])],
  ['A1 a reply of the past', reply([{ from: 0, to: 1, head: 1, commits: [commit(1)] }])],
  ['a reply of the future', reply([{ from: 5, to: 6, head: 6, commits: [commit(6)] }])],
  ['commits of another epoch', reply([{ epoch: 'other', to: 2, head: 2, commits: [commit(2)] }])],
  ['more commits than it says', reply([{ to: 2, head: 3, commits: [commit(2), commit(3)] }])],
  ['fewer commits than it says', reply([{ to: 3, head: 3, commits: [commit(2)] }])],
  ['a head before the end', reply([{ to: 2, head: 1, commits: [commit(2)] }])],
  [
    'a group that is SQL',
    reply([{ to: 2, head: 2, commits: [commit(2, { phone: '1' }, "contact = 0, name = 'x', v_bank")] }]),
  ],
  ['a value of another kind', reply([{ to: 2, head: 2, commits: [commit(2, { phone: { a: 1 } })] }])],
  [
    'a text where a number stands',
    reply([{ to: 2, head: 2, commits: [commit(2, { grade: '二' }, 'certificate')] }]),
  ],
  [
    'one good scope and one that lies',
    reply([
      { to: 2, head: 2, commits: [commit(2)] },
      { scope: 0, epoch: 'epoch-of-0', from: 7, to: 8, head: 8, commits: [commit(8)] },
    ]),
  ],
];
test.each(LIES)('%s: nothing of the reply is applied, its outcomes neither', async (_what, raw) =>
  expectUntouched(raw),
);

test('the same reply without the lie is applied', async () => {
  const good = reply([{ to: 2, head: 2, commits: [commit(2)] }]);
  await sync({ sync: async () => good, chunk: async () => new Uint8Array() });
  expect(desk.rows('SELECT phone FROM person WHERE id = 9')).toEqual([{ phone: '13911112222' }]);
  expect(desk.rows('SELECT outcome FROM act')).toEqual([{ outcome: 'applied' }]);
});

test('X2 an act left without an outcome is no end of a sync', async () => {
  await expectUntouched(reply([], { outcomes: [] }));
});

describe('outcomes', () => {
  test('A4 of an act that was made after the request left: it would never go up', async () => {
    const before = desk.contents();
    let made = false;
    const early: Transport = {
      sync: async () => {
        if (!made) desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(4)));
        made = true;
        return reply([], { outcomes: [outcomeOf(1), outcomeOf(2)] });
      },
      chunk: async () => new Uint8Array(),
    };
    await expect(sync(early)).rejects.toBeInstanceOf(LyingServerError);
    expect(desk.rows('SELECT number, outcome FROM act ORDER BY number')).toEqual([
      { number: 1, outcome: 'pending' },
      { number: 2, outcome: 'pending' },
    ]);
    expect(before.act).toHaveLength(1);
  });

  test.each([
    ['A4 of an act that nobody made', [outcomeOf(1), outcomeOf(99)]],
    ['A4 twice of one act', [outcomeOf(1), outcomeOf(1, { outcome: 'refused', code: 'x' })]],
  ])('%s: nothing of the reply is applied', async (_what, outcomes) => {
    await expectUntouched(reply([], { outcomes }));
  });

  test('more acts than one request holds: each batch is answered for itself', async () => {
    for (let index = 10; index < 10 + PUSH_BATCH_MAX; index++)
      desk.taken(NAREN, 'application.submit', intakeArgs(demoPerson(index)));
    const asked: number[] = [];
    await sync({
      sync: async ({ commands }) => {
        asked.push(commands.length);
        return reply([], { outcomes: commands.map(({ number }) => outcomeOf(number)) });
      },
      chunk: async () => new Uint8Array(),
    });
    expect(asked).toEqual([PUSH_BATCH_MAX, 1]);
  });
});

test('A5 a head that never comes nearer is no reason to ask for ever', async () => {
  let asked = 0;
  const teasing: Transport = {
    sync: async ({ commands }) => {
      if (++asked > 20) throw new Error('asked twenty times');
      return reply([{ head: 7 }], { outcomes: commands.map(({ number }) => outcomeOf(number)) });
    },
    chunk: async () => new Uint8Array(),
  };
  await expect(sync(teasing)).rejects.toBeInstanceOf(LyingServerError);
  expect(asked).toBeLessThan(4);
});

test('A5 a reply that was full with one log names the others all the same: they come with the next ones', async () => {
  const [{ commit_number: at } = { commit_number: 0 }] = desk.statements.all<{ commit_number: number }>(
    'SELECT commit_number FROM cursor WHERE scope = 0',
  );
  const reference = { scope: 0, epoch: 'epoch-of-0', from: at, to: at, head: at + 1 };
  const renamed = { ...commit(at + 1), parts: [] };
  const replies = [
    reply([{ to: 2, head: 2, commits: [commit(2)] }, reference]),
    reply([{ ...reference, to: at + 1, commits: [renamed] }], { outcomes: [] }),
  ];
  const full: Transport = {
    sync: async () => replies.shift(),
    chunk: async () => new Uint8Array(),
  };
  await sync(full);
  expect(desk.rows('SELECT scope, commit_number FROM cursor ORDER BY scope')).toEqual([
    { scope: 0, commit_number: at + 1 },
    { scope: NORTH, commit_number: 2 },
  ]);
});

test.each([
  ['a list in a list in a list, ten thousand deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['an object as deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
])('%s where a value stands changes nothing', async (_what, text) => {
  const deep = JSON.parse(text) as unknown;
  await expectUntouched({ ...reply([]), outcomes: [outcomeOf(1, { detail: deep as never })] });
});

describe('pages of a first sync', () => {
  const PAGE: PageColumns = {
    scope: NORTH,
    type: 'person',
    audience: 'identity',
    ids: [30, 31],
    columns: { name: ['托娅', '苏和'], idNumber: [null, null], phone: [null, null] },
    versions: { identity: [1, 1], contact: [1, 1] },
  };

  /** Columns as they are, so that a test can say what our own writer never would. */
  const plainly = ({ ids, columns, versions, ...rest }: PageColumns) => ({
    ...rest,
    ids: ids.map((id, at) => (at ? id - (ids[at - 1] as number) : id)),
    columns: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, { values }])),
    versions: Object.fromEntries(Object.entries(versions).map(([name, values]) => [name, { values }])),
  });

  function page(bodies: readonly PageColumns[], pack: (text: string) => Uint8Array = brotliCompressSync) {
    const chunks: Record<string, Uint8Array> = {};
    const parts = bodies.map((body) => {
      const text = canonicalJson(plainly(body) as never);
      const hash = sha256Hex(text);
      chunks[hash] = pack(text);
      return { audience: body.audience, hash };
    });
    const whole = { type: 'person', first: 0, next: null, rows: 2, parts };
    const snapshot = { commit: 5, chains: {}, rows: 2, pages: [whole], empty: [] };
    return { raw: reply([{ epoch: 'new', from: 0, to: 5, head: 5, snapshot }], { outcomes: [] }), chunks };
  }

  const CASE_PART: PageColumns = {
    scope: NORTH,
    type: 'person',
    audience: 'case',
    ids: [30, 31],
    columns: { householdCategory: ['DIBAO', null] },
    versions: { household: [1, 1] },
  };
  const LYING_PAGES: [string, ReturnType<typeof page>][] = [
    ['a chunk that is not what its name says', page([PAGE], (text) => brotliCompressSync(`${text} `))],
    ['a chunk that does not unpack', page([PAGE], () => new Uint8Array([1, 2, 3, 4]))],
    ['an empty chunk', page([PAGE], () => new Uint8Array())],
    [
      'a chunk that unpacks to a mountain',
      page([PAGE], () => brotliCompressSync(Buffer.alloc(40 * 1024 * 1024))),
    ],
    ['parts of other rows', page([PAGE, { ...CASE_PART, ids: [30, 32] }])],
    ['parts of another length', page([PAGE, { ...CASE_PART, ids: [30] }])],
    ['a column that is too short', page([{ ...PAGE, columns: { name: ['托娅'] } }])],
    ['versions that are too short', page([{ ...PAGE, versions: { identity: [1] } }])],
    ['a group that is SQL', page([{ ...PAGE, versions: { 'identity = 1, v_bank': [1, 1] } }])],
    ['a value that no column holds', page([{ ...PAGE, columns: { name: [{ a: 1 }, null] } as never }])],
    ['another type than announced', page([{ ...PAGE, type: 'application' }])],
    ['rows of another scope', page([{ ...PAGE, scope: NORTH + 1_000 }])],
    ['fewer rows than announced', page([{ ...PAGE, ids: [30], columns: {}, versions: {} }])],
    ['a page without parts', page([])],
  ];
  test.each(LYING_PAGES)('%s: no page is laid down, the cursor stays', async (_what, { raw, chunks }) => {
    // The queue is empty for once: a first sync with outcomes is another matter.
    desk.statements.run("UPDATE act SET outcome = 'applied', is_open = 0");
    desk.statements.run('DELETE FROM act_touch');
    desk.statements.run('DELETE FROM shadow');
    await expectUntouched(raw, chunks);
  });

  test('the same page without the lie is laid down', async () => {
    const { raw, chunks } = page([PAGE, CASE_PART]);
    const answers = [{ ...raw, outcomes: [outcomeOf(1)] }];
    await sync({ sync: async () => answers.shift(), chunk: async (hash) => chunks[hash] as Uint8Array });
    expect(desk.rows('SELECT id, name, household_category FROM person WHERE id IN (30, 31)')).toEqual([
      { id: 30, name: '托娅', household_category: 'DIBAO' },
      { id: 31, name: '苏和', household_category: null },
    ]);
    expect(desk.rows('SELECT commit_number, epoch FROM cursor WHERE scope = ?', NORTH)).toEqual([
      { commit_number: 5, epoch: 'new' },
    ]);
  });
});
