/** Acts that the county did not take and that can be mended, as the replica tells them to the screens (contract: desk.ts, `journal`). */
import { z } from 'zod';

const id = z.number().int();
const words = z.string().nullable();

/** What a form opens with, to do again what was refused. */
export const mendPage = z.object({
  number: id,
  name: z.string(),
  personName: words,
  who: z.string(),
  madeAt: z.string(),
  /** Everything as it was written; ids of records that a refused act would have made are those of the act that took its place. */
  args: z.unknown(),
  /** refused, parked, quarantined */
  outcome: z.string(),
  code: words,
  /** The argument that the refusal points at, as in ['person', 'idNumber']. */
  path: z.array(z.string()),
  detail: z.unknown(),
  receipt: words,
  receivedAt: words,
  /** The record the act is about, as far as this computer holds it. */
  target: z.object({ personId: id.nullable(), applicationId: id.nullable(), conflictId: id.nullable() }),
  /** Of a parked act: the one before it that is not mended yet. */
  behind: id.nullable(),
});
export type MendPage = z.infer<typeof mendPage>;

/** An act that was put off because one before it was refused. */
export const follower = z.object({
  number: id,
  name: z.string(),
  personName: words,
  madeAt: z.string(),
  /** Why it cannot be issued again as it stands: the one before it is not mended; a reviewer must look again; what it is about is not
   *  there any more. */
  obstacle: z.enum(['first', 'look-again', 'not-there']).nullable(),
});
export type Follower = z.infer<typeof follower>;

/** What became of an act that was issued again. */
export const reissued = z.object({ number: id, by: id.nullable(), code: words });
