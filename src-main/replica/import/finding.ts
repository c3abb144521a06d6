/** One thing a row has: what the clerk must mend, should look at, or may like to know. */
import type { RosterField } from './map-columns.ts';

/** wrong: the row is not imported.  look: it is, and the clerk should see it.  note: nothing to do. */
export type Level = 'wrong' | 'look' | 'note';

export interface Finding {
  readonly level: Level;
  readonly column: RosterField;
  readonly code: string;
  /** What is not right and how to mend it, in Chinese; numbers of people masked. */
  readonly message: string;
}

export function finding(level: Level, column: RosterField, code: string, message: string): Finding {
  return { level, column, code, message };
}
