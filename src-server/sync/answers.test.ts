/** What a reply says of its request, and when it is not sent at all. */
import { expect, test } from 'vitest';
import type { SyncRequest } from '#shared/sync/frames.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/sync/protocol.ts';
import { requestMark } from '#shared/sync/request-mark.ts';
import { tellsNothing } from '#shared/sync/wire.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { exchange } from './exchange.ts';

const request: SyncRequest = {
  ...{ protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, device: 11, last: 0, checks: [] },
  ...{ commands: [], cursors: [], whole: [], bytesMax: 0 },
};
const session = { device: 11, scopes: [], classes: [], actors: new Map() };

test('W3 A6 who has everything is told nothing; which request that answers is no news', async () => {
  const store = new MemoryStore((scope) => `epoch-of-${scope}`);
  const reply = await exchange(store, { now: () => 0 }, session, request);
  expect(tellsNothing(reply)).toBe(true);
  expect(reply.answers).toBe(requestMark(request));
  expect(requestMark({ ...request, whole: [7] })).not.toBe(reply.answers);
});
