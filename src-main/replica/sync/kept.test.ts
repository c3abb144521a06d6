/** V5 V6: what a newer centre says is kept as it came, and laid down when a program that knows it opens the file. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FieldValue } from '#shared/records/registry.ts';
import { historyMark, nextLink, payloadDigest } from '#shared/sync/chain.ts';
import type { PageColumns } from '#shared/sync/chunk.ts';
import type { EntryFrame } from '#shared/sync/frames.ts';
import { forgetKept, readRecord } from '../store/records.ts';
import { NAREN, NORTH, TestDesk } from '../test-desk.ts';
import { applyReply } from './apply.ts';
import { layDownPages } from './lay-pages.ts';
import { cursorFrames, readCursors } from './cursors.ts';
import { adoptFile, forgetKeptOfScope } from './kept.ts';

let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  desk.confirm(NORTH, [{ type: 'person', id: 9, set: { name: '达木丁', phone: '13900000001' } }]);
});

afterEach(() => desk.close());

/** The centre sends one commit, whatever it holds. */
function pull(parts: readonly { audience: string; entries: EntryFrame[] }[]): void {
  const from = readCursors(desk.statements).find(({ scope }) => scope === NORTH)?.commit ?? 0;
  const [commit, epoch] = [from + 1, `epoch-of-${NORTH}`];
  const commits = [{ commit, own: null, parts: [...parts] }];
  applyReply(desk.target, {
    outcomes: [],
    signed: null,
    scopes: [{ scope: NORTH, epoch, from, to: commit, head: commit, commits, chain: null, snapshot: null }],
  });
}

const kept = () =>
  desk
    .rows('SELECT type, id, kind, name, value FROM kept ORDER BY type, id, kind, name')
    .map((row) => [row.type, row.id, row.kind, row.name, row.value].join(' '));
const person = () => readRecord(desk.statements, 'person', 9);

describe('V5 of a commit', () => {
  test('a field beside known ones is kept, the known ones are written', () => {
    pull([
      { audience: 'identity', entries: [['person', 9, 'contact', { phone: '13911112222', wechat: 'dmd' }]] },
    ]);
    expect(kept()).toEqual(['person 9 f wechat "dmd"']);
    expect([person()?.values.phone, person()?.versions.contact]).toEqual(['13911112222', 2]);
  });
  test('a group, a record type and an audience class that nobody here knows are kept whole', () => {
    pull([
      { audience: 'case', entries: [['person', 9, 'companion', { companionName: '托娅', since: null }]] },
      { audience: 'biometric', entries: [['visit', 70, 'about', { personId: 9, on: '2026-11-02' }]] },
    ]);
    expect(kept()).toEqual([
      'person 9 f companionName "托娅"',
      'person 9 f since null',
      'person 9 v companion 2',
      'visit 70 f on "2026-11-02"',
      'visit 70 f personId 9',
      'visit 70 v about 2',
    ]);
  });
  test('the latest value stands', () => {
    for (const wechat of ['a', 'b', null])
      pull([{ audience: 'identity', entries: [['person', 9, 'contact', { wechat }]] }]);
    expect(kept()).toEqual(['person 9 f wechat null']);
    expect(person()?.versions.contact).toBe(4);
  });
  test('A2 the chain is worked out over what came, known or not', () => {
    const before = readCursors(desk.statements).find(({ scope }) => scope === NORTH)?.chains ?? {};
    const entries: EntryFrame[] = [['visit', 70, 'about', { personId: 9 }]];
    pull([{ audience: 'biometric', entries }]);
    const chains = { ...before, biometric: nextLink(undefined, 2, payloadDigest(entries)) };
    const classes = ['case', 'money', 'health', 'identity', 'biometric'];
    const [, cursor] = cursorFrames(desk.statements, classes);
    expect(cursor).toMatchObject({
      scope: NORTH,
      commit: 2,
      mark: historyMark(`epoch-of-${NORTH}`, chains, classes),
    });
  });
  test('an act of this desk leaves it alone, written, undone and decided again', () => {
    pull([{ audience: 'identity', entries: [['person', 9, 'contact', { wechat: 'dmd' }]] }]);
    const contact = { phone: '13922223333', statedOn: '2026-11-02' };
    desk.taken(NAREN, 'person.edit', { personId: 9, contact });
    pull([{ audience: 'identity', entries: [['person', 9, 'contact', { residenceAddress: '3组' }]] }]);
    expect(kept()).toEqual(['person 9 f wechat "dmd"']);
    expect([person()?.values.phone, person()?.values.residenceAddress]).toEqual(['13922223333', '3组']);
  });
});

describe('V5 of a page', () => {
  const part = (given: Partial<PageColumns>): PageColumns => ({
    ...{ scope: NORTH, type: 'person', audience: 'identity', ids: [30, 31], columns: {}, versions: {} },
    ...given,
  });
  const page = (wechat: unknown[]) =>
    part({
      columns: { name: ['托娅', '苏和'], wechat: wechat as never },
      versions: { identity: [3, 4], social: [0, 5] },
    });
  const layDown = (body: PageColumns) =>
    layDownPages(
      desk.target,
      NORTH,
      [{ range: { type: body.type, first: 0, next: null }, hashes: [], parts: () => [body] }],
      { epoch: 'e', done: 0, total: 2 },
    );
  test('unknown columns are kept where they say something; the same page again is the same', () => {
    for (const _ of [1, 2]) layDown(page(['ty', null]));
    expect(kept()).toEqual(['person 30 f wechat "ty"', 'person 31 v social 5']);
    expect(readRecord(desk.statements, 'person', 31)?.values.name).toBe('苏和');
  });
  test('what a later page does not say any more is not kept', () => {
    layDown(page(['ty', 'sh']));
    layDown(page([null, 'sh2']));
    expect(kept()).toEqual(['person 31 f wechat "sh2"', 'person 31 v social 5']);
  });
  test('a page of an unknown type is kept whole', () => {
    const visits = part({
      ...{ type: 'visit', ids: [70], columns: { on: ['2026-11-02'] }, versions: { about: [6] } },
    });
    layDown(visits);
    expect(kept()).toEqual(['visit 70 f on "2026-11-02"', 'visit 70 v about 6']);
  });
});

describe('V6 a file of an older program', () => {
  const keep = (id: number, kind: string, name: string, value: FieldValue) =>
    desk.statements.run(
      'INSERT INTO kept (type, id, kind, name, scope, value) VALUES (?, ?, ?, ?, ?, ?)',
      ...['person', id, kind, name, NORTH, JSON.stringify(value)],
    );
  /** As if the program that wrote the file had known nothing of accounts. */
  function makeOlder(): void {
    for (const [name, value] of [
      ['accountNumber', '6217999900000000101'],
      ['bankName', '农信社'],
    ] as const)
      keep(9, 'f', name, value);
    keep(9, 'v', 'bank', 7);
    keep(9, 'f', 'wechat', 'dmd');
    desk.statements.run("UPDATE meta SET value = '0' WHERE name = 'schema'");
    for (const { type, id, confirmed } of desk.rows('SELECT * FROM shadow WHERE confirmed IS NOT NULL')) {
      const row = readRecord(desk.statements, type as 'person', id as number);
      const said = { ...row?.values, ...(JSON.parse(confirmed as string) as { values: object }).values };
      const { accountNumber: _a, bankName: _b, ...values } = said as Record<string, unknown>;
      const { bank: _v, ...versions } = row?.versions ?? {};
      desk.statements.run(
        'UPDATE shadow SET confirmed = ? WHERE type = ? AND id = ?',
        ...[JSON.stringify({ ...row, values, versions }), type, id],
      );
    }
  }
  test('is given what was kept; what nobody knows still stays kept', () => {
    makeOlder();
    adoptFile(desk.statements);
    expect(person()?.values).toMatchObject({
      ...{ accountNumber: '6217999900000000101', bankName: '农信社', phone: '13900000001' },
    });
    expect(person()?.versions).toMatchObject({ bank: 7, contact: 1 });
    expect(kept()).toEqual(['person 9 f wechat "dmd"']);
  });
  test('B1 the acts that wait are decided again over it', () => {
    const contact = { phone: '13922223333', statedOn: '2026-11-02' };
    const { number } = desk.taken(NAREN, 'person.edit', { personId: 9, contact });
    makeOlder();
    adoptFile(desk.statements);
    expect(person()?.values).toMatchObject({ phone: '13922223333', bankName: '农信社' });
    expect(desk.rows('SELECT number, is_open, local_refusal FROM act')).toEqual([
      { number, is_open: 1, local_refusal: null },
    ]);
    const [shadow] = desk.rows("SELECT confirmed FROM shadow WHERE type = 'person' AND id = 9");
    expect(JSON.parse(shadow?.confirmed as string)).toMatchObject({
      values: { phone: '13900000001', contactStatedOn: null },
    });
    desk.statements.run("UPDATE act SET outcome = 'refused'");
    desk.confirm(NORTH, []);
    expect(person()).toMatchObject({
      values: { phone: '13900000001', bankName: '农信社' },
      versions: { bank: 7 },
    });
  });
  test('is adopted once', () => {
    makeOlder();
    adoptFile(desk.statements);
    keep(9, 'f', 'bankName', '邮储银行');
    adoptFile(desk.statements);
    expect(person()?.values.bankName).toBe('农信社');
  });
});

test('what has left this replica is not kept', () => {
  for (const id of [70, 71])
    pull([{ audience: 'case', entries: [['visit', id, 'about', { on: '2026-11-02' }]] }]);
  forgetKept(desk.statements, 'visit', 70);
  expect(kept()).toEqual(['visit 71 f on "2026-11-02"', 'visit 71 v about 3']);
  forgetKeptOfScope(desk.statements, NORTH);
  expect(kept()).toEqual([]);
});
