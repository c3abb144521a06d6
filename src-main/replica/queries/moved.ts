/** Who has moved to a township that this computer does not hold, so that the old office can still say where (SPEC MV5); and who lives together,
 *  before they move. Of who has left only the name is here, and numbers find nobody. */
import type { DepartedPerson } from '#shared/rpc/desk-shapes.ts';
import type { z } from 'zod';
import type { personBrief } from '#shared/rpc/desk-shapes.ts';
import { MOVED_TOGETHER_MAX } from '#shared/domain/move.ts';
import { pinyinInitials } from '../store/pinyin.ts';
import { readRecord } from '../store/records.ts';
import { plainName } from '../store/search-index.ts';
import { personBriefOf } from './case-page.ts';
import type { Reading } from './reading.ts';

/** As many as a list shows above its rows. */
const SHOWN_MAX = 5;
const LETTERS = /^[a-z]+$/i;

interface DepartedRow {
  id: number;
  name: string;
  to_scope: number;
  moved_on: string | null;
}

/** Whether a text that was typed into the search field means a name. */
function means(text: string, name: string): boolean {
  const typed = text.trim();
  if (!typed) return false;
  if (LETTERS.test(typed)) return pinyinInitials(name).includes(typed.toLowerCase());
  const plain = plainName(typed);
  return plain !== '' && plainName(name).includes(plain);
}

export function departed(
  reading: Reading,
  asked: { readonly text: string } | { readonly personId: number },
): DepartedPerson[] {
  const isAsked = ({ id, name }: DepartedRow): boolean =>
    'personId' in asked ? id === asked.personId : means(asked.text, name);
  return reading.statements
    .all<DepartedRow>(
      "SELECT id, name, to_scope, moved_on FROM departed WHERE type = 'person' AND name IS NOT NULL ORDER BY moved_on DESC, id DESC",
    )
    .filter(isAsked)
    .slice(0, SHOWN_MAX)
    .map(({ id, name, to_scope, moved_on }) => ({
      ...{ personId: id, name, on: moved_on },
      township: reading.townshipName(to_scope),
    }));
}

/** Registered at the same address of the same village. */
export function household(reading: Reading, personId: number): z.infer<typeof personBrief>[] {
  const { hukouVillage, hukouAddress } = readRecord(reading.statements, 'person', personId)?.values ?? {};
  if (!hukouVillage || !hukouAddress) return [];
  return reading.statements
    .pluck<number>(
      `SELECT p.id FROM person_list l JOIN person p ON p.id = l.id
       WHERE l.village = ? AND p.hukou_address = ? AND p.id <> ? AND p.merged_into IS NULL ORDER BY p.birth_date, p.id LIMIT ?`,
      hukouVillage,
      hukouAddress,
      personId,
      MOVED_TOGETHER_MAX - 1,
    )
    .flatMap((id) => readRecord(reading.statements, 'person', id) ?? [])
    .map((person) => personBriefOf(reading, person));
}
