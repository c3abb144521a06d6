/** Policy packs as the screens are told them: which are in force, what a new one would change, and what the last one changed of whom. */
import { z } from 'zod';
import type { PolicyPack } from '../domain/pack.ts';

const fen = z.number().nullable();
const words = z.string().nullable();

const standardRow = z.object({
  id: z.string(),
  benefit: z.string(),
  amountFen: z.number(),
  from: z.string(),
  to: words,
  grades: z.array(z.number()),
  classes: z.array(z.number()),
  households: z.array(z.string()),
  urbanRural: words,
  ageFrom: z.number().nullable(),
  ageTo: z.number().nullable(),
});
export type StandardRow = z.infer<typeof standardRow>;

const packRow = z.object({
  name: z.string(),
  region: z.string(),
  documentNo: words,
  issuedBy: words,
  publishedOn: words,
  validFrom: words,
  reason: words,
  isInForce: z.boolean(),
  standards: z.array(standardRow),
});
export type PackRow = z.infer<typeof packRow>;

/** A number of the procedure, by its name. */
const value = z.union([z.string(), z.number(), z.boolean()]);
const numberRow = z.object({ name: z.string(), value, setBy: words });
export type PackNumberRow = z.infer<typeof numberRow>;

const faultRow = z.object({
  code: z.string(),
  detail: words,
  month: words,
  benefit: words,
});
export type PackFaultRow = z.infer<typeof faultRow>;

const changeRow = z.object({
  rejudgementId: z.number(),
  personId: z.number(),
  name: z.string(),
  township: z.string(),
  village: z.string(),
  benefit: z.string(),
  fromMonth: z.string(),
  beforeFen: fen,
  afterFen: fen,
  beforeReasons: z.array(z.string()),
  afterReasons: z.array(z.string()),
  rule: z.string(),
  article: z.string(),
  documentNo: words,
});
export type PackChangeRow = z.infer<typeof changeRow>;

const keyRow = z.object({
  keyId: z.string(),
  region: z.string(),
  unitName: z.string(),
  /** One of the first, signed by one that counts, or by none. */
  standing: z.enum(['FIRST', 'VOUCHED', 'REFUSED']),
});
export type PackKeyRow = z.infer<typeof keyRow>;

export const packsOverview = z.object({
  /** Name of the set that acts are decided with today. */
  version: z.string(),
  packs: z.array(packRow),
  /** The procedure in force here, and which pack set each number; null of what none did. */
  numbers: z.array(numberRow),
  /** Offers of this county that were not taken in, or wait. */
  offers: z.array(
    z.object({
      name: z.string(),
      documentNo: words,
      state: z.string(),
      at: words,
      faults: z.array(faultRow),
    }),
  ),
  /** Judging again under a pack that came. */
  orders: z.array(
    z.object({
      ...{ name: z.string(), documentNo: words, startsOn: words, state: z.string() },
      ...{ judged: z.number(), changed: z.number() },
    }),
  ),
  /** What a pack changed and nobody has seen to yet; the first of so many. */
  changes: z.object({ total: z.number(), rows: z.array(changeRow) }),
  keys: z.array(keyRow),
  /** Packs that came and are not used: no key that counts signed them. */
  distrusted: z.array(z.object({ name: z.string(), documentNo: words })),
  /** Packs in force that lie below a level raised after them. */
  below: z.array(z.object({ name: z.string(), documentNo: words, benefit: z.string(), month: z.string() })),
  mayIssue: z.boolean(),
  mayAnswer: z.boolean(),
});
export type PacksOverview = z.infer<typeof packsOverview>;

export const packLookInput = z.strictObject({ file: z.string().max(1_000_000) });

export const packLook = z.object({
  name: words,
  documentNo: words,
  validFrom: words,
  faults: z.array(faultRow),
  changes: z.array(z.object({ month: z.string(), beforeFen: fen, afterFen: fen, standard: standardRow })),
  numbers: z.array(z.object({ name: z.string(), before: value, after: value })),
  /** What the act of issuing takes; null where the file is no pack. */
  args: z.unknown(),
});
export type PackLook = z.infer<typeof packLook>;

export const policyPack = z.custom<PolicyPack>((value) => typeof value === 'object' && value !== null);
