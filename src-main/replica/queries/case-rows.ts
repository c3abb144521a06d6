/** One line of a list: a person with the newest file. Used by search, today and review, so that a case looks the same everywhere. */
import { maskIdNumber } from '#shared/domain/mask.ts';
import { type ApplicationState, type Benefit, ENDED_STATES } from '#shared/domain/state.ts';
import type { CaseRow } from '#shared/rpc/desk-shapes.ts';
import type { Reading } from './reading.ts';

/** Columns that `toCaseRow` needs; `a` is the person's application that counts. */
export const CASE_COLUMNS = `
  p.id AS person_id, p.scope, p.name, p.id_number, p.hukou_village,
  a.id AS application_id, a.state, a.state_since, a.returned_by, a.applied_living, a.applied_nursing, a.submitted_on,
  a.preliminary_passed_on, a.entered_on, a.sent_to_federation_on, a.federation_passed_on, a.reason_code, a.reason_words,
  (SELECT group_concat(e.benefit) FROM entitlement e WHERE e.person_id = p.id AND e.state = 'ACTIVE') AS active_benefits`;

/** States in which nothing more is decided, for SQL. */
export const ENDED_LIST = ENDED_STATES.map((state) => `'${state}'`).join(', ');

/** The application of each person that counts (domain/known-files.ts `byStanding`): an open one, else the newest that was decided. */
export const NEWEST_FILE = `LEFT JOIN application a ON a.id = (SELECT n.id FROM application n WHERE n.person_id = p.id
  ORDER BY CASE WHEN n.state IN ('APPROVED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN') THEN 1 WHEN n.state = 'MERGED' THEN 2 ELSE 0 END, n.submitted_on DESC, n.id DESC LIMIT 1)`;

export interface CaseColumns {
  person_id: number;
  scope: number;
  name: string | null;
  id_number: string | null;
  hukou_village: number | null;
  application_id: number | null;
  state: string | null;
  state_since: string | null;
  returned_by: string | null;
  applied_living: number | null;
  applied_nursing: number | null;
  submitted_on: string | null;
  preliminary_passed_on: string | null;
  entered_on: string | null;
  sent_to_federation_on: string | null;
  federation_passed_on: string | null;
  reason_code: string | null;
  reason_words: string | null;
  active_benefits: string | null;
}

export function appliedBenefits(row: Pick<CaseColumns, 'applied_living' | 'applied_nursing'>): Benefit[] {
  return [
    ...(row.applied_living ? (['LIVING'] as const) : []),
    ...(row.applied_nursing ? (['NURSING'] as const) : []),
  ];
}

/** What says when a file is due and whose turn it is. */
export type FileFacts = Pick<
  CaseColumns,
  | 'state'
  | 'state_since'
  | 'returned_by'
  | 'preliminary_passed_on'
  | 'entered_on'
  | 'sent_to_federation_on'
  | 'federation_passed_on'
>;

export function deadlineFacts(row: FileFacts) {
  return {
    state: row.state,
    stateSince: row.state_since,
    preliminaryPassedOn: row.preliminary_passed_on,
    enteredOn: row.entered_on,
    sentToFederationOn: row.sent_to_federation_on,
    federationPassedOn: row.federation_passed_on,
  };
}

/** State shown in lists: the open file's, else 在享, else how the last file ended, else only registered. */
export function shownState(row: Pick<CaseColumns, 'state' | 'active_benefits'>): string {
  const isOpen = row.state !== null && !ENDED_STATES.includes(row.state as ApplicationState);
  if (isOpen) return row.state as string;
  if (row.active_benefits) return 'ACTIVE';
  return row.state ?? 'REGISTERED';
}

export function toCaseRow(reading: Reading, row: CaseColumns): CaseRow {
  const state = shownState(row);
  const benefits =
    state === 'ACTIVE' ? ((row.active_benefits ?? '').split(',').sort() as Benefit[]) : appliedBenefits(row);
  const place = reading.placeOfPerson(row.person_id, row.state);
  return {
    personId: row.person_id,
    applicationId: row.application_id,
    name: row.name ?? '',
    idNumberMasked: row.id_number ? maskIdNumber(row.id_number) : '',
    village: reading.divisionName(row.hukou_village),
    township: reading.townshipName(row.hukou_village ?? row.scope),
    benefits,
    state,
    deadline: reading.deadline(deadlineFacts(row)),
    place,
    pendingHere: reading.isPendingHere(row.person_id),
  };
}

/** Lines of these people, in the order given. */
export function readCaseRows(reading: Reading, ids: readonly number[]): CaseRow[] {
  return reading.statements
    .all<CaseColumns>(
      `SELECT ${CASE_COLUMNS} FROM json_each(?) AS wanted JOIN person p ON p.id = wanted.value ${NEWEST_FILE} ORDER BY wanted.key`,
      JSON.stringify(ids),
    )
    .map((row) => toCaseRow(reading, row));
}

/** Columns of these files, in the order given. */
export function readFileColumns(reading: Reading, applicationIds: readonly number[]): CaseColumns[] {
  return reading.statements.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM json_each(?) AS wanted JOIN application a ON a.id = wanted.value JOIN person p ON p.id = a.person_id ORDER BY wanted.key`,
    JSON.stringify(applicationIds),
  );
}
