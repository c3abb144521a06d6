/** Every receipt that the county gave this computer: what it was for, when it came, what the county said. Nothing is ever left out of it but
 *  receipts that a centre set back has made void (they stand on the page of their act). Days are business days, Asia/Shanghai. */
import type { ReceiptList, ReceiptRow } from '#shared/rpc/desk-shapes.ts';
import { COLUMNS, type StoredAct, toRow } from './journal.ts';
import type { Reading } from './reading.ts';

const DAYS_MAX = 400;
const BUSINESS_DAY = "date(received_at, '+8 hours')";

/** Instants between which a business day lies. */
function instantsOf(day: string): [string, string] {
  const start = Date.parse(`${day}T00:00:00+08:00`);
  return [new Date(start).toISOString(), new Date(start + 86_400_000).toISOString()];
}

export function receiptList(
  reading: Reading,
  { day, offset, limit }: { day?: string | undefined; offset: number; limit: number },
): ReceiptList {
  const { statements } = reading;
  const within = day === undefined ? '' : 'AND received_at >= ? AND received_at < ?';
  const instants = day === undefined ? [] : instantsOf(day);
  const where = `receipt IS NOT NULL ${within}`;
  const rows = statements.all<StoredAct>(
    `SELECT ${COLUMNS} FROM act WHERE number IN (SELECT number FROM act WHERE ${where} ORDER BY received_at DESC, receipt DESC LIMIT ? OFFSET ?)
     ORDER BY received_at DESC, receipt DESC`,
    ...instants,
    limit,
    offset,
  );
  return {
    total: statements.pluck<number>(`SELECT count(*) FROM act WHERE ${where}`, ...instants)[0] ?? 0,
    days: statements.all<{ day: string; count: number }>(
      `SELECT ${BUSINESS_DAY} AS day, count(*) AS count FROM act WHERE receipt IS NOT NULL AND received_at IS NOT NULL
       GROUP BY day ORDER BY day DESC LIMIT ?`,
      DAYS_MAX,
    ),
    rows: rows.map(
      (row): ReceiptRow => ({
        ...toRow(reading, row),
        receipt: row.receipt ?? '',
        receivedAt: row.received_at ?? '',
      }),
    ),
  };
}
