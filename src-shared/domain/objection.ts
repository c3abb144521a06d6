/** Objections to a public notice (S004 art.6): taken until its last day, looked into by the township, and what the county made of one that was right.
 *  PN3 whoever objects until the last day is in time, also when it is written down later (民法典 201, 203).  PN4 an objection is answered before
 *  it is closed, where a contact was left, and a notice is closed only when none is open (∴).  PN5 with an objection about a person that was
 *  upheld the county holds that person's money back, by this act itself; the hold goes when civil affairs writes down what came of the objection
 *  (∴: «payment goes on unless the county places a hold»; m.3 `hold`).
 *  Whoever has moved away meanwhile is not held by it, and a hold that moved with them civil affairs lift like any other (hold.ts).
 *  What is done about it (suspension, exit, return) are acts of their own on the person.                                            */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import {
  type Change,
  change,
  create,
  type DecideContext,
  defineCommand,
  firstOf,
  type Loaded,
  type Need,
  refuse,
} from './command.ts';
import { historyLine } from './history.ts';
import { type Hold, holdsOf } from './hold.ts';
import { packOf } from './pack-book.ts';
import { dateSchema, idSchema } from './person.ts';
import {
  entriesOf,
  lastDayOf,
  NOTICE_ROLES,
  noticeArgs,
  noticeNeed,
  noticeTarget,
  noticeWords,
  OBJECTIONS_MAX,
  openObjections,
} from './public-notice.ts';

export const OBJECTION_OUTCOMES = ['UPHELD', 'REJECTED'] as const;
/** What the township proposes where an objection is right. */
export const OBJECTION_PROPOSALS = ['RETURN', 'SUSPEND', 'EXIT'] as const;
/** What civil affairs made of the proposal: done as proposed, something else done, nothing to do. */
export const OBJECTION_SETTLEMENTS = ['FOLLOWED', 'OTHERWISE', 'NOTHING'] as const;

export const objectionTake = defineCommand({
  name: 'objection.take',
  version: 1,
  args: z.strictObject({
    ...noticeArgs,
    /** Whom it is about; null where it is about the notice as a whole. */
    personId: idSchema.nullable(),
    receivedOn: dateSchema,
    objectionText: noticeWords(500),
    /** Both null: anonymous. */
    contactName: noticeWords(50).nullable(),
    contactPhone: noticeWords(30).nullable(),
  }),
  roles: NOTICE_ROLES,
  target: noticeTarget,
  needs: (args) => [noticeNeed(args)],
  decide(records, args, context) {
    const notice = firstOf(records, 'notice', 'publicNotice');
    if (!notice) return refuse('notice/not-found');
    const { postedOn } = notice.values;
    if (postedOn === null) return refuse('notice/not-posted');
    if (args.receivedOn > context.madeOn) return refuse('notice/future-date', ['receivedOn']);
    const lastDay = lastDayOf(postedOn, packOf(context));
    if (args.receivedOn < postedOn || (lastDay !== null && args.receivedOn > lastDay))
      return refuse('notice/objection-late', ['receivedOn'], { lastDay });
    if (args.personId !== null && !entriesOf(notice).some(({ personId }) => personId === args.personId))
      return refuse('notice/not-on-it', ['personId']);
    const objection = create('objection', context.newId(), {
      ...args,
      takenBy: context.actor.accountId,
      takenAt: context.madeAt,
      state: 'OPEN',
    });
    return { changes: [objection, change('publicNotice', notice.id, { state: 'OBJECTED' })] };
  },
});

/** Whom the objection is about; of a record that was merged the one that it went into, for that one is paid. */
const PERSON_NEEDS: Need[] = [
  { as: 'named', type: 'person', idFrom: { step: 'objection', field: 'personId' } },
  { as: 'keptAs', type: 'person', idFrom: { step: 'named', field: 'mergedInto' } },
];

function personOf(records: Loaded, scope: number): Row<'person'> | null {
  const person = firstOf(records, 'keptAs', 'person') ?? firstOf(records, 'named', 'person');
  return person?.scope === scope ? person : null;
}

/** The county's hold, named after the objection so that it goes with it. */
function holdBack(
  person: Row<'person'>,
  objectionId: number,
  reason: string,
  context: DecideContext,
): Change[] {
  const { madeOn: since, actor } = context;
  const hold: Hold = { body: 'CIVIL_AFFAIRS', by: actor.accountId, since, reason, objectionId };
  return [
    change('person', person.id, { holds: [...holdsOf(person), hold] as never }),
    historyLine(context, { personId: person.id, action: 'objection.decide', words: reason }),
  ];
}

export const objectionDecide = defineCommand({
  name: 'objection.decide',
  version: 1,
  args: z.strictObject({
    objectionId: idSchema,
    outcome: z.enum(OBJECTION_OUTCOMES),
    /** Only of one that was upheld. */
    proposal: z.enum(OBJECTION_PROPOSALS).nullable(),
    /** What was looked into and found. */
    decidedWords: noticeWords(500),
    decidedOn: dateSchema,
    /** When and in which words whoever objected was told; null of an anonymous one. */
    repliedOn: dateSchema.nullable(),
    replyWords: noticeWords(300).nullable(),
  }),
  roles: NOTICE_ROLES,
  target: (args) => ({ type: 'objection', id: args.objectionId }),
  needs: (args) => [
    { as: 'objection', type: 'objection', id: args.objectionId },
    { as: 'notice', type: 'publicNotice', idFrom: { step: 'objection', field: 'noticeId' } },
    {
      as: 'objections',
      type: 'objection',
      by: 'noticeId',
      valueFrom: { step: 'objection', field: 'noticeId' },
      limit: OBJECTIONS_MAX,
    },
    ...PERSON_NEEDS,
  ],
  decide(records, args, context) {
    const objection = firstOf(records, 'objection', 'objection');
    const notice = firstOf(records, 'notice', 'publicNotice');
    if (!objection || !notice) return refuse('notice/not-found');
    const { state, receivedOn, contactName, contactPhone } = objection.values;
    if (state !== 'OPEN') return refuse('notice/objection-decided');
    if ((args.outcome === 'UPHELD') !== (args.proposal !== null))
      return refuse('notice/proposal', ['proposal']);
    if (args.decidedOn > context.madeOn) return refuse('notice/future-date', ['decidedOn']);
    if (args.decidedOn < (receivedOn ?? '')) return refuse('notice/before-received', ['decidedOn']);
    const hasContact = contactName !== null || contactPhone !== null;
    if (hasContact && (args.repliedOn === null || args.replyWords === null))
      return refuse('notice/reply-needed', ['replyWords']);
    const { objectionId, outcome, ...decided } = args;
    const person = personOf(records, context.scope);
    const set = { ...decided, state: outcome, decidedBy: context.actor.accountId };
    const changes = [change('objection', objectionId, set)];
    const isLast = openObjections(records).every(({ id }) => id === objectionId);
    // One that was written down after the notice came down closes it again.
    const after = notice.values.takenDownOn === null ? 'IN_PUBLICITY' : 'CLOSED';
    if (isLast) changes.push(change('publicNotice', notice.id, { state: after }));
    if (outcome === 'UPHELD' && person)
      changes.push(...holdBack(person, objectionId, args.decidedWords, context));
    return { changes };
  },
});

/** What came of an objection that was upheld: the county's civil affairs say so, and the hold is gone (PN5). */
export const objectionSettle = defineCommand({
  name: 'objection.settle',
  version: 1,
  args: z.strictObject({
    objectionId: idSchema,
    settlement: z.enum(OBJECTION_SETTLEMENTS),
    settledOn: dateSchema,
    settledWords: noticeWords(500),
  }),
  roles: ['COUNTY_CIVIL_AFFAIRS_APPROVER'],
  target: (args) => ({ type: 'objection', id: args.objectionId }),
  needs: (args) => [{ as: 'objection', type: 'objection', id: args.objectionId }, ...PERSON_NEEDS],
  decide(records, args, context) {
    const objection = firstOf(records, 'objection', 'objection');
    if (!objection) return refuse('notice/not-found');
    const { state, settlement, decidedOn } = objection.values;
    if (state !== 'UPHELD') return refuse('notice/not-upheld');
    if (settlement !== null) return refuse('notice/settled-already');
    if (args.settledOn > context.madeOn) return refuse('notice/future-date', ['settledOn']);
    if (args.settledOn < (decidedOn ?? '')) return refuse('notice/before-decided', ['settledOn']);
    const { objectionId, ...settled } = args;
    const set = { ...settled, settledBy: context.actor.accountId };
    const changes = [change('objection', objectionId, set)];
    const person = personOf(records, context.scope);
    if (!person) return { changes };
    const left = holdsOf(person).filter((hold) => hold.objectionId !== objectionId);
    const line = { personId: person.id, action: 'objection.settle', words: args.settledWords };
    return {
      changes: [
        ...changes,
        change('person', person.id, { holds: (left.length ? left : null) as never }),
        historyLine(context, line),
      ],
    };
  },
});
