/** People who move and access that ends (SPEC MV, FW, SC, PO): the stories on the memory store. */
import { test } from 'vitest';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { STORIES } from './moves-cases.ts';
import { World } from './moves-world.ts';
import { SCOPE_STORIES } from './scope-cases.ts';

test.each([...STORIES, ...SCOPE_STORIES])('$name', ({ run }) =>
  run(new World(new MemoryStore((scope) => `epoch-of-${scope}`))),
);
