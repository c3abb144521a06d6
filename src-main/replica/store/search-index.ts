/** The index behind the search field: names cut into one- and two-character grams, pinyin initials, ends of the ID number, phone,
 *  certificate — because FTS5's own trigrams find no two-character name (ADR 0006). Kept by the row writer in the same transaction. */
import { pinyin } from 'pinyin-pro';
import type { Id } from '#shared/base/id.ts';
import type { Statements } from './statements.ts';

const TAIL_DIGITS_MAX = 8;

/** Pinyin initials of a name, lower case: 乌云其其格 → wyqqg. Latin letters stay, other signs fall out. */
export function pinyinInitials(name: string): string {
  return pinyin(name, { mode: 'surname', pattern: 'first', toneType: 'none', type: 'array', v: true })
    .map((first) => first.toLowerCase().slice(0, 1))
    .join('')
    .replace(/[^a-z0-9]/g, '');
}

/** Name without the dots that clerks write in four ways (dossier c.4). */
export function plainName(name: string): string {
  return name.replace(/[·•.・\s]/g, '').toLowerCase();
}

function pieces(text: string, prefix: string): string[] {
  const letters = [...text];
  const grams = letters.map((letter) => `${prefix}${letter}`);
  for (let at = 0; at + 1 < letters.length; at++) grams.push(`${prefix}${letters[at]}${letters[at + 1]}`);
  return grams;
}

/** Grams that a text asks for: two characters each, or the single one. */
export function wantedGrams(text: string, prefix: string): string[] {
  const letters = [...text];
  return letters.length === 1
    ? [`${prefix}${text}`]
    : pieces(text, prefix).filter((gram) => [...gram].length === [...prefix].length + 2);
}

/** A gram as FTS5 keeps it: hex of its UTF-16, because the tokenizer would split or fold what it does not know. */
function token(gram: string): string {
  return [...gram].map((letter) => (letter.codePointAt(0) as number).toString(16)).join('x');
}

/** Ends of a number, 4 to 8 digits, and its beginning: clerks type the last digits. */
function numberGrams(number: string | null): string[] {
  if (!number) return [];
  const grams: string[] = [];
  for (let length = 2; length <= Math.min(TAIL_DIGITS_MAX, number.length); length++)
    grams.push(`e${number.slice(-length)}`);
  for (let length = 2; length <= number.length; length++) grams.push(`b${number.slice(0, length)}`);
  return grams;
}

interface Indexed {
  name: string | null;
  id_number: string | null;
  phone: string | null;
  certificate_number: string | null;
}

/** Indexes a person as the row stands. */
export function indexPerson(statements: Statements, id: Id): void {
  const row = statements.get<Indexed>(
    'SELECT name, id_number, phone, certificate_number FROM person WHERE id = ?',
    id,
  );
  unindexPerson(statements, id);
  if (!row?.name) return;
  const grams = new Set([
    ...pieces(plainName(row.name), 'n'),
    ...pieces(pinyinInitials(row.name), 'p'),
    ...numberGrams(row.id_number),
    ...numberGrams(row.phone),
    ...numberGrams(row.certificate_number),
  ]);
  statements.run(
    'INSERT INTO person_search (rowid, grams) VALUES (?, ?)',
    id,
    [...grams].map(token).join(' '),
  );
}

export function unindexPerson(statements: Statements, id: Id): void {
  statements.run('DELETE FROM person_search WHERE rowid = ?', id);
}

/** FTS5 expression that asks for every gram. */
export function matchExpression(grams: readonly string[]): string {
  return grams.map((gram) => `"${token(gram)}"`).join(' AND ');
}
