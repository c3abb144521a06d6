/** Password slots of a profile: each person's password (Argon2id) wraps the replica's key; where the operating system keeps a device
 *  secret, it is mixed in. The file beside the replica holds no citizen's data: account names of staff, the computer's name, wrapped keys.
 *  KS1 the key never touches the disk unwrapped.  KS2 the file is replaced whole, fsynced, or not at all.  KS3 wrong passwords cost time:
 *  five, then a minute, doubling to an hour; a copy of the disk escapes that counter, so the hash is the real control (SECURITY §3). */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { replaceFile } from '../store/replace-file.ts';

/** SECURITY §3: floor for offices' old PCs; stored in the slot, so that it can be raised at the next unlock. */
const ARGON = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;
/** The package's `Algorithm.Argon2id`, a const enum that separately compiled files cannot read. */
const ARGON2ID = 2;
const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;
const GCM_TAG_BYTES = 16;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
/** What no file of ours asks for: an old PC would stand still. */
const MEMORY_KIB_MAX = 1_048_576;
const PASSES_MAX = 64;

const bytes = (length: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === length, 'of another length');

const slotSchema = z.strictObject({
  account: z.string(),
  personName: z.string(),
  unitName: z.string(),
  argon: z.strictObject({
    memoryCost: z.number().int().min(8).max(MEMORY_KIB_MAX),
    timeCost: z.number().int().min(1).max(PASSES_MAX),
    parallelism: z.number().int().min(1).max(PASSES_MAX),
  }),
  salt: bytes(SALT_BYTES),
  nonce: bytes(NONCE_BYTES),
  wrapped: bytes(KEY_BYTES + GCM_TAG_BYTES),
  failures: z.number(),
  lockedUntilMs: z.number(),
});
const slotFile = z.strictObject({
  version: z.literal(1),
  device: z.number(),
  computerName: z.string(),
  unitName: z.string(),
  slots: z.array(slotSchema),
});
export type Slot = z.infer<typeof slotSchema>;
export type SlotFile = z.infer<typeof slotFile>;

const SLOTS = 'slots.json';

function pathOf(profile: string): string {
  return join(profile, SLOTS);
}

const THIS_VERSION = 1;

/** The file beside the replica is not one of ours, or not whole, or of a newer program. */
export class SlotFileError extends Error {
  readonly isNewer: boolean;
  constructor(isNewer: boolean, cause: unknown) {
    super(isNewer ? 'slots.json is of a newer program' : 'slots.json is damaged', { cause });
    this.isNewer = isNewer;
  }
}

function isOfNewerProgram(file: unknown): boolean {
  const { version } = (file ?? {}) as { version?: unknown };
  return typeof version === 'number' && version > THIS_VERSION;
}

/** The profile's slots, or null in a new profile. Throws SlotFileError when the file is not ours. */
export function readSlots(profile: string): SlotFile | null {
  const path = pathOf(profile);
  if (!existsSync(path)) return null;
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'));
    return slotFile.parse(raw);
  } catch (error) {
    throw new SlotFileError(isOfNewerProgram(raw), error);
  }
}

/** Replaces the file whole. On a disk that is full the old one stays, and nothing beside it. */
export function writeSlots(profile: string, file: SlotFile): void {
  replaceFile(profile, SLOTS, JSON.stringify(file));
}

async function wrappingKey(
  password: string,
  salt: Buffer,
  argon: Slot['argon'],
  deviceSecret: Uint8Array,
): Promise<Buffer> {
  const stretched = await hashRaw(password, { ...argon, algorithm: ARGON2ID, salt, outputLen: 32 });
  return Buffer.from(
    hkdfSync('sha256', Buffer.concat([stretched, deviceSecret]), salt, 'sumu replica slot 1', 32),
  );
}

function boundTo(account: string, device: number): Buffer {
  return Buffer.from(`${account}|${device}|1`);
}

export interface NewSlot {
  readonly account: string;
  readonly personName: string;
  readonly unitName: string;
  readonly password: string;
  readonly device: number;
  readonly key: Uint8Array;
  readonly deviceSecret: Uint8Array;
}

/** Wraps the replica's key for one person. */
export async function makeSlot(input: NewSlot): Promise<Slot> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(
    'aes-256-gcm',
    await wrappingKey(input.password, salt, ARGON, input.deviceSecret),
    nonce,
  );
  cipher.setAAD(boundTo(input.account, input.device));
  const wrapped = Buffer.concat([cipher.update(input.key), cipher.final(), cipher.getAuthTag()]);
  const base64 = (bytes: Buffer) => bytes.toString('base64');
  return {
    account: input.account,
    personName: input.personName,
    unitName: input.unitName,
    argon: { ...ARGON },
    salt: base64(salt),
    nonce: base64(nonce),
    wrapped: base64(wrapped),
    failures: 0,
    lockedUntilMs: 0,
  };
}

/** The key in a slot, or null when the password does not fit. */
export async function openSlot(
  slot: Slot,
  password: string,
  device: number,
  deviceSecret: Uint8Array,
): Promise<Buffer | null> {
  const wrapped = Buffer.from(slot.wrapped, 'base64');
  const key = await wrappingKey(password, Buffer.from(slot.salt, 'base64'), slot.argon, deviceSecret);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(slot.nonce, 'base64'));
  decipher.setAAD(boundTo(slot.account, device));
  decipher.setAuthTag(wrapped.subarray(-GCM_TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(0, -GCM_TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

/** The slot after one more wrong password. */
export function afterFailure(slot: Slot, nowMs: number): Slot {
  const failures = slot.failures + 1;
  const over = failures - FREE_FAILURES;
  return {
    ...slot,
    failures,
    lockedUntilMs: over < 0 ? 0 : nowMs + Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** over),
  };
}
