/** The whole history: by day, who, when, on which computer, and where it is now; nothing is ever left out. Kinds can be looked at alone, and
 *  the days may run either way. One entry has the focus: arrows move, Enter tells what became of it.                 */
import { type KeyboardEvent, useRef, useState } from 'react';
import { HISTORY_FILTERS, type HistoryEntry } from '#shared/rpc/history-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayCount, sayDate, sayWeekday } from '../../text/dates.ts';
import { dateOfInstant, sayTime } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { roving } from '../../ui/list/roving.ts';
import { Panel } from '../../ui/Panel.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { type HistoryView, type Looking, useHistory } from './use-history.ts';
import { iconOf, keyOf, sayMore, sayWhat } from './words.ts';
import './history.css';

interface Day {
  readonly date: string;
  readonly entries: readonly HistoryEntry[];
}

/** Neighbours of one day stand together. What came late starts a day of its own where it stands in the order. */
export function daysOf(entries: readonly HistoryEntry[]): Day[] {
  const days: { date: string; entries: HistoryEntry[] }[] = [];
  for (const entry of entries) {
    const date = entry.at ? dateOfInstant(entry.at) : '';
    const last = days.at(-1);
    if (last?.date === date) last.entries.push(entry);
    else days.push({ date, entries: [entry] });
  }
  return days;
}

const PAGE_ROWS = 10;

interface ListProps {
  readonly view: HistoryView;
  readonly looking: Looking;
}

function Entry({
  entry,
  isOpen,
  isStop,
  onOpen,
}: {
  readonly entry: HistoryEntry;
  readonly isOpen: boolean;
  readonly isStop: boolean;
  readonly onOpen: () => void;
}) {
  const more = sayMore(entry);
  return (
    <li>
      <button
        type="button"
        className="history-entry"
        data-entry={keyOf(entry.key)}
        aria-current={isOpen ? 'true' : undefined}
        tabIndex={isStop ? 0 : -1}
        onClick={onOpen}
      >
        <span className="faint">{entry.at && sayTime(entry.at)}</span>
        <span>
          <Icon name={iconOf(entry)} /> {sayWhat(entry)}{' '}
          <span className="faint">
            {entry.who}
            {entry.isLate && ` · ${t('history.late')}`}
          </span>
          {more.length > 0 && (
            <span className="history-more">
              {more.map((words) => (
                <span key={words}>{words}</span>
              ))}
            </span>
          )}
        </span>
        <span className="faint history-device">{entry.device}</span>
        <FourBox place={entry.place} />
      </button>
    </li>
  );
}

function Days({ view, looking }: ListProps) {
  const today = useSession()?.today ?? '';
  const list = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const entries = view.page?.entries ?? [];
  const days = daysOf(entries);
  const starts = days.map((day) => entries.indexOf(day.entries[0] as HistoryEntry));
  const openName = looking.at?.kind === 'entry' ? keyOf(looking.at.key) : undefined;
  const focused = Math.min(stop, Math.max(0, entries.length - 1));
  const press = (event: KeyboardEvent): void => {
    const move = roving(event, focused, { count: entries.length, groupStarts: starts, pageRows: PAGE_ROWS });
    if (!move || !('to' in move)) return;
    event.preventDefault();
    setStop(move.to);
    list.current?.querySelectorAll<HTMLElement>('.history-entry')[move.to]?.focus();
  };
  return (
    <div className="history-days" ref={list} role="presentation" onKeyDown={press}>
      {days.map(({ date, entries: ofDay }) => (
        <section key={`${date} ${keyOf((ofDay[0] as HistoryEntry).key)}`}>
          <h3>
            {date && sayDate(date, today)} <span className="faint">{date && sayWeekday(date)}</span>
          </h3>
          <ol>
            {ofDay.map((entry) => (
              <Entry
                key={keyOf(entry.key)}
                entry={entry}
                isOpen={keyOf(entry.key) === openName}
                isStop={entries[focused] === entry}
                onOpen={() => {
                  setStop(entries.indexOf(entry));
                  looking.openEntry(entry.key);
                }}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Bar({ view, onPrint }: { view: HistoryView; onPrint: () => void }) {
  const { page, filter, order } = view;
  return (
    <div className="history-bar">
      <div className="history-filters" role="group" aria-label={t('history.filters.label')}>
        {HISTORY_FILTERS.map((one) => (
          <button
            key={one}
            type="button"
            className="history-filter"
            aria-pressed={one === filter}
            onClick={() => view.choose(one)}
          >
            {t('history.count', { word: t(`history.filters.${one}`), n: sayCount(page?.counts[one] ?? 0) })}
          </button>
        ))}
      </div>
      <TextLink onClick={view.turn}>{t(`history.order.${order}`)}</TextLink>
      <TextLink onClick={onPrint}>{t('history.print')}</TextLink>
    </div>
  );
}

interface HistoryPanelProps {
  readonly personId: number;
  readonly looking: Looking;
  readonly onPrint: (view: HistoryView) => void;
}

export function HistoryPanel({ personId, looking, onPrint }: HistoryPanelProps) {
  const view = useHistory(personId);
  const { page, filter, left, step } = view;
  const isEmpty = page !== undefined && page.counts.all === 0;
  return (
    <Panel title={t('case.history.title')} note={t('case.history.note')}>
      {isEmpty && <p className="quiet">{t('case.history.none')}</p>}
      {page !== undefined && !isEmpty && (
        <>
          <Bar view={view} onPrint={() => onPrint(view)} />
          {page.counts[filter] === 0 && <p className="quiet">{t('history.noneOfFilter')}</p>}
          <Days key={`${filter} ${view.order}`} view={view} looking={looking} />
          {left > 0 && (
            <p className="history-left">
              <span className="faint">{t('history.left', { n: sayCount(left) })}</span>{' '}
              {step > 0 && (
                <TextLink onClick={view.more}>{t('history.more', { n: sayCount(step) })}</TextLink>
              )}
            </p>
          )}
        </>
      )}
    </Panel>
  );
}
