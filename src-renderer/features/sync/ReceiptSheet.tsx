/** The list of receipts on paper, of all days or of one: what this computer handed in and the county took note of. A document, so Chinese
 *  whatever the language of the screens.                                                                              */
import type { ReceiptRow } from '#shared/rpc/desk-shapes.ts';
import { useLive } from '../../data/live-query.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayCount, sayLongDate, sayTime } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { outcomeWord, SlipSheet } from './SlipSheet.tsx';
import { readReceipts } from './use-receipts.ts';

const CHINESE = 'zh-CN';
/** What a person would still print; more is printed day by day. */
const PRINTED_MAX = 500;

function Line({ row, at }: { row: ReceiptRow; at: number }) {
  return (
    <tr>
      <td>{at + 1}</td>
      <td>{row.receipt}</td>
      <td>{row.personName ?? ''}</td>
      <td>{sayCode('action', row.name, CHINESE)}</td>
      <td>{`${sayLongDate(dateOfInstant(row.receivedAt), CHINESE)} ${sayTime(row.receivedAt)}`}</td>
      <td>{t(`prints.receiptSlip.outcomes.${outcomeWord(row)}`)}</td>
    </tr>
  );
}

export function ReceiptSheet({ day, onClose }: { day: string | null; onClose: () => void }) {
  const list = useLive(['journal'], ['journal.receipts', day, 'print'], () =>
    readReceipts(day, 0, PRINTED_MAX),
  ).data;
  if (!list) return null;
  const words =
    day === null
      ? t('prints.receiptList.words', { n: sayCount(list.total) })
      : t('prints.receiptList.wordsOfDay', { day: sayLongDate(day, CHINESE), n: sayCount(list.total) });
  const more = list.total > list.rows.length && t('prints.receiptList.first', { n: sayCount(PRINTED_MAX) });
  const signs = (['clerk', 'date'] as const).map((sign) => t(`prints.receiptList.sign.${sign}`));
  return (
    <SlipSheet
      title={t('prints.receiptList.title')}
      words={`${words}${more || ''}${t('prints.receiptList.meaning')}`}
      signs={signs}
      onClose={onClose}
    >
      <table className="paper-table receipt-table">
        <thead>
          <tr>
            {(['at', 'receipt', 'who', 'what', 'receivedAt', 'outcome'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`prints.receiptList.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row, at) => (
            <Line key={row.number} row={row} at={at} />
          ))}
        </tbody>
      </table>
    </SlipSheet>
  );
}
