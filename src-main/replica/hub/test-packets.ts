/** Packets for tests of the hub: sealed by pretended desks for a pretended centre, which answers them. Product code never imports this. */
import { randomBytes } from 'node:crypto';
import { sha256Hex } from '#shared/base/canonical.ts';
import { publicKeysOf, sealPacket } from '#shared/sync/seal.ts';

const CENTRE_SECRET = new Uint8Array(32).fill(3);
const DESK_SECRET = new Uint8Array(32).fill(5);
const AT = '2026-11-02T02:00:00.000Z';
const ONCE_BYTES = 32;

export function packetOf(device: number, serial = 1, acts = 2): Uint8Array {
  return sealPacket({
    header: { kind: 'up', device, serial, madeAt: AT, acts, answers: null },
    body: randomBytes(100),
    receiver: publicKeysOf(CENTRE_SECRET).seal,
    secret: DESK_SECRET,
    once: randomBytes(ONCE_BYTES),
  });
}

export function answerTo(packet: Uint8Array, device: number, serial = 1): Uint8Array {
  return sealPacket({
    header: { kind: 'down', device, serial, madeAt: AT, acts: 2, answers: sha256Hex(packet) },
    body: randomBytes(100),
    receiver: publicKeysOf(DESK_SECRET).seal,
    secret: CENTRE_SECRET,
    once: randomBytes(ONCE_BYTES),
  });
}
