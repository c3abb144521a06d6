/** Public notices (公示, S004 art.6): who receives what in a village or township, hung for seven days.
 *  PN1 a line stands for an entitlement that is ACTIVE; the name comes from the person's record, never from the form.  PN2 a notice is posted
 *  after it was made and comes down after its last day, the edition on the net with it (∴).  A notice never stops a payment by itself (e.3:
 *  publicity is no gate), but where a pack says that the first payment waits for it (roster-hold.ts RH5).
 *  A village's helper may hang a list that the county has changed meanwhile: the notice stays what it was, and says so (`name` is null).
 *  Elsewhere: the days (publicity.ts), the editions (notice-edition.ts), what is said against it (objection.ts), its photos (paper.ts). */
import { z } from 'zod';
import type { Row } from '../records/rows.ts';
import { calendarOf, isCalendarMissing, type PlainDate } from './calendar.ts';
import { change, create, defineCommand, firstOf, type Loaded, type Need, refuse } from './command.ts';
import { isWithin } from './division.ts';
import { ADULT_AGE, ageOn } from './id-number.ts';
import type { NoticeEntry } from './notice-edition.ts';
import { dateSchema, idSchema } from './person.ts';
import type { PolicyPack } from './pack.ts';
import { packOf } from './pack-book.ts';
import { publicityPeriodOf } from './publicity.ts';
import { BENEFITS } from './state.ts';

export const NOTICE_ROLES = ['TOWNSHIP_CLERK', 'TOWNSHIP_REVIEWER'] as const;
/** A longer list is a notice for each village: it must fit on a board, and into one act. */
export const NOTICE_ENTRIES_MAX = 200;
const ENTITLEMENTS_OF_PERSON_MAX = 20;
/** `NEW`: who was approved in the months; `ALL`: everybody who receives. */
export const NOTICE_OCCASIONS = ['NEW', 'ALL'] as const;
export type NoticeOccasion = (typeof NOTICE_OCCASIONS)[number];

/** PREPARED: made, not hanging yet (∴); the others are of the glossary. */
export const NOTICE_STATES = ['PREPARED', 'IN_PUBLICITY', 'OBJECTED', 'CLOSED'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const noticeWords = (most: number) => z.string().trim().min(1).max(most);

/** Last day on which the notice hangs and objections are in time; null while it does not hang, or where the calendar does not reach. */
export function lastDayOf(postedOn: string | null, pack?: PolicyPack): string | null {
  if (postedOn === null) return null;
  const { effectiveEnd } = publicityPeriodOf(postedOn, calendarOf(pack ?? {}), pack?.publicity);
  return isCalendarMissing(effectiveEnd) ? null : effectiveEnd;
}

/** Whom notices that have ended name, by person and benefit, with the day on which the last of them was made. */
export type Publicised = ReadonlyMap<string, PlainDate>;

const nameIn = (personId: number | null, benefit: string | null): string => `${personId} ${benefit}`;

/** Notices whose last day is before `today`, whether they were taken down or not. */
export function publicisedBy(
  notices: readonly Pick<Row<'publicNotice'>, 'values'>[],
  today: PlainDate,
  pack: PolicyPack,
): Publicised {
  const made = new Map<string, PlainDate>();
  for (const notice of notices) {
    const { postedOn, preparedOn } = notice.values;
    const last = lastDayOf(postedOn, pack);
    if (last === null || last >= today || preparedOn === null) continue;
    for (const { personId, benefit, name } of entriesOf(notice)) {
      const key = nameIn(personId, benefit);
      if (name !== null && preparedOn > (made.get(key) ?? '')) made.set(key, preparedOn);
    }
  }
  return made;
}

/** Whether a notice that has ended names the entitlement: one that was made since it was decided (publicity.gate). */
export function isPublicised(
  { values: { personId, benefit, decidedOn } }: Pick<Row<'entitlement'>, 'values'>,
  publicised: Publicised,
): boolean {
  const madeOn = publicised.get(nameIn(personId, benefit));
  return madeOn !== undefined && madeOn >= (decidedOn ?? '');
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
  roles: NOTICE_ROLES,
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

export const noticeArgs = { noticeId: idSchema };
export const noticeTarget = (args: { readonly noticeId: number }) =>
  ({ type: 'publicNotice', id: args.noticeId }) as const;
export const noticeNeed = (args: { readonly noticeId: number }): Need => ({
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
    postedPlace: noticeWords(200),
    poster: noticeWords(50),
    /** Where the masked edition stands on the net; null where it does not. */
    onlinePlace: noticeWords(200).nullable(),
    postedWords: noticeWords(300).nullable(),
  }),
  roles: NOTICE_ROLES,
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

/** More are not looked at: a notice that is objected to so often is hung anew. */
export const OBJECTIONS_MAX = 200;

/** Those that nobody has decided yet. */
export function openObjections(records: Loaded): readonly Row<'objection'>[] {
  const all = (records.objections ?? []) as readonly Row<'objection'>[];
  return all.filter(({ values }) => values.state === 'OPEN');
}

/** Proof of the end: who took it down, when. */
export const publicNoticeClose = defineCommand({
  name: 'publicNotice.close',
  version: 1,
  args: z.strictObject({
    ...noticeArgs,
    takenDownOn: dateSchema,
    remover: noticeWords(50),
    isOnlineDown: z.boolean(),
    closedWords: noticeWords(300).nullable(),
  }),
  roles: NOTICE_ROLES,
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
    const lastDay = lastDayOf(postedOn, packOf(context));
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
