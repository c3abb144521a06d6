/** On today's desk: the lists beside the files with what waits in each, and the way there. */
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useMatterCounts } from './use-matters.ts';

export function MattersPanel() {
  const { t } = useTranslation();
  const counts = useMatterCounts() ?? [];
  if (counts.length === 0) return null;
  return (
    <Panel title={t('matters.title')} icon="list">
      <ul className="two-ends">
        {counts.map(({ kind, count }) => (
          <li key={kind}>
            <TextLink onClick={() => goTo({ screen: 'matters', tab: kind })}>
              {t(`matters.tabs.${kind}`)}
            </TextLink>
            {count > 0 && <b>{count}</b>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
