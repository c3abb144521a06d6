/** 谁改的: the entries that touched one group of a person, newest first; the one that wrote what stands now says so. */
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { PaneHead } from './EntryPane.tsx';
import { HISTORY_TOPICS, type Looking } from './use-history.ts';
import { keyOf, sayWhat } from './words.ts';

/** As many as the replica gives. */
const LISTED_MAX = 60;

interface GroupPaneProps {
  readonly personId: number;
  readonly group: string;
  readonly looking: Looking;
}

export function GroupPane({ personId, group, looking }: GroupPaneProps) {
  const today = useSession()?.today ?? '';
  const found = useLive(HISTORY_TOPICS, ['history.group', personId, group], () =>
    desk().history.group({ personId, group }),
  ).data;
  if (!found) return null;
  const title = t('history.group.title', { group: sayCode('group', group) });
  return (
    <article className="entry-pane">
      <PaneHead title={title} onClose={looking.close} />
      {found.entries.length === 0 && <p className="quiet">{t('history.group.none')}</p>}
      <ol className="group-entries">
        {found.entries.map(({ entry, fields, stands, isPossible }) => (
          <li key={keyOf(entry.key)}>
            <TextLink onClick={() => looking.openEntry(entry.key)}>{sayWhat(entry)}</TextLink>{' '}
            <span className="faint">
              {entry.who} · {entry.at && sayInstant(entry.at, today)}
            </span>
            {fields.length > 0 && <div className="quiet">{sayCodes('field', fields)}</div>}
            {stands && (
              <div className="group-stands">
                <Icon name="check" /> {t('history.group.stands')}
              </div>
            )}
            {isPossible && <div className="faint">{t('history.group.possible')}</div>}
          </li>
        ))}
      </ol>
      {found.entries.length >= LISTED_MAX && (
        <p className="faint">{t('history.group.limited', { n: LISTED_MAX })}</p>
      )}
    </article>
  );
}
