/** The files that wait for this desk, most urgent first. Arrows move, Enter or a click opens. */
import { type KeyboardEvent, useRef } from 'react';
import type { ReviewItem } from '../../data/work.ts';
import { sayBenefits } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { Deadline } from '../../ui/Deadline.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { LastActLine } from './LastActLine.tsx';
import type { ReviewDesk } from './use-review.ts';

function QueueItem({ item, isOpen, onOpen }: { item: ReviewItem; isOpen: boolean; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        className="queue-item"
        aria-current={isOpen ? 'true' : undefined}
        tabIndex={isOpen ? 0 : -1}
        onClick={onOpen}
      >
        <span className="queue-name">{item.name}</span>
        <Deadline deadline={item.deadline} withDate={false} />
        <span className="queue-about">
          {item.township} · {sayBenefits(item.benefits)}
        </span>
        {(item.blockedByFourEyes || item.state === 'RETURNED_TO_FEDERATION') && (
          <span className="queue-mark">
            <Icon name={item.blockedByFourEyes ? 'lock' : 'back'} />
            {t(item.blockedByFourEyes ? 'review.fourEyesTag' : 'review.returned')}
          </span>
        )}
      </button>
    </li>
  );
}

/** Moves the focus in a list of buttons. */
export function moveInList(event: KeyboardEvent<HTMLElement>, list: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !list) return;
  const items = [...list.querySelectorAll<HTMLElement>('button.queue-item')];
  const next = items[items.indexOf(event.target as HTMLElement) + step];
  event.preventDefault();
  next?.focus();
}

export function Queue({ review }: { review: ReviewDesk }) {
  const list = useRef<HTMLUListElement>(null);
  return (
    <nav
      className="queue"
      aria-label={t('review.queue')}
      data-region
      tabIndex={-1}
      onKeyDown={(event) => moveInList(event, list.current)}
    >
      {review.last && <LastActLine last={review.last} />}
      <ul ref={list}>
        {(review.queue ?? []).map((item) => (
          <QueueItem
            key={item.applicationId}
            item={item}
            isOpen={item.applicationId === review.openId}
            onOpen={() => review.open(item.applicationId)}
          />
        ))}
      </ul>
    </nav>
  );
}
