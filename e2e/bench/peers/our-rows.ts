/** The documents of the workload as records of ours and back: the fields of a person, and a line of history that says who wrote when what note.
 *  Read back from both ends, they are hashed like every peer's.                                                                  */
import { CENTRE_DEVICE, type Id, IDS_PER_COMMAND, makeId } from '#shared/base/id.ts';
import type { FieldValue } from '#shared/records/registry.ts';
import type { WrittenRecord } from '#shared/sync/entries.ts';
import { type PersonDocument, RECORD_FIELDS } from './workload.ts';

const FIRST_DEVICE = 300;
/** Above every id that accounts will have. */
const WRITERS_FROM = 2_000_000;

export const writerId = (at: number): Id => makeId(CENTRE_DEVICE, WRITERS_FROM + at);
export const personIdAt = (at: number): Id => makeId(FIRST_DEVICE, (at + 1) * IDS_PER_COMMAND);

/** Columns are called alike in SQLite and PostgreSQL. */
const columnOf = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A person as an imported roster leaves one, with the line of who did. */
export function recordsOf(
  person: PersonDocument,
  at: number,
  writers: ReadonlyMap<string, Id>,
): WrittenRecord[] {
  const id = personIdAt(at);
  const set = Object.fromEntries(RECORD_FIELDS.map((field) => [field, person[field]]));
  const line = {
    ...{ personId: id, action: 'person.register', actor: writers.get(person.updatedBy) ?? null },
    ...{ device: FIRST_DEVICE, madeAt: person.updatedAt, words: person.note },
  };
  return [
    {
      type: 'person',
      id,
      set: { ...set, certificateStatus: 'VALID', origin: 'IMPORT' } as Record<string, FieldValue>,
    },
    { type: 'history', id: id + 1, set: line },
  ];
}

interface LineRow {
  readonly person_id: Id;
  readonly words: string | null;
  readonly made_at: string;
  readonly account_name: string;
}
type PersonRow = Readonly<Record<string, string | number | null>> & { readonly id: Id };

export const PEOPLE_SQL = `SELECT id, ${RECORD_FIELDS.map(columnOf).join(', ')} FROM person ORDER BY id`;
export const LINES_SQL = `SELECT h.person_id, h.words, h.made_at, c.account_name
  FROM history AS h JOIN colleague AS c ON c.id = h.actor ORDER BY h.made_at, h.id`;

/** The documents that an end of ours holds, the latest line of each person being what its last edit said. */
export function documentsOf(
  people: readonly PersonDocument[],
  rows: readonly unknown[],
  lines: readonly unknown[],
): PersonDocument[] {
  const names = new Map(people.map(({ id }, at) => [personIdAt(at), id]));
  const last = new Map((lines as LineRow[]).map((line) => [line.person_id, line]));
  return (rows as PersonRow[]).map((row) => {
    const line = last.get(row.id);
    const fields = Object.fromEntries(RECORD_FIELDS.map((field) => [field, row[columnOf(field)]]));
    return {
      id: names.get(row.id),
      ...fields,
      ...{ note: line?.words, updatedBy: line?.account_name, updatedAt: line?.made_at },
    } as PersonDocument;
  });
}
