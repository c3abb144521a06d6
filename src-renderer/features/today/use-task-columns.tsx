/** Columns of today's work. In large type the village goes under the name, and what does not fit is on the person's page. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import type { Language } from '../../text/i18n.ts';
import { type TypeScale, useAppearance } from '../../ui/appearance.ts';
import { Deadline } from '../../ui/Deadline.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import type { Column } from '../../ui/list/columns.ts';
import type { TaskRow } from './task.ts';

const DROPPED: Readonly<Record<TypeScale, readonly string[]>> = {
  100: [],
  125: ['village'],
  150: ['village', 'place'],
  200: ['village', 'place', 'benefit'],
};
/** Deadlines without their date are narrower. English words are longer. */
const WIDTHS: Readonly<
  Record<Language, { village: number; benefit: number; dated: number; word: number; place: number }>
> = {
  'zh-CN': { village: 116, benefit: 104, dated: 216, word: 160, place: 112 },
  en: { village: 104, benefit: 132, dated: 232, word: 180, place: 120 },
};

export function useTaskColumns(today: string): readonly Column<TaskRow>[] {
  const { t } = useTranslation();
  const typeScale = useAppearance((appearance) => appearance.typeScale);
  const language = useAppearance((appearance) => appearance.language);
  return useMemo(() => {
    const widths = WIDTHS[language];
    const isLarge = typeScale > 100;
    const withDate = typeScale < 150;
    const name = (row: TaskRow) => (
      <>
        <span className="name">{row.name}</span>
        {isLarge && <div className="under-name">{row.village}</div>}
      </>
    );
    const task = (row: TaskRow) =>
      row.note ? t('today.returnedNote', { words: row.note }) : sayCode('task', row.task);
    const columns: Column<TaskRow>[] = [
      { key: 'name', title: t('today.columns.name'), width: 120, cell: name },
      {
        key: 'village',
        title: t('today.columns.village'),
        width: widths.village,
        cell: (row) => <span className="quiet">{row.village}</span>,
      },
      {
        key: 'benefit',
        title: t('today.columns.benefit'),
        width: widths.benefit,
        cell: (row) => sayBenefits(row.benefits),
      },
      { key: 'task', title: t('today.columns.task'), width: 'fill', cell: task },
      {
        key: 'deadline',
        title: t('today.columns.deadline'),
        width: withDate ? widths.dated : widths.word,
        cell: (row) => <Deadline deadline={row.deadline} today={today} withDate={withDate} />,
      },
      {
        key: 'place',
        title: t('today.columns.place'),
        width: widths.place,
        cell: (row) => <FourBox place={row.place} />,
      },
    ];
    return columns.filter(({ key }) => !DROPPED[typeScale].includes(key));
  }, [t, today, typeScale, language]);
}
