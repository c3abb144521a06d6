/** Public notices (公示, S004 art.6): who receives what in a village or township, hung for seven days, and what is said against it.
 *  PN1 a line stands for an entitlement that is ACTIVE; the name comes from the person's record, never from the form.  PN2 a notice is posted
 *  after it was made and comes down after its last day, the edition on the net with it (∴).  PN3 whoever objects until the last day is in
 *  time, also when it is written down later (民法典 201, 203).  PN4 an objection is answered before it is closed, where a contact was left,
 *  and a notice is closed only when none is open (∴).
 *  A village's helper may hang a list that the county has changed meanwhile: the notice stays what it was, and says so (`name` is null).
 *  Elsewhere: the days (publicity.ts), the editions (notice-edition.ts); what follows from an objection that was upheld is an act of its own
 *  on the person (suspension, exit, return), so a notice never stops a payment by itself (e.3: publicity is no gate).            */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { isCalendarMissing, OFFICIAL_WORK_CALENDAR } from './calendar.ts';
import { change, create, defineCommand, firstOf, type Loaded, type Need, refuse } from './command.ts';
import { isWithin } from './division.ts';
import { ageOn } from './id-number.ts';
import type { NoticeEntry } from './notice-edition.ts';
import { dateSchema, idSchema } from './person.ts';
import { publicityPeriodOf } from './publicity.ts';
import { BENEFITS } from './state.ts';

const TOWNSHIP_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
/** A longer list is a notice for each village: it must fit on a board, and into one act. */
export const NOTICE_ENTRIES_MAX = 200;
const ENTITLEMENTS_OF_PERSON_MAX = 20;
const OBJECTIONS_MAX = 200;
const ADULT_AGE = 18;
/** Working days in which the township looks into an objection (∴). */
export const OBJECTION_DAYS = 10;

/** `NEW`: who was approved in the months; `ALL`: everybody who receives. */
export const NOTICE_OCCASIONS = ['NEW', 'ALL'] as const;
export type NoticeOccasion = (typeof NOTICE_OCCASIONS)[number];

/** PREPARED: made, not hanging yet (∴); the others are of the glossary. */
export const NOTICE_STATES = ['PREPARED', 'IN_PUBLICITY', 'OBJECTED', 'CLOSED'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const OBJECTION_OUTCOMES = ['UPHELD', 'REJECTED'] as const;
/** What the township proposes where an objection is right. */
export const OBJECTION_PROPOSALS = ['RETURN', 'SUSPEND', 'EXIT'] as const;

const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const words = (most: number) => z.string().trim().min(1).max(most);

/** Last day on which the notice hangs and objections are in time; null while it does not hang, or where the calendar does not reach. */
export function lastDayOf(postedOn: string | null): string | null {
  if (postedOn === null) return null;
  const { effectiveEnd } = publicityPeriodOf(postedOn, OFFICIAL_WORK_CALENDAR);
  return isCalendarMissing(effectiveEnd) ? null : effectiveEnd;
}

/** The lines of a notice; none where this replica may not hold them. */
export function entriesOf(notice: Pick<Row<'publicNotice'>, 'values'>): readonly NoticeEntry[] {
  return (notice.values.entries ?? []) as unknown as readonly NoticeEntry[];
}

const entitlementStep = (personId: number) => `entitlement${personId}`;
const personStep = (personId: number) => `person${personId}`;

/** A person is found by an entitlement in this township: whoever has moved away is not looked for elsewhere (SPEC FW). */
function needsOf(personId: number): Need[] {
  const step = entitlementStep(personId);
  return [
    { as: step, type: 'entitlement', by: 'personId', value: personId, limit: ENTITLEMENTS_OF_PERSON_MAX },
    { as: personStep(personId), type: 'person', idFrom: { step, field: 'personId' } },
  ];
}

interface AskedEntry {
  readonly personId: number;
  readonly benefit: NoticeEntry['benefit'];
  readonly standardFen: number;
}

/** The line as it is hung; without a name where no active entitlement of the place stands behind it (PN1). */
function toEntry(records: Loaded, asked: AskedEntry, division: number, madeOn: string): NoticeEntry {
  const entitlements = (records[entitlementStep(asked.personId)] ?? []) as readonly Row<'entitlement'>[];
  const active = entitlements.find(
    ({ values }) => values.benefit === asked.benefit && values.state === 'ACTIVE',
  );
  const person = firstOf(records, personStep(asked.personId), 'person')?.values;
  const village = person?.hukouVillage ?? null;
  const isThere = active !== undefined && village !== null && isWithin(division, village);
  const birthDate = person?.birthDate ?? null;
  return {
    personId: asked.personId,
    name: isThere ? (person?.name ?? null) : null,
    isMinor: !isThere || birthDate === null || ageOn(birthDate, madeOn) < ADULT_AGE,
    village: isThere ? village : null,
    benefit: asked.benefit,
    standardFen: asked.standardFen,
    paidSince: active?.values.entitledFrom ?? null,
  };
}

export const publicNoticePrepare = defineCommand({
  name: 'publicNotice.prepare',
  version: 1,
  args: z.strictObject({
    /** A village or the township. */
    division: idSchema,
    occasion: z.enum(NOTICE_OCCASIONS),
    fromMonth: monthSchema,
    toMonth: monthSchema,
    entries: z
      .array(
        z.strictObject({
          personId: idSchema,
          benefit: z.enum(BENEFITS),
          /** Of the last month, as the rules of eligibility give it. */
          standardFen: z.number().int().min(0),
        }),
      )
      .min(1)
      .max(NOTICE_ENTRIES_MAX),
  }),
  roles: TOWNSHIP_ROLES,
  target: () => null,
  needs: ({ entries }) => [...new Set(entries.map(({ personId }) => personId))].flatMap(needsOf),
  decide(records, args, context) {
    const { division, occasion, fromMonth, toMonth } = args;
    if (!isWithin(context.scope, division)) return refuse('notice/other-place', ['division']);
    if (fromMonth > toMonth || toMonth > context.madeOn.slice(0, 7))
      return refuse('notice/period', ['toMonth']);
    const keys = new Set(args.entries.map(({ personId, benefit }) => `${personId} ${benefit}`));
    if (keys.size < args.entries.length) return refuse('notice/twice', ['entries']);
    const entries = args.entries.map((each) => toEntry(records, each, division, context.madeOn));
    if (entries.every(({ name }) => name === null)) return refuse('notice/nobody', ['entries']);
    const notice = create('publicNotice', context.newId(), {
      ...{ division, occasion, fromMonth, toMonth },
      entryCount: entries.length,
      entries: entries.map((entry) => ({ ...entry })),
      preparedBy: context.actor.accountId,
      preparedAt: context.madeAt,
      preparedOn: context.madeOn,
      state: 'PREPARED',
    });
    return { changes: [notice] };
  },
});

const noticeArgs = { noticeId: idSchema };
const noticeTarget = (args: { readonly noticeId: number }) =>
  ({ type: 'publicNotice', id: args.noticeId }) as const;
const noticeNeed = (args: { readonly noticeId: number }): Need => ({
  as: 'notice',
  ...noticeTarget(args),
});

/** Proof of the beginning: who hung it, when, where (∴). */
export const publicNoticePost = defineCommand({
  name: 'publicNotice.post',
  version: 1,
  args: z.strictObject({
    ...noticeArgs,
    postedOn: dateSchema,
    postedPlace: words(200),
    poster: words(50),
    /** Where the masked edition stands on the net; null where it does not. */
    onlinePlace: words(200).nullable(),
    postedWords: words(300).nullable(),
  }),
  roles: TOWNSHIP_ROLES,
  target: noticeTarget,
  needs: (args) => [noticeNeed(args)],
  decide(records, args, context) {
    const notice = firstOf(records, 'notice', 'publicNotice');
    if (!notice) return refuse('notice/not-found');
    if (notice.values.state !== 'PREPARED') return refuse('notice/already-posted');
    const { noticeId, ...posting } = args;
    if (args.postedOn > context.madeOn) return refuse('notice/future-date', ['postedOn']);
    if (args.postedOn < (notice.values.preparedOn ?? '')) return refuse('notice/before-made', ['postedOn']);
    const set = { ...posting, postedBy: context.actor.accountId, state: 'IN_PUBLICITY' };
    return { changes: [change('publicNotice', noticeId, set)] };
  },
});

/** Proof of the end: who took it down, when. */
export const publicNoticeClose = defineCommand({
  name: 'publicNotice.close',
  version: 1,
  args: z.strictObject({
    ...noticeArgs,
    takenDownOn: dateSchema,
    remover: words(50),
    isOnlineDown: z.boolean(),
    closedWords: words(300).nullable(),
  }),
  roles: TOWNSHIP_ROLES,
  target: noticeTarget,
  needs: (args) => [
    noticeNeed(args),
    { as: 'objections', type: 'objection', by: 'noticeId', value: args.noticeId, limit: OBJECTIONS_MAX },
  ],
  decide(records, args, context) {
    const notice = firstOf(records, 'notice', 'publicNotice');
    if (!notice) return refuse('notice/not-found');
    const { state, postedOn, onlinePlace } = notice.values;
    if (state === 'PREPARED') return refuse('notice/not-posted');
    if (state === 'CLOSED') return refuse('notice/already-closed');
    const lastDay = lastDayOf(postedOn);
    if (lastDay === null) return refuse('notice/end-unknown');
    if (args.takenDownOn > context.madeOn) return refuse('notice/future-date', ['takenDownOn']);
    if (args.takenDownOn < lastDay) return refuse('notice/too-early', ['takenDownOn'], { lastDay });
    if (onlinePlace !== null && !args.isOnlineDown) return refuse('notice/still-online', ['isOnlineDown']);
    if (openObjections(records).length) return refuse('notice/objection-open');
    const { noticeId, ...ending } = args;
    const set = { ...ending, takenDownBy: context.actor.accountId, state: 'CLOSED' };
    return { changes: [change('publicNotice', noticeId, set)] };
  },
});

function openObjections(records: Loaded): readonly Row<'objection'>[] {
  const all = (records.objections ?? []) as readonly Row<'objection'>[];
  return all.filter(({ values }) => values.state === 'OPEN');
}

export const objectionTake = defineCommand({
  name: 'objection.take',
  version: 1,
  args: z.strictObject({
    ...noticeArgs,
    /** Whom it is about; null where it is about the notice as a whole. */
    personId: idSchema.nullable(),
    receivedOn: dateSchema,
    objectionText: words(500),
    /** Both null: anonymous. */
    contactName: words(50).nullable(),
    contactPhone: words(30).nullable(),
  }),
  roles: TOWNSHIP_ROLES,
  target: noticeTarget,
  needs: (args) => [noticeNeed(args)],
  decide(records, args, context) {
    const notice = firstOf(records, 'notice', 'publicNotice');
    if (!notice) return refuse('notice/not-found');
    const { postedOn } = notice.values;
    if (postedOn === null) return refuse('notice/not-posted');
    if (args.receivedOn > context.madeOn) return refuse('notice/future-date', ['receivedOn']);
    const lastDay = lastDayOf(postedOn);
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

export const objectionDecide = defineCommand({
  name: 'objection.decide',
  version: 1,
  args: z.strictObject({
    objectionId: idSchema,
    outcome: z.enum(OBJECTION_OUTCOMES),
    /** Only of one that was upheld. */
    proposal: z.enum(OBJECTION_PROPOSALS).nullable(),
    /** What was looked into and found. */
    decidedWords: words(500),
    decidedOn: dateSchema,
    /** When and in which words whoever objected was told; null of an anonymous one. */
    repliedOn: dateSchema.nullable(),
    replyWords: words(300).nullable(),
  }),
  roles: TOWNSHIP_ROLES,
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
    const set = { ...decided, state: outcome, decidedBy: context.actor.accountId };
    const changes = [change('objection', objectionId, set)];
    const isLast = openObjections(records).every(({ id }) => id === objectionId);
    // One that was written down after the notice came down closes it again.
    const after = notice.values.takenDownOn === null ? 'IN_PUBLICITY' : 'CLOSED';
    if (isLast) changes.push(change('publicNotice', notice.id, { state: after }));
    return { changes };
  },
});
