/** Frames: their shape is held to PROTOCOL_VERSION and SCHEMA_VERSION (F3), and nothing that is not in it gets through (F1, F2). */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
import { RECORD_TYPES } from '../records/registry.ts';
import * as frames from './frames.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from './protocol.ts';
import { WIRE_WORDS } from './wire.ts';

const hashOf = (shape: unknown) => sha256Hex(canonicalJson(shape as never)).slice(0, 16);

/** A version that has been released is never edited here: a changed shape gets a new version and a new line. */
const SHAPES: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: {
    chunkBody: 'b494a4a1487428a2',
    commandFrame: 'd0d65c2c8ddf7deb',
    commitFrame: 'f4d52c1a49dcbd5d',
    cursorFrame: 'dac283f26aa52a7e',
    entryFrame: '9f544d80b4fd25e2',
    outcomeFrame: '93dc82b2cab5bed3',
    scopeFrame: '84c20707a50a2d0f',
    snapshotFrame: '402bd12870ff1629',
    syncRequest: '4cc6681a16c23c64',
    syncResponse: '9286f9b67bea07c6',
  },
};
const REGISTRIES: Readonly<Record<number, string>> = { 1: 'd6388aa358875bad' };

test('F3 a changed shape of a frame has a changed PROTOCOL_VERSION', () => {
  const shapes = Object.entries(frames)
    .filter(([, value]) => value instanceof z.ZodType)
    .map(([name, schema]) => [name, hashOf(z.toJSONSchema(schema as z.ZodType))]);
  expect(Object.fromEntries(shapes)).toEqual(SHAPES[PROTOCOL_VERSION]);
});

/** Whoever packs with other words is not understood. */
const WORDS: Readonly<Record<number, string>> = { 1: '4ce3668b640b75e1' };
test('F3 changed words of the wire have a changed PROTOCOL_VERSION', () => {
  expect(hashOf(WIRE_WORDS)).toBe(WORDS[PROTOCOL_VERSION]);
  expect(new Set(WIRE_WORDS).size).toBe(WIRE_WORDS.length);
});

test('F3 a changed registry has a changed SCHEMA_VERSION', () => {
  expect(hashOf(RECORD_TYPES)).toBe(REGISTRIES[SCHEMA_VERSION]);
});

const act = {
  number: 1,
  name: 'person.edit',
  version: 1,
  actor: 1073741825,
  scope: 159999101000,
  madeAt: '2026-03-02T01:02:03.004Z',
  pack: '2026-07',
  args: { personId: 5 },
  groups: [['person', 5, 'contact', 3, 'w']],
  before: [['person', 5, 'contact', { phone: null }]],
  after: [],
  together: null,
};
const request = {
  ...{ protocol: 1, schema: 1, device: 12, held: 0, last: 1 },
  ...{ commands: [act], cursors: [], whole: [], bytesMax: 0 },
};

describe('F1 F2 a request', () => {
  test('is taken as it is', () => {
    expect(frames.syncRequest.parse(JSON.parse(JSON.stringify(request)))).toEqual(request);
  });
  const smuggled: [string, unknown][] = [
    ['a role beside the device', { ...request, role: 'COUNTY_CIVIL_AFFAIRS_APPROVER' }],
    ['a role in an act', { ...request, commands: [{ ...act, role: 'COUNTY_CIVIL_AFFAIRS_APPROVER' }] }],
    ['scopes beside the device', { ...request, scopes: [159999102000] }],
    [
      'a group of no record type',
      { ...request, commands: [{ ...act, groups: [['account', 5, 'a', 1, 'w']] }] },
    ],
    [
      'a group that is neither written nor judged',
      { ...request, commands: [{ ...act, groups: [['person', 5, 'a', 1, 'x']] }] },
    ],
    ['an instant that is none', { ...request, commands: [{ ...act, madeAt: '2026-03-02' }] }],
    ['a number past 2^53', { ...request, device: 2 ** 53 }],
    ['a negative commit', { ...request, cursors: [{ scope: 0, commit: -1, mark: '0'.repeat(16) }] }],
  ];
  test.each(smuggled)('with %s is refused', (_what, body) => {
    expect(frames.syncRequest.safeParse(body).success).toBe(false);
  });
});
