/** What a desk and its office's hub say to each other, over plain HTTP on the office's own network. Both ends import this file.
 *  Every question is a POST of our own content type, which a page in a browser cannot send unasked. First a challenge is fetched, then the
 *  question goes with a proof that its sender knows the office's code; the answer carries a proof of the same.
 *  HB4 a proof is of the path, the challenge, the packet that it is about and the length of the body: none serves for another question, or
 *  twice. A question's proof never serves as an answer's. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export const HUB_TYPE = 'application/x-sumu-hub';

export const PATHS = {
  /** Nothing is proved yet: the answer is a challenge. */
  challenge: '/hub/challenge',
  /** How the hub stands: `hubLook`. */
  look: '/hub/look',
  /** Takes a packet: `hubState`. */
  packet: '/hub/packet',
  /** The sealed answer to a packet as bytes (200), or `hubState`. */
  answer: '/hub/answer',
  /** What is here of a packet is wanted no more. */
  forget: '/hub/forget',
} as const;
export type HubPath = (typeof PATHS)[keyof typeof PATHS];

export const HEADERS = {
  challenge: 'sumu-challenge',
  /** SHA-256 of the packet that the question is about; of `look`, zeros. */
  about: 'sumu-about',
  proof: 'sumu-proof',
} as const;

export const NO_PACKET = '0'.repeat(64);
export const DIGEST = /^[0-9a-f]{64}$/;

export const hubChallenge = z.object({ challenge: z.string().max(200) });
/** held: on the hub's disk, not yet at the county. refused: the county, or the hub itself, will never take it; the code says why.
 *  unknown: the hub has nothing of it (any more). */
export const hubState = z.object({
  state: z.enum(['held', 'answered', 'refused', 'unknown']),
  code: z.string().max(100).nullable(),
});
export type HubState = z.infer<typeof hubState>;
/** locked: nobody is signed in at the hub, so it takes packets and carries none. */
export const hubLook = z.object({
  computerName: z.string().max(200),
  line: z.enum(['online', 'offline', 'locked']),
});
export type HubLook = z.infer<typeof hubLook>;
export const hubFault = z.object({ code: z.string().max(100) });

export type HubCode =
  | 'hub/wrong-code'
  | 'hub/stale'
  | 'hub/not-allowed'
  | 'hub/not-found'
  | 'hub/too-large'
  | 'hub/slow-down'
  | 'hub/busy'
  | 'hub/full'
  | 'hub/disk-full'
  | 'hub/other-office'
  | 'hub/failed'
  | 'packet/not-a-packet'
  | 'packet/damaged'
  | 'packet/not-for-us';

/** The hub says no, with a code; nothing has changed. */
export class HubRefusal extends Error {
  readonly code: HubCode;
  readonly status: number;
  constructor(code: HubCode, status: number) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function proof(key: Buffer, parts: readonly (string | number)[]): string {
  return createHmac('sha256', key).update(parts.join('\n')).digest('hex');
}

export interface Question {
  readonly path: string;
  readonly challenge: string;
  readonly about: string;
  /** Bytes of its body. */
  readonly length: number;
}

export function proofOfQuestion(key: Buffer, { path, challenge, about, length }: Question): string {
  return proof(key, ['question', path, challenge, about, length]);
}

export function proofOfAnswer(key: Buffer, asked: Question, status: number, body: Uint8Array): string {
  const { path, challenge, about } = asked;
  return proof(key, ['answer', path, challenge, about, status, sha256Of(body)]);
}

/** In the same time, wherever they differ. */
export function isSameProof(said: string, due: string): boolean {
  const [left, right] = [Buffer.from(said), Buffer.from(due)];
  return left.length === right.length && timingSafeEqual(left, right);
}
