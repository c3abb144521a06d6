/** Passwords of the online sign-in: which are good enough, and how they are kept.
 *  PW1 kept as Argon2id with a salt each, as one PHC text that names its own cost.   PW2 checking against an account that is not
 *  there costs the same time as against one that is.   PW3 at least 10 characters of 3 kinds, and nothing that a colleague would
 *  try first: the names of account, person and unit, also as pinyin, or a well-known string.
 *  Elsewhere: the offline password slot of a replica, which has a cost of its own (SECURITY §3).                             */
import { hash, verify } from '@node-rs/argon2';
import { pinyin } from 'pinyin-pro';

export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** About 0.1 s on an office computer; the centre checks many, so less memory than the 128 MiB of a replica's slot. */
export const SERVER_PASSWORD_COST: PasswordCost = { memoryKib: 64 * 1024, passes: 3 };

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Whether the password is the one; without a kept text the answer is no, after the same work (PW2). */
  matches(kept: string | undefined, password: string): Promise<boolean>;
}

/** A hasher of a given cost. Tests take a cheap one. */
export async function createPasswordHasher(
  cost: PasswordCost = SERVER_PASSWORD_COST,
): Promise<PasswordHasher> {
  // The library's default algorithm is Argon2id; a test holds it to that.
  const options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: 1 };
  const decoy = await hash('nobody has this password', options);
  return {
    hash: (password) => hash(password, options),
    matches: async (kept, password) => (await verify(kept ?? decoy, password)) && kept !== undefined,
  };
}

export type PasswordFault =
  | 'password/too-short'
  | 'password/too-long'
  | 'password/too-few-kinds'
  | 'password/contains-name'
  | 'password/well-known';

export interface PasswordOwner {
  readonly accountName: string;
  readonly personName: string;
  readonly unitName: string;
}

const lengthMin = 10;
export const PASSWORD_LENGTH_MAX = 128;
const kindsMin = 3;
const kinds = [/[a-z]/, /[A-Z]/, /\p{N}/u, /\p{Lo}/u, /[^\p{L}\p{N}]/u];
/** Shorter names would forbid too much by accident. */
const nameLengthMin = 3;
const wellKnown =
  /123456|654321|abcdef|qwerty|password|passw0rd|111111|666666|888888|5201314|minzheng|canlian/;

function namesOf(owner: PasswordOwner): string[] {
  const words = [owner.accountName, owner.personName, owner.unitName];
  const inPinyin = words.map((word) => pinyin(word, { toneType: 'none', type: 'array' }).join(''));
  const shortEnough = [...words, ...inPinyin].map((word) => word.toLowerCase());
  return shortEnough.filter((word) => word.length >= nameLengthMin || /[^\p{ASCII}]{2,}/u.test(word));
}

/** Why a new password is not good enough (PW3), or undefined. */
export function faultOfPassword(password: string, owner: PasswordOwner): PasswordFault | undefined {
  if (password.length < lengthMin) return 'password/too-short';
  if (password.length > PASSWORD_LENGTH_MAX) return 'password/too-long';
  if (kinds.filter((kind) => kind.test(password)).length < kindsMin) return 'password/too-few-kinds';
  const lower = password.toLowerCase();
  if (wellKnown.test(lower)) return 'password/well-known';
  if (namesOf(owner).some((name) => lower.includes(name))) return 'password/contains-name';
  return undefined;
}
