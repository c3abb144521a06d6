/** The memory store keeps the contract of every central store. */
import { test } from 'vitest';
import { MemoryStore } from './memory-store.ts';
import { STORE_CONTRACT } from './store-contract.ts';

test.each(STORE_CONTRACT)('$name', ({ run }) => run(new MemoryStore((scope) => `epoch-of-${scope}`)));
