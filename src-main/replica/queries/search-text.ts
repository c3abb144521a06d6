/** Whom a typed text means: a part of a name, pinyin, digits, a village or township, or a place and one of the others. The index answers exactly
 *  and with everybody; nothing is cut off. First reading that finds somebody wins, a name before a village. */
import type { z } from 'zod';
import { normaliseIdNumber, otherIdNumber } from '#shared/domain/id-number.ts';
import type { caseList } from '#shared/rpc/desk-shapes.ts';
import { cutIntoSyllables } from '../store/pinyin.ts';
import {
  matchesEnd,
  matchesInitials,
  matchesName,
  matchesNumber,
  matchesSyllables,
  plainName,
  plainNumber,
} from '../store/search-index.ts';
import type { Statements } from '../store/statements.ts';

export interface Meant {
  readonly reading: z.infer<typeof caseList>['reading'];
  /** Who, in order of id; null: everybody. */
  readonly ids: readonly number[] | null;
  /** In which villages; null: in any. */
  readonly villages: readonly number[] | null;
}

const NOBODY: readonly number[] = [];
/** Nothing that is searched for is longer. */
const TEXT_LENGTH_MAX = 60;
/** Digits, perhaps with the X of an ID number or the B1 of a certificate issued again. */
const DIGITS = /^\d+X?\d*(B\d?)?$/;
const LETTERS = /^[a-z]+$/;
const ID_LENGTHS = [15, 18];
const MERGES_FOLLOWED_MAX = 10;

function matching(statements: Statements, expression: string): number[] {
  return statements.pluck<number>(
    'SELECT rowid FROM person_search WHERE person_search MATCH ? ORDER BY rowid',
    expression,
  );
}

function sortedUnion(a: readonly number[], b: readonly number[]): readonly number[] {
  if (!b.length) return a;
  return [...new Set([...a, ...b])].sort((left, right) => left - right);
}

interface Numbers {
  id: number;
  id_number: string | null;
  phone: string | null;
  certificate_number: string | null;
}

/** Numbers that end in the digits: the index knows the last four, the row the rest. */
function endingIn(statements: Statements, plain: string): number[] {
  const expression = matchesEnd(plain);
  if (!expression) return [];
  return statements
    .all<Numbers>(
      `SELECT id, id_number, phone, certificate_number FROM person
       WHERE id IN (SELECT rowid FROM person_search WHERE person_search MATCH ?)`,
      expression,
    )
    .filter(({ id_number, phone, certificate_number }) =>
      [id_number, phone, certificate_number].some((number) => plainNumber(number ?? '').endsWith(plain)),
    )
    .map(({ id }) => id);
}

/** Whole ID numbers also find the person under the number of the other generation, and the one that a merged record went into. */
function byWholeNumber(statements: Statements, idNumber: string): number[] {
  if (!ID_LENGTHS.includes(idNumber.length)) return [];
  const found = new Set<number>();
  for (const number of [idNumber, otherIdNumber(idNumber)]) {
    const rows = statements.all<{ id: number }>('SELECT id FROM person WHERE id_number = ?', number);
    for (const { id } of rows) found.add(standingFor(statements, id));
  }
  return [...found];
}

function standingFor(statements: Statements, id: number): number {
  let at = id;
  for (let step = 0; step < MERGES_FOLLOWED_MAX; step++) {
    const into = statements.get<{ into: number | null }>(
      'SELECT merged_into AS "into" FROM person WHERE id = ?',
      at,
    )?.into;
    if (!into) break;
    at = into;
  }
  return at;
}

function byDigits(statements: Statements, digits: string): readonly number[] {
  const plain = plainNumber(digits);
  const rare = [...endingIn(statements, plain), ...byWholeNumber(statements, digits)];
  return sortedUnion(matching(statements, matchesNumber(plain)), rare);
}

function byName(statements: Statements, text: string): readonly number[] {
  const plain = plainName(text);
  return plain ? matching(statements, matchesName(plain)) : NOBODY;
}

/** Initials; when nobody has them, syllables. */
function byLetters(statements: Statements, letters: string): Omit<Meant, 'villages'> {
  const ids = matching(statements, matchesInitials(letters));
  const cuts = ids.length ? [] : cutIntoSyllables(letters);
  const spelled = cuts.length ? matching(statements, matchesSyllables(cuts)) : NOBODY;
  return spelled.length ? { reading: 'pinyin', ids: spelled } : { reading: 'initials', ids };
}

/** Villages called so, and those of townships called so. */
function villagesCalled(statements: Statements, text: string): number[] {
  return statements.pluck<number>(
    `WITH called AS (SELECT id FROM division WHERE instr(division_name, ?) > 0)
     SELECT id FROM called UNION SELECT id FROM division WHERE parent IN (SELECT id FROM called)`,
    text,
  );
}

/** One reading of a text without regard to places; `ids` is empty when nobody is meant. */
function readOne(statements: Statements, text: string): Omit<Meant, 'villages'> {
  const number = normaliseIdNumber(text);
  if (DIGITS.test(number)) return { reading: 'digits', ids: byDigits(statements, number) };
  const letters = text.toLowerCase().replace(/[\s'’]/g, '');
  if (LETTERS.test(letters)) return byLetters(statements, letters);
  return { reading: 'name', ids: byName(statements, text) };
}

/** A place and whom to look for there, in either order: 巴彦 王, 王 巴彦. */
function readPlaceAndWho(statements: Statements, words: readonly string[]): Meant | null {
  const ways = [
    { place: words[0], who: words.slice(1) },
    { place: words.at(-1), who: words.slice(0, -1) },
  ];
  for (const { place, who } of ways) {
    const villages = villagesCalled(statements, place as string);
    if (!villages.length) continue;
    const { ids } = readOne(statements, who.join(' '));
    if (ids?.length) return { reading: 'village-and-name', ids, villages };
  }
  return null;
}

/** Whom a text means. */
export function read(statements: Statements, typed: string): Meant {
  const text = typed.trim().normalize('NFC');
  if (!text) return { reading: 'all', ids: null, villages: null };
  if (text.length > TEXT_LENGTH_MAX) return { reading: 'name', ids: NOBODY, villages: null };
  const one = readOne(statements, text);
  if (one.ids?.length || one.reading === 'digits') return { ...one, villages: null };
  const words = text.split(/\s+/);
  const both = words.length > 1 && readPlaceAndWho(statements, words);
  if (both) return both;
  if (one.reading === 'initials') return { ...one, villages: null };
  const villages = villagesCalled(statements, text.replace(/\s/g, ''));
  return { reading: 'village', ids: null, villages };
}
