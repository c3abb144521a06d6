/** The chain of a log (L2–L4). The golden values hold it still: every replica in the field recomputes it. */
import { expect, test } from 'vitest';
import { cursorChain, EMPTY_CHAIN, nextLink, payloadDigest } from './chain.ts';
import type { EntryFrame } from './frames.ts';

const entries: EntryFrame[] = [['person', 12884901888, 'identity', { name: '乌云其其格', birthDate: null }]];

test('L2 known links, so that a change of form is noticed', () => {
  const digest = payloadDigest(entries);
  expect(digest).toBe('4e0139404aa5edd642e55b27918c755659d713b03f87899a92cbc96617c80770');
  expect(nextLink(undefined, 1, digest)).toBe(
    'b132000e1713fdaba9962fbf31e81c1ca354f78b72dbf59e96df2763c70a5d8e',
  );
});

test('L2 the digest reads values, not the order in which keys were written', () => {
  const turned: EntryFrame[] = [['person', 12884901888, 'identity', { birthDate: null, name: '乌云其其格' }]];
  expect(payloadDigest(turned)).toBe(payloadDigest(entries));
});

test('L2 another commit, another content, another past: another link', () => {
  const digest = payloadDigest(entries);
  const links = [
    nextLink(undefined, 1, digest),
    nextLink(undefined, 2, digest),
    nextLink(undefined, 1, payloadDigest([])),
    nextLink(nextLink(undefined, 1, digest), 1, digest),
  ];
  expect(new Set(links).size).toBe(links.length);
});

test('L4 the cursor’s hash is of the classes taken, in one order, absent ones included', () => {
  const chains = { case: 'a'.repeat(64), money: 'b'.repeat(64) };
  expect(cursorChain(chains, ['money', 'case'])).toBe(cursorChain(chains, ['case', 'money']));
  expect(cursorChain(chains, ['case'])).toBe(cursorChain({ case: chains.case }, ['case']));
  expect(cursorChain(chains, ['case', 'health'])).toBe(
    cursorChain({ ...chains, health: EMPTY_CHAIN }, ['case', 'health']),
  );
  expect(cursorChain(chains, ['case', 'health'])).not.toBe(cursorChain(chains, ['case']));
});
