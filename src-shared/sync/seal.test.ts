/** Packets: who may open them, and that nothing of them can be changed. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/chance.ts';
import {
  openPacket,
  PacketError,
  type PacketFault,
  publicKeysOf,
  readPacketHeader,
  sealPacket,
} from './seal.ts';

const secretOf = (fill: number) => new Uint8Array(32).fill(fill);
const [DESK, CENTRE, STRANGER, ONCE] = [secretOf(1), secretOf(2), secretOf(3), secretOf(9)];
const NUMBERS = { kind: 'up', device: 21, serial: 3, acts: 12 } as const;
const HEADER = { ...NUMBERS, madeAt: '2026-03-02T01:02:03.004Z', answers: null } as const;
const BODY = new TextEncoder().encode('十二条办件');
const packet = (body = BODY): Uint8Array =>
  sealPacket({ header: HEADER, body, receiver: publicKeysOf(CENTRE).seal, secret: DESK, once: ONCE });
const open = (file: Uint8Array, signer = DESK, secret = CENTRE) =>
  openPacket(file, publicKeysOf(signer).sign, secret);

function faultOf(work: () => unknown): PacketFault | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof PacketError) return error.fault;
    throw error;
  }
}

test('PK2 a packet opens for its receiver, as it was', () => {
  expect(open(packet())).toEqual(BODY);
  expect(readPacketHeader(packet())).toMatchObject(HEADER);
});

test('PK2 it opens for nobody else', () => {
  expect(faultOf(() => open(packet(), DESK, STRANGER))).toBe('not-for-us');
});

test('PK1 what somebody else signed is not believed', () => {
  expect(faultOf(() => open(packet(), STRANGER))).toBe('damaged');
});

test('its size says little, and nothing of the body stands in it', () => {
  const [small, larger] = [packet(), packet(new Uint8Array(60_000).fill(65))];
  expect(small.length).toBe(larger.length);
  expect(Buffer.from(small).includes(Buffer.from(BODY))).toBe(false);
  expect(packet(new Uint8Array(70_000)).length).toBe(small.length + 65_536);
});

test('PK3 one changed bit anywhere is found', () => {
  const whole = packet();
  const chance = seededRandom(7);
  const headEnd = 8 + 4 + 300;
  const places = [...Array(headEnd).keys(), whole.length - 1, whole.length - 64];
  for (let one = 0; one < 100; one++) places.push(Math.floor(chance.next() * whole.length));
  for (const at of places) {
    const changed = whole.slice();
    changed[at] = (changed[at] as number) ^ (1 << Math.floor(chance.next() * 8));
    expect([at, faultOf(() => open(changed))]).toEqual([at, expect.stringMatching(/damaged|not-a-packet/)]);
  }
});

test('PK3 a packet cut anywhere is found', () => {
  const whole = packet();
  for (let at = 0; at < whole.length; at += at < 600 ? 1 : 997)
    expect([at, faultOf(() => open(whole.subarray(0, at)))]).not.toEqual([at, null]);
});

test('PK3 the header of one does not serve with the body of another', () => {
  const [one, other] = [
    packet(),
    sealPacket({
      header: { ...HEADER, serial: 4 },
      ...{ body: BODY, receiver: publicKeysOf(CENTRE).seal, secret: DESK, once: secretOf(8) },
    }),
  ];
  const headerLength = new DataView(one.buffer).getUint32(8);
  const mixed = new Uint8Array([...one.subarray(0, 12 + headerLength), ...other.subarray(12 + headerLength)]);
  expect(faultOf(() => open(mixed))).toBe('damaged');
});

describe('files that are none of ours', () => {
  const files: [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('给旗里的，请查收')],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, ...new Uint8Array(200)])],
    ['our mark alone', new TextEncoder().encode('SUMUPKT1')],
  ];
  test.each(files)('%s', (_what, file) => {
    expect(faultOf(() => open(file))).toBe('not-a-packet');
  });
  test('a header longer than the file', () => {
    expect(faultOf(() => open(new TextEncoder().encode('SUMUPKT1\u0000\u0000\u000f\u00ffx')))).toBe(
      'damaged',
    );
  });
});
