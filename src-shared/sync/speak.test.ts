/** V3: the centre speaks the protocol of whoever asks. */
import { describe, expect, test } from 'vitest';
import type { SyncResponse } from './frames.ts';
import { type ProtocolStep, PROTOCOL_STEPS, protocolOf, replyFor, requestNow } from './speak.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

const STEPS: Readonly<Record<number, ProtocolStep>> = {
  1: {
    request: (request) => ({ ...request, lease: null }),
    reply: (reply) => Object.fromEntries(Object.entries(reply).filter(([field]) => field !== 'lease')),
  },
  2: {
    request: ({ commands, ...request }) => ({ ...request, acts: commands }),
    reply: ({ verdicts, ...reply }) => ({ ...reply, outcomes: verdicts }),
  },
};
const OURS = { protocol: 3, verdicts: [], lease: 'L' } as unknown as SyncResponse;

describe('V3', () => {
  test('a request of an older protocol goes up step by step, and says still whose it was', () => {
    expect(requestNow({ protocol: 1, commands: [] }, STEPS, 3)).toEqual({
      ...{ protocol: 1, lease: null, acts: [] },
    });
    expect(requestNow({ protocol: 2, commands: [] }, STEPS, 3)).toEqual({ protocol: 2, acts: [] });
  });
  test('a reply goes down step by step', () => {
    expect(replyFor(1, OURS, STEPS, 3)).toEqual({ protocol: 3, outcomes: [] });
    expect(replyFor(2, OURS, STEPS, 3)).toEqual({ protocol: 3, outcomes: [], lease: 'L' });
    expect(replyFor(3, OURS, STEPS, 3)).toBe(OURS);
  });
  test.each([
    ['of this protocol', { protocol: 3 }],
    ['of a later one', { protocol: 4 }],
    ['of one that never was', { protocol: 0 }],
    ['of none', { held: 1 }],
    ['that is nothing', null],
    ['that says nonsense', { protocol: '1' }],
  ])('a request %s is left to its schema', (_what, raw) => {
    expect(requestNow(raw, STEPS, 3)).toBe(raw);
  });
  test('there is a step from every protocol that was ever spoken', () => {
    const earlier = Array.from({ length: PROTOCOL_VERSION - 1 }, (_, at) => String(at + 1));
    expect(Object.keys(PROTOCOL_STEPS)).toEqual(earlier);
  });
  test('what a request speaks', () => {
    expect([{ protocol: 2 }, { protocol: 1.5 }, {}, null].map(protocolOf)).toEqual([2, null, null, null]);
  });
});
