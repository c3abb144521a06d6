/** One person registered twice: who may be the person that is being typed, which records of this desk look like one person, and two of them
 *  side by side. Source: dossier (h) DUP_ID — same number, old and new number, same name with birth date and village.
 *  DQ1 names are compared without dots and spaces: 包·萨日娜 is 包萨日娜.  DQ2 a pair that somebody has settled is not asked again.
 *  DQ3 numbers read as everywhere, masked; different ones never alike. */
import type { z } from 'zod';
import { MERGE_GROUPS, personMerge } from '#shared/domain/duplicate.ts';
import type { HeldElsewhere } from '#shared/domain/duplicate-elsewhere.ts';
import { isRefusal } from '#shared/domain/command.ts';
import { benefitsOf } from '#shared/domain/application.ts';
import { idNumberKey, normaliseIdNumber, otherIdNumber } from '#shared/domain/id-number.ts';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { type ApplicationState, BENEFITS, type Benefit, ENDED_STATES } from '#shared/domain/state.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import { groupOf, type Row } from '#shared/records/rows.ts';
import type { duplicatePair, DuplicatePage, DuplicateSide, SimilarPerson } from '#shared/rpc/desk-shapes.ts';
import { contextOf } from '#shared/sync/act-context.ts';
import { decideLocally } from '../executor.ts';
import { plainName } from '../store/search-index.ts';
import { readQuery, readRecord } from '../store/records.ts';
import { personBriefOf } from './case-page.ts';
import { CASE_COLUMNS, type CaseColumns, NEWEST_FILE, toCaseRow } from './case-rows.ts';
import { maskedApart } from './conflicts.ts';
import type { Reading } from './reading.ts';

type Ground = SimilarPerson['ground'];
type DuplicatePair = z.infer<typeof duplicatePair>;

const SIMILAR_MAX = 8;
const PAIRS_MAX = 500;
const RECORDS_MAX = 50;

export interface Typed {
  readonly name: string;
  readonly idNumber: string;
  readonly birthDate: string | null;
  readonly village: number | null;
}

function byNumber(reading: Reading, idNumber: string): Map<number, Ground> {
  const found = new Map<number, Ground>();
  const read = (value: string | null, ground: Ground): void => {
    if (!value) return;
    for (const { id } of reading.statements.all<{ id: number }>(
      'SELECT id FROM person WHERE id_number = ? AND merged_into IS NULL',
      value,
    ))
      found.set(id, ground);
  };
  read(idNumber, 'same-id');
  read(otherIdNumber(idNumber), 'old-and-new-id');
  return found;
}

interface NamedRow {
  id: number;
  name: string | null;
  hukou_village: number | null;
}

function byNameAndBirth(reading: Reading, typed: Typed): Map<number, Ground> {
  const name = plainName(typed.name);
  if (!typed.birthDate || !name) return new Map();
  const born = reading.statements.all<NamedRow>(
    'SELECT id, name, hukou_village FROM person WHERE birth_date = ? AND merged_into IS NULL',
    typed.birthDate,
  );
  return new Map(
    born
      .filter((row) => plainName(row.name ?? '') === name)
      .map((row) => [row.id, row.hukou_village === typed.village ? 'name-birth-village' : 'name-birth']),
  );
}

/** Who may be the person that is being typed, the surest first. */
export function similarPersons(reading: Reading, typed: Typed): SimilarPerson[] {
  const idNumber = normaliseIdNumber(typed.idNumber);
  const grounds = new Map([...byNameAndBirth(reading, typed), ...byNumber(reading, idNumber)]);
  const order: readonly Ground[] = ['same-id', 'old-and-new-id', 'name-birth-village', 'name-birth'];
  return [...grounds]
    .sort(([, a], [, b]) => order.indexOf(a) - order.indexOf(b))
    .slice(0, SIMILAR_MAX)
    .flatMap(([personId, ground]) => {
      const person = readRecord(reading.statements, 'person', personId);
      const line = reading.statements.get<CaseColumns>(
        `SELECT ${CASE_COLUMNS} FROM person p ${NEWEST_FILE} WHERE p.id = ?`,
        personId,
      );
      if (!person || !line) return [];
      const { benefits, state } = toCaseRow(reading, line);
      return [{ ...personBriefOf(reading, person), ground, benefits, state }];
    });
}

interface PairRow {
  left_id: number;
  right_id: number;
  left_name: string | null;
  right_name: string | null;
  hukou_village: number | null;
}

const UNSETTLED = `NOT EXISTS (SELECT 1 FROM conflict c WHERE c.kind = 'duplicate' AND c.state = 'SETTLED' AND c.choice = 'different'
  AND ((c.person_id = a.id AND c.record_id = b.id) OR (c.person_id = b.id AND c.record_id = a.id)))`;
const PAIR = 'a.id AS left_id, b.id AS right_id, a.name AS left_name, b.name AS right_name, a.hukou_village';
const STANDING = 'a.merged_into IS NULL AND b.merged_into IS NULL';

function toPair(reading: Reading, row: PairRow, ground: Ground): DuplicatePair {
  return {
    leftId: row.left_id,
    rightId: row.right_id,
    leftName: row.left_name ?? '',
    rightName: row.right_name ?? '',
    village: reading.divisionName(row.hukou_village),
    ground,
  };
}

/** An old number and the new one of the same person. */
function pairsOfNumbers(reading: Reading): DuplicatePair[] {
  const old = reading.statements.all<{ id: number; id_number: string }>(
    'SELECT id, id_number FROM person WHERE length(id_number) = 15 AND merged_into IS NULL LIMIT ?',
    PAIRS_MAX,
  );
  return old.flatMap(({ id, id_number }) =>
    reading.statements
      .all<PairRow>(
        `SELECT ${PAIR} FROM person a JOIN person b ON b.id_number = ? WHERE a.id = ? AND a.scope = b.scope AND ${STANDING} AND ${UNSETTLED}`,
        idNumberKey(id_number),
        id,
      )
      .map((row) => toPair(reading, row, 'old-and-new-id')),
  );
}

/** Pairs of records of one township that look like one person. */
export function duplicatePairs(reading: Reading): DuplicatePair[] {
  const named = reading.statements
    .all<PairRow>(
      `SELECT ${PAIR} FROM person a JOIN person b ON b.birth_date = a.birth_date AND b.hukou_village = a.hukou_village AND b.id > a.id
       WHERE a.scope = b.scope AND ${STANDING} AND ${UNSETTLED} LIMIT ?`,
      PAIRS_MAX * 4,
    )
    .filter((row) => plainName(row.left_name ?? '') === plainName(row.right_name ?? ''))
    .map((row) => toPair(reading, row, 'name-birth-village'));
  const seen = new Set<string>();
  return [...pairsOfNumbers(reading), ...named]
    .filter(({ leftId, rightId }) => {
      const key = [leftId, rightId].sort((a, b) => a - b).join(':');
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, PAIRS_MAX);
}

function ofPerson<T extends 'application' | 'entitlement' | 'paper' | 'history'>(
  reading: Reading,
  type: T,
  value: number,
): Row<T>[] {
  return readQuery(reading.statements, { type, by: 'personId', value, limit: RECORDS_MAX }) as Row<T>[];
}

function sideOf(reading: Reading, person: Row<'person'>): DuplicateSide {
  const active = ofPerson(reading, 'entitlement', person.id).filter(
    ({ values }) => values.state === 'ACTIVE',
  );
  const lines = ofPerson(reading, 'history', person.id);
  const [first] = lines;
  return {
    person: personBriefOf(reading, person),
    registeredOn: first?.values.madeAt ?? null,
    registeredBy: reading.colleagueName(first?.values.actor ?? null),
    files: ofPerson(reading, 'application', person.id).map(({ values }) => ({
      state: values.state ?? '',
      benefits: benefitsOf(values),
      submittedOn: values.submittedOn,
    })),
    active: BENEFITS.filter((benefit) =>
      active.some(({ values }) => values.benefit === (benefit as Benefit)),
    ),
    papers: ofPerson(reading, 'paper', person.id).filter(({ values }) => !values.removedAt).length,
    historyLines: lines.length,
  };
}

function comparedFields(
  reading: Reading,
  left: Row<'person'>,
  right: Readonly<Record<string, FieldValue>>,
  groups: readonly string[],
): DuplicatePage['fields'] {
  const shown = (field: string, value: FieldValue | undefined) =>
    field === 'hukouVillage' ? reading.divisionName(value as number | null) : value;
  return groups.flatMap((group) =>
    Object.keys(groupOf('person', group).fields).map((field) => {
      const values = [(left.values as Record<string, FieldValue>)[field], right[field]];
      const [mine, theirs] = maskedApart(
        field,
        values.map((value) => shown(field, value)),
      );
      return { group, field, left: mine ?? null, right: theirs ?? null };
    }),
  );
}

/** What `person.merge` would say, without doing it. */
function obstacleOf(reading: Reading, leftId: number, rightId: number): string | null {
  const act = {
    number: 0,
    actor: reading.me.accountId,
    scope: reading.me.unitScope,
    madeAt: new Date(reading.nowMs).toISOString(),
    pack: '',
  };
  const args = { keptId: leftId, givenId: rightId, take: [], reason: '-' };
  const context = contextOf(act, 0, reading.me.role);
  const { decision } = decideLocally(reading.statements, personMerge as never, args, context);
  return isRefusal(decision) ? decision.refusal : null;
}

function pageOfPair(reading: Reading, leftId: number, rightId: number): DuplicatePage | null {
  const left = readRecord(reading.statements, 'person', leftId);
  const right = readRecord(reading.statements, 'person', rightId);
  if (!left || !right) return null;
  return {
    left: sideOf(reading, left),
    right: sideOf(reading, right),
    elsewhere: null,
    fields: comparedFields(reading, left, right.values as Record<string, FieldValue>, MERGE_GROUPS),
    obstacle: obstacleOf(reading, leftId, rightId),
    conflictId: null,
    earlierDate: null,
    settlement: null,
  };
}

/** The kept record's open or approved file that has a later date than one of the candidate's files, with the earlier date. */
function earlierDateOf(reading: Reading, left: Row<'person'>, keptId: number): DuplicatePage['earlierDate'] {
  const own = ofPerson(reading, 'application', left.id);
  for (const { id, values } of ofPerson(reading, 'application', keptId)) {
    const isLive = values.state === 'APPROVED' || !ENDED_STATES.includes(values.state as ApplicationState);
    if (!isLive || !values.submittedOn) continue;
    const benefits = benefitsOf(values);
    const dates = own
      .filter((file) => benefitsOf(file.values).some((benefit) => benefits.includes(benefit)))
      .map((file) => file.values.submittedOn ?? '9');
    const earliest = dates.sort()[0];
    if (earliest && earliest < values.submittedOn) return { applicationId: id, submittedOn: earliest };
  }
  return null;
}

function pageOfConflict(reading: Reading, conflictId: number): DuplicatePage | null {
  const conflict = readRecord(reading.statements, 'conflict', conflictId);
  const left = conflict && readRecord(reading.statements, 'person', conflict.values.personId as number);
  if (!conflict || conflict.values.kind !== 'duplicate' || !left) return null;
  const sides = conflict.values.identityValues as unknown as { theirs: HeldElsewhere } | null;
  if (!sides) return null;
  const { theirs } = sides;
  const right = readRecord(reading.statements, 'person', theirs.personId);
  const { values } = conflict;
  return {
    left: sideOf(reading, left),
    right: right ? sideOf(reading, right) : null,
    elsewhere: {
      township: reading.divisionName(theirs.scope),
      name: theirs.name,
      idNumberMasked: theirs.idNumber && maskIdNumber(theirs.idNumber),
      birthDate: theirs.birthDate,
      village: reading.divisionName(theirs.hukouVillage),
    },
    fields: comparedFields(
      reading,
      left,
      (right?.values ?? theirs) as unknown as Record<string, FieldValue>,
      right ? MERGE_GROUPS : ['identity'],
    ),
    obstacle: null,
    conflictId,
    earlierDate: right ? earlierDateOf(reading, left, right.id) : null,
    settlement:
      values.state === 'SETTLED'
        ? {
            choice: values.choice ?? '',
            who: reading.colleagueName(values.settledBy),
            at: values.settledAt ?? '',
            reason: values.settleReason,
          }
        : null,
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
