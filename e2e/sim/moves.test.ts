/** People who move (SPEC MV, FW): the stories on the memory store. */
import { test } from 'vitest';
import { MemoryStore } from '../../src-server/store/memory-store.ts';
import { STORIES, World } from './moves-cases.ts';

test.each(STORIES)('$name', ({ run }) => run(new World(new MemoryStore((scope) => `epoch-of-${scope}`))));
