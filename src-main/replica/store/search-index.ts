/** The index behind the search field: names cut into pairs of characters, pinyin initials likewise, and the ID number, phone and certificate
 *  once forwards and once backwards, so that a prefix finds beginnings and ends — because FTS5's own trigrams find no two-character
 *  name (ADR 0006). Kept by the row writer in the same transaction; few tokens a person, for they are most of what a first sync writes. */
import { pinyin } from 'pinyin-pro';
import type { Id } from '#shared/base/id.ts';
import type { Statements } from './statements.ts';

/** Fields of a person that the index is made of: a row whose others alone change need not be indexed again. */
export const SEARCHED_FIELDS = ['name', 'idNumber', 'phone', 'certificateNumber'] as const;
export type Searched = Readonly<Record<(typeof SEARCHED_FIELDS)[number], string | null>>;

/** Names come again: in families, and with every key that a search by initials takes. */
const NAMES_REMEMBERED_MAX = 20_000;
const initialsOfName = new Map<string, string>();

/** Pinyin initials of a name, lower case: 乌云其其格 → wyqqg. Latin letters stay, other signs fall out. */
export function pinyinInitials(name: string): string {
  let initials = initialsOfName.get(name);
  if (initials === undefined) {
    initials = pinyin(name, { mode: 'surname', pattern: 'first', toneType: 'none', type: 'array', v: true })
      .map((first) => first.toLowerCase().slice(0, 1))
      .join('')
      .replace(/[^a-z0-9]/g, '');
    if (initialsOfName.size >= NAMES_REMEMBERED_MAX) initialsOfName.clear();
    initialsOfName.set(name, initials);
  }
  return initials;
}

/** Name without the dots that clerks write in four ways (dossier c.4). */
export function plainName(name: string): string {
  return name.replace(/[·•.・\s]/g, '').toLowerCase();
}

/** Digits of a number as typed or stored: without the dashes of a landline. */
export function plainNumber(number: string): string {
  return number.replace(/[^0-9a-z]/gi, '').toLowerCase();
}

/** Pairs of neighbours, and the last letter alone: every other single letter is the beginning of a pair. Kept as hex of the code points,
 *  because the tokenizer would split or fold what it does not know. */
function grams(text: string, prefix: 'n' | 'p'): string[] {
  const found: string[] = [];
  let before = '';
  for (const letter of text) {
    const code = (letter.codePointAt(0) as number).toString(16);
    if (before) found.push(`${prefix}${before}x${code}`);
    before = code;
  }
  if (before) found.push(prefix + before);
  return found;
}

function reversed(number: string): string {
  let turned = '';
  for (let at = number.length - 1; at >= 0; at--) turned += number[at];
  return turned;
}

function numberTokens(number: string | null): string[] {
  const plain = number ? plainNumber(number) : '';
  return plain ? [`b${plain}`, `e${reversed(plain)}`] : [];
}

function tokensOf(name: string, person: Searched): string {
  return [
    ...grams(plainName(name), 'n'),
    ...grams(pinyinInitials(name), 'p'),
    ...numberTokens(person.idNumber),
    ...numberTokens(person.phone),
    ...numberTokens(person.certificateNumber),
  ].join(' ');
}

/** Indexes a person as the row stands; `known` spares reading it again. */
export function indexPerson(statements: Statements, id: Id, known?: Searched): void {
  const person =
    known ??
    statements.get<Searched>(
      'SELECT name, id_number AS idNumber, phone, certificate_number AS certificateNumber FROM person WHERE id = ?',
      id,
    );
  if (!person?.name) return unindexPerson(statements, id);
  statements.run(
    'INSERT OR REPLACE INTO person_search (rowid, grams) VALUES (?, ?)',
    id,
    tokensOf(person.name, person),
  );
}

export function unindexPerson(statements: Statements, id: Id): void {
  statements.run('DELETE FROM person_search WHERE rowid = ?', id);
}

/** FTS5 expression for part of a name ('n') or of its initials ('p'). */
export function matchesPart(text: string, prefix: 'n' | 'p'): string {
  const pairs = grams(text, prefix);
  const asked =
    pairs.length > 1 ? pairs.slice(0, -1).map((pair) => `"${pair}"`) : pairs.map((one) => `"${one}"*`);
  return asked.join(' AND ');
}

/** FTS5 expression for the beginning or the end of a number. */
export function matchesNumber(digits: string): string {
  const plain = plainNumber(digits);
  return `"b${plain}"* OR "e${reversed(plain)}"*`;
}
