/** What explains today: how the books stand with the county, which certificates run out, who else has files of ours. */
import { useTranslation } from 'react-i18next';
import { useLink } from '../../data/session.ts';
import type { TodayOverview } from '../../data/work.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate, sayInstant } from '../../text/dates.ts';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { DutiesPanel } from '../checks/DutiesPanel.tsx';
import { MattersPanel } from '../matters/MattersPanel.tsx';

const PRESSING_DAYS = 14;

/** Days until a certificate runs out, in words. */
function DaysLeft({ days }: { days: number }) {
  const { t } = useTranslation();
  if (days === 0) return t('today.daysToday');
  return days < 0 ? t('today.daysGone', { n: -days }) : t('today.daysLeft', { n: days });
}

export function TodayPane({ overview }: { overview: TodayOverview }) {
  return (
    <>
      <CountyPanel overview={overview} />
      <DutiesPanel today={overview.today} />
      <MattersPanel />
      <OverduePanel overview={overview} />
      <ExpiringPanel overview={overview} />
      <WaitingPanel overview={overview} />
    </>
  );
}

function CountyPanel({ overview }: { overview: TodayOverview }) {
  const { t } = useTranslation();
  const link = useLink();
  if (!link) return null;
  const { conflicts } = overview.counts;
  return (
    <Panel title={t('today.receivedTitle')} icon="sync">
      <p className="faint">
        {link.lastReceivedAt
          ? t('today.receivedAt', { when: sayInstant(link.lastReceivedAt, overview.today) })
          : t('today.receivedNever')}
      </p>
      <ul className="plain-lines">
        <li>
          {link.waiting > 0 ? (
            <TextLink onClick={() => goTo({ screen: 'sync' })}>
              {t('today.waiting', { n: link.waiting })}
            </TextLink>
          ) : (
            t('today.nothingWaiting')
          )}
        </li>
        {link.needsYou > 0 && (
          <li>
            <TextLink onClick={() => goTo({ screen: 'sync' })}>
              {t('today.needsYou', { n: link.needsYou })}
            </TextLink>
          </li>
        )}
        {overview.rejudged > 0 && (
          <li>
            <TextLink onClick={() => goTo({ screen: 'packs' })}>
              {t('today.rejudged', { n: overview.rejudged })}
            </TextLink>
          </li>
        )}
        {overview.packsBelow > 0 && (
          <li>
            <TextLink onClick={() => goTo({ screen: 'packs' })}>{t('today.packBelow')}</TextLink>
          </li>
        )}
        {conflicts > 0 && (
          <li>
            <TextLink onClick={() => goTo({ screen: 'conflicts' })}>
              {t('today.conflicts', { n: conflicts })}
            </TextLink>
          </li>
        )}
      </ul>
    </Panel>
  );
}

const OVERDUE_SHOWN = 5;

interface OverdueLinesProps {
  readonly rows: TodayOverview['overdue'];
  readonly today: string;
}

function OverdueLines({ rows, today }: OverdueLinesProps) {
  const { t } = useTranslation();
  return (
    <ul className="plain-lines">
      {rows.map(({ scope, township, whose, count, oldestDueOn }) => (
        <li key={`${scope} ${whose}`}>
          {t('today.overdueLine', {
            ...{ township, whose: sayCode('body', whose), n: count },
            day: sayDate(oldestDueOn, today),
          })}
        </li>
      ))}
    </ul>
  );
}

/** Late steps of every township that this desk holds, whoever has them: what the one above is told. */
function OverduePanel({ overview }: { overview: TodayOverview }) {
  const { t } = useTranslation();
  if (!overview.overdue.length) return null;
  const rest = overview.overdue.slice(OVERDUE_SHOWN);
  return (
    <Panel
      title={t('today.overdueTitle')}
      icon="clock"
      count={overview.overdue.reduce((sum, { count }) => sum + count, 0)}
    >
      <OverdueLines rows={overview.overdue.slice(0, OVERDUE_SHOWN)} today={overview.today} />
      {rest.length > 0 && (
        <details>
          <summary>{t('today.overdueMore', { n: rest.length })}</summary>
          <OverdueLines rows={rest} today={overview.today} />
        </details>
      )}
    </Panel>
  );
}

function ExpiringPanel({ overview }: { overview: TodayOverview }) {
  const { t } = useTranslation();
  const { expiring, counts } = overview;
  return (
    <Panel title={t('today.expiringTitle')} icon="card" count={counts.expiring}>
      {expiring.length === 0 ? (
        <p className="faint">{t('today.expiringNone')}</p>
      ) : (
        <>
          <ul className="two-ends">
            {expiring.map(({ personId, name, days }) => (
              <li key={personId}>
                <TextLink onClick={() => goTo({ screen: 'case', personId })}>{name}</TextLink>
                <span className={days <= PRESSING_DAYS ? 'pressing' : 'quiet'}>
                  <DaysLeft days={days} />
                </span>
              </li>
            ))}
          </ul>
          <p className="faint">{t('today.expiringNote')}</p>
        </>
      )}
    </Panel>
  );
}

function WaitingPanel({ overview }: { overview: TodayOverview }) {
  const { t } = useTranslation();
  const waiting = overview.waitingFor.filter(({ count }) => count > 0);
  return (
    <Panel title={t('today.waitingTitle')} icon="hourglass" count={overview.counts.others}>
      {waiting.length === 0 ? (
        <p className="faint">{t('today.waitingNone')}</p>
      ) : (
        <ul className="two-ends">
          {waiting.map(({ whom, count }) => (
            <li key={whom}>
              <span>{sayCode('whom', whom)}</span>
              <b>{count}</b>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
