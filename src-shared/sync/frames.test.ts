/** Frames: their shape is held to PROTOCOL_VERSION and SCHEMA_VERSION (F3), and nothing that is not in it gets through (F1, F2). */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../base/canonical.ts';
import { commandByName, COMMAND_NAMES } from '../domain/commands.ts';
import { PACK_VERSIONS } from '../domain/pack.ts';
import { RECORD_TYPES } from '../records/registry.ts';
import * as frames from './frames.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from './protocol.ts';
import { WIRE_WORDS, wordsOf } from './wire.ts';

const hashOf = (shape: unknown) => sha256Hex(canonicalJson(shape as never)).slice(0, 16);

/** A version that has been released is never edited here: a changed shape gets a new version and a new line. */
const SHAPES: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: {
    actsFrame: 'a59e248b25235f28',
    checkRequest: '18d90c9db7673087',
    checkResponse: '7f1d8526b796971b',
    chunkBody: 'f558bdfec8b64cb1',
    commandFrame: 'db150a1be6779c8f',
    commitFrame: 'da270eada77741cf',
    cursorFrame: 'dac283f26aa52a7e',
    entryFrame: '4f5927047264b8f7',
    outcomeFrame: 'f17ad506e51b6aaf',
    scopeFrame: 'b7c60e7a242d87ee',
    snapshotFrame: '5bcb504d59b546b8',
    syncRequest: '2dea50236ccee3b9',
    syncResponse: 'fd54ca38e93f7e4d',
  },
};
const REGISTRIES: Readonly<Record<number, string>> = { 1: '18eef8731bc12a11' };

test('F3 a changed shape of a frame has a changed PROTOCOL_VERSION', () => {
  const shapes = Object.entries(frames)
    .filter(([, value]) => value instanceof z.ZodType)
    .map(([name, schema]) => [name, hashOf(z.toJSONSchema(schema as z.ZodType))]);
  expect(Object.fromEntries(shapes)).toEqual(SHAPES[PROTOCOL_VERSION]);
});

/** Whoever packs with other words is not understood. */
const WORDS: Readonly<Record<number, string>> = { 1: 'f7aa7bc28e3aa0ca' };
test('F3 changed words of the wire have a changed PROTOCOL_VERSION', () => {
  const protocols = Array.from({ length: PROTOCOL_VERSION }, (_, at) => at + 1);
  const hashes = protocols.map((protocol) => [protocol, hashOf(wordsOf(protocol))]);
  expect(Object.fromEntries(hashes)).toEqual(WORDS);
  for (const each of protocols) expect(WIRE_WORDS.slice(0, wordsOf(each).length)).toEqual(wordsOf(each));
  expect(new Set(WIRE_WORDS).size).toBe(WIRE_WORDS.length);
});

test('F3 V4 changed records, commands or packs have a changed SCHEMA_VERSION', () => {
  const commands = COMMAND_NAMES.map((name) => [name, commandByName(name)?.version ?? 0]);
  const known = { records: RECORD_TYPES, commands: Object.fromEntries(commands), packs: PACK_VERSIONS };
  expect(hashOf(known)).toBe(REGISTRIES[SCHEMA_VERSION]);
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
  ...{ protocol: 1, schema: 1, device: 12, checks: [], last: 1 },
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
      'a group of what is no name',
      { ...request, commands: [{ ...act, groups: [['per son', 5, 'a', 1, 'w']] }] },
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
