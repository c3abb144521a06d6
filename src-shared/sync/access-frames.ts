/** The frames of signing in and enrolling, as they travel: JSON, strict, like those of a sync. What a person may do stands in the
 *  replies alone; no request has a field for it, and one that brings such a field is refused (`request/unknown-field`). */
import { z } from 'zod';
import { ROLES } from '../domain/state.ts';

const int = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** POST /api/session */
export const signInRequest = z.strictObject({
  account: z.string().min(1).max(64),
  password: z.string().min(1).max(128),
});
export type SignInRequest = z.infer<typeof signInRequest>;

/** Who the session speaks for, from the centre's own rows. */
export const sessionFrame = z.strictObject({
  accountId: int,
  accountName: z.string(),
  personName: z.string(),
  role: z.enum(ROLES),
  unitId: int,
  unitName: z.string(),
  unitScope: int,
  scopes: z.array(int),
  /** Audience classes; a newer centre may know more of them. */
  classes: z.array(z.string().min(1).max(40)),
});
export type SessionFrame = z.infer<typeof sessionFrame>;

export const signInResponse = z.strictObject({
  /** Goes into `Authorization: Bearer …` of every further request. */
  token: z.string(),
  expiresAt: z.iso.datetime(),
  session: sessionFrame,
});
export type SignInResponse = z.infer<typeof signInResponse>;

/** POST /api/enrol; with `device` when the computer has a number already and another person of its unit begins to use it. */
export const enrolRequest = z.strictObject({
  computerName: z.string().min(1).max(80),
  device: int.optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequest>;

export const enrolResponse = z.strictObject({
  device: int,
  computerName: z.string(),
  /** Base64 of the 32 bytes that encrypt the replica. */
  replicaKey: z.base64(),
});
export type EnrolResponse = z.infer<typeof enrolResponse>;

/** POST /api/incarnation: a replica that is a copy asks for a number of its own, or one that has a number for a token bound to it. */
export const incarnationRequest = z.strictObject({
  /** Number that its acts were made under last. */
  device: int,
  /** `token` where the number is to stay, if the centre knows it; `number` for a new one. */
  wanted: z.enum(['token', 'number']),
  computerName: z.string().min(1).max(80),
  /** Base64 of the 32 bytes that encrypt the replica: it proves that the replica is of that number, and is kept for the new one. */
  replicaKey: z.base64().length(44),
  /** Spans of numbers that the replica gives up; what comes under one of them later is not judged. */
  spent: z.array(z.tuple([int, int])).max(10_000),
});
export type IncarnationRequest = z.infer<typeof incarnationRequest>;

export const incarnationResponse = z.strictObject({
  device: int,
  computerName: z.string(),
  /** For the account that asked, bound to that number; the token that it asked with stays as it is. */
  token: z.string(),
  /** Spent numbers under which an act was judged before. */
  taken: z.array(int),
});
export type IncarnationResponse = z.infer<typeof incarnationResponse>;

/** GET /api/health */
export const healthResponse = z.strictObject({
  name: z.literal('sumu'),
  protocol: int,
  time: z.iso.datetime(),
});
export type HealthResponse = z.infer<typeof healthResponse>;

/** Every answer that is not 2xx. Programs go by the code; the message is for a log or a bare client. */
export const faultResponse = z.strictObject({
  code: z.string(),
  message: z.string(),
  /** Names of the fields at fault, never their values. */
  fields: z.array(z.string()).optional(),
  retryAfterSeconds: z.number().optional(),
  /** The centre's protocol, where a request was not understood: whose own is higher waits until the centre is brought up to date. */
  protocol: int.optional(),
});
export type FaultResponse = z.infer<typeof faultResponse>;
