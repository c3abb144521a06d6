/** Papers on a case: a photo or PDF of what the applicant brought; and photos of a public notice as it hangs (dossier g ∴). The act says what it is and by which hash its bytes are known; the bytes
 *  travel beside the log and may come later. A paper that was taken away stays as a record with who and why (∴, dossier c.7).
 *  PA1 the same file stands once on a case or notice: one photo does not prove both the start and the end.  PA2 what an act says of a file the replica has read from the file, never from its name.
 *  Elsewhere: checks of the bytes (paper-file.ts), limits (paper-limits.ts), keeping and carrying them (replica/papers, server/papers). */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { change, create, defineCommand, firstOf, type Loaded, refuse } from './command.ts';
import { historyLine } from './history.ts';
import { packOf } from './pack-book.ts';
import { CASE_MATERIALS, NOTICE_MATERIALS, PAPER_LIMITS, PAPER_MEDIA_TYPES } from './paper-limits.ts';
import { idSchema } from './person.ts';
import { lastDayOf, noticeArgs, noticeNeed, noticeTarget } from './public-notice.ts';

const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
/** Those taken away included: a record is never removed. */
const RECORDS_MAX = 400;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const contentArgs = {
  mediaType: z.enum(PAPER_MEDIA_TYPES),
  byteCount: z.number().int().min(1).max(PAPER_LIMITS.fileBytes),
  sha256: sha256Schema,
  /** As it was called on the clerk's disk; null for what was pasted or photographed. */
  fileName: z.string().trim().min(1).max(120).nullable(),
};

/** Whether a paper counts: there, and not taken away. */
export function isStanding({ values }: Pick<Row<'paper'>, 'values'>): boolean {
  return values.removedAt === null;
}

/** Why one more with these bytes has no place beside those that are there (PA1). */
function noRoom(records: Loaded, sha256: string, most: number): 'twice' | 'full' | null {
  const papers = (records.papers ?? []) as readonly Row<'paper'>[];
  const standing = papers.filter(isStanding);
  if (standing.some(({ values }) => values.sha256 === sha256)) return 'twice';
  return standing.length >= most || papers.length >= RECORDS_MAX ? 'full' : null;
}

export const paperAttach = defineCommand({
  name: 'paper.attach',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    applicationId: idSchema.nullable(),
    material: z.enum(CASE_MATERIALS),
    ...contentArgs,
  }),
  roles: TOWNSHIP_ROLES,
  isAdditive: true,
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    { as: 'person', type: 'person', id: args.personId },
    { as: 'papers', type: 'paper', by: 'personId', value: args.personId, limit: RECORDS_MAX },
    ...(args.applicationId === null
      ? []
      : [{ as: 'application', type: 'application' as const, id: args.applicationId }]),
  ],
  decide(records, args, context) {
    const person = firstOf(records, 'person', 'person');
    if (!person) return refuse('person/not-found');
    const application = firstOf(records, 'application', 'application');
    if (args.applicationId !== null && application?.values.personId !== person.id)
      return refuse('paper/other-file', ['applicationId']);
    const most = PAPER_LIMITS.papersOfPerson;
    const hindrance = noRoom(records, args.sha256, most);
    if (hindrance === 'twice') return refuse('paper/already-there', ['sha256']);
    if (hindrance) return refuse('paper/too-many', undefined, { most });
    const { personId, applicationId, material, mediaType, byteCount, sha256, fileName } = args;
    const paper = create('paper', context.newId(), {
      ...{ personId, applicationId, material, mediaType, byteCount, sha256, fileName },
      addedBy: context.actor.accountId,
      addedAt: context.madeAt,
    });
    const line = historyLine(context, {
      personId,
      applicationId,
      action: 'paper.attach',
      details: { paper: paper.id, material },
    });
    return { changes: [paper, line] };
  },
});

/** A photo of a notice as it hung: of the start once it was posted, of the end from its last day on. */
export const paperAttachToNotice = defineCommand({
  name: 'paper.attachToNotice',
  version: 1,
  args: z.strictObject({ ...noticeArgs, material: z.enum(NOTICE_MATERIALS), ...contentArgs }),
  roles: TOWNSHIP_ROLES,
  target: noticeTarget,
  needs: (args) => [
    noticeNeed(args),
    { as: 'papers', type: 'paper', by: 'noticeId', value: args.noticeId, limit: RECORDS_MAX },
  ],
  decide(records, args, context) {
    const notice = firstOf(records, 'notice', 'publicNotice');
    if (!notice) return refuse('notice/not-found');
    const { postedOn } = notice.values;
    if (postedOn === null) return refuse('notice/not-posted');
    const lastDay = lastDayOf(postedOn, packOf(context));
    if (args.material === 'POSTING_END' && (lastDay === null || context.madeOn < lastDay))
      return lastDay === null
        ? refuse('notice/end-unknown')
        : refuse('notice/photo-early', ['material'], { lastDay });
    const most = PAPER_LIMITS.papersOfNotice;
    const hindrance = noRoom(records, args.sha256, most);
    if (hindrance === 'twice') return refuse('notice/photo-twice', ['sha256']);
    if (hindrance) return refuse('notice/photos-full', undefined, { most });
    const added = { addedBy: context.actor.accountId, addedAt: context.madeAt };
    return { changes: [create('paper', context.newId(), { ...args, ...added })] };
  },
});

export const paperRemove = defineCommand({
  name: 'paper.remove',
  version: 1,
  args: z.strictObject({ paperId: idSchema, reason: z.string().trim().min(1).max(300) }),
  roles: TOWNSHIP_ROLES,
  target: (args) => ({ type: 'paper', id: args.paperId }),
  needs: (args) => [{ as: 'paper', type: 'paper', id: args.paperId }],
  decide(records, args, context) {
    const paper = firstOf(records, 'paper', 'paper');
    if (!paper) return refuse('paper/not-found');
    if (!isStanding(paper)) return refuse('paper/already-removed');
    const { personId, applicationId, material } = paper.values;
    const removal = {
      removedBy: context.actor.accountId,
      removedAt: context.madeAt,
      removeReason: args.reason,
    };
    const taken = change('paper', paper.id, removal);
    if (personId === null) return { changes: [taken] };
    const line = historyLine(context, {
      ...{ personId, applicationId, action: 'paper.remove', words: args.reason },
      details: { paper: paper.id, material },
    });
    return { changes: [taken, line] };
  },
});
