/** What the recorded child says of itself, in order with its writes, and the centre's end as text. */
import type { Acknowledged } from '../oracle.ts';
import type { CentreView } from '../views.ts';
import type { Operation } from './journal.ts';

export type Mark = { readonly begun: string } | { readonly saved: Acknowledged } | { readonly phase: string };

/** The marks of one write to the file of marks; none when the operation is another's. */
export function marksOf({ kind, file, data }: Operation): Mark[] {
  if (kind !== 'write' || !file.endsWith('.marks')) return [];
  return data
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Mark);
}

export function writeCentre({ rows, outcomes, scopes }: CentreView): string {
  return JSON.stringify({ rows, outcomes: [...outcomes], scopes: [...scopes] });
}

export function readCentre(text: string): CentreView {
  const { rows, outcomes, scopes } = JSON.parse(text) as {
    rows: CentreView['rows'];
    outcomes: [string, never][];
    scopes: [number, never][];
  };
  return { rows, outcomes: new Map(outcomes), scopes: new Map(scopes) };
}
