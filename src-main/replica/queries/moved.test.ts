/** Who has moved away, as the old office finds them; and who lives together. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryFrame } from '#shared/sync/frames.ts';
import { applyReply } from '../sync/apply.ts';
import { readCursors } from '../sync/cursors.ts';
import { demoPerson, NAREN, NORTH, personFields, SOUTH, TestDesk } from '../test-desk.ts';
import { acts } from './journal.ts';
import { departed, household } from './moved.ts';

const PEOPLE = { 300: '乌云其其格', 301: '阿·拉坦', 302: '张三' } as const;
const AT_HOME = '查干淖尔嘎查 7 号';
let desk: TestDesk;

beforeEach(() => {
  desk = new TestDesk();
  desk.confirmReference();
  const people = Object.entries(PEOPLE).map(([id, name], at) => ({
    type: 'person' as const,
    id: Number(id),
    set: { ...personFields(demoPerson(at)), name, hukouAddress: at < 2 ? AT_HOME : '别处 1 号' },
  }));
  desk.confirm(NORTH, people);
});
afterEach(() => desk.close());

/** The county says in North's log that a person has left. */
function leave(id: number, on?: string): void {
  const from = readCursors(desk.statements).find(({ scope }) => scope === NORTH)?.commit ?? 0;
  const entry: EntryFrame = ['person', id, 'left', { to: SOUTH, moves: 1, ...(on && { on }) }];
  const parts = [{ audience: 'case' as const, entries: [entry] }];
  const shared = { scope: NORTH, epoch: `epoch-of-${NORTH}`, chain: null, snapshot: null };
  applyReply(desk.target, {
    ...{ outcomes: [], signed: null },
    scopes: [
      { ...shared, from, to: from + 1, head: from + 1, commits: [{ commit: from + 1, own: null, parts }] },
    ],
  });
}
const found = (text: string) => departed(desk.reading(), { text }).map(({ name }) => name);

test('MV6 is found by a part of the name, without its dots, and by initials; whereto and since when', () => {
  expect(found('乌云')).toEqual([]);
  leave(300, '2026-10-30');
  leave(301, '2026-11-01');
  expect(departed(desk.reading(), { text: '云其' })).toEqual([
    { personId: 300, name: '乌云其其格', township: desk.reading().townshipName(SOUTH), on: '2026-10-30' },
  ]);
  expect(found('阿拉')).toEqual(['阿·拉坦']);
  expect(found('WYQ')).toEqual(['乌云其其格']);
  expect(found('格')).toEqual(['乌云其其格']);
  for (const nobody of ['', '  ', '·', '张三', '159999', '2026']) expect(found(nobody)).toEqual([]);
  expect(departed(desk.reading(), { personId: 301 }).map(({ on }) => on)).toEqual(['2026-11-01']);
  expect(departed(desk.reading(), { personId: 302 })).toEqual([]);
});

test('MV6 a centre that did not say the day', () => {
  leave(300);
  expect(departed(desk.reading(), { personId: 300 })).toMatchObject([{ on: null }]);
});

test('what was done for somebody who has moved away keeps their name, and says where they are', () => {
  const contact = { phone: '13900000001', residenceAddress: null, statedOn: '2026-11-01' };
  desk.taken(NAREN, 'person.edit', { personId: 300, contact, reason: '本人来改' });
  const row = () => acts(desk.reading(), { offset: 0, limit: 10 }).rows[0];
  expect(row()).toMatchObject({ personId: 300, personName: '乌云其其格', departed: null });
  leave(300, '2026-10-30');
  expect(row()).toMatchObject({
    ...{ personId: null, personName: '乌云其其格' },
    departed: { township: desk.reading().townshipName(SOUTH), on: '2026-10-30' },
  });
});

test('who is registered at the same address, and nobody else', () => {
  expect(household(desk.reading(), 300).map(({ name }) => name)).toEqual(['阿·拉坦']);
  expect(household(desk.reading(), 302)).toEqual([]);
  expect(household(desk.reading(), 999)).toEqual([]);
});
