/** On today's desk: what the law asks beside the files, each with the way to where it is done. Nothing while there is nothing. */
import { useTranslation } from 'react-i18next';
import type { CheckDuty } from '#shared/rpc/check-shapes.ts';
import { sayDate } from '../../text/dates.ts';
import { Panel } from '../../ui/Panel.tsx';
import { goTo, type Route } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useDuties } from './use-checks.ts';

const WAYS: Readonly<Record<CheckDuty['kind'], Route>> = {
  post: { screen: 'publicity' },
  'take-down': { screen: 'publicity' },
  settle: { screen: 'publicity' },
  objection: { screen: 'publicity' },
  recheck: { screen: 'checks', tab: 'recheck' },
  task: { screen: 'checks', tab: 'recheck' },
  certificate: { screen: 'checks', tab: 'radar' },
  finding: { screen: 'checks', tab: 'findings' },
  'finding-close': { screen: 'checks', tab: 'findings' },
  'holder-list': { screen: 'checks', tab: 'compare' },
  comparison: { screen: 'checks', tab: 'compare' },
  'comparison-report': { screen: 'checks', tab: 'compare' },
  'spot-check': { screen: 'checks', tab: 'spot' },
  'roster-build': { screen: 'payments' },
  'roster-sign': { screen: 'payments' },
  'roster-submit': { screen: 'payments' },
  'roster-late': { screen: 'payments' },
  'roster-pay': { screen: 'payments' },
};

export function DutiesPanel({ today }: { today: string }) {
  const { t } = useTranslation();
  const duties = useDuties() ?? [];
  if (duties.length === 0) return null;
  return (
    <Panel title={t('checks.duties.title')} icon="flag">
      <ul className="two-ends">
        {duties.map(({ kind, count, dueOn }) => (
          <li key={kind}>
            <TextLink onClick={() => goTo(WAYS[kind])}>{t(`checks.duties.${kind}`, { n: count })}</TextLink>
            {dueOn && <span className={dueOn <= today ? 'pressing' : 'quiet'}>{sayDate(dueOn, today)}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
