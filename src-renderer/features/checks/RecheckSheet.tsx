/** 复核表: a village's list of a month on paper, with what was answered and empty boxes for the rest. A document, so Chinese whatever the language
 *  of the screens. */
import { RECHECK_ANSWERS } from '#shared/domain/recheck.ts';
import type { RecheckVillage } from '#shared/rpc/check-shapes.ts';
import { sayCode, sayList } from '../../text/codes.ts';
import { sayMonths } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { SlipSheet } from '../sync/SlipSheet.tsx';

const CHINESE = 'zh-CN';
const TICKED = '■';
const EMPTY = '□';

export function RecheckSheet({ data, onClose }: { data: RecheckVillage; onClose: () => void }) {
  return (
    <SlipSheet
      title={t('prints.recheckList.title')}
      words={t('prints.recheckList.words', { n: data.rows.length })}
      signs={(['checker', 'village', 'date'] as const).map((sign) => t(`prints.recheckList.sign.${sign}`))}
      onClose={onClose}
    >
      <p>
        {t('prints.recheckList.of', {
          village: data.name,
          month: sayMonths(data.month, data.lastMonth, CHINESE),
        })}
      </p>
      <table className="paper-table wide-table">
        <thead>
          <tr>
            {(['at', 'name', 'number', 'benefit', 'answer', 'words'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`prints.recheckList.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, at) => (
            <tr key={row.personId}>
              <td>{at + 1}</td>
              <td>{row.name}</td>
              <td>{row.idNumberMasked}</td>
              <td>
                {sayList(
                  row.benefits.map((benefit) => sayCode('benefitShort', benefit, CHINESE)),
                  CHINESE,
                )}
              </td>
              <td>
                {RECHECK_ANSWERS.map((answer) => (
                  <span key={answer} className="paper-tick">
                    {row.answer?.answer === answer ? TICKED : EMPTY}
                    {sayCode('recheckAnswer', answer, CHINESE)}
                  </span>
                ))}
              </td>
              <td>{row.answer?.words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SlipSheet>
  );
}
