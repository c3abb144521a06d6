/** What the replica answers about public notices (contract: desk.ts). Lines of an edition hold what the public sees and nothing else. */
import { z } from 'zod';
import { NOTICE_OCCASIONS, NOTICE_STATES } from '../domain/public-notice.ts';
import { BENEFITS } from '../domain/state.ts';
import { deadline } from './desk-shapes.ts';

const id = z.number().int();
const words = z.string().nullable();
const month = z.string().regex(/^\d{4}-\d{2}$/);

export const noticeRow = z.object({
  noticeId: id,
  division: id,
  /** Village or township, and the township it is of. */
  placeName: z.string(),
  township: z.string(),
  occasion: z.enum(NOTICE_OCCASIONS),
  fromMonth: z.string(),
  toMonth: z.string(),
  entryCount: z.number(),
  state: z.enum(NOTICE_STATES),
  preparedOn: z.string(),
  postedOn: words,
  /** Last day on which it hangs; null while it does not, or where no calendar reaches. */
  lastDay: words,
  /** Day of seven, while it hangs. */
  day: z.number().nullable(),
  isOver: z.boolean(),
  openObjections: z.number(),
  /** Upheld and not settled by the county's civil affairs. */
  unsettledObjections: z.number(),
});
export type NoticeRow = z.infer<typeof noticeRow>;
export const noticeList = z.object({ today: z.string(), rows: z.array(noticeRow) });

const publicRow = z.object({
  name: z.string(),
  benefitKind: z.enum(BENEFITS),
  standardFen: z.number(),
  paidSince: words,
  village: words,
});
export type PublicRowView = z.infer<typeof publicRow>;

export const objectionView = z.object({
  objectionId: id,
  personId: id.nullable(),
  personName: words,
  receivedOn: z.string(),
  text: z.string(),
  contactName: words,
  /** Masked like every number. */
  contactPhone: words,
  hasContact: z.boolean(),
  state: z.enum(['OPEN', 'UPHELD', 'REJECTED']),
  proposal: words,
  /** Working days in which it is looked into. */
  due: deadline,
  decidedWords: words,
  decidedOn: words,
  decidedBy: z.string(),
  repliedOn: words,
  replyWords: words,
  /** Whether the county holds this person's money back for it. */
  isHeld: z.boolean(),
  /** What civil affairs made of one that was upheld; null until then. */
  settlement: words,
  settledOn: words,
  settledBy: z.string(),
  settledWords: words,
});
export type ObjectionView = z.infer<typeof objectionView>;

export const noticePage = z.object({
  row: noticeRow,
  preparedBy: z.string(),
  poster: words,
  postedPlace: words,
  onlinePlace: words,
  postedWords: words,
  takenDownOn: words,
  remover: words,
  closedWords: words,
  /** Its board edition on paper: the document that is kept, or null and the number that it will have. */
  paper: z.object({
    documentId: id.nullable(),
    number: z.string(),
    prints: z.number(),
    /** The void one whose place it will take. */
    replaces: id.nullable(),
  }),
  board: z.array(publicRow),
  online: z.array(publicRow),
  /** Whom an objection can be about. */
  people: z.array(z.object({ personId: id, name: z.string() })),
  /** Lines behind which the county found no active entitlement. */
  unknownLines: z.number(),
  objections: z.array(objectionView),
});
export type NoticePage = z.infer<typeof noticePage>;

export const candidateInput = z.strictObject({
  division: id,
  occasion: z.enum(NOTICE_OCCASIONS),
  fromMonth: month,
  toMonth: month,
});

export const candidates = z.object({
  entries: z.array(
    z.object({
      personId: id,
      name: z.string(),
      village: z.string(),
      benefit: z.enum(BENEFITS),
      standardFen: z.number(),
      paidSince: words,
    }),
  ),
  /** Who receives but whose standard cannot be said: not hung until somebody has looked. */
  heldOut: z.array(
    z.object({ personId: id, name: z.string(), benefit: z.enum(BENEFITS), reasons: z.array(z.string()) }),
  ),
  most: z.number(),
});
export type Candidates = z.infer<typeof candidates>;
