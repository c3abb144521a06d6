/** Ends of a file beside a refusal: not taken up at all (T5 ∴), and withdrawn by the applicant until it is approved ((d) WITHDRAWN ∴). Both give
 *  back what the file claims. A file of another place is never turned down here: it is forwarded (S004 art.13).                             */
import { z } from 'zod';
import { belongsElsewhere, fileCommand, fileIn, moveFile, releasedClaims } from './application.ts';
import { defineCommand, firstOf, refuse } from './command.ts';
import { NOT_ACCEPTED_REASONS } from './state.ts';
import { idSchema } from './person.ts';
import { rolesOf, startsOf } from './workflow.ts';

const words = z.string().trim().min(1).max(300);

/** T5: 不予受理, with the reason and the way to object. */
export const applicationNotAccept = defineCommand({
  ...fileCommand,
  name: 'application.notAccept',
  args: z.strictObject({ applicationId: idSchema, reasonCode: z.enum(NOT_ACCEPTED_REASONS), words }),
  roles: rolesOf('application.notAccept'),
  decide(records, args, context) {
    const found = fileIn(records, startsOf('application.notAccept'));
    if (!found.ok) return found.refusal;
    if (belongsElsewhere(records, context)) return refuse('application/belongs-elsewhere');
    const person = firstOf(records, 'person', 'person');
    if (args.reasonCode === 'NO_CERTIFICATE' && person?.values.certificateNumber)
      return refuse('application/certificate-there', ['reasonCode']);
    const set = { reasonCode: args.reasonCode, reasonWords: args.words };
    return {
      changes: moveFile(context, found.application, 'NOT_ACCEPTED', set, {
        action: 'application.notAccept',
        reasonCode: args.reasonCode,
        words: args.words,
        documentKind: 'NOT_ACCEPTED_NOTICE',
      }),
      claims: releasedClaims(found.application, person),
    };
  },
});

/** 撤回: the applicant takes it back, wherever it lies. */
export const applicationWithdraw = defineCommand({
  ...fileCommand,
  name: 'application.withdraw',
  args: z.strictObject({ applicationId: idSchema, words }),
  roles: rolesOf('application.withdraw'),
  decide(records, args, context) {
    const found = fileIn(records, startsOf('application.withdraw'));
    if (!found.ok) return found.refusal;
    return {
      changes: moveFile(
        context,
        found.application,
        'WITHDRAWN',
        { reasonWords: args.words },
        {
          action: 'application.withdraw',
          words: args.words,
        },
      ),
      claims: releasedClaims(found.application, firstOf(records, 'person', 'person')),
    };
  },
});
