/** «先办这一件»: the one thing to do now, who, what is due, and F8. */
import { useTranslation } from 'react-i18next';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Deadline } from '../../ui/Deadline.tsx';
import { openTask, type TaskRow } from './task.ts';

export function FirstCard({ row, today }: { row: TaskRow; today: string }) {
  const { t } = useTranslation();
  const about = [row.village, sayBenefits(row.benefits), sayCode('task', row.task)]
    .filter(Boolean)
    .join(' · ');
  return (
    <section className="first-card" aria-label={t('today.first')}>
      <div>
        <div className="faint">{t('today.first')}</div>
        <div className="first-line">
          <b className="first-name">{row.name}</b>
          <span>{about}</span>
          <span className={`first-due is-${row.deadline.kind}`}>
            <Deadline deadline={row.deadline} today={today} withDate={false} />
          </span>
        </div>
        {row.note && <div className="quiet">{row.note}</div>}
      </div>
      <ActButton main keyName="F8" onClick={() => openTask(row)}>
        {t('today.openNext')}
      </ActButton>
    </section>
  );
}
