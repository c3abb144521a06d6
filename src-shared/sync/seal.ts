/** Sealing a packet for a way without a network: whoever finds the stick reads nothing of it, and who changes one bit of it is found out.
 *  X25519, HKDF and AES-256-GCM to the receiver, Ed25519 of the sender over the whole file. Pure: the one key of a packet comes from outside.
 *
 *  File: `SUMUPKT1` ‖ length of the header (4 bytes) ‖ header (JSON, readable, no word about a person) ‖ sealed body ‖ signature (64 bytes).
 *  The body is its length (4 bytes) ‖ bytes ‖ zeros up to a multiple of 64 KiB, so that its size says little.
 *
 *  PK1 nothing of a packet is believed before its signature has been checked with the key that belongs to its sender.
 *  PK2 a packet opens for its receiver alone.  PK3 the header is bound to the body: neither serves with another. */
import { gcm } from '@noble/ciphers/aes.js';
import { bytesToUtf8 } from '@noble/ciphers/utils.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical.ts';

const int = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const key = z.string().regex(/^[0-9a-f]{64}$/);

export const packetHeader = z.strictObject({
  version: z.literal(1),
  /** up: acts of a device to the centre; down: the answer to that device. */
  kind: z.enum(['up', 'down']),
  device: int,
  /** Packets of a device count from 1; an answer has the number of what it answers. */
  serial: int,
  madeAt: z.iso.datetime(),
  /** Acts in it, or outcomes. */
  acts: int,
  /** Key that it is sealed to. */
  receiver: key,
  ephemeral: key,
  /** Of an answer: SHA-256 of the packet's file that it answers. Numbers are given again by a disk that was put back from a copy. */
  answers: key.nullable(),
});
export type PacketHeader = z.infer<typeof packetHeader>;

/** `not-a-packet`: no file of ours, or of a newer program; `damaged`: cut, or changed since it was signed, or signed by somebody else;
 *  `not-for-us`: sealed to another key. */
export type PacketFault = 'not-a-packet' | 'damaged' | 'not-for-us';
export class PacketError extends Error {
  readonly fault: PacketFault;
  constructor(fault: PacketFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

/** The two public keys of a party, 64 hex digits each. */
export interface PublicKeys {
  readonly sign: string;
  readonly seal: string;
}

const MAGIC = utf8ToBytes('SUMUPKT1');
const LENGTH_BYTES = 4;
const SIGNATURE_BYTES = 64;
const HEADER_BYTES_MAX = 4096;
const PAD_BYTES = 65_536;
const KEY_BYTES = 32;
/** Each packet has a key of its own, so one number used once will do. */
const NONCE = new Uint8Array(12);

const derived = (secret: Uint8Array, what: string): Uint8Array =>
  hkdf(sha256, secret, undefined, utf8ToBytes(`sumu ${what} 1`), KEY_BYTES);

/** The public keys that belong to a party's secret of 32 bytes. */
export function publicKeysOf(secret: Uint8Array): PublicKeys {
  return {
    sign: bytesToHex(ed25519.getPublicKey(derived(secret, 'sign'))),
    seal: bytesToHex(x25519.getPublicKey(derived(secret, 'seal'))),
  };
}

/** The Ed25519 key that a party signs with, 32 bytes. */
export function signingKeyOf(secret: Uint8Array): Uint8Array {
  return derived(secret, 'sign');
}

function lengthBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}

const lengthAt = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

function padded(body: Uint8Array): Uint8Array {
  const length = LENGTH_BYTES + body.length;
  const whole = new Uint8Array(Math.ceil(length / PAD_BYTES) * PAD_BYTES);
  whole.set(lengthBytes(body.length));
  whole.set(body, LENGTH_BYTES);
  return whole;
}

function bodyKey(shared: Uint8Array, { ephemeral, receiver }: PacketHeader): Uint8Array {
  const salt = hexToBytes(ephemeral + receiver);
  return hkdf(sha256, shared, salt, utf8ToBytes('sumu packet 1'), KEY_BYTES);
}

export interface Sealing {
  readonly header: Omit<PacketHeader, 'version' | 'receiver' | 'ephemeral'>;
  readonly body: Uint8Array;
  /** Public sealing key of the receiver. */
  readonly receiver: string;
  /** Secret of the sender. */
  readonly secret: Uint8Array;
  /** 32 bytes of chance, used for this packet alone. */
  readonly once: Uint8Array;
}

/** A packet's file. */
export function sealPacket({ header, body, receiver, secret, once }: Sealing): Uint8Array {
  const whole: PacketHeader = {
    ...header,
    version: 1,
    receiver,
    ephemeral: bytesToHex(x25519.getPublicKey(once)),
  };
  const head = utf8ToBytes(canonicalJson(packetHeader.parse(whole)));
  const shared = x25519.getSharedSecret(once, hexToBytes(receiver));
  const sealed = gcm(bodyKey(shared, whole), NONCE, head).encrypt(padded(body));
  const signed = concatBytes(MAGIC, lengthBytes(head.length), head, sealed);
  return concatBytes(signed, ed25519.sign(sha256(signed), derived(secret, 'sign')));
}

function split(file: Uint8Array): { head: Uint8Array; sealed: Uint8Array; header: PacketHeader } {
  const isOurs = file.length > MAGIC.length + LENGTH_BYTES && MAGIC.every((byte, at) => file[at] === byte);
  if (!isOurs) throw new PacketError('not-a-packet');
  const from = MAGIC.length + LENGTH_BYTES;
  const length = lengthAt(file, MAGIC.length);
  if (length > HEADER_BYTES_MAX || from + length + SIGNATURE_BYTES > file.length)
    throw new PacketError('damaged');
  const head = file.subarray(from, from + length);
  let said: unknown;
  try {
    said = JSON.parse(bytesToUtf8(head));
  } catch (error) {
    throw new PacketError('damaged', { cause: error });
  }
  const header = packetHeader.safeParse(said);
  if (!header.success) throw new PacketError('not-a-packet');
  return { head, sealed: file.subarray(from + length, file.length - SIGNATURE_BYTES), header: header.data };
}

/** What a packet says of itself; not to be believed yet (PK1). Throws PacketError. */
export function readPacketHeader(file: Uint8Array): PacketHeader {
  return split(file).header;
}

/** The body of a packet that `signer` signed and that is sealed to `secret`. Throws PacketError. */
export function openPacket(file: Uint8Array, signer: string, secret: Uint8Array): Uint8Array {
  const { head, sealed, header } = split(file);
  const signature = file.subarray(file.length - SIGNATURE_BYTES);
  const signed = sha256(file.subarray(0, file.length - SIGNATURE_BYTES));
  let isSigned = false;
  try {
    isSigned = ed25519.verify(signature, signed, hexToBytes(signer), { zip215: false });
  } catch {
    // Bytes that are no signature at all.
  }
  if (!isSigned) throw new PacketError('damaged');
  if (header.receiver !== publicKeysOf(secret).seal) throw new PacketError('not-for-us');
  try {
    const shared = x25519.getSharedSecret(derived(secret, 'seal'), hexToBytes(header.ephemeral));
    const body = gcm(bodyKey(shared, header), NONCE, head).decrypt(sealed);
    const length = lengthAt(body, 0);
    if (LENGTH_BYTES + length > body.length) throw new RangeError('longer than itself');
    return body.slice(LENGTH_BYTES, LENGTH_BYTES + length);
  } catch (error) {
    throw new PacketError('damaged', { cause: error });
  }
}
