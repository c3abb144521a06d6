/** Search while typing: any part of a name, pinyin initials, beginnings and ends of numbers, a village (DESIGN §3). The index gives
 *  candidates, the row decides: no hit that does not hold what was typed. */
import type { z } from 'zod';
import { normaliseIdNumber } from '#shared/domain/id-number.ts';
import type { caseList } from '#shared/rpc/desk-shapes.ts';
import { matchesNumber, matchesPart, pinyinInitials, plainName, plainNumber } from '../store/search-index.ts';
import { CASE_COLUMNS, type CaseColumns, ENDED_LIST, NEWEST_FILE, toCaseRow } from './case-rows.ts';
import type { Reading } from './reading.ts';

type CaseList = z.infer<typeof caseList>;
export interface SearchInput {
  readonly text: string;
  readonly state?: string | undefined;
  readonly benefit?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

const CANDIDATES_MAX = 5_000;
const OPEN_FIRST = `CASE WHEN a.state IS NULL OR a.state IN (${ENDED_LIST}) THEN 1 ELSE 0 END`;

function filters(input: SearchInput): { where: string[]; parameters: unknown[] } {
  const where: string[] = [];
  const parameters: unknown[] = [];
  const active = (benefit: string) =>
    `EXISTS (SELECT 1 FROM entitlement e WHERE e.person_id = p.id AND e.state = 'ACTIVE'${benefit})`;
  if (input.state === 'ACTIVE') where.push(active(''));
  else if (input.state === 'REGISTERED') where.push(`a.id IS NULL AND NOT ${active('')}`);
  else if (input.state) {
    where.push('a.state = ?');
    parameters.push(input.state);
  }
  if (input.benefit) {
    const column = input.benefit === 'LIVING' ? 'a.applied_living' : 'a.applied_nursing';
    where.push(`(${column} = 1 OR ${active(' AND e.benefit = ?')})`);
    parameters.push(input.benefit);
  }
  return { where, parameters };
}

function candidates(reading: Reading, expression: string): number[] {
  return reading.statements
    .all<{ rowid: number }>(
      'SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT ?',
      expression,
      CANDIDATES_MAX,
    )
    .map(({ rowid }) => rowid);
}

interface Verified {
  id: number;
  name: string | null;
  id_number: string | null;
  phone: string | null;
  certificate_number: string | null;
}

function verified(reading: Reading, ids: readonly number[], holds: (row: Verified) => boolean): number[] {
  return ids.filter((id) => {
    const row = reading.statements.get<Verified>(
      'SELECT id, name, id_number, phone, certificate_number FROM person WHERE id = ?',
      id,
    );
    return row !== undefined && holds(row);
  });
}

function byDigits(reading: Reading, digits: string): number[] {
  const plain = plainNumber(digits);
  return verified(reading, candidates(reading, matchesNumber(plain)), (row) =>
    [row.id_number, row.phone, row.certificate_number].some(
      (number) => number !== null && plainNumber(number).includes(plain),
    ),
  );
}

function byName(reading: Reading, text: string): number[] {
  const plain = plainName(text);
  return plain
    ? verified(reading, candidates(reading, matchesPart(plain, 'n')), (row) =>
        plainName(row.name ?? '').includes(plain),
      )
    : [];
}

function byInitials(reading: Reading, text: string): number[] {
  const initials = text.toLowerCase();
  return verified(reading, candidates(reading, matchesPart(initials, 'p')), (row) =>
    pinyinInitials(row.name ?? '').includes(initials),
  );
}

function byVillage(reading: Reading, text: string): number[] {
  return reading.statements
    .all<{ id: number }>(
      'SELECT p.id FROM person p JOIN division d ON d.id = p.hukou_village WHERE d.division_name LIKE ? ORDER BY p.id LIMIT ?',
      `%${text}%`,
      CANDIDATES_MAX,
    )
    .map(({ id }) => id);
}

function read(reading: Reading, text: string): { reading: CaseList['reading']; ids: number[] } {
  const number = normaliseIdNumber(text);
  if (/^\d{2,}X?$/.test(number)) return { reading: 'digits', ids: byDigits(reading, number) };
  if (/^[a-zA-Z]+$/.test(text)) return { reading: 'initials', ids: byInitials(reading, text) };
  const named = byName(reading, text);
  return named.length
    ? { reading: 'name', ids: named }
    : { reading: 'village', ids: byVillage(reading, text) };
}

/** A page of the list. */
export function searchCases(reading: Reading, input: SearchInput): CaseList {
  const startedAt = performance.now();
  const text = input.text.trim();
  const found = text ? read(reading, text) : null;
  const { where, parameters } = filters(input);
  if (found) {
    where.push('p.id IN (SELECT value FROM json_each(?))');
    parameters.push(JSON.stringify(found.ids));
  }
  const from = `FROM person p ${NEWEST_FILE}${where.length ? ` WHERE ${where.join(' AND ')}` : ''}`;
  const { statements } = reading;
  const total = statements.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...parameters)?.n ?? 0;
  const all = where.length
    ? (statements.get<{ n: number }>('SELECT count(*) AS n FROM person')?.n ?? 0)
    : total;
  const rows = statements.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} ${from} ORDER BY ${OPEN_FIRST}, a.state_since, p.id LIMIT ? OFFSET ?`,
    ...parameters,
    input.limit,
    input.offset,
  );
  return {
    total,
    all,
    reading: found?.reading ?? 'all',
    rows: rows.map((row) => toCaseRow(reading, row)),
    milliseconds: Math.round((performance.now() - startedAt) * 10) / 10,
  };
}
