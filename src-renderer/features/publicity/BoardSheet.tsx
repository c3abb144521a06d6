/** The board edition on paper: what the law asks to be shown, until when, and where an objection goes. A document, so Chinese whatever the language
 *  of the screens. */
import type { NoticePage } from '#shared/rpc/publicity-shapes.ts';
import { lastDayOf } from '#shared/domain/public-notice.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { SlipSheet } from '../sync/SlipSheet.tsx';

const CHINESE = 'zh-CN';
const COLUMNS = ['at', 'name', 'kind', 'standard', 'since'] as const;

export function BoardSheet({ page, onClose }: { page: NoticePage; onClose: () => void }) {
  const unit = useMe()?.unitName ?? '';
  const today = useSession()?.today ?? '';
  const { row } = page;
  // Not hung yet: as if it were hung today, for whoever goes now.
  const postedOn = row.postedOn ?? today;
  const lastDay = row.lastDay ?? lastDayOf(postedOn);
  const until = lastDay
    ? t('prints.publicNotice.until', {
        from: sayLongDate(postedOn, CHINESE),
        to: sayLongDate(lastDay, CHINESE),
      })
    : t('prints.publicNotice.untilUnknown');
  return (
    <SlipSheet
      title={t('prints.publicNotice.title')}
      above={{ body: unit, number: t('prints.publicNotice.number', { number: row.noticeId }) }}
      words={t('prints.publicNotice.objection', { unit })}
      signs={[t('prints.publicNotice.sign.unit', { unit }), t('prints.publicNotice.sign.date')]}
      onClose={onClose}
    >
      <p className="paper-indent">
        {t(`prints.publicNotice.opening.${row.occasion}`, {
          ...{ place: row.placeName, month: sayMonth(row.toMonth, CHINESE), n: page.board.length },
          from: sayMonth(row.fromMonth, CHINESE),
        })}
        {until}
      </p>
      <table className="paper-table wide-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`prints.publicNotice.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.board.map((line, at) => (
            <tr key={at}>
              <td>{at + 1}</td>
              <td>
                {line.village
                  ? t('prints.publicNotice.named', { name: line.name, village: line.village })
                  : line.name}
              </td>
              <td>{sayCode('benefitFull', line.benefitKind, CHINESE)}</td>
              <td>{t('prints.publicNotice.monthly', { yuan: sayMoney(line.standardFen) })}</td>
              <td>{line.paidSince && sayMonth(line.paidSince, CHINESE)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SlipSheet>
  );
}
