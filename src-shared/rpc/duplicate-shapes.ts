/** One person registered twice, as the replica tells it to the screens (contract: desk.ts, `duplicates`). Numbers are masked so that
 *  different ones never read alike. */
import { z } from 'zod';
import { BENEFITS } from '../domain/state.ts';
import { personBrief } from './desk-shapes.ts';

const id = z.number().int();
const words = z.string().nullable();
const benefits = z.array(z.enum(BENEFITS));

/** Why two records may be one person: one number; an old and a new number of one; the number of a record that was merged into one with
 *  another number; name, birth date and village alike; name and birth date
 *  alike with another village. */
export const DUPLICATE_GROUNDS = [
  'same-id',
  'old-and-new-id',
  'merged-id',
  'name-birth-village',
  'name-birth',
] as const;
export type DuplicateGround = (typeof DUPLICATE_GROUNDS)[number];
const ground = z.enum(DUPLICATE_GROUNDS);

/** What is typed of somebody, as far as it is typed. */
export const typedPerson = z.strictObject({
  name: z.string().max(50),
  idNumber: z.string().max(40),
  birthDate: z.string().nullable(),
  village: id.nullable(),
});
export const similarPerson = personBrief.extend({
  ground,
  benefits,
  state: z.string(),
  /** The township that keeps this person, when the record here was given up for one that this desk does not hold. */
  keptIn: words,
});
export type SimilarPerson = z.infer<typeof similarPerson>;

const duplicateSide = z.object({
  person: personBrief,
  /** Instant of the first line of its history. */
  registeredOn: words,
  registeredBy: z.string(),
  files: z.array(z.object({ state: z.string(), benefits, submittedOn: words })),
  active: benefits,
  papers: z.number(),
  historyLines: z.number(),
});
export type DuplicateSide = z.infer<typeof duplicateSide>;

/** The typed form against a record. */
export const comparison = z.object({
  record: duplicateSide,
  fields: z.array(z.object({ field: z.string(), typed: words, record: words })),
});
export type Comparison = z.infer<typeof comparison>;
export const comparedForm = typedPerson.extend({
  phone: z.string().max(40),
  certificateNumber: z.string().max(60),
});

export const duplicatePair = z.object({
  leftId: id,
  rightId: id,
  leftName: z.string(),
  rightName: z.string(),
  village: z.string(),
  ground,
});
export type DuplicatePair = z.infer<typeof duplicatePair>;

const settlement = z.object({
  /** same, different, or moot: the record was given up or its number corrected in another question. */
  choice: z.string(),
  who: z.string(),
  at: z.string(),
  reason: words,
});
export const duplicatePage = z.object({
  left: duplicateSide,
  /** Null when this desk does not hold the other township's record; `elsewhere` says what the county told of it. */
  right: duplicateSide.nullable(),
  elsewhere: z
    .object({
      township: z.string(),
      scope: id,
      name: words,
      idNumberMasked: words,
      birthDate: words,
      village: z.string(),
      registeredAt: words,
      registeredBy: z.string(),
    })
    .nullable(),
  ground: ground.nullable(),
  /** One line a field. */
  fields: z.array(z.object({ group: z.string(), field: z.string(), left: words, right: words })),
  /** Why they cannot be merged as they stand: the refusal of the act, with the subsidy that it is about. */
  obstacle: z.object({ code: z.string(), benefit: z.enum(BENEFITS).nullable() }).nullable(),
  conflictId: id.nullable(),
  /** What the left record's township has received and the other goes on with. */
  received: z.array(z.object({ benefits, submittedOn: z.string() })),
  /** Of that, what nobody asked for at the right record: it is taken in there afterwards. */
  notAskedThere: benefits,
  /** The right record's files with a later date than the left one's: the earlier one goes over (county only). */
  earlierDates: z.array(z.object({ applicationId: id, submittedOn: z.string(), stands: z.string() })),
  settlement: settlement.nullable(),
});
export type DuplicatePage = z.infer<typeof duplicatePage>;

/** What a case page says about a person being registered twice. */
export const duplicatesOfPerson = z.object({
  /** Records that may be the same person and that nobody has settled. */
  maybe: z.array(z.object({ personId: id, name: z.string(), village: z.string(), ground })),
  /** Where this record went; `personId` is null when this desk does not hold the kept one. */
  mergedInto: z
    .object({ personId: id.nullable(), name: z.string(), township: z.string(), on: words })
    .nullable(),
  /** Records that were merged into this one. */
  merged: z.array(z.object({ personId: id, name: z.string(), idNumberMasked: z.string(), on: words })),
  /** What another township had received when its record was given up for this one, and nobody has asked for here yet. */
  stillToTakeIn: z.array(z.object({ township: z.string(), benefits, submittedOn: z.string() })),
});
export type DuplicatesOfPerson = z.infer<typeof duplicatesOfPerson>;
