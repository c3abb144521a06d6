/** One list as one workbook, and what is to be written about it. Called by the exporter thread and by tests; reads, never writes.
 *  ML2 a list made while not everything is here says so in its first line, and so does its record.
 *  ML1 all rows of the list are of one moment: a read transaction is held from the first to the last. */
import { createHash } from 'node:crypto';
import { instantText, shanghaiDate } from '#shared/base/clock.ts';
import type { disclosureRecord } from '#shared/domain/disclosure.ts';
import type { ExportInput } from '#shared/rpc/export-shapes.ts';
import type { z } from 'zod';
import { csvWriter } from './csv-writer.ts';
import { columnsFor, filtersOf, type ListSource, sayFilters } from './list.ts';
import { partialRows } from '../sync/cursors.ts';
import { listNamed } from './lists.ts';
import { type Say, sayIn } from './say.ts';
import { BOOK_ROWS_MAX, type WriteWorkbook } from './workbook.ts';

export type DisclosureArgs = z.infer<typeof disclosureRecord.args>;

export interface ListOrder extends Omit<ExportInput, 'formId'> {
  readonly serialNumber: string;
  readonly computerName: string;
}

export type MadeList =
  | {
      readonly ok: true;
      readonly fileName: string;
      readonly bytes: Buffer;
      readonly disclosure: DisclosureArgs;
    }
  | { readonly ok: false; readonly code: 'export/empty' | 'export/too-long' };

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** 2026-11-02 10:00 */
function minuteOf(nowMs: number): string {
  return `${shanghaiDate(nowMs)} ${new Date(nowMs + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)}`;
}

/** For the record: of how many people how many were here, while not all are. */
function partialOf({ reading }: ListSource): Record<string, string> {
  const partial = partialRows(reading.statements, reading.me.scopes);
  return partial ? { partial: `${partial.people} / ${partial.peopleTotal ?? '?'}` } : {};
}

function notes(order: ListOrder, { reading }: ListSource, say: Say, rowCount: number): string[] {
  const { head } = say.words;
  const { unitName, personName } = reading.me;
  const filters = sayFilters(filtersOf(order.what), say);
  const numbers = order.numbers === 'full' ? head.full(order.reason.trim()) : head.masked;
  const { statements, me } = reading;
  const partial = partialRows(statements, me.scopes);
  return [
    ...(partial ? [head.partial(partial.people, partial.peopleTotal)] : []),
    `${head.filters(filters)} · ${head.rows(rowCount)} · ${numbers}`,
    `${unitName} · ${personName} · ${order.computerName} · ${minuteOf(reading.nowMs)}`,
    `${head.serial} ${order.serialNumber}`,
  ];
}

export async function makeList(
  source: ListSource,
  order: ListOrder,
  writeWorkbook: WriteWorkbook,
): Promise<MadeList> {
  const { reading } = source;
  const { what, numbers, serialNumber } = order;
  const say = sayIn(order.language);
  const list = listNamed(what.list);
  const found = list.find(source, what as never);
  if (!found.length) return { ok: false, code: 'export/empty' };
  if (found.length > BOOK_ROWS_MAX) return { ok: false, code: 'export/too-long' };
  const columns = columnsFor(list.columns, numbers === 'full', reading.me.classes);
  const title = say.words.lists[what.list];
  const write = what.list === 'payments' && what.file !== 'xlsx' ? csvWriter(what.file) : writeWorkbook;
  const bytes = await write({
    title,
    notes: [...notes(order, source, say, found.length), ...(list.totals?.(found, say) ?? [])],
    columns: columns.map(({ name, kind }) => ({ title: say.words.columns[name], kind })),
    rowCount: found.length,
    row: (index) => {
      const row = list.open(source, found[index]);
      return columns.map(({ value }) => value(row, say));
    },
    madeBy: `${reading.me.unitName} ${reading.me.personName}`,
    madeAt: instantText(reading.nowMs),
    serialNumber,
    serialLabel: say.words.head.serial,
  });
  const disclosure: DisclosureArgs = {
    listName: what.list,
    filters: { ...filtersOf(what), ...partialOf(source) },
    columnNames: columns.map(({ name }) => name),
    rowCount: found.length,
    fileHash: createHash('sha256').update(bytes).digest('hex'),
    serialNumber,
    numbers,
    reason: numbers === 'full' ? order.reason.trim() : '',
  };
  const ending = write === writeWorkbook ? 'xlsx' : 'csv';
  return { ok: true, fileName: `${title} ${serialNumber}.${ending}`, bytes, disclosure };
}
