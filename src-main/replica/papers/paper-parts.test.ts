/** Files that come in parts. */
import { beforeEach, expect, test } from 'vitest';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';
import { PaperParts } from './paper-parts.ts';

const clock = { nowMs: 0, now: (): number => clock.nowMs };
let parts: PaperParts;
beforeEach(() => {
  clock.nowMs = 1_000_000;
  parts = new PaperParts(clock);
});
const words = (formId: string) => parts.whole(formId).toString();
const send = (formId: string, at: number, text: string) => parts.take(formId, at, Buffer.from(text));

test('parts in order are the file, once', () => {
  send('a', 0, 'one ');
  send('b', 0, 'other');
  send('a', 4, 'two');
  expect([words('a'), words('b')]).toEqual(['one two', 'other']);
  expect([words('a'), words('nobody')]).toEqual(['', '']);
});

test('sent again from the start it begins anew; a gap, a part twice or a part without its start is no file', () => {
  send('a', 0, 'old ');
  send('a', 0, 'new');
  expect(words('a')).toBe('new');
  send('gap', 0, 'one');
  send('gap', 5, 'two');
  send('twice', 0, 'one');
  send('twice', 3, 'two');
  send('twice', 3, 'two');
  send('late', 3, 'two');
  expect(['gap', 'twice', 'late'].map(words)).toEqual(['', '', '']);
});

test('PP1 no form grows past what a file may have and a part', () => {
  const part = Buffer.alloc(PAPER_LIMITS.fileBytes);
  parts.take('a', 0, part);
  parts.take('a', part.length, Buffer.alloc(10));
  expect(parts.whole('a').length).toBe(part.length + 10);
  parts.take('b', 0, part);
  parts.take('b', part.length, Buffer.alloc(10));
  parts.take('b', part.length + 10, Buffer.alloc(10));
  expect(parts.whole('b').length).toBe(0);
});

test('PP2 what was left is forgotten: the oldest of many, and everything after some minutes', () => {
  for (const formId of ['a', 'b', 'c', 'd', 'e']) send(formId, 0, formId);
  expect(words('a')).toBe('');
  expect(words('b')).toBe('b');
  clock.nowMs += 300_001;
  send('f', 0, 'f');
  expect(['c', 'd', 'e', 'f'].map(words)).toEqual(['', '', '', 'f']);
});
