/** The reviews: township (T7, T8), federation (T11, T12, forwarding of T13), civil affairs (T13, T14). Each body judges only its
 *  own matter, four eyes hold, and every judgement names the hash of the groups that its body judged; if they have changed since,
 *  the file goes back to the reviewer, while a corrected phone number does not. Source: dossier (d), S004 arts 2–4. */
import { z } from 'zod';
import { canonicalJson, type Json, sha256Hex } from '../base/canonical.ts';
import { groupOf } from '../records/rows.ts';
import type { RecordTypeName } from '../records/registry.ts';
import type { Row } from '../records/rows.ts';
import {
  belongsElsewhere,
  benefitsOf,
  fileCommand,
  fileIn,
  fileNeeds,
  moveFile,
  releasedClaims,
} from './application.ts';
import {
  type Change,
  create,
  type Command,
  defineCommand,
  type DecideContext,
  firstOf,
  type Loaded,
  type Need,
  type Refusal,
  refuse,
} from './command.ts';
import { entitledClaim } from './claim-keys.ts';
import { delegatedOn, delegationNeeds } from './delegation.ts';
import { papersNeeds, papersNotArrived } from './paper-demand.ts';
import { idSchema } from './person.ts';
import {
  type ApplicationState,
  BENEFITS,
  type Body,
  bodyOf,
  CIVIL_AFFAIRS_RETURNS,
  FEDERATION_RETURNS,
  isJudging,
  type JudgingBody,
  PRELIMINARY_REFUSALS,
  type Role,
} from './state.ts';
import { type FileAct, rolesOf, startsOf, transitionOf } from './workflow.ts';

/** The groups each body judges (DESIGN §4; dossier (d): T8, T11, T13). `file` says what was chosen, `origin` what the roster says of other
 *  benefits. */
export const JUDGED_GROUPS: Readonly<
  Record<JudgingBody, Readonly<Partial<Record<RecordTypeName, readonly string[]>>>>
> = {
  TOWNSHIP: { person: ['identity', 'certificate', 'household', 'bank'], application: ['file', 'materials'] },
  FEDERATION: { person: ['identity', 'certificate'], application: ['file', 'materials'] },
  CIVIL_AFFAIRS: {
    person: ['household', 'origin', 'bank', 'life', 'otherBenefits', 'election'],
    application: ['file', 'submission'],
  },
};

/** Fields that came with a later program: while one says nothing, a hash that an older program made holds. */
const LATER_FIELDS: readonly string[] = [
  ...['renewalAppliedOn', 'otherBenefits', 'elections'],
  ...['deathDate', 'deathSource', 'custodyKind', 'custodyFrom', 'custodyTo'],
];

/** Hash over the values of the groups a body judges: what the reviewer had on the screen. 64 hex digits. */
export function judgedHash(body: Body, person: Row<'person'>, application: Row<'application'>): string {
  const judged: Record<string, Json> = {};
  for (const row of [person, application] as Row[]) {
    for (const group of (isJudging(body) && JUDGED_GROUPS[body][row.type]) || []) {
      for (const field of Object.keys(groupOf(row.type, group).fields)) {
        const value = (row.values as Record<string, Json>)[field] ?? null;
        if (value === null && LATER_FIELDS.includes(field)) continue;
        judged[`${row.type}.${field}`] = value;
      }
    }
  }
  return sha256Hex(canonicalJson(judged));
}

const words = z.string().trim().max(300);
const judgement = { applicationId: idSchema, judged: z.string().length(64) };

/** Whose matter is judged in a state: a township that determines judges civil affairs' (T15). */
export function matterOf(state: string | null, role: Role): Body {
  return state === 'DETERMINING' ? 'CIVIL_AFFAIRS' : bodyOf(role);
}

/** The file and its person, unchanged since the reviewer looked; or the refusal. */
function judgedFile(records: Loaded, judged: string, context: DecideContext, act: FileAct) {
  const found = fileIn(records, startsOf(act));
  if (!found.ok) return found;
  const person = firstOf(records, 'person', 'person');
  if (!person) return { ok: false as const, refusal: refuse('person/not-found') };
  if (judgedHash(matterOf(found.state, context.actor.role), person, found.application) !== judged) {
    return { ok: false as const, refusal: refuse('review/file-changed') };
  }
  return { ok: true as const, application: found.application, person };
}

/** Four eyes: who did the earlier step may not judge it (∴ FOUR_EYES). */
function sameEyes(context: DecideContext, ...earlier: (number | null)[]): Refusal | null {
  return earlier.includes(context.actor.accountId) ? refuse('review/four-eyes') : null;
}

/** A township determines only while the county's written decision says so, and nobody what they passed before (T15, S004 art.13). */
function mayDetermine(
  records: Loaded,
  application: Row<'application'>,
  context: DecideContext,
): Refusal | null {
  const isTownship = bodyOf(context.actor.role) === 'TOWNSHIP';
  const delegations = (records.delegations ?? []) as Row<'delegation'>[];
  if (isTownship && !delegatedOn(delegations, context.madeOn).has(application.scope))
    return refuse('review/not-delegated');
  return sameEyes(context, application.values.preliminaryBy, application.values.federationBy);
}

const CONFLICTS_OF_A_PERSON_MAX = 50;

/** What a judgement that leads to money reads beside the file: whether the person may be here twice. */
function judgedNeeds(args: { applicationId: number }): Need[] {
  return [
    ...fileNeeds(args.applicationId),
    {
      as: 'conflicts',
      type: 'conflict',
      by: 'personId',
      valueFrom: { step: 'person', field: 'id' },
      limit: CONFLICTS_OF_A_PERSON_MAX,
    },
  ];
}

/** A person who may be registered twice is paid once: nothing is passed until somebody has settled it (DUP_ID blocks, dossier (h)). */
function openDuplicate(records: Loaded): Refusal | null {
  const isOpen = (row: Row): boolean => {
    const { kind, state } = row.values as Row<'conflict'>['values'];
    return kind === 'duplicate' && state === 'OPEN';
  };
  return (records.conflicts ?? []).some(isOpen) ? refuse('review/duplicate-open') : null;
}

/** T8: preliminary pass, day P. */
export const reviewPassPreliminary = defineCommand({
  ...fileCommand,
  needs: judgedNeeds,
  name: 'review.passPreliminary',
  judges: JUDGED_GROUPS.TOWNSHIP,
  args: z.strictObject({ ...judgement, words: words.default('') }),
  roles: rolesOf('review.passPreliminary'),
  decide(records, args, context) {
    const found = judgedFile(records, args.judged, context, 'review.passPreliminary');
    if (!found.ok) return found.refusal;
    const eyes = sameEyes(context, found.application.values.acceptedBy, found.application.values.submittedBy);
    const twice = eyes ?? openDuplicate(records);
    if (twice) return twice;
    const set = { preliminaryPassedOn: context.madeOn, preliminaryBy: context.actor.accountId };
    return {
      changes: moveFile(context, found.application, 'PRELIMINARY_PASSED', set, {
        action: 'review.passPreliminary',
        words: args.words || null,
      }),
    };
  },
});

/** T7: not passed by the township; written notice. */
export const reviewRefusePreliminary = defineCommand({
  ...fileCommand,
  name: 'review.refusePreliminary',
  judges: JUDGED_GROUPS.TOWNSHIP,
  args: z.strictObject({ ...judgement, reasonCode: z.enum(PRELIMINARY_REFUSALS), words: words.min(1) }),
  roles: rolesOf('review.refusePreliminary'),
  decide(records, args, context) {
    const found = judgedFile(records, args.judged, context, 'review.refusePreliminary');
    if (!found.ok) return found.refusal;
    const eyes = sameEyes(context, found.application.values.acceptedBy, found.application.values.submittedBy);
    if (eyes) return eyes;
    // The place that takes an application in for another may not refuse it (S004 art.13; T6).
    if (belongsElsewhere(records, context)) return refuse('application/belongs-elsewhere');
    const set = { reasonCode: args.reasonCode, reasonWords: args.words };
    return {
      changes: moveFile(context, found.application, 'REFUSED', set, {
        action: 'review.refusePreliminary',
        reasonCode: args.reasonCode,
        words: args.words,
        documentKind: 'REFUSAL_NOTICE',
      }),
      claims: releasedClaims(found.application, found.person),
    };
  },
});

/** T12: certificate verified, day R; the file is with civil affairs. */
export const reviewPassFederation = defineCommand({
  ...fileCommand,
  name: 'review.passFederation',
  judges: JUDGED_GROUPS.FEDERATION,
  args: z.strictObject({ ...judgement, words: words.default('') }),
  roles: rolesOf('review.passFederation'),
  decide(records, args, context) {
    const found = judgedFile(records, args.judged, context, 'review.passFederation');
    if (!found.ok) return found.refusal;
    const set = { federationPassedOn: context.madeOn, federationBy: context.actor.accountId };
    return {
      changes: moveFile(context, found.application, 'DETERMINING', set, {
        action: 'review.passFederation',
        words: args.words || null,
      }),
    };
  },
});

/** A body sends a file back, for a reason of its own matter only. */
function returnCommand<Name extends FileAct, Reason extends string>(hop: {
  readonly name: Name;
  readonly body: JudgingBody;
  readonly reasons: readonly [Reason, ...Reason[]];
  /** Where later reasons were added: what was said before stands as it was. */
  readonly version?: Pick<Command, 'version' | 'upcasts'>;
}) {
  const { body } = hop;
  return defineCommand({
    ...fileCommand,
    ...hop.version,
    name: hop.name,
    judges: JUDGED_GROUPS[body],
    args: z.strictObject({ ...judgement, reasonCode: z.enum(hop.reasons), words: words.default('') }),
    roles: rolesOf(hop.name),
    needs: (args) => [...fileNeeds(args.applicationId), delegationNeeds],
    decide(records, args, context) {
      const found = judgedFile(records, args.judged, context, hop.name);
      if (!found.ok) return found.refusal;
      const barred = body === 'CIVIL_AFFAIRS' && mayDetermine(records, found.application, context);
      if (barred) return barred;
      const set = { returnedBy: body, reasonCode: args.reasonCode, reasonWords: args.words };
      return {
        changes: moveFile(context, found.application, transitionOf(hop.name).to[0] as ApplicationState, set, {
          action: hop.name,
          reasonCode: args.reasonCode,
          words: args.words || null,
          documentKind: 'RETURN_SLIP',
        }),
      };
    },
  });
}

/** T11: back to the township; the federation's matter is the certificate. */
export const reviewReturnToTownship = returnCommand({
  name: 'review.returnToTownship',
  body: 'FEDERATION',
  reasons: FEDERATION_RETURNS,
});

/** T13, first hop: civil affairs refuses; the file goes back the way it came. */
export const reviewReturnToFederation = returnCommand({
  name: 'review.returnToFederation',
  body: 'CIVIL_AFFAIRS',
  reasons: CIVIL_AFFAIRS_RETURNS,
  version: { version: 2, upcasts: { 1: (args) => args } },
});

/** T13, second hop: the federation hands the refusal on to the township; it may not change the reason. */
export const reviewForwardReturn = defineCommand({
  ...fileCommand,
  name: 'review.forwardReturn',
  args: z.strictObject({ applicationId: idSchema, words: words.default('') }),
  roles: rolesOf('review.forwardReturn'),
  decide(records, args, context) {
    const found = fileIn(records, startsOf('review.forwardReturn'));
    if (!found.ok) return found.refusal;
    const { reasonCode } = found.application.values;
    return {
      changes: moveFile(
        context,
        found.application,
        'RETURNED_TO_TOWNSHIP',
        {},
        {
          action: 'review.forwardReturn',
          reasonCode,
          words: args.words || null,
          documentKind: 'RETURN_SLIP',
        },
      ),
    };
  },
});

/** Which level determined is written where it was the township, or was to be (T15). */
function determinedAt(application: Row<'application'>, role: Role) {
  const level = bodyOf(role) === 'TOWNSHIP' ? 'TOWNSHIP' : 'COUNTY';
  return level === 'TOWNSHIP' || application.values.determinedAt ? { determinedAt: level } : {};
}

/** T14: determination. Each benefit is decided for itself; entitlement runs from the month of `submittedOn` (S004 art.4). */
export const reviewDetermine = defineCommand({
  ...fileCommand,
  needs: (args) => [
    ...judgedNeeds(args),
    ...papersNeeds('review.determine', args.applicationId),
    delegationNeeds,
  ],
  name: 'review.determine',
  judges: JUDGED_GROUPS.CIVIL_AFFAIRS,
  args: z.strictObject({
    ...judgement,
    approved: z.array(z.enum(BENEFITS)).min(1).max(2),
    words: words.default(''),
  }),
  roles: rolesOf('review.determine'),
  decide(records, args, context) {
    const found = judgedFile(records, args.judged, context, 'review.determine');
    if (!found.ok) return found.refusal;
    const { application, person } = found;
    const applied = benefitsOf(application.values);
    if (args.approved.some((benefit) => !applied.includes(benefit)))
      return refuse('review/not-applied-for', ['approved']);
    if (args.approved.length < applied.length && !args.words)
      return refuse('review/reason-needed', ['words']);
    const eyes = mayDetermine(records, application, context);
    const twice = eyes ?? openDuplicate(records);
    const missing = twice ?? papersNotArrived(records);
    if (missing) return missing;
    const set = {
      ...{ determinedOn: context.madeOn, determinedBy: context.actor.accountId },
      ...determinedAt(application, context.actor.role),
    };
    const entitlements: Change[] = args.approved.map((benefit) =>
      create('entitlement', context.newId(), {
        personId: person.id,
        applicationId: application.id,
        benefit,
        state: 'ACTIVE',
        entitledFrom: (application.values.submittedOn as string).slice(0, 7),
        decidedOn: context.madeOn,
        packVersion: context.packVersion,
      }),
    );
    const taken = args.approved.map((benefit, at) => ({
      key: entitledClaim(person.values.idNumber as string, benefit),
      recordId: (entitlements[at] as Change).id,
      take: true,
    }));
    return {
      changes: [
        ...moveFile(context, application, 'APPROVED', set, {
          action: 'review.determine',
          words: args.words || null,
          details: { approved: args.approved },
        }),
        ...entitlements,
      ],
      claims: [...releasedClaims(application, person), ...taken],
    };
  },
});
