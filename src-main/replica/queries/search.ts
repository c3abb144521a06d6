/** The list of people: whom the search means (search-text.ts), narrowed by state and benefit, open files first, counted exactly. Works on ids and on
 *  the narrow lines of `person_list`; whole rows are read for the page alone, so that a key costs little among 100,000 people. */
import type { z } from 'zod';
import type { caseList } from '#shared/rpc/desk-shapes.ts';
import type { Statements } from '../store/statements.ts';
import { readCaseRows } from './case-rows.ts';
import type { Reading } from './reading.ts';
import { type Meant, read } from './search-text.ts';

type CaseList = z.infer<typeof caseList>;
export interface CaseFilter {
  readonly text: string;
  readonly state?: string | undefined;
  readonly benefit?: string | undefined;
}
export interface SearchInput extends CaseFilter {
  readonly offset: number;
  readonly limit: number;
}

/** A condition on `person_list`. */
interface Narrowing {
  readonly where: readonly string[];
  readonly parameters: readonly unknown[];
}

interface Found {
  readonly total: number;
  /** Ids of one page, in the order of the list. */
  readonly page: (offset: number, limit: number) => readonly number[];
}

const BENEFIT_BITS: Readonly<Record<string, number>> = { LIVING: 1, NURSING: 2 };
/** In the index of those who have a file or receive something. */
const KNOWN = '(file_state IS NOT NULL OR active > 0)';
/** Up to so many ids are looked up one by one; for more it is cheaper to read the other side whole. */
const LOOKED_UP_MAX = 2_000;

function narrowing(input: CaseFilter, villages: readonly number[] | null): Narrowing {
  const where: string[] = [];
  const parameters: unknown[] = [];
  if (input.state === 'ACTIVE') where.push('active > 0');
  else if (input.state === 'REGISTERED') where.push('file_state IS NULL', 'active = 0');
  else if (input.state) {
    where.push('file_state = ?');
    parameters.push(input.state);
  }
  if (input.benefit) {
    where.push(`(applied | active) & ${BENEFIT_BITS[input.benefit] ?? 0}`);
    if (input.state !== 'REGISTERED') where.push(KNOWN);
  }
  if (villages) {
    where.push('village IN (SELECT value FROM json_each(?))');
    parameters.push(JSON.stringify(villages));
  }
  return { where, parameters };
}

/** Everybody who fits, without a list of ids: the database sorts and cuts. */
function findAll(statements: Statements, { where, parameters }: Narrowing): Found {
  const fits = where.map((condition) => ` AND ${condition}`).join('');
  const open = `FROM person_list INDEXED BY person_list_open WHERE open_since IS NOT NULL${fits}`;
  const count = (from: string) => statements.pluck<number>(`SELECT count(*) ${from}`, ...parameters)[0] ?? 0;
  const openCount = count(open);
  return {
    total: count(where.length ? `FROM person_list WHERE ${where.join(' AND ')}` : 'FROM person_list'),
    page: (offset, limit) => {
      const first = statements.pluck<number>(
        `SELECT id ${open} ORDER BY open_since, id LIMIT ? OFFSET ?`,
        ...parameters,
        limit,
        offset,
      );
      if (first.length === limit) return first;
      const rest = statements.pluck<number>(
        `SELECT id FROM person_list WHERE open_since IS NULL${fits} ORDER BY id LIMIT ? OFFSET ?`,
        ...parameters,
        limit - first.length,
        Math.max(0, offset - openCount),
      );
      return [...first, ...rest];
    },
  };
}

/** What both sorted lists hold; `of` gives an entry's id. */
function inBoth<T>(ids: readonly number[], others: readonly T[], of: (other: T) => number): T[] {
  const both: T[] = [];
  let at = 0;
  for (const other of others) {
    const id = of(other);
    while (at < ids.length && (ids[at] as number) < id) at++;
    if (ids[at] === id) both.push(other);
  }
  return both;
}

/** Those of `ids` who fit. */
function narrowed(
  statements: Statements,
  ids: readonly number[],
  { where, parameters }: Narrowing,
): readonly number[] {
  if (!where.length) return ids;
  const select = `SELECT id FROM person_list WHERE ${where.join(' AND ')}`;
  if (ids.length <= LOOKED_UP_MAX)
    return statements.pluck<number>(
      `${select} AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
      ...parameters,
      JSON.stringify(ids),
    );
  return inBoth(ids, statements.pluck<number>(`${select} ORDER BY id`, ...parameters), (id) => id);
}

interface OpenLine {
  readonly id: number;
  readonly open_since: string;
}

/** Those of `ids` with an open file, in order of id. */
function openAmong(statements: Statements, ids: readonly number[]): OpenLine[] {
  const select = 'SELECT id, open_since FROM person_list';
  if (ids.length <= LOOKED_UP_MAX)
    return statements.all<OpenLine>(
      `${select} WHERE id IN (SELECT value FROM json_each(?)) AND open_since IS NOT NULL ORDER BY id`,
      JSON.stringify(ids),
    );
  const all = statements.all<OpenLine>(
    `${select} INDEXED BY person_list_open WHERE open_since IS NOT NULL ORDER BY id`,
  );
  return inBoth(ids, all, ({ id }) => id);
}

const longestOpenFirst = (a: OpenLine, b: OpenLine): number =>
  a.open_since < b.open_since ? -1 : a.open_since > b.open_since ? 1 : a.id - b.id;

/** `limit` of `ids` that are not among `others`, after as many as `skip`; both are sorted. */
function without(ids: readonly number[], others: readonly OpenLine[], skip: number, limit: number): number[] {
  const left: number[] = [];
  let at = 0;
  let skipped = 0;
  for (const id of ids) {
    if (left.length === limit) break;
    if (others[at]?.id === id) at++;
    else if (skipped < skip) skipped++;
    else left.push(id);
  }
  return left;
}

function findAmong(statements: Statements, ids: readonly number[], by: Narrowing): Found {
  const fitting = narrowed(statements, ids, by);
  return {
    total: fitting.length,
    page: (offset, limit) => {
      const open = openAmong(statements, fitting);
      const first = open
        .toSorted(longestOpenFirst)
        .slice(offset, offset + limit)
        .map(({ id }) => id);
      const rest = without(fitting, open, Math.max(0, offset - open.length), limit - first.length);
      return [...first, ...rest];
    },
  };
}

function find(statements: Statements, input: CaseFilter): { meant: Meant; found: Found } {
  const meant = read(statements, input.text);
  const by = narrowing(input, meant.villages);
  const found = meant.ids ? findAmong(statements, meant.ids, by) : findAll(statements, by);
  return { meant, found };
}

/** Ids of the whole list in its order, for whoever takes it elsewhere. */
export function caseIds(statements: Statements, filter: CaseFilter): readonly number[] {
  const { found } = find(statements, filter);
  return found.page(0, found.total);
}

/** A page of the list. */
export function searchCases(reading: Reading, input: SearchInput): CaseList {
  const startedAt = performance.now();
  const { statements } = reading;
  const { meant, found } = find(statements, input);
  const rows = readCaseRows(reading, found.page(input.offset, input.limit));
  return {
    total: found.total,
    all: statements.pluck<number>('SELECT count(*) FROM person_list')[0] ?? 0,
    reading: meant.reading,
    rows,
    milliseconds: Math.round((performance.now() - startedAt) * 10) / 10,
  };
}
