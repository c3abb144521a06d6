/** Whose side is whose, where one side is nobody's act. */
import { expect, test } from 'vitest';
import type { ConflictPage } from '#shared/rpc/desk-shapes.ts';
import '../../text/i18n.ts';
import { sayChoice, sidesFor } from './sides.ts';

const ME = { personName: '高敏', unitName: '东风镇民政办' };
const NOBODY = { who: '', unit: '', at: '', device: '' };
const author = {
  who: '娜仁',
  unit: '查干淖尔苏木民政办',
  at: '2026-11-22T02:00:00.000Z',
  device: '民政办-3',
};
const page = (kind: string, theirs = NOBODY) =>
  ({ item: { kind }, mine: author, theirs }) as unknown as ConflictPage;

test('FW2 what was sent on: its author’s, and what stands here, which no instant and no computer belongs to', () => {
  const sides = sidesFor(page('forwarded'), ME);
  expect(sides.map(({ side, title, at }) => [side, title, at])).toEqual([
    ['mine', '娜仁', author.at],
    ['theirs', '现在的', ''],
  ]);
  expect(['mine', 'theirs', 'third'].map((choice) => sayChoice(sides, choice))).toEqual([
    '用娜仁改的',
    '留着现在的',
    '另写了一个',
  ]);
});

test('of two who changed the same, the looking person’s stands first', () => {
  const sides = sidesFor(page('ask', { ...author, who: '高敏', unit: '东风镇民政办' }), ME);
  expect(sides.map(({ side, title }) => [side, title])).toEqual([
    ['theirs', '我的'],
    ['mine', '对方'],
  ]);
  expect(sayChoice(sides, 'mine')).toBe('用娜仁改的');
});
