/** Public notices on the screens: the list, one notice with both editions and its objections, and who would stand on a new one. */
import type { z } from 'zod';
import { daysBetween, isCalendarMissing, calendarOf } from '#shared/domain/calendar.ts';
import { remaining } from '#shared/domain/deadline.ts';
import { isWithin } from '#shared/domain/division.ts';
import { eligibilityOf } from '#shared/domain/eligibility.ts';
import { holdsOf } from '#shared/domain/hold.ts';
import { maskPhone } from '#shared/domain/mask.ts';
import { editionOf } from '#shared/domain/notice-edition.ts';
import { factsOfPerson } from '#shared/domain/person-facts.ts';
import {
  entriesOf,
  lastDayOf,
  NOTICE_ENTRIES_MAX,
  type NoticeOccasion,
  type NoticeState,
} from '#shared/domain/public-notice.ts';
import { judgedBy } from '#shared/domain/pack.ts';
import { BENEFITS, type Benefit } from '#shared/domain/state.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { Row } from '#shared/records/rows.ts';
import type {
  candidateInput,
  Candidates,
  noticeList as listShape,
  NoticePage,
  NoticeRow,
  ObjectionView,
} from '#shared/rpc/publicity-shapes.ts';
import { readRecord } from '../store/records.ts';
import { activePeople } from './active-people.ts';
import { paperOfNotice } from './documents.ts';
import type { Reading } from './reading.ts';

const SHOWN_MAX = 500;

function readAll<T extends RecordTypeName>(
  reading: Reading,
  type: T,
  tail: string,
  ...parameters: readonly unknown[]
): Row<T>[] {
  return reading.statements
    .all<Record<string, Stored>>(`SELECT ${selectList(type)} FROM "${type}" ${tail}`, ...parameters)
    .map((stored) => decodeRow(SQLITE_CODEC, type, stored) as Row<T>);
}

/** Objections of a notice that wait for somebody. */
interface Waiting {
  readonly openObjections: number;
  readonly unsettledObjections: number;
}
const NONE_WAIT: Waiting = { openObjections: 0, unsettledObjections: 0 };

function toRow(reading: Reading, { id, values }: Row<'publicNotice'>, waiting: Waiting): NoticeRow {
  const { division, postedOn, state } = values;
  const lastDay = lastDayOf(postedOn, reading.pack);
  const hangs = postedOn !== null && values.takenDownOn === null;
  return {
    noticeId: id,
    division: division as number,
    placeName: reading.divisionName(division),
    township: reading.townshipName(division),
    occasion: values.occasion as NoticeOccasion,
    fromMonth: values.fromMonth ?? '',
    toMonth: values.toMonth ?? '',
    entryCount: values.entryCount ?? 0,
    state: state as NoticeState,
    preparedOn: values.preparedOn ?? '',
    postedOn,
    lastDay,
    day: hangs ? Math.max(0, daysBetween(postedOn, reading.today)) : null,
    isOver: hangs && lastDay !== null && reading.today > lastDay,
    ...waiting,
  };
}

const STATE_ORDER =
  "CASE state WHEN 'OBJECTED' THEN 0 WHEN 'PREPARED' THEN 1 WHEN 'IN_PUBLICITY' THEN 2 ELSE 3 END";

/** What is to be done first, then the newest. */
export function noticeList(reading: Reading): z.infer<typeof listShape> {
  const waiting = new Map(
    reading.statements
      .all<{ notice_id: number } & Waiting>(
        `SELECT notice_id, sum(state = 'OPEN') AS openObjections,
           sum(state = 'UPHELD' AND settlement IS NULL) AS unsettledObjections FROM objection GROUP BY notice_id`,
      )
      .map(({ notice_id, ...counts }) => [notice_id, counts]),
  );
  const rows = readAll(
    reading,
    'publicNotice',
    `ORDER BY ${STATE_ORDER}, prepared_at DESC, id DESC LIMIT ${SHOWN_MAX}`,
  );
  return {
    today: reading.today,
    rows: rows.map((row) => toRow(reading, row, waiting.get(row.id) ?? NONE_WAIT)),
  };
}

function toObjection(reading: Reading, { id, values }: Row<'objection'>): ObjectionView {
  const { personId, contactName, contactPhone, receivedOn } = values;
  const calendar = calendarOf(reading.pack);
  const dueOn = calendar.addWorkingDays(receivedOn ?? reading.today, reading.pack.publicity.objectionDays);
  const isOpen = values.state === 'OPEN';
  const personWith = (wanted: number | null | undefined) =>
    wanted ? readRecord(reading.statements, 'person', wanted) : null;
  const named = personWith(personId);
  const holder = personWith(named?.values.mergedInto) ?? named;
  const { kind, workingDays } = remaining(dueOn, reading.today, calendar);
  return {
    objectionId: id,
    personId,
    personName: personId === null ? null : (named?.values.name ?? ''),
    receivedOn: receivedOn ?? '',
    text: values.objectionText ?? '',
    contactName,
    contactPhone: contactPhone === null ? null : maskPhone(contactPhone),
    hasContact: contactName !== null || contactPhone !== null,
    state: values.state as ObjectionView['state'],
    proposal: values.proposal,
    due: isOpen
      ? { kind, workingDays, dueOn: isCalendarMissing(dueOn) ? null : dueOn, step: null }
      : { kind: 'none', workingDays: null, dueOn: null, step: null },
    decidedWords: values.decidedWords,
    decidedOn: values.decidedOn,
    decidedBy: reading.colleagueName(values.decidedBy),
    repliedOn: values.repliedOn,
    replyWords: values.replyWords,
    isHeld: holder !== null && holdsOf(holder).some(({ objectionId }) => objectionId === id),
    settlement: values.settlement,
    settledOn: values.settledOn,
    settledBy: reading.colleagueName(values.settledBy),
    settledWords: values.settledWords,
  };
}

export function noticePage(reading: Reading, noticeId: number): NoticePage | null {
  const notice = readRecord(reading.statements, 'publicNotice', noticeId);
  if (!notice) return null;
  const { values } = notice;
  const entries = entriesOf(notice);
  const villageName = (village: number | null) => reading.divisionName(village);
  const objections = readAll(reading, 'objection', 'WHERE notice_id = ? ORDER BY received_on, id', noticeId);
  const waits = (state: string) =>
    objections.filter(({ values: one }) => one.state === state && one.settlement === null).length;
  const waiting = { openObjections: waits('OPEN'), unsettledObjections: waits('UPHELD') };
  return {
    row: toRow(reading, notice, waiting),
    preparedBy: reading.colleagueName(values.preparedBy),
    poster: values.poster,
    postedPlace: values.postedPlace,
    onlinePlace: values.onlinePlace,
    postedWords: values.postedWords,
    takenDownOn: values.takenDownOn,
    remover: values.remover,
    closedWords: values.closedWords,
    paper: paperOfNotice(reading, noticeId),
    board: editionOf(entries, 'BOARD', villageName),
    online: editionOf(entries, 'ONLINE', villageName),
    people: [
      ...new Map(entries.map(({ personId, name }) => [personId, { personId, name: name ?? '' }])).values(),
    ],
    unknownLines: entries.filter(({ name }) => name === null).length,
    objections: objections.map((one) => toObjection(reading, one)),
  };
}

interface Standing {
  readonly benefit: Benefit;
  readonly paidSince: string | null;
}

/** Active entitlements of a person that the occasion asks for. */
function standing(
  reading: Reading,
  personId: number,
  { occasion, fromMonth, toMonth }: z.infer<typeof candidateInput>,
): Standing[] {
  return readAll(reading, 'entitlement', "WHERE person_id = ? AND state = 'ACTIVE' ORDER BY id", personId)
    .filter(({ values }) => {
      const decided = values.decidedOn?.slice(0, 7) ?? '';
      return occasion === 'ALL' || (fromMonth <= decided && decided <= toMonth);
    })
    .flatMap(({ values }) => {
      const benefit = BENEFITS.find((one) => one === values.benefit);
      return benefit ? [{ benefit, paidSince: values.entitledFrom }] : [];
    });
}

/** Who would stand on a notice, with the standard of its last month; whoever the rules do not pay in it is held out with their reasons. */
export function noticeCandidates(reading: Reading, input: z.infer<typeof candidateInput>): Candidates {
  const entries: Candidates['entries'] = [];
  const heldOut: Candidates['heldOut'] = [];
  const { pack } = reading;
  for (const { personId, village } of activePeople(reading)) {
    if (village === null || !isWithin(input.division, village)) continue;
    const person = readRecord(reading.statements, 'person', personId);
    const stands = person ? standing(reading, personId, input) : [];
    if (!person || !stands.length) continue;
    const applied = stands.map(({ benefit }) => benefit);
    const facts = factsOfPerson(person.values, { month: input.toMonth, applied, scope: person.scope });
    const judged = pack && facts && eligibilityOf(facts, judgedBy(pack));
    const name = person.values.name ?? '';
    for (const { benefit, paidSince } of stands) {
      const { eligible, amountFen, reasons } = judged?.[benefit] ?? {
        ...{ eligible: false, amountFen: null, reasons: [] },
      };
      if (eligible && amountFen !== null)
        entries.push({
          ...{ personId, name, benefit, paidSince },
          village: reading.divisionName(village),
          standardFen: amountFen,
        });
      else
        heldOut.push({
          personId,
          name,
          benefit,
          reasons: reasons.length ? [...reasons] : ['AMOUNT_UNKNOWN'],
        });
    }
  }
  return { entries, heldOut, most: NOTICE_ENTRIES_MAX };
}
