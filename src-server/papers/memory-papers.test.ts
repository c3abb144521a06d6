/** Papers in memory keep the contract of every store of papers; and a copy of them is of one instant. */
import { expect, test } from 'vitest';
import { MemoryStore } from '../store/memory-store.ts';
import { MemoryPapers } from './memory-papers.ts';
import { PAPER_CONTRACT } from './paper-contract.ts';

const open = () => {
  const store = new MemoryStore((scope) => `epoch-of-${scope}`);
  return { store, papers: new MemoryPapers(store) };
};

test.each(PAPER_CONTRACT)('$name', ({ run }) => {
  const { store, papers } = open();
  return run(store, papers, papers);
});

test('what was kept after a copy is gone when the copy is put back, and the copy stays as it was', async () => {
  const { papers } = open();
  await papers.keep('a', 'image/jpeg', Buffer.from('一'));
  const copy = papers.keepCopy();
  await papers.keep('b', 'image/jpeg', Buffer.from('二'));
  await papers.begin({ device: 1, sha256: 'c' }, 9, '2026-03-01');
  papers.setBack(copy);
  await papers.keep('d', 'image/jpeg', Buffer.from('三'));
  papers.setBack(copy);
  expect([...papers.contents.keys()]).toEqual(['a']);
  expect(await papers.find({ device: 1, sha256: 'c' })).toBeNull();
});
