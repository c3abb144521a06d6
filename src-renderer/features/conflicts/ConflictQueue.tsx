/** What must be settled first, then what only wants a look, then what was settled. The focus starts here, never on a
 *  choice.                                                                                                           */
import { useEffect, useRef } from 'react';
import type { ConflictItem } from '../../data/work.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDuration, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { useNow } from '../../ui/now.ts';
import { StateTag } from '../../ui/StateTag.tsx';
import { moveInList } from '../review/Queue.tsx';
import { PairsLink } from '../people/PairsLink.tsx';
import { SettledLine } from './SettledLine.tsx';
import type { ConflictGroups, Inbox } from './use-conflicts.ts';

const KIND_ICONS: Readonly<Record<ConflictItem['kind'], IconName>> = {
  ask: 'fork',
  duplicate: 'person',
  forwarded: 'transfer',
  proposal: 'flag',
  merged: 'check',
};

function Kind({ item }: { item: ConflictItem }) {
  const isSettled = item.state === 'SETTLED';
  return (
    <span className={`conflict-kind is-${isSettled ? 'merged' : item.kind}`}>
      <Icon name={isSettled ? 'check' : KIND_ICONS[item.kind]} />
      {t(`conflicts.kinds.${isSettled ? 'settled' : item.kind}`)}
    </span>
  );
}

interface QueueItemProps {
  readonly item: ConflictItem;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly today: string;
  readonly mustSettle: boolean;
}

function QueueItem({ item, isOpen, onOpen, today, mustSettle }: QueueItemProps) {
  const now = useNow();
  const group = item.kind === 'duplicate' ? t('people.candidate.about') : sayCode('group', item.groupName);
  const about = mustSettle
    ? t('conflicts.waited', { group, duration: sayDuration(now - Date.parse(item.since)) })
    : t('conflicts.noted', { group, when: sayInstant(item.since, today) });
  return (
    <li>
      <button
        type="button"
        className={mustSettle ? 'queue-item' : 'queue-item is-quiet'}
        aria-current={isOpen ? 'true' : undefined}
        tabIndex={isOpen ? 0 : -1}
        onClick={onOpen}
      >
        <span className="queue-name">{item.personName}</span>
        {item.touchesMoney && mustSettle ? (
          <StateTag icon="yuan" kind="amber" word={t('conflicts.touchesMoney')} />
        ) : (
          <Kind item={item} />
        )}
        <span className="queue-about">{about}</span>
      </button>
    </li>
  );
}

const HEADS = { open: 'openHead', look: 'lookHead', settled: 'settledHead' } as const;

interface ConflictQueueProps {
  readonly inbox: Inbox;
  readonly groups: ConflictGroups;
  readonly today: string;
}

export function ConflictQueue({ inbox, groups, today }: ConflictQueueProps) {
  const list = useRef<HTMLDivElement>(null);
  const isNew = useRef(true);
  const { openId } = inbox;
  // On opening, and when what had the focus went away with the conflict that was settled.
  useEffect(() => {
    if (!isNew.current && document.activeElement !== document.body) return;
    isNew.current = false;
    if (openId !== undefined) list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [openId]);
  return (
    <nav
      className="queue"
      aria-label={t('conflicts.queue')}
      data-region
      tabIndex={-1}
      ref={list}
      onKeyDown={(event) => moveInList(event, list.current)}
    >
      {inbox.last && <SettledLine settled={inbox.last} />}
      <PairsLink />
      {(['open', 'look', 'settled'] as const).map(
        (name) =>
          groups[name].length > 0 && (
            <div key={name} className={`queue-group is-${name}`}>
              <h2>{t(`conflicts.${HEADS[name]}`, { n: groups[name].length })}</h2>
              <ul>
                {groups[name].map((item) => (
                  <QueueItem
                    key={item.conflictId}
                    item={item}
                    isOpen={item.conflictId === inbox.openId}
                    onOpen={() => inbox.open(item.conflictId)}
                    today={today}
                    mustSettle={name === 'open'}
                  />
                ))}
              </ul>
            </div>
          ),
      )}
    </nav>
  );
}
