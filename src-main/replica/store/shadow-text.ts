/** The text of a shadow: confirmed values by field. One that a program of before step 5 wrote is a whole row, of which the values count and nothing
 *  else: no act ever wrote another part of a row. */
import type { FieldValue } from '#shared/records/registry.ts';

export type ConfirmedValues = Readonly<Record<string, FieldValue>>;

export function shadowText(values: ConfirmedValues): string {
  return JSON.stringify({ values });
}

/** Null: the row was not there. Throws where the text is none. */
export function readShadow(confirmed: string | null): ConfirmedValues | null {
  if (confirmed === null) return null;
  const { values } = JSON.parse(confirmed) as { values?: ConfirmedValues };
  if (typeof values !== 'object' || values === null) throw new Error('a shadow without values');
  return values;
}
