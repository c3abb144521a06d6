/** 抽查表: the sample on paper, with its seed, for whoever goes to look. A document, so Chinese whatever the language of the screens. */
import type { z } from 'zod';
import type { spotCheckPage } from '#shared/rpc/check-shapes.ts';
import { sayCode, sayList } from '../../text/codes.ts';
import { sayLongDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { SlipSheet } from '../sync/SlipSheet.tsx';

const CHINESE = 'zh-CN';
const COLUMNS = ['at', 'place', 'name', 'benefit', 'why', 'result', 'words'] as const;

export function SpotSheet({ data, onClose }: { data: z.infer<typeof spotCheckPage>; onClose: () => void }) {
  const { check, rows } = data;
  return (
    <SlipSheet
      title={t('prints.spotList.title', { body: sayCode('spotBody', check.body, CHINESE) })}
      words={t('prints.spotList.words', {
        ...{ date: sayLongDate(check.drawnOn, CHINESE), seed: check.seed },
        ...{ all: check.population, n: check.sampled },
      })}
      signs={(['checker', 'township', 'date'] as const).map((sign) => t(`prints.spotList.sign.${sign}`))}
      onClose={onClose}
    >
      <table className="paper-table wide-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`prints.spotList.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.personId}>
              <td>{at + 1}</td>
              <td>{`${row.township} ${row.village}`}</td>
              <td>{row.name}</td>
              <td>
                {sayList(
                  row.benefits.map((benefit) => sayCode('benefitShort', benefit, CHINESE)),
                  CHINESE,
                )}
              </td>
              <td>{sayCode('sampleWhy', row.why, CHINESE)}</td>
              <td>{row.result && sayCode('spotResult', row.result.result, CHINESE)}</td>
              <td>{row.result?.words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SlipSheet>
  );
}
