/** V5: what a reply says beyond what was asked for is passed over; everything else is as strict as before. */
import { expect, test } from 'vitest';
import { faultResponse } from './access-frames.ts';
import { syncRequest, syncResponse } from './frames.ts';
import { readTolerantly } from './tolerant.ts';

const SCOPE = {
  ...{ scope: 7, epoch: 'e', from: 0, to: 1, head: 1, chain: null, snapshot: null },
  commits: [
    { commit: 1, own: null, parts: [{ audience: 'case', entries: [['person', 5, 'household', {}]] }] },
  ],
};
const REPLY = {
  ...{
    protocol: 1,
    serverTime: '2026-11-02T02:00:00.000Z',
    outcomes: [],
    signed: null,
    later: [],
    acts: null,
  },
  ...{ withdrawn: [], scopes: [SCOPE] },
};

test('V5 unknown fields of a reply are passed over, at any depth', () => {
  const [commit] = SCOPE.commits;
  const said = {
    ...{ ...REPLY, lease: { until: '2027-01-01' } },
    scopes: [{ ...SCOPE, sealed: true, commits: [{ ...commit, by: 12 }] }],
  };
  expect(readTolerantly(syncResponse, said)).toEqual({ ok: true, data: REPLY });
});

test('V5 so are those of a refusal', () => {
  expect(readTolerantly(faultResponse, { code: 'x', message: '', help: 'https://' })).toEqual({
    ok: true,
    data: { code: 'x', message: '' },
  });
});

test.each([
  ['a field that is missing', { ...REPLY, scopes: undefined, lease: 1 }],
  ['a value of another kind', { ...REPLY, protocol: '1', lease: 1 }],
  ['an outcome that there is not', { ...REPLY, lease: 1, outcomes: [{ number: 1, outcome: 'perhaps' }] }],
  ['nothing', null],
  ['a list', []],
])('%s is refused as ever', (_what, raw) => {
  expect(readTolerantly(syncResponse, raw).ok).toBe(false);
});

test('F1 a request is never read like this', () => {
  expect(syncRequest.safeParse({ role: 'COUNTY_CIVIL_AFFAIRS_APPROVER' }).success).toBe(false);
});
