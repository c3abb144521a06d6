/** The index behind the search field (ADR 0006): of each person the characters of the name, its initials and syllables, and the pieces of the
 *  numbers, as words in their order. What is typed becomes a phrase of such words, so that the index alone says who holds it: no
 *  row is read to check. Few different words and short ones, for writing them is most of what a first sync does.
 *  Kept by the row writer in the same transaction.
 *  SI1 a person who was merged into another is not in it. */
import type { Id } from '#shared/base/id.ts';
import { type NameReading, readingsOf } from './pinyin.ts';
import type { Statements } from './statements.ts';

/** Fields of a person that the index is made of: a row whose others alone change need not be indexed again. */
export const SEARCHED_FIELDS = ['name', 'idNumber', 'phone', 'certificateNumber', 'mergedInto'] as const;
export interface Searched {
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly certificateNumber: string | null;
  readonly mergedInto: number | null;
}

/** Name without the dots that clerks write in many ways (dossier c.4). */
export function plainName(name: string): string {
  return name.replace(/[·•‧∙⋅.．・･\s]/g, '').toLowerCase();
}

/** Digits of a number as typed or stored: without the dashes of a landline. */
export function plainNumber(number: string): string {
  return number.replace(/[^0-9a-z]/gi, '').toLowerCase();
}

/** Kinds of words. The kind is a word's first letter, so that words of different kinds never make a phrase. */
const NAME = 'n';
const INITIAL = 'p';
const SYLLABLE = 's';
/** Pieces of an ID or certificate number, of a telephone number; the kind is followed by the number of the piece. */
const CARD = 'c';
const TELEPHONE = 't';
const LAST_FOUR = 'z';

/** An ID number falls into region, year, month and day, and the last four: a search may begin at the birth date. */
const FIRST_PIECE = 6;
const PIECE = 4;
const BIRTH_PIECE = 1;
const NUMBER_LENGTH_MAX = 34;

/** Characters as numbers: the tokenizer would split or fold what it does not know. */
function charactersOf(text: string, kind: string): string[] {
  const words: string[] = [];
  for (const character of text) words.push(kind + (character.codePointAt(0) as number).toString(36));
  return words;
}

function lettersOf(letters: string): string[] {
  const words: string[] = [];
  for (const letter of letters) words.push(INITIAL + letter);
  return words;
}

/** Pieces of a number from the front; `from` is the piece that `digits` begin with. */
function piecesOf(digits: string, kind: string, from = 0): string[] {
  const pieces: string[] = [];
  let piece = from;
  for (let at = 0; at < digits.length; piece++) {
    const end = at + (piece === 0 ? FIRST_PIECE : PIECE);
    pieces.push(`${kind}${piece}${digits.slice(at, end)}`);
    at = end;
  }
  return pieces;
}

function lastFour(plain: string): string {
  return LAST_FOUR + plain.slice(-PIECE);
}

/** Numbers each followed by its last four, which also keeps the pieces of two numbers apart. */
function numbersOf(person: Searched): string[] {
  const plain = (number: string | null) => (number ? plainNumber(number).slice(0, NUMBER_LENGTH_MAX) : '');
  const idNumber = plain(person.idNumber);
  const certificate = plain(person.certificateNumber);
  const phone = plain(person.phone);
  const words: string[] = [];
  // A certificate number is the ID number and some digits: its pieces are the ID number's too.
  if (idNumber && !certificate.startsWith(idNumber)) words.push(...piecesOf(idNumber, CARD));
  if (idNumber) words.push(lastFour(idNumber));
  if (certificate) words.push(...piecesOf(certificate, CARD), lastFour(certificate));
  if (phone) words.push(...piecesOf(phone, TELEPHONE), lastFour(phone));
  return words;
}

/** Words of a name, for as long as its readings are remembered. */
const wordsOfName = new WeakMap<readonly NameReading[], string>();

function nameWords(name: string): string {
  const readings = readingsOf(name);
  const known = wordsOfName.get(readings);
  if (known !== undefined) return known;
  const words = charactersOf(plainName(name), NAME);
  // Initials of two readings do not touch: the syllables stand between.
  for (const { initials, syllables } of readings) {
    words.push(...lettersOf(initials));
    for (const syllable of syllables) words.push(SYLLABLE + syllable);
  }
  const text = words.join(' ');
  wordsOfName.set(readings, text);
  return text;
}

function wordsOf(person: Searched): string {
  const numbers = numbersOf(person).join(' ');
  const name = person.name ? nameWords(person.name) : '';
  return name && numbers ? `${name} ${numbers}` : name + numbers;
}

/** Searched fields of a person as the row stands. */
export function searchedOf(statements: Statements, id: Id): Searched | undefined {
  return statements.get<Searched>(
    `SELECT name, id_number AS idNumber, phone, certificate_number AS certificateNumber, merged_into AS mergedInto
     FROM person WHERE id = ?`,
    id,
  );
}

function wordsToIndex(statements: Statements, id: Id, known: Searched | undefined): string {
  const person = known ?? searchedOf(statements, id);
  return person && person.mergedInto === null ? wordsOf(person) : '';
}

/** Indexes a person who was not in the index before. */
export function indexNewPerson(statements: Statements, id: Id, known?: Searched): void {
  const words = wordsToIndex(statements, id, known);
  if (words) statements.run('INSERT INTO person_search (rowid, words) VALUES (?, ?)', id, words);
}

/** Indexes a person as the row stands; `known` spares reading it again. */
export function indexPerson(statements: Statements, id: Id, known?: Searched): void {
  const words = wordsToIndex(statements, id, known);
  if (!words) return unindexPerson(statements, id);
  statements.run('INSERT OR REPLACE INTO person_search (rowid, words) VALUES (?, ?)', id, words);
}

export function unindexPerson(statements: Statements, id: Id): void {
  statements.run('DELETE FROM person_search WHERE rowid = ?', id);
}

/** Indexes everybody anew: a file of an older program has another index. */
export function indexEverybody(statements: Statements): void {
  const all = statements.all<Searched & { id: Id }>(
    `SELECT id, name, id_number AS idNumber, phone, certificate_number AS certificateNumber, merged_into AS mergedInto
     FROM person ORDER BY id`,
  );
  for (const person of all) indexPerson(statements, person.id, person);
}

const phrase = (words: readonly string[]) => `"${words.join(' ')}"`;
/** The last word may go on. */
const beginning = (words: readonly string[]) => `${phrase(words)} *`;

/** FTS5 expression for a part of a name. */
export function matchesName(plain: string): string {
  return phrase(charactersOf(plain, NAME));
}

/** FTS5 expression for pinyin initials that follow one another. */
export function matchesInitials(letters: string): string {
  return phrase(lettersOf(letters));
}

/** FTS5 expression for syllables, given in every way to cut them. */
export function matchesSyllables(cuts: readonly (readonly string[])[]): string {
  return cuts.map((cut) => beginning(cut.map((syllable) => SYLLABLE + syllable))).join(' OR ');
}

const BEGINS_WITH_YEAR_AND_MONTH = /^(19|20)\d\d(0[1-9]|1[0-2])/;

/** FTS5 expression for digits: the beginning of a number, an ID number from the birth date on, the last four from their third digit on. */
export function matchesNumber(plain: string): string {
  const ways = [beginning(piecesOf(plain, CARD)), beginning(piecesOf(plain, TELEPHONE))];
  if (BEGINS_WITH_YEAR_AND_MONTH.test(plain)) ways.push(beginning(piecesOf(plain, CARD, BIRTH_PIECE)));
  if (plain.length === PIECE - 1 || plain.length === PIECE) ways.push(beginning([LAST_FOUR + plain]));
  return ways.join(' OR ');
}

/** FTS5 expression for numbers with the same last four, or null where the digits are no longer than that. */
export function matchesEnd(plain: string): string | null {
  return plain.length > PIECE ? phrase([lastFour(plain)]) : null;
}
