/** One person registered twice, found on this desk: who may be the person that is being typed, and which records look like one person. Two
 *  of them side by side: duplicate-page.ts. Source: dossier (h) DUP_ID — same number, old and new number, same name with birth date and
 *  village.
 *  DQ1 names are compared without dots and spaces: 包·萨日娜 is 包萨日娜.  DQ2 a pair that somebody has settled is not asked again.
 *  DQ3 whoever was merged is the one who is kept, or, where another township keeps them, says so. */
import type { z } from 'zod';
import { benefitsOf } from '#shared/domain/application.ts';
import type { HeldElsewhere } from '#shared/domain/duplicate-elsewhere.ts';
import { idNumberKey, normaliseIdNumber, otherIdNumber } from '#shared/domain/id-number.ts';
import type { Benefit } from '#shared/domain/state.ts';
import type { Row } from '#shared/records/rows.ts';
import {
  DUPLICATE_GROUNDS,
  type DuplicateGround,
  type DuplicatePair,
  type DuplicatesOfPerson,
  type SimilarPerson,
  type typedPerson,
} from '#shared/rpc/duplicate-shapes.ts';
import { plainName } from '../store/search-index.ts';
import { readQuery, readRecord } from '../store/records.ts';
import type { Statements } from '../store/statements.ts';
import { personBriefOf } from './case-page.ts';
import { CASE_COLUMNS, type CaseColumns, NEWEST_FILE, toCaseRow } from './case-rows.ts';
import type { Reading } from './reading.ts';

export type Typed = z.infer<typeof typedPerson>;

const SIMILAR_MAX = 8;
const PAIRS_MAX = 500;
const RECORDS_MAX = 500;
/** A chain of merged records is never as long. */
const CHAIN_MAX = 20;

/** The record that a person's leads to: itself, or the one it was merged into, and so on as far as this desk holds them. */
export function standingOf(statements: Statements, person: Row<'person'>): Row<'person'> {
  let standing = person;
  for (let step = 0; step < CHAIN_MAX && standing.values.mergedInto; step += 1) {
    const next = readRecord(statements, 'person', standing.values.mergedInto);
    if (!next) break;
    standing = next;
  }
  return standing;
}

/** What the county told of the record that a person's was given up for. */
export function keptElsewhere(statements: Statements, person: Row<'person'>): HeldElsewhere | null {
  const { mergedInto } = person.values;
  const query = { type: 'conflict', by: 'recordId', value: person.id, limit: RECORDS_MAX } as const;
  const sides = (readQuery(statements, query) as Row<'conflict'>[])
    .map(({ values }) => values.identityValues as unknown as { theirs?: HeldElsewhere } | null)
    .find((each) => each?.theirs && each.theirs.personId === mergedInto);
  return sides?.theirs ?? null;
}

/** Smaller is surer. */
const sureness = (ground: DuplicateGround): number => DUPLICATE_GROUNDS.indexOf(ground);

function idsByNumber(statements: Statements, idNumber: string | null): number[] {
  return idNumber ? statements.pluck<number>('SELECT id FROM person WHERE id_number = ?', idNumber) : [];
}

interface NamedRow {
  id: number;
  name: string | null;
  hukou_village: number | null;
}

function idsByName(statements: Statements, typed: Typed): Map<number, DuplicateGround> {
  const name = plainName(typed.name);
  if (!typed.birthDate || !name) return new Map();
  const born = statements.all<NamedRow>(
    'SELECT id, name, hukou_village FROM person WHERE birth_date = ? AND merged_into IS NULL',
    typed.birthDate,
  );
  return new Map(
    born
      .filter((row) => plainName(row.name ?? '') === name)
      .map((row) => [row.id, row.hukou_village === typed.village ? 'name-birth-village' : 'name-birth']),
  );
}

/** The records that what is typed may mean, each with the surest ground. */
function groundsOf(statements: Statements, typed: Typed): Map<number, DuplicateGround> {
  const idNumber = normaliseIdNumber(typed.idNumber);
  const grounds = idsByName(statements, typed);
  for (const id of idsByNumber(statements, otherIdNumber(idNumber))) grounds.set(id, 'old-and-new-id');
  for (const id of idsByNumber(statements, idNumber)) grounds.set(id, 'same-id');
  return grounds;
}

function similarOf(reading: Reading, personId: number, ground: DuplicateGround): SimilarPerson | null {
  const { statements } = reading;
  const found = readRecord(statements, 'person', personId);
  const person = found && standingOf(statements, found);
  const line =
    person &&
    statements.get<CaseColumns>(
      `SELECT ${CASE_COLUMNS} FROM person p ${NEWEST_FILE} WHERE p.id = ?`,
      person.id,
    );
  if (!person || !line) return null;
  const { benefits, state } = toCaseRow(reading, line);
  const keptIn = person.values.mergedInto
    ? reading.divisionName(keptElsewhere(statements, person)?.scope ?? null)
    : null;
  const isOtherNumber =
    person.id !== personId &&
    idNumberKey(person.values.idNumber ?? '') !== idNumberKey(found.values.idNumber ?? '');
  return {
    ...personBriefOf(reading, person),
    ground: isOtherNumber ? 'merged-id' : ground,
    benefits,
    state,
    keptIn,
  };
}

/** Who may be the person that is being typed, the surest first. */
export function similarPersons(reading: Reading, typed: Typed): SimilarPerson[] {
  const found = [...groundsOf(reading.statements, typed)]
    .sort(([, a], [, b]) => sureness(a) - sureness(b))
    .slice(0, SIMILAR_MAX)
    .map(([personId, ground]) => similarOf(reading, personId, ground))
    .filter((similar) => similar !== null);
  return found.filter(({ personId }, at) => found.findIndex((each) => each.personId === personId) === at);
}

interface PairRow {
  left_name: string | null;
  right_name: string | null;
  hukou_village: number | null;
}

/** Two records that stand, of one township, whom nobody has said to be two people. */
const PAIR = `SELECT a.name AS left_name, b.name AS right_name, a.hukou_village FROM person a, person b
  WHERE a.id = ? AND b.id = ? AND a.scope = b.scope AND a.merged_into IS NULL AND b.merged_into IS NULL
  AND NOT EXISTS (SELECT 1 FROM conflict c WHERE c.kind = 'duplicate' AND c.state = 'SETTLED' AND c.choice = 'different'
    AND ((c.person_id = a.id AND c.record_id = b.id) OR (c.person_id = b.id AND c.record_id = a.id)))`;

/** The pair, unless it has been settled. */
function pairOf(
  reading: Reading,
  leftId: number,
  rightId: number,
  ground: DuplicateGround,
): DuplicatePair | null {
  const row = reading.statements.get<PairRow>(PAIR, leftId, rightId);
  if (!row) return null;
  return {
    leftId,
    rightId,
    leftName: row.left_name ?? '',
    rightName: row.right_name ?? '',
    village: reading.divisionName(row.hukou_village),
    ground,
  };
}

/** An old number and the new one of the same person. */
function pairsOfNumbers(reading: Reading): DuplicatePair[] {
  const { statements } = reading;
  // Of the index alone: no row is read for this.
  return statements
    .all<{ id: number; id_number: string }>('SELECT id, id_number FROM person WHERE length(id_number) = 15')
    .flatMap(({ id, id_number }) =>
      idsByNumber(statements, idNumberKey(id_number)).map((other) =>
        pairOf(reading, id, other, 'old-and-new-id'),
      ),
    )
    .filter((pair) => pair !== null);
}

interface BornRow {
  left_id: number;
  left_name: string;
  right_id: number;
  right_name: string;
}

/** Same name, birth date and village. Found in the index alone; rows are read for those few. */
function pairsOfNames(reading: Reading): DuplicatePair[] {
  return reading.statements
    .all<BornRow>(
      `SELECT a.id AS left_id, a.name AS left_name, b.id AS right_id, b.name AS right_name FROM person a
       JOIN person b ON b.birth_date = a.birth_date AND b.hukou_village = a.hukou_village AND b.id > a.id
         AND substr(b.name, 1, 1) = substr(a.name, 1, 1)`,
    )
    .filter((row) => plainName(row.left_name) === plainName(row.right_name))
    .map((row) => pairOf(reading, row.left_id, row.right_id, 'name-birth-village'))
    .filter((pair) => pair !== null);
}

/** Pairs of records of one township that look like one person, each once, the surest first. */
export function duplicatePairs(reading: Reading): DuplicatePair[] {
  const seen = new Set<string>();
  return [...pairsOfNumbers(reading), ...pairsOfNames(reading)]
    .filter(({ leftId, rightId }) => {
      const key = `${Math.min(leftId, rightId)}:${Math.max(leftId, rightId)}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => sureness(a.ground) - sureness(b.ground) || a.leftId - b.leftId || a.rightId - b.rightId)
    .slice(0, PAIRS_MAX);
}

/** Records of the person's own township that may be the same person. */
function maybeSame(reading: Reading, person: Row<'person'>): DuplicatesOfPerson['maybe'] {
  const { name, idNumber, birthDate, hukouVillage } = person.values;
  const typed = { name: name ?? '', idNumber: idNumber ?? '', birthDate, village: hukouVillage };
  return similarPersons(reading, typed).flatMap(({ personId, village, ground }) => {
    const pair = personId === person.id ? null : pairOf(reading, person.id, personId, ground);
    return pair ? [{ personId, name: pair.rightName, village, ground }] : [];
  });
}

function mergedIntoOf(reading: Reading, person: Row<'person'>): DuplicatesOfPerson['mergedInto'] {
  const { mergedInto, mergedOn } = person.values;
  if (!mergedInto) return null;
  const standing = standingOf(reading.statements, person);
  if (standing.id === person.id || standing.values.mergedInto) {
    const theirs = keptElsewhere(reading.statements, standing);
    const township = reading.divisionName(theirs?.scope ?? null);
    return { personId: null, name: theirs?.name ?? '', township, on: mergedOn };
  }
  const { personId, name, township } = personBriefOf(reading, standing);
  return { personId, name, township, on: mergedOn };
}

interface TakenOver {
  readonly from: number;
  readonly received: { benefits: Benefit[]; submittedOn: string }[];
}

const GIVEN_UP: readonly (string | null)[] = ['REFUSED', 'MERGED'];

/** What other townships had received of this person and nobody has asked for here. */
function stillToTakeIn(reading: Reading, person: Row<'person'>): DuplicatesOfPerson['stillToTakeIn'] {
  const { statements } = reading;
  const by = { by: 'personId', value: person.id, limit: RECORDS_MAX } as const;
  const files = readQuery(statements, { type: 'application', ...by }) as Row<'application'>[];
  const isAsked = (benefit: Benefit, since: string) =>
    files.some(
      ({ values }) =>
        benefitsOf(values).includes(benefit) &&
        (!GIVEN_UP.includes(values.state) || (values.submittedOn ?? '') >= since),
    );
  return (readQuery(statements, { type: 'history', ...by }) as Row<'history'>[])
    .filter(({ values }) => values.action === 'person.takeOver')
    .flatMap(({ values }) => {
      const { from, received } = values.details as unknown as TakenOver;
      return received.map(({ benefits, submittedOn }) => ({
        township: reading.divisionName(from),
        benefits: benefits.filter((benefit) => !isAsked(benefit, submittedOn)),
        submittedOn,
      }));
    })
    .filter(({ benefits }) => benefits.length > 0);
}

/** What a case page says of a person being registered twice. */
export function duplicatesOfPerson(reading: Reading, personId: number): DuplicatesOfPerson {
  const person = readRecord(reading.statements, 'person', personId);
  if (!person) return { maybe: [], mergedInto: null, merged: [], stillToTakeIn: [] };
  const merged = reading.statements
    .pluck<number>('SELECT id FROM person WHERE merged_into = ? ORDER BY id', personId)
    .flatMap((id) => readRecord(reading.statements, 'person', id) ?? [])
    .map((row) => {
      const { name, idNumberMasked } = personBriefOf(reading, row);
      return { personId: row.id, name, idNumberMasked, on: row.values.mergedOn };
    });
  const mergedInto = mergedIntoOf(reading, person);
  return {
    maybe: mergedInto ? [] : maybeSame(reading, person),
    mergedInto,
    merged,
    stillToTakeIn: stillToTakeIn(reading, person),
  };
}
