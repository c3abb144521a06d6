/** Keeps `person_list`, the narrow lines that lists of people are sorted, filtered and counted by, as the rows say. Called by the row writer in the
 *  same transaction. By statements of its own and not by triggers: those make SQLite keep a copy of every page that an insert touches, in
 *  case a trigger fails, and cost a first sync as much again as the rows.
 *  PL1 person_list is person_list_now, whenever a transaction ends. */
import type { Id } from '#shared/base/id.ts';
import type { RecordTypeName } from '#shared/records/registry.ts';
import type { Statements } from './statements.ts';

/** Fields that a line is made of; a row whose others alone change leaves it as it is. */
const LISTED_FIELDS: Partial<Record<RecordTypeName, readonly string[]>> = {
  person: ['hukouVillage', 'certificateExpiresOn', 'mergedInto'],
  application: ['personId', 'state', 'stateSince', 'submittedOn', 'appliedLiving', 'appliedNursing'],
  entitlement: ['personId', 'benefit', 'state'],
};

/** Whether writing these fields of a row can change a line. */
export function isListed(type: RecordTypeName, fields: readonly string[]): boolean {
  return LISTED_FIELDS[type]?.some((field) => fields.includes(field)) ?? false;
}

/** Whom rows of a type stand for in the list; nobody where they are not there or of no account. */
export function peopleOf(statements: Statements, type: RecordTypeName, ids: readonly Id[]): readonly Id[] {
  if (type === 'person' || !LISTED_FIELDS[type]) return type === 'person' ? ids : [];
  return statements
    .pluck<Id | null>(
      `SELECT person_id FROM "${type}" WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(ids),
    )
    .filter((id) => id !== null);
}

/** Writes the lines of these people anew. */
export function refreshLines(statements: Statements, ids: readonly Id[]): void {
  if (!ids.length) return;
  const people = JSON.stringify([...new Set(ids)]);
  statements.run('DELETE FROM person_list WHERE id IN (SELECT value FROM json_each(?))', people);
  statements.run(
    `INSERT INTO person_list
     SELECT now.* FROM (SELECT value AS wanted FROM json_each(?)) JOIN person_list_now AS now ON now.id = wanted`,
    people,
  );
}

/** Gives a person a line who has none yet. */
export function ensureLine(statements: Statements, id: Id): void {
  statements.run('INSERT OR IGNORE INTO person_list SELECT * FROM person_list_now WHERE id = ?', id);
}
