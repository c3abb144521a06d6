/** Papers on a case: a photo or PDF of what the applicant brought. The act says what it is and by which hash its bytes are known; the bytes
 *  travel beside the log and may come later. A paper that was taken away stays as a record with who and why (∴, dossier c.7).
 *  PA1 the same file stands once on a case.  PA2 what an act says of a file the replica has read from the file, never from its name.
 *  Elsewhere: checks of the bytes (paper-file.ts), limits (paper-limits.ts), keeping and carrying them (replica/papers, server/papers). */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { change, create, defineCommand, firstOf, refuse } from './command.ts';
import { historyLine } from './history.ts';
import { PAPER_LIMITS, PAPER_MATERIALS, PAPER_MEDIA_TYPES } from './paper-limits.ts';
import { idSchema } from './person.ts';

const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
/** Those taken away included: a record is never removed. */
const RECORDS_OF_PERSON_MAX = 400;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Whether a paper counts: there, and not taken away. */
export function isStanding({ values }: Pick<Row<'paper'>, 'values'>): boolean {
  return values.removedAt === null;
}

export const paperAttach = defineCommand({
  name: 'paper.attach',
  version: 1,
  args: z.strictObject({
    personId: idSchema,
    applicationId: idSchema.nullable(),
    material: z.enum(PAPER_MATERIALS),
    mediaType: z.enum(PAPER_MEDIA_TYPES),
    byteCount: z.number().int().min(1).max(PAPER_LIMITS.fileBytes),
    sha256: sha256Schema,
    /** As it was called on the clerk's disk; null for what was pasted or photographed. */
    fileName: z.string().trim().min(1).max(120).nullable(),
  }),
  roles: TOWNSHIP_ROLES,
  isAdditive: true,
  target: (args) => ({ type: 'person', id: args.personId }),
  needs: (args) => [
    { as: 'person', type: 'person', id: args.personId },
    { as: 'papers', type: 'paper', by: 'personId', value: args.personId, limit: RECORDS_OF_PERSON_MAX },
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
    const papers = (records.papers ?? []) as readonly Row<'paper'>[];
    const standing = papers.filter(isStanding);
    if (standing.some(({ values }) => values.sha256 === args.sha256))
      return refuse('paper/already-there', ['sha256']);
    if (standing.length >= PAPER_LIMITS.papersOfPerson || papers.length >= RECORDS_OF_PERSON_MAX)
      return refuse('paper/too-many', undefined, { most: PAPER_LIMITS.papersOfPerson });
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
    const line = historyLine(context, {
      personId: paper.values.personId as number,
      applicationId: paper.values.applicationId,
      action: 'paper.remove',
      words: args.reason,
      details: { paper: paper.id, material: paper.values.material },
    });
    const removal = {
      removedBy: context.actor.accountId,
      removedAt: context.madeAt,
      removeReason: args.reason,
    };
    return { changes: [change('paper', paper.id, removal), line] };
  },
});
