/** Who sits at the desk and how its link to the centre is, as the replica tells the screens. */
import { z } from 'zod';
import { ROLES } from '../domain/state.ts';

const id = z.number().int();

export const me = z.object({
  accountId: id,
  account: z.string(),
  personName: z.string(),
  role: z.enum(ROLES),
  unitName: z.string(),
  /** Division that the unit works for. */
  unitScope: id,
  scopes: z.array(id),
  computerName: z.string(),
  deviceNumber: z.number(),
  countyName: z.string(),
});
/** A division that this computer knows by name; its level follows from its code. */
export const knownPlace = z.object({ code: id, name: z.string(), parent: id });
export type KnownPlace = z.infer<typeof knownPlace>;
export const sessionStatus = z.object({
  state: z.enum(['locked', 'open']),
  computerName: z.string(),
  centralUrl: z.string(),
  /** Accounts that can be opened here without the centre. */
  known: z.array(z.object({ account: z.string(), personName: z.string(), unitName: z.string() })),
  me: me.nullable(),
  /** Who was signed in here until the county took their access: who, and when. Null once somebody has signed in again. */
  closed: z.object({ personName: z.string(), at: z.string() }).nullable(),
  /** False until the first sync is whole; lists say that they are not complete. */
  complete: z.boolean(),
  /** Business date of this desk, Asia/Shanghai. */
  today: z.string(),
  /** Instant of the answer by the desk's clock, which a classroom may have set: windows reckon from it. */
  now: z.string(),
});
export const signInResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), mode: z.enum(['online', 'offline']) }),
  z.object({
    ok: z.literal(false),
    code: z.enum([
      'wrong-password',
      'unknown-here-offline',
      'locked-out',
      'other-unit',
      'no-server',
      /** Something answers at the centre's address that is no centre. */
      'server-garbled',
      'replica-damaged',
      /** The file, or the slots beside it, were written by a newer program. */
      'replica-newer',
      'disk-full',
      'read-only',
    ]),
    /** Minutes until the next try under locked-out. */
    minutes: z.number().optional(),
  }),
]);

/** no-answer: silence. busy: the centre says that it cannot now. garbled: what answers is no centre. contradicts: what it says cannot be true
 *  beside what this computer holds. refused: it takes nothing from this computer, with its code. centre-older: it cannot read all
 *  that a newer program writes here. disk-full, read-only: this computer cannot
 *  keep what comes. fault: none of these. */
export const LINK_TROUBLES = [
  'no-answer',
  'busy',
  'garbled',
  'contradicts',
  'refused',
  'centre-older',
  'disk-full',
  'read-only',
  'fault',
] as const;
export const linkTrouble = z.object({ kind: z.enum(LINK_TROUBLES), code: z.string().nullable() });
export type LinkTroubleView = z.infer<typeof linkTrouble>;

/** What goes over the line just now: bytes so far and, as far as anybody can tell, in all; how fast it has been lately; how long it will take.
 *  waiting: nothing does until the next try; cut: neither, for the line broke with something under way. */
export const lineWork = z.object({
  doing: z.enum(['sending', 'fetching', 'first-sync', 'waiting', 'cut']),
  bytesDone: z.number(),
  bytesTotal: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});

/** Whether the rows here are the county's, as they were last held against one another. differs: they are not, and could not be mended.
 *  doubtful: the county does not vouch for its own. checkedAt: null while anything has not been compared yet. */
export const rowCheck = z.object({
  state: z.enum(['same', 'differs', 'doubtful']),
  checkedAt: z.string().nullable(),
  /** The last time that rows were put right, and how many. */
  mended: z.object({ at: z.string(), rows: z.number() }).nullable(),
});
export type RowCheckView = z.infer<typeof rowCheck>;

/** What lies here: whether it is all, and whether it is the county's. */
export const rowStatus = z.object({
  /** Null when everything is here. peopleTotal: null while nobody knows. */
  partial: z.object({ people: z.number(), peopleTotal: z.number().nullable() }).nullable(),
  check: rowCheck,
});
export type PartialRows = NonNullable<z.infer<typeof rowStatus>['partial']>;

export const linkStatus = z.object({
  state: z.enum(['online', 'offline', 'sending', 'first-sync', 'sign-in-needed']),
  since: z.string().nullable(),
  lastReceivedAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  waiting: z.number(),
  oldestWaitingAt: z.string().nullable(),
  needsYou: z.number(),
  sending: z.object({ done: z.number(), total: z.number() }).nullable(),
  packVersion: z.string(),
  /** What is wrong while nothing goes up, or not all: null while all is well, and while only a password is wanted. */
  trouble: linkTrouble.nullable(),
  /** Null at rest. */
  work: lineWork.nullable(),
  /** First sync: rows laid down so far and in all. */
  firstSync: z.object({ done: z.number(), total: z.number() }).nullable(),
});
