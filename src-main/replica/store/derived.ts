/** What is made of rows — search words, lines of lists — kept by the row writer in the same transaction. A piece of work that writes the same
 *  people again and again (a rebase takes a row off, lays the county's under it and writes it anew) puts it off to its end: then each is
 *  looked at once, and whose searched fields are as they were is left alone.
 *  DE1 at the end of a transaction search words and lines are those of the rows, whether or not they were put off. */
import type { Id } from '#shared/base/id.ts';
import { ensureLine, ensureLines, refreshLines } from './person-list.ts';
import { indexPerson, searchedOf, unindexPerson } from './search-index.ts';
import type { Statements } from './statements.ts';

interface PutOff {
  /** Searched fields of people as they were before the work, as text; empty for who was not there. */
  readonly searched: Map<Id, string>;
  readonly listed: Set<Id>;
  readonly written: Set<Id>;
}

const putOff = new WeakMap<Statements, PutOff>();

const searchedText = (statements: Statements, id: Id): string =>
  JSON.stringify(searchedOf(statements, id) ?? '');

/** To be told before searched fields of a person are written, or the row goes. */
export function searchedWillChange(statements: Statements, id: Id): void {
  const later = putOff.get(statements);
  if (later && !later.searched.has(id)) later.searched.set(id, searchedText(statements, id));
}

export function searchedChanged(statements: Statements, id: Id): void {
  if (!putOff.has(statements)) indexPerson(statements, id);
}

export function personRemoved(statements: Statements, id: Id): void {
  if (!putOff.has(statements)) unindexPerson(statements, id);
}

/** What lists say of these people may have changed. */
export function linesChanged(statements: Statements, ids: readonly Id[]): void {
  const later = putOff.get(statements);
  if (!later) refreshLines(statements, ids);
  else for (const id of ids) later.listed.add(id);
}

/** A person was written, who may be a new one. */
export function personWritten(statements: Statements, id: Id): void {
  const later = putOff.get(statements);
  if (later) later.written.add(id);
  else ensureLine(statements, id);
}

function catchUp(statements: Statements, { searched, listed, written }: PutOff): void {
  for (const [id, before] of searched)
    if (searchedText(statements, id) !== before) indexPerson(statements, id);
  ensureLines(
    statements,
    [...written].filter((id) => !listed.has(id)),
  );
  refreshLines(statements, [...listed]);
}

/** Does something, inside the caller's transaction, and what is made of its rows at its end. */
export function puttingOff<T>(statements: Statements, work: () => T): T {
  if (putOff.has(statements)) return work();
  const later: PutOff = { searched: new Map(), listed: new Set(), written: new Set() };
  putOff.set(statements, later);
  try {
    const result = work();
    catchUp(statements, later);
    return result;
  } finally {
    putOff.delete(statements);
  }
}
