/** The record of exports: what this replica holds of it. A township's people see their own unit's, the county sees its townships' too. */
import type { ExportList, ExportNumbers } from '#shared/domain/disclosure.ts';
import { EXPORT_LISTS } from '#shared/domain/disclosure.ts';
import { decodeRow, selectList, SQLITE_CODEC, type Stored } from '#shared/records/codec.ts';
import type { Row } from '#shared/records/rows.ts';
import type { DisclosureRow } from '#shared/rpc/export-shapes.ts';
import type { Reading } from './reading.ts';

function toRow(reading: Reading, { id, values }: Row<'disclosure'>): DisclosureRow {
  return {
    disclosureId: id,
    listName: EXPORT_LISTS.includes(values.listName as ExportList) ? (values.listName as ExportList) : null,
    filters: (values.filters ?? {}) as Record<string, string>,
    rowCount: values.rowCount ?? 0,
    numbers: (values.numbers ?? 'masked') as ExportNumbers,
    reason: values.reason,
    serialNumber: values.serialNumber ?? '',
    takenAt: values.takenAt ?? '',
    takenBy: reading.colleagueName(values.takenBy),
    unit: reading.colleagueUnit(values.takenBy),
    computer: reading.computerName(values.device),
  };
}

/** Newest first. */
export function disclosures(
  reading: Reading,
  page: { offset: number; limit: number },
): { total: number; rows: DisclosureRow[] } {
  const { statements } = reading;
  const total = statements.get<{ n: number }>('SELECT count(*) AS n FROM disclosure')?.n ?? 0;
  const rows = statements.all<Record<string, Stored>>(
    `SELECT ${selectList('disclosure')} FROM disclosure ORDER BY taken_at DESC, id DESC LIMIT ? OFFSET ?`,
    page.limit,
    page.offset,
  );
  return { total, rows: rows.map((stored) => toRow(reading, decodeRow(SQLITE_CODEC, 'disclosure', stored))) };
}
