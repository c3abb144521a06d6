/** Nobody found: what was searched, up to which day the county's data reach, and what can be done. */
import { useTranslation } from 'react-i18next';
import { useLink, useSession } from '../../data/session.ts';
import { sayInstant } from '../../text/dates.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { sayText } from '../../ui/search.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import type { CaseList } from './use-cases.ts';
import { setCasesView } from './view.ts';

export function NoCases({ list }: { list: CaseList }) {
  const { t } = useTranslation();
  const { filter } = list;
  const link = useLink();
  const today = useSession()?.today ?? '';
  const clear = (
    <TextLink onClick={() => setCasesView({ state: undefined, benefit: undefined })}>
      {t('cases.clear')}
    </TextLink>
  );
  if (filter.text) {
    const when = link?.lastReceivedAt ? sayInstant(link.lastReceivedAt, today) : t('today.receivedNever');
    return (
      <EmptyLine act={(filter.state || filter.benefit) && clear}>
        {t('cases.nobody', { text: sayText(filter.text), when })}
      </EmptyLine>
    );
  }
  if (list.all === 0) return <EmptyLine>{t('cases.nobodyYet')}</EmptyLine>;
  return <EmptyLine act={clear}>{t('cases.nobodyFiltered')}</EmptyLine>;
}
