/** The list for whoever visits, on paper: village by village. A document, so Chinese whatever the language of the screens. */
import type { RadarRow } from '#shared/rpc/check-shapes.ts';
import { sayCode, sayList } from '../../text/codes.ts';
import { sayLongDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { SlipSheet } from '../sync/SlipSheet.tsx';

const CHINESE = 'zh-CN';
const COLUMNS = ['at', 'village', 'name', 'phone', 'benefit', 'stage', 'actBy', 'done'] as const;

export function RadarSheet({ rows, onClose }: { rows: readonly RadarRow[]; onClose: () => void }) {
  const visits = rows.filter(({ stage }) => stage !== 'SAFE');
  return (
    <SlipSheet
      title={t('prints.radarList.title')}
      words={t('prints.radarList.words', { n: visits.length })}
      signs={[t('prints.radarList.sign.visitor'), t('prints.radarList.sign.date')]}
      onClose={onClose}
    >
      <table className="paper-table wide-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`prints.radarList.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visits.map((row, at) => (
            <tr key={row.personId}>
              <td>{at + 1}</td>
              <td>{row.village}</td>
              <td>{row.name}</td>
              <td>{row.phoneMasked}</td>
              <td>
                {sayList(
                  row.benefits.map((benefit) => sayCode('benefitShort', benefit, CHINESE)),
                  CHINESE,
                )}
              </td>
              <td>{sayCode('radarStage', row.stage, CHINESE)}</td>
              <td>{sayLongDate(row.actBy, CHINESE)}</td>
              <td> </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SlipSheet>
  );
}
