/** Documents on paper and the roll-out, as the replica tells them to the screens (contract: desk.ts, `documents` and `rollout`). */
import { z } from 'zod';
import { ROLLOUT_PHASES, UNMET } from '../domain/rollout.ts';

const id = z.number().int();
const words = z.string().nullable();

export const documentRow = z.object({
  documentId: id,
  personId: id.nullable(),
  applicationId: id.nullable(),
  lineId: id.nullable(),
  kind: z.string(),
  number: z.string(),
  issuedAt: z.string(),
  who: z.string(),
  unit: z.string(),
  device: z.string(),
  prints: z.number().int(),
  voided: z.object({ at: z.string(), who: z.string(), reason: z.string() }).nullable(),
  replaces: words,
});
export type DocumentRow = z.infer<typeof documentRow>;

/** A notice that an act gave a number to and that nobody has printed yet. */
const documentDue = z.object({
  lineId: id,
  applicationId: id.nullable(),
  kind: z.string(),
  number: z.string(),
  at: z.string(),
});
export type DocumentDue = z.infer<typeof documentDue>;

export const documentsOfPerson = z.object({
  rows: z.array(documentRow),
  due: z.array(documentDue),
  /** The next of this computer's own block of the day. */
  nextNumber: z.string(),
});
export type DocumentsOfPerson = z.infer<typeof documentsOfPerson>;

const part = z.record(z.string(), z.union([z.string(), z.array(z.array(z.string()))])).nullable();
export const documentPage = documentRow.extend({
  edition: z.number().int(),
  hash: z.string(),
  /** What stands on it; null for a class that this role may not hold. */
  content: z.object({ case: part, identity: part, health: part, money: part }),
  /** Whether what is kept still has the hash: `hidden` where this role does not hold all of it. */
  archive: z.enum(['whole', 'changed', 'hidden']),
  printings: z.array(
    z.object({ ordinal: z.number().int(), who: z.string(), at: z.string(), device: z.string() }),
  ),
});
export type DocumentPage = z.infer<typeof documentPage>;

export const documentFound = z.object({
  /** unknown: no such document here; unreadable: neither a QR nor a number with its signs. */
  verdict: z.enum(['same', 'different', 'void', 'unknown', 'unreadable']),
  document: documentRow.nullable(),
  /** The person, or the place of a public notice, that it is of; empty for a form or list of the office. */
  about: z.string(),
});
export type DocumentFound = z.infer<typeof documentFound>;

const townshipNumbers = z.object({
  township: id,
  target: z.number(),
  entered: z.number(),
  reviewed: z.number(),
  determined: z.number(),
  blocks: z.number(),
  openErrors: z.number(),
});
const signature = z.object({
  body: z.enum(['FEDERATION', 'CIVIL_AFFAIRS']),
  who: z.string(),
  at: z.string(),
});

export const rolloutView = z.object({
  rolloutId: id,
  phase: z.enum(ROLLOUT_PHASES),
  phaseSince: words,
  next: z.enum(ROLLOUT_PHASES).nullable(),
  /** Left by two signatures. */
  needsSignatures: z.boolean(),
  isCounting: z.boolean(),
  liveOn: z.string(),
  targetMonth: z.string(),
  targets: z.array(z.object({ township: id, living: z.number(), nursing: z.number() })),
  targetFen: z.number(),
  financeFen: z.number(),
  due: z.object({ current: z.string(), history: z.string() }),
  numbers: z
    .object({
      asOf: z.string(),
      rows: z.array(townshipNumbers),
      systemFen: z.number().nullable(),
      history: z.object({
        months: z.number(),
        unreconciled: z.number(),
        fen: z.number(),
        hash: z.string(),
      }),
    })
    .nullable(),
  /** What was signed off of the history is no longer what stands. */
  isHistoryChanged: z.boolean(),
  unmet: z.array(z.enum(UNMET)),
  signatures: z.array(signature),
  mineIsSigned: z.boolean(),
  /** What a signature would bind. */
  hash: z.string(),
  ledger: z.array(
    z.object({
      phase: z.enum(ROLLOUT_PHASES),
      on: z.string(),
      who: z.string(),
      signatures: z.array(signature),
      reason: words,
    }),
  ),
});
export type RolloutView = z.infer<typeof rolloutView>;

export const bulletinView = z.object({
  bulletinId: id,
  day: z.string(),
  asOf: z.string(),
  state: z.string(),
  hash: words,
  madeAt: words,
  rows: z.array(townshipNumbers.extend({ permille: z.number().nullable(), change: z.number() })),
  /** Made again: when, and whether it came out the same. */
  remade: z.object({ at: z.string(), isSame: z.boolean() }).nullable(),
});
export type BulletinView = z.infer<typeof bulletinView>;

export const rolloutPage = z.object({
  rollout: rolloutView.nullable(),
  bulletins: z.array(bulletinView),
  townships: z.array(z.object({ code: id, name: z.string() })),
});
export type RolloutPage = z.infer<typeof rolloutPage>;

export const rosterCopyOf = z.strictObject({ hash: z.string(), copy: z.string(), place: z.string() });
export type RosterCopyOf = z.infer<typeof rosterCopyOf>;

export const paperOfRoster = z.object({
  /** Null before its first print. */
  paper: z
    .object({ documentId: z.number(), number: z.string(), hash: z.string(), prints: z.number() })
    .nullable(),
  nextNumber: z.string(),
});
export type PaperOfRoster = z.infer<typeof paperOfRoster>;
