/** The filter reads as a sentence: 只看状态是〔任一〕，补贴是〔任一〕的人. At its right, where in the list one is. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { APPLICATION_STATES, BENEFITS } from '#shared/domain/state.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount } from '../../text/dates.ts';
import { useSearch } from '../../ui/search.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { setCasesView, useCasesView } from './view.ts';

const STATES = [...APPLICATION_STATES, 'ACTIVE', 'REGISTERED'];
const ANY = '';

interface CaseFilterLineProps {
  readonly total: number;
  readonly range: { readonly from: number; readonly to: number };
}

export function CaseFilterLine({ total, range }: CaseFilterLineProps) {
  const { t } = useTranslation();
  const { state, benefit } = useCasesView();
  const { isHidden, setText } = useSearch();
  const clear = (): void => {
    setCasesView({ state: undefined, benefit: undefined });
    if (isHidden) setText('');
  };
  const any = { value: ANY, label: t('cases.sentence.any') };
  const position = {
    from: sayCount(range.from + 1),
    to: sayCount(Math.min(total, range.to + 1)),
    total: sayCount(total),
  };
  return (
    <div className="case-filter">
      <span>{t('cases.sentence.only')}</span>
      <Select
        className="case-filter-word"
        size="small"
        aria-label={t('cases.columns.state')}
        value={state ?? ANY}
        popupMatchSelectWidth={false}
        onChange={(value) => setCasesView({ state: value || undefined })}
        options={[any, ...STATES.map((value) => ({ value, label: sayCode('state', value) }))]}
      />
      <span>{t('cases.sentence.benefit')}</span>
      <Select
        className="case-filter-word"
        size="small"
        aria-label={t('cases.columns.benefit')}
        value={benefit ?? ANY}
        popupMatchSelectWidth={false}
        onChange={(value) => setCasesView({ benefit: value || undefined })}
        options={[any, ...BENEFITS.map((value) => ({ value, label: sayCode('benefit', value) }))]}
      />
      <span>{t('cases.sentence.people')}</span>
      {(state || benefit || isHidden) && <TextLink onClick={clear}>{t('cases.clear')}</TextLink>}
      {total > 0 && <span className="case-position faint">{t('ui.list.position', position)}</span>}
    </div>
  );
}
