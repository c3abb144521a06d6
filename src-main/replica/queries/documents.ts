/** Documents on paper: what was issued about a person or by the office, each print of it, what an act gave a number to and nobody printed yet,
 *  and whether a code that somebody scans or types is that of what is kept (rules DC, DO: domain/document-code.ts, document.ts). */
import { type DocumentContent, documentHash, isOfHash, readCode } from '#shared/domain/document-code.ts';
import { definitionOf } from '#shared/domain/document-definitions.ts';
import { blockNumber, numberOfRecord } from '#shared/domain/document.ts';
import type { Row } from '#shared/records/rows.ts';
import { audienceOf } from '#shared/records/rows.ts';
import type {
  DocumentDue,
  DocumentFound,
  DocumentPage,
  DocumentRow,
  DocumentsOfPerson,
  PaperOfRoster,
  RosterCopyOf,
} from '#shared/rpc/document-shapes.ts';
import type { NoticePage } from '#shared/rpc/publicity-shapes.ts';
import { currentDevice } from '../identity.ts';
import { readQuery, readRecord } from '../store/records.ts';
import { familyOf } from './history.ts';
import type { Reading } from './reading.ts';

const DOCUMENTS_MAX = 500;
const PRINTINGS_MAX = 999;

const printingsOf = (reading: Reading, documentId: number): Row<'printing'>[] =>
  readQuery(reading.statements, {
    ...{ type: 'printing', by: 'documentId', value: documentId, limit: PRINTINGS_MAX },
  }) as Row<'printing'>[];

function toRow(reading: Reading, document: Row<'document'>): DocumentRow {
  const { values } = document;
  const { voidedAt, voidedBy, voidReason, replaces } = values;
  return {
    documentId: document.id,
    personId: values.personId,
    applicationId: values.applicationId,
    lineId: values.lineId,
    kind: values.kind ?? '',
    number: values.number ?? '',
    issuedAt: values.issuedAt ?? '',
    who: reading.colleagueName(values.issuedBy),
    unit: reading.colleagueUnit(values.issuedBy),
    device: reading.computerName(values.device),
    prints: printingsOf(reading, document.id).length,
    voided: voidedAt
      ? { at: voidedAt, who: reading.colleagueName(voidedBy), reason: voidReason ?? '' }
      : null,
    replaces:
      replaces === null ? null : (readRecord(reading.statements, 'document', replaces)?.values.number ?? ''),
  };
}

/** Of this computer's own block of today. */
function nextNumber(reading: Reading): string {
  const { statements, today } = reading;
  const device = currentDevice(statements);
  const prefix = blockNumber(device, today, 0).slice(0, -'00'.length);
  const taken = statements.pluck<string>("SELECT number FROM document WHERE number GLOB ? || '*'", prefix);
  const last = Math.max(0, ...taken.map((number) => Number(number.slice(prefix.length))));
  return blockNumber(device, today, last + 1);
}

const newestFirst = (a: DocumentRow, b: DocumentRow): number => (a.issuedAt < b.issuedAt ? 1 : -1);

/** Notices of acts, by number, that no document has. */
function dueOf(reading: Reading, family: readonly number[], rows: readonly DocumentRow[]): DocumentDue[] {
  const lines = reading.statements.all<{
    lineId: number;
    applicationId: number | null;
    kind: string;
    number: string;
    at: string;
  }>(
    `SELECT id AS lineId, application_id AS applicationId, document_kind AS kind, document_number AS number, made_at AS at
     FROM history WHERE person_id IN (${family.join(', ')}) AND document_kind IS NOT NULL ORDER BY made_at DESC, id DESC`,
  );
  const printed = new Set(rows.filter(({ voided }) => !voided).map(({ lineId }) => lineId));
  return lines.filter(({ lineId, kind }) => !printed.has(lineId) && definitionOf(kind) !== null);
}

export function documentsOfPerson(reading: Reading, personId: number): DocumentsOfPerson {
  const family = familyOf(reading, personId);
  const rows = family
    .flatMap((value) =>
      readQuery(reading.statements, { type: 'document', by: 'personId', value, limit: DOCUMENTS_MAX }),
    )
    .map((row) => toRow(reading, row as Row<'document'>))
    .sort(newestFirst);
  return { rows, due: dueOf(reading, family, rows), nextNumber: nextNumber(reading) };
}

/** Forms, lists and bulletins of this desk's offices. */
export function documentsOfOffice(reading: Reading): DocumentsOfPerson {
  const ids = reading.statements.pluck<number>(
    'SELECT id FROM document WHERE person_id IS NULL ORDER BY issued_at DESC LIMIT ?',
    DOCUMENTS_MAX,
  );
  const rows = ids.flatMap((id) => {
    const row = readRecord(reading.statements, 'document', id);
    return row ? [toRow(reading, row)] : [];
  });
  return { rows, due: [], nextNumber: nextNumber(reading) };
}

/** The paper of a public notice: the valid one; or what it will be when it is printed, under the notice's own number, or under the next of this
 *  computer's block in the place of one that is void. */
export function paperOfNotice(reading: Reading, noticeId: number): NoticePage['paper'] {
  const all = (
    readQuery(reading.statements, {
      ...{ type: 'document', by: 'noticeId', value: noticeId, limit: DOCUMENTS_MAX },
    }) as Row<'document'>[]
  ).map((row) => toRow(reading, row));
  const valid = all.findLast(({ voided }) => !voided);
  if (valid)
    return { documentId: valid.documentId, number: valid.number, prints: valid.prints, replaces: null };
  const replaces = all.at(-1)?.documentId ?? null;
  const number = replaces === null ? numberOfRecord(noticeId) : nextNumber(reading);
  return { documentId: null, number, prints: 0, replaces };
}

/** What a copy of a roster was printed under: one document for the same rows, place and copy. */
export function paperOfRoster(reading: Reading, { hash, copy, place }: RosterCopyOf): PaperOfRoster {
  const [id] = reading.statements.pluck<number>(
    `SELECT id FROM document WHERE kind = 'ROSTER' AND voided_at IS NULL AND case_content ->> 'rosterHash' = ?
     AND case_content ->> 'rosterCopy' = ? AND case_content ->> 'rosterPlace' = ? ORDER BY id LIMIT 1`,
    ...[hash, copy, place],
  );
  const row = id === undefined ? null : readRecord(reading.statements, 'document', id);
  const paper = row && {
    ...{ documentId: row.id, number: row.values.number ?? '', hash: row.values.hash ?? '' },
    prints: printingsOf(reading, row.id).length,
  };
  return { paper, nextNumber: nextNumber(reading) };
}

const PARTS = ['case', 'identity', 'health', 'money'] as const;
const GROUP_OF = {
  case: 'caseContent',
  identity: 'identityContent',
  health: 'healthContent',
  money: 'moneyContent',
} as const;

/** What this role holds of a document. */
function contentOf(reading: Reading, { values }: Row<'document'>): DocumentPage['content'] {
  const entries = PARTS.map((part) => {
    const group = GROUP_OF[part];
    const mayHold = reading.me.classes.includes(audienceOf('document', group));
    return [part, mayHold ? (values[group] ?? {}) : null];
  });
  return Object.fromEntries(entries) as DocumentPage['content'];
}

function archiveOf(document: Row<'document'>, content: DocumentPage['content']): DocumentPage['archive'] {
  const { kind, number, edition, hash } = document.values;
  if (Object.values(content).includes(null)) return 'hidden';
  const now = documentHash({
    ...{ kind: kind ?? '', number: number ?? '', edition: edition ?? 0 },
    content: content as DocumentContent,
  });
  return now === hash ? 'whole' : 'changed';
}

export function openDocument(reading: Reading, documentId: number): DocumentPage | null {
  const document = readRecord(reading.statements, 'document', documentId);
  if (!document) return null;
  const content = contentOf(reading, document);
  const printings = printingsOf(reading, documentId).map(({ values }) => ({
    ordinal: values.ordinal ?? 0,
    who: reading.colleagueName(values.printedBy),
    at: values.printedAt ?? '',
    device: reading.computerName(values.device),
  }));
  return {
    ...toRow(reading, document),
    edition: document.values.edition ?? 0,
    hash: document.values.hash ?? '',
    content,
    archive: archiveOf(document, content),
    printings: printings.toSorted((a, b) => a.ordinal - b.ordinal || (a.at < b.at ? -1 : 1)),
  };
}

/** Those that a code may mean: the one of its id, or all of its number (DC3). */
function meant(
  reading: Reading,
  text: string,
): { code: ReturnType<typeof readCode>; rows: Row<'document'>[] } {
  const code = readCode(text);
  if (!code) return { code, rows: [] };
  const { statements } = reading;
  const byId = code.by === 'id' ? readRecord(statements, 'document', code.documentId) : null;
  if (byId) return { code, rows: [byId] };
  const ids =
    code.by === 'id'
      ? statements.pluck<number>('SELECT id FROM document WHERE hash = ?', code.hash)
      : statements.pluck<number>('SELECT id FROM document WHERE number = ?', code.number);
  return {
    code,
    rows: ids.map((id) => readRecord(statements, 'document', id)).filter((row) => row !== null),
  };
}

/** 与存档一致, 与存档不一致, 已作废, or not known here. */
export function findDocument(reading: Reading, text: string): DocumentFound {
  const { code, rows } = meant(reading, text);
  if (!code) return { verdict: 'unreadable', document: null, about: '' };
  const same = rows.find(({ values }) => isOfHash(code, values.hash ?? ''));
  const found = same ?? rows[0];
  if (!found) return { verdict: 'unknown', document: null, about: '' };
  const { personId, noticeId, voidedAt } = found.values;
  const person = personId === null ? null : readRecord(reading.statements, 'person', personId);
  const notice = noticeId === null ? null : readRecord(reading.statements, 'publicNotice', noticeId);
  const about = person?.values.name ?? (notice ? reading.divisionName(notice.values.division) : '');
  const isBroken = archiveOf(found, contentOf(reading, found)) === 'changed';
  const verdict = same && !isBroken ? (voidedAt ? 'void' : 'same') : 'different';
  return { verdict, document: toRow(reading, found), about };
}
