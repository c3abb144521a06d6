/** Two records side by side: a pair of this desk, a candidate that the county found (by its conflict), or what is typed against a record.
 *  DQ4 numbers read as everywhere, masked; different ones never alike.  DQ5 why two cannot be one is what the act itself would say. */
import type { z } from 'zod';
import { benefitsOf } from '#shared/domain/application.ts';
import { type Command, isRefusal } from '#shared/domain/command.ts';
import { MERGE_GROUPS, personMerge } from '#shared/domain/duplicate.ts';
import { type HeldElsewhere, personMergeElsewhere } from '#shared/domain/duplicate-elsewhere.ts';
import { idNumberKey, normaliseIdNumber } from '#shared/domain/id-number.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { type ApplicationState, BENEFITS, type Benefit, ENDED_STATES } from '#shared/domain/state.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { groupOf, type Row } from '#shared/records/rows.ts';
import type {
  Comparison,
  comparedForm,
  DuplicateGround,
  DuplicatePage,
  DuplicateSide,
} from '#shared/rpc/duplicate-shapes.ts';
import { contextOf } from '#shared/sync/act-context.ts';
import { decideLocally } from '../executor.ts';
import { readQuery, readRecord } from '../store/records.ts';
import { plainName } from '../store/search-index.ts';
import { personBriefOf } from './case-page.ts';
import { maskedApart } from './conflicts.ts';
import { standingOf } from './duplicates.ts';
import type { Reading } from './reading.ts';

const RECORDS_MAX = 500;
type Fields = Readonly<Record<string, FieldValue>>;

function ofPerson<T extends 'application' | 'entitlement' | 'paper' | 'history'>(
  reading: Reading,
  type: T,
  value: number,
): Row<T>[] {
  return readQuery(reading.statements, { type, by: 'personId', value, limit: RECORDS_MAX }) as Row<T>[];
}

function activeOf(reading: Reading, personId: number): Benefit[] {
  const active = ofPerson(reading, 'entitlement', personId).filter(({ values }) => values.state === 'ACTIVE');
  return BENEFITS.filter((benefit) => active.some(({ values }) => values.benefit === benefit));
}

function sideOf(reading: Reading, person: Row<'person'>): DuplicateSide {
  const lines = ofPerson(reading, 'history', person.id);
  const [first] = lines.toSorted((a, b) => ((a.values.madeAt ?? '') < (b.values.madeAt ?? '') ? -1 : 1));
  return {
    person: personBriefOf(reading, person),
    registeredOn: first?.values.madeAt ?? null,
    registeredBy: reading.colleagueName(first?.values.actor ?? null),
    files: ofPerson(reading, 'application', person.id).map(({ values }) => ({
      state: values.state ?? '',
      benefits: benefitsOf(values),
      submittedOn: values.submittedOn,
    })),
    active: activeOf(reading, person.id),
    papers: ofPerson(reading, 'paper', person.id).filter(({ values }) => !values.removedAt).length,
    historyLines: lines.length,
  };
}

/** A field of two records, as it reads. */
function apart(
  reading: Reading,
  field: string,
  values: readonly (FieldValue | undefined)[],
): (string | null)[] {
  const shown = values.map((value) =>
    field === 'hukouVillage' ? reading.divisionName(value as number | null) : value,
  );
  return maskedApart(field, shown);
}

function comparedFields(
  reading: Reading,
  left: Fields,
  right: Fields,
  fields: readonly { group: string; field: string }[],
): DuplicatePage['fields'] {
  return fields.map(({ group, field }) => {
    const [mine, theirs] = apart(reading, field, [left[field], right[field]]);
    return { group, field, left: mine ?? null, right: theirs ?? null };
  });
}

const ALL_FIELDS = MERGE_GROUPS.flatMap((group) =>
  Object.keys(groupOf('person', group).fields).map((field) => ({ group, field })),
);
/** What the county tells a township of another one's record. */
const TOLD_FIELDS = [
  { group: 'identity', field: 'name' },
  { group: 'identity', field: 'idNumber' },
  { group: 'identity', field: 'birthDate' },
  { group: 'hukou', field: 'hukouVillage' },
];

/** What an act would be refused for, without doing it. */
function obstacleOf(
  reading: Reading,
  command: Command,
  args: object,
  scope: number,
): DuplicatePage['obstacle'] {
  const { me, nowMs, statements } = reading;
  const act = { number: 0, actor: me.accountId, scope, madeAt: new Date(nowMs).toISOString(), pack: '' };
  const { decision } = decideLocally(statements, command, args, contextOf(act, 0, me.role));
  if (!isRefusal(decision)) return null;
  const detail = decision.detail as { benefit?: Benefit } | null | undefined;
  return { code: decision.refusal, benefit: detail?.benefit ?? null };
}

function groundOf(left: Fields, right: Fields): DuplicateGround | null {
  const [mine, theirs] = [String(left.idNumber ?? ''), String(right.idNumber ?? '')];
  if (mine && mine === theirs) return 'same-id';
  if (mine && idNumberKey(mine) === idNumberKey(theirs)) return 'old-and-new-id';
  const isNamed = plainName(String(left.name ?? '')) === plainName(String(right.name ?? ''));
  if (!isNamed || left.birthDate !== right.birthDate) return null;
  return left.hukouVillage === right.hukouVillage ? 'name-birth-village' : 'name-birth';
}

const NOTHING_ELSEWHERE = {
  elsewhere: null,
  conflictId: null,
  received: [],
  notAskedThere: [],
  earlierDates: [],
  settlement: null,
};
const TRIED = { reason: '-' };

function pageOfPair(reading: Reading, leftId: number, rightId: number): DuplicatePage | null {
  const left = readRecord(reading.statements, 'person', leftId);
  const right = readRecord(reading.statements, 'person', rightId);
  if (!left || !right) return null;
  const [mine, theirs] = [left.values as Fields, right.values as Fields];
  const args = { keptId: leftId, givenId: rightId, take: [], ...TRIED };
  return {
    ...NOTHING_ELSEWHERE,
    left: sideOf(reading, left),
    right: sideOf(reading, right),
    ground: groundOf(mine, theirs),
    fields: comparedFields(reading, mine, theirs, ALL_FIELDS),
    obstacle: obstacleOf(reading, personMerge as never, args, left.scope),
  };
}

const isOpen = ({ values }: Row<'application'>) => !ENDED_STATES.includes(values.state as ApplicationState);
const isLive = (file: Row<'application'>) => isOpen(file) || file.values.state === 'APPROVED';

/** What the candidate's township received, and what of it goes over to the record that is kept. */
function goingOver(reading: Reading, given: Row<'person'>, kept: Row<'person'> | null) {
  const received = ofPerson(reading, 'application', given.id)
    .filter(isOpen)
    .map(({ values }) => ({ benefits: benefitsOf(values), submittedOn: values.submittedOn ?? '' }));
  if (!kept) return { received, notAskedThere: [], earlierDates: [] };
  const live = ofPerson(reading, 'application', kept.id).filter(isLive);
  const askedThere = live.flatMap(({ values }) => benefitsOf(values));
  const earlierDates = live.flatMap(({ id, values }) => {
    const stands = values.submittedOn;
    const [earliest] = received
      .filter(({ benefits }) => benefits.some((benefit) => benefitsOf(values).includes(benefit)))
      .map(({ submittedOn }) => submittedOn)
      .sort();
    return earliest && stands && earliest < stands
      ? [{ applicationId: id, submittedOn: earliest, stands }]
      : [];
  });
  const active = activeOf(reading, kept.id);
  const notAskedThere = BENEFITS.filter(
    (benefit) =>
      received.some(({ benefits }) => benefits.includes(benefit)) &&
      !askedThere.includes(benefit) &&
      !active.includes(benefit),
  );
  return { received, notAskedThere, earlierDates };
}

function settlementOf(reading: Reading, { values }: Row<'conflict'>): DuplicatePage['settlement'] {
  if (values.state !== 'SETTLED') return null;
  const { choice, settledBy, settledAt, settleReason } = values;
  return {
    choice: choice ?? '',
    who: reading.colleagueName(settledBy),
    at: settledAt ?? '',
    reason: settleReason,
  };
}

function elsewhereOf(
  reading: Reading,
  { values }: Row<'conflict'>,
  theirs: HeldElsewhere,
): DuplicatePage['elsewhere'] {
  return {
    township: reading.divisionName(theirs.scope),
    scope: theirs.scope,
    name: theirs.name,
    idNumberMasked: theirs.idNumber && maskIdNumber(theirs.idNumber),
    birthDate: theirs.birthDate,
    village: reading.divisionName(theirs.hukouVillage),
    registeredAt: values.theirsAt,
    registeredBy: reading.colleagueName(values.theirsBy),
  };
}

function pageOfConflict(reading: Reading, conflictId: number): DuplicatePage | null {
  const conflict = readRecord(reading.statements, 'conflict', conflictId);
  if (conflict?.values.kind !== 'duplicate') return null;
  const personId = conflict.values.personId as number;
  const settlement = settlementOf(reading, conflict);
  const sides = conflict.values.identityValues as unknown as { theirs: HeldElsewhere } | null;
  if (!sides) {
    // Two records of this township, said to be two people.
    const pair = pageOfPair(reading, personId, conflict.values.recordId as number);
    return pair && { ...pair, conflictId, settlement };
  }
  const left = readRecord(reading.statements, 'person', personId);
  if (!left) return null;
  const found = readRecord(reading.statements, 'person', sides.theirs.personId);
  const right = found && standingOf(reading.statements, found);
  const [mine, theirs] = [left.values, right?.values ?? sides.theirs] as unknown as [Fields, Fields];
  const args = { personId, conflictId, ...TRIED };
  return {
    left: sideOf(reading, left),
    right: right ? sideOf(reading, right) : null,
    elsewhere: elsewhereOf(reading, conflict, sides.theirs),
    ground: groundOf(mine, theirs),
    fields: comparedFields(reading, mine, theirs, right ? ALL_FIELDS : TOLD_FIELDS),
    obstacle: settlement ? null : obstacleOf(reading, personMergeElsewhere as never, args, left.scope),
    conflictId,
    ...goingOver(reading, left, right),
    settlement,
  };
}

export function duplicatePage(
  reading: Reading,
  asked: { leftId: number; rightId: number } | { conflictId: number },
): DuplicatePage | null {
  return 'conflictId' in asked
    ? pageOfConflict(reading, asked.conflictId)
    : pageOfPair(reading, asked.leftId, asked.rightId);
}

const TYPED_FIELDS = ['name', 'idNumber', 'birthDate', 'hukouVillage', 'phone', 'certificateNumber'] as const;

/** What is typed against a record, field by field. */
export function compareTyped(
  reading: Reading,
  personId: number,
  typed: z.infer<typeof comparedForm>,
): Comparison | null {
  const found = readRecord(reading.statements, 'person', personId);
  const person = found && standingOf(reading.statements, found);
  if (!person) return null;
  const { village, ...rest } = typed;
  const said: Fields = { ...rest, idNumber: normaliseIdNumber(typed.idNumber), hukouVillage: village };
  const stands = person.values as Fields;
  return {
    record: sideOf(reading, person),
    fields: TYPED_FIELDS.map((field) => {
      const [mine, theirs] = apart(reading, field, [said[field], stands[field]]);
      return { field, typed: mine ?? null, record: theirs ?? null };
    }),
  };
}
