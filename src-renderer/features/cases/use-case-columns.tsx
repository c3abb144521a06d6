/** Columns of the case list; what matched the search is marked. */
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#shared/rpc/desk-shapes.ts';
import { sayBenefits } from '../../text/codes.ts';
import type { Language } from '../../text/i18n.ts';
import { type TypeScale, useAppearance } from '../../ui/appearance.ts';
import { Deadline } from '../../ui/Deadline.tsx';
import type { Column } from '../../ui/list/columns.ts';
import { CaseStateTag } from '../../ui/StateTag.tsx';
import type { CaseList } from './use-cases.ts';

/** `text` with the part that was searched for marked; `whole` marks all of it (letters match no characters). */
export function marked(text: string, searched: string, whole = false): ReactNode {
  if (!searched) return text;
  if (whole) return <mark>{text}</mark>;
  const at = text.lastIndexOf(searched);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{searched}</mark>
      {text.slice(at + searched.length)}
    </>
  );
}

/** In large type the village goes under the name, and what does not fit is in the preview. */
const DROPPED: Readonly<Record<TypeScale, readonly string[]>> = {
  100: [],
  125: ['village'],
  150: ['village'],
  200: ['village', 'benefit', 'idNumber'],
};

/** English words are longer. */
const WIDTHS: Readonly<Record<Language, { name: number; benefit: number; state: number; deadline: number }>> =
  {
    'zh-CN': { name: 126, benefit: 98, state: 118, deadline: 146 },
    en: { name: 116, benefit: 124, state: 166, deadline: 180 },
  };

export function useCaseColumns(reading: CaseList['reading'], text: string): readonly Column<CaseRow>[] {
  const { t } = useTranslation();
  const typeScale = useAppearance((appearance) => appearance.typeScale);
  const isLarge = typeScale > 100;
  const language = useAppearance((appearance) => appearance.language);
  return useMemo(() => {
    const widths = WIDTHS[language];
    const isSpelled = reading === 'initials' || reading === 'pinyin';
    const name = reading === 'name' || isSpelled ? text : '';
    const digits = reading === 'digits' ? text : '';
    const village = reading === 'village' ? text : '';
    const columns: Column<CaseRow>[] = [
      {
        key: 'name',
        title: t('cases.columns.name'),
        width: isLarge ? 'fill' : widths.name,
        cell: (row) => (
          <>
            <span className="name">{marked(row.name, name, isSpelled)}</span>
            {isLarge && <div className="under-name">{marked(row.village, village)}</div>}
          </>
        ),
      },
      {
        key: 'idNumber',
        title: t('cases.columns.idNumber'),
        width: 166,
        cell: (row) => marked(row.idNumberMasked, digits),
      },
      {
        key: 'village',
        title: t('cases.columns.village'),
        width: 'fill',
        cell: (row) => (
          <>
            {marked(row.village, village)} <span className="faint">{row.township}</span>
          </>
        ),
      },
      {
        key: 'benefit',
        title: t('cases.columns.benefit'),
        width: widths.benefit,
        cell: (row) => sayBenefits(row.benefits) || '—',
      },
      {
        key: 'state',
        title: t('cases.columns.state'),
        width: widths.state,
        cell: (row) => <CaseStateTag state={row.state} />,
      },
      {
        key: 'deadline',
        title: t('cases.columns.deadline'),
        width: widths.deadline,
        cell: (row) => <Deadline deadline={row.deadline} withDate={false} />,
      },
    ];
    const dropped = DROPPED[typeScale];
    const isCramped = language === 'en' && typeScale === 150;
    return columns.filter(({ key }) => !dropped.includes(key) && !(isCramped && key === 'benefit'));
  }, [t, reading, text, typeScale, isLarge, language]);
}
