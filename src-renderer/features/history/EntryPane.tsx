/** «这一条后来怎么样了», in the right pane: when, who, where; what it changed, from what to what as far as this computer knows; what became of it;
 *  and which later entry changed the same again. Esc goes back to the list.                                          */
import { type ReactNode, useEffect, useRef } from 'react';
import type { EntryKey, EntryPage, FieldChange } from '#shared/rpc/history-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { sayOutcome } from '../sync/act-words.ts';
import { actNumber } from '../mend/MendLine.tsx';
import { openMend } from '../mend/open.ts';
import { HISTORY_TOPICS, type Looking } from './use-history.ts';
import { keyOf, sayFieldValue, sayGroups, sayWhat } from './words.ts';

interface PaneHeadProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** Heading of what the pane shows now, with the way out; the focus comes to it. */
export function PaneHead({ title, children, onClose }: PaneHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useKeys([{ key: 'Esc', label: t('history.keys.close'), run: onClose }], 'over');
  return (
    <header className="pane-look">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
      <TextLink onClick={onClose}>{t('history.entry.close')}</TextLink>
    </header>
  );
}

function Facts({ page, today }: { page: EntryPage; today: string }) {
  const { entry } = page;
  const { documentKind, documentNumber, reasonCode } = entry;
  return (
    <FieldList>
      <FieldRow label={t('history.entry.when')}>{entry.at && sayInstant(entry.at, today)}</FieldRow>
      <FieldRow label={t('history.entry.who')} note={entry.unit}>
        {entry.who || undefined}
      </FieldRow>
      <FieldRow label={t('history.entry.device')}>{entry.device || undefined}</FieldRow>
      {page.actNumber !== null && (
        <FieldRow label={t('history.entry.number')}>{actNumber(page.actNumber)}</FieldRow>
      )}
      {documentKind && (
        <FieldRow label={t('history.entry.document')}>
          {sayCode('document', documentKind)} {documentNumber}
        </FieldRow>
      )}
      {reasonCode && <FieldRow label={t('history.entry.reason')}>{sayCode('reason', reasonCode)}</FieldRow>}
      {entry.words && <FieldRow label={t('history.entry.words')}>{entry.words}</FieldRow>}
    </FieldList>
  );
}

/** 从什么改成什么, or as much of it as is known; and whether it still stands, where that does not go without saying. */
function Change({ change, isNew, isHidden }: { change: FieldChange; isNew: boolean; isHidden: boolean }) {
  const { field, before, after, known, stands, now } = change;
  if (known === 'name') {
    return (
      <dd>
        <span className="quiet">{t(isHidden ? 'history.entry.hidden' : 'history.entry.touched')}</span>
        {stands && <div className="faint">{t('history.entry.stillStands')}</div>}
      </dd>
    );
  }
  const value = sayFieldValue(field, after);
  return (
    <dd>
      {!isNew && known === 'both' && (
        <div className="quiet">{t('history.entry.was', { before: sayFieldValue(field, before) })}</div>
      )}
      {isNew ? value : t('history.entry.to', { after: value })}
      {stands === true && !isNew && <div className="faint">{t('history.entry.stillStands')}</div>}
      {stands === false && (
        <div className="faint">{t('history.entry.nowElse', { now: sayFieldValue(field, now) })}</div>
      )}
    </dd>
  );
}

function Changes({ page }: { page: EntryPage }) {
  const { changes, groups, state, isNew, entry } = page;
  const me = useMe();
  const mayMoney = me?.role !== 'COUNTY_FEDERATION_REVIEWER';
  if (entry.conflict) return null;
  const isNothing = changes.length === 0 && groups.length === 0 && state === null;
  return (
    <Panel title={t(isNew ? 'history.entry.isNew' : 'history.entry.changed')}>
      {isNothing && <p className="quiet">{t('history.entry.none')}</p>}
      <dl className="changes">
        {state && (
          <div>
            <dt>{t('history.entry.state')}</dt>
            <dd>
              {state.before
                ? t('history.entry.from', {
                    before: sayCode('state', state.before),
                    after: sayCode('state', state.after),
                  })
                : sayCode('state', state.after)}
            </dd>
          </div>
        )}
        {changes.map((change) => (
          <div key={change.field}>
            <dt>{sayCode('field', change.field)}</dt>
            <Change change={change} isNew={isNew} isHidden={change.group === 'bank' && !mayMoney} />
          </div>
        ))}
      </dl>
      {!isNew &&
        groups.map((group) => (
          <p key={group} className="quiet">
            {t('history.entry.wholeGroup', { group: sayCode('group', group) })}
          </p>
        ))}
    </Panel>
  );
}

function ConflictOf({ conflict, today }: { conflict: EntryPage['conflicts'][number]; today: string }) {
  const { conflictId, groupName, state, choice, settledBy, settledAt, reason, otherWho } = conflict;
  const named = (['mine', 'theirs', 'third'] as const).find((one) => one === choice) ?? 'other';
  const words =
    state === 'SETTLED'
      ? t('history.entry.conflictSettled', {
          who: settledBy,
          when: settledAt ? sayInstant(settledAt, today) : '',
          choice: t(`history.entry.choices.${named}`),
        })
      : t(state === 'OPEN' ? 'history.entry.conflictOpen' : 'history.entry.conflictNoted');
  return (
    <p>
      {t('history.entry.conflictMine', { who: otherWho, group: sayCode('group', groupName) })}
      {' · '}
      {words} {reason && t('history.entry.conflictReason', { reason })}{' '}
      <TextLink onClick={() => goTo({ screen: 'conflicts', conflictId })}>
        {t('history.entry.conflictLink')}
      </TextLink>
    </p>
  );
}

function Fate({ page, today }: { page: EntryPage; today: string }) {
  const { entry, origin, outcome, code, receivedAt, commit, replacedBy, replaces, behind } = page;
  const number = page.actNumber;
  const isOwn = origin === 'here' && number !== null;
  const received = isOwn ? sayOutcome({ outcome, code }) : t('history.entry.received');
  return (
    <Panel title={t('history.entry.fate')}>
      <p>
        <FourBox place={entry.place} />
      </p>
      {!entry.conflict && <p>{origin === 'county' ? t('history.entry.county') : received}</p>}
      {page.conflicts.map((conflict) => (
        <ConflictOf key={conflict.conflictId} conflict={conflict} today={today} />
      ))}
      <FieldList>
        {isOwn && receivedAt && (
          <FieldRow label={t('history.entry.receivedAt')}>{sayInstant(receivedAt, today)}</FieldRow>
        )}
        {entry.receipt && <FieldRow label={t('history.entry.receipt')}>{entry.receipt}</FieldRow>}
        {commit !== null && <FieldRow label={t('history.entry.commit')}>{String(commit)}</FieldRow>}
      </FieldList>
      {replacedBy !== null && (
        <p>
          <TextLink onClick={() => goTo({ screen: 'sync', act: replacedBy })}>
            {t('history.entry.replacedBy', { number: actNumber(replacedBy) })}
          </TextLink>
        </p>
      )}
      {replaces !== null && <p>{t('history.entry.replaces', { number: actNumber(replaces) })}</p>}
      {behind !== null && <p>{t('history.entry.behind', { number: actNumber(behind) })}</p>}
      {isOwn && (
        <p className="pane-links">
          {page.isMendable && (
            <TextLink onClick={() => void openMend(number)}>{t('history.entry.mend')}</TextLink>
          )}{' '}
          <TextLink onClick={() => goTo({ screen: 'sync', act: number })}>
            {t('history.entry.toAct')}
          </TextLink>
        </p>
      )}
    </Panel>
  );
}

function Later({ page, looking, today }: { page: EntryPage; looking: Looking; today: string }) {
  if (page.changes.length === 0 && page.groups.length === 0) return null;
  return (
    <Panel title={t('history.entry.later')}>
      {page.later.length === 0 && <p className="quiet">{t('history.entry.laterNone')}</p>}
      <ul className="later-entries">
        {page.later.map(({ key, at, who, action, groups }) => (
          <li key={keyOf(key)}>
            <span className="faint">{sayInstant(at, today)}</span>{' '}
            <TextLink onClick={() => looking.openEntry(key)}>
              {t('history.entry.laterLine', {
                who,
                action: sayCode('action', action),
                groups: sayGroups(groups),
              })}
            </TextLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface EntryPaneProps {
  readonly personId: number;
  readonly entryKey: EntryKey;
  readonly looking: Looking;
}

export function EntryPane({ personId, entryKey, looking }: EntryPaneProps) {
  const today = useSession()?.today ?? '';
  const page = useLive(HISTORY_TOPICS, ['history.entry', personId, keyOf(entryKey)], () =>
    desk().history.entry({ personId, key: entryKey }),
  ).data;
  if (page === undefined) return null;
  if (page === null)
    return (
      <PaneHead title={t('history.entry.title')} onClose={looking.close}>
        <p className="quiet">{t('sync.act.gone')}</p>
      </PaneHead>
    );
  return (
    <article className="entry-pane">
      <PaneHead title={t('history.entry.title')} onClose={looking.close}>
        <p>
          <b>{sayWhat(page.entry)}</b>
        </p>
      </PaneHead>
      <Facts page={page} today={today} />
      <Changes page={page} />
      <Fate page={page} today={today} />
      <Later page={page} looking={looking} today={today} />
    </article>
  );
}
