/** One conflict: whose, the three readings, what it does to the money, and how it is settled. A merged one or a proposal only
 *  explains itself; a settled one says how.                                                                          */
import { Input } from 'antd';
import { useId } from 'react';
import { MUST_SETTLE } from '#shared/domain/conflict.ts';
import type { ConflictPage } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useIssue } from '../../data/issue.ts';
import { readAgain } from '../../data/live-query.ts';
import { mendDraft, type Mending, useTyping } from '../../data/mend.ts';
import type { Me } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { MendLine } from '../mend/MendLine.tsx';
import { Choices } from './Choices.tsx';
import { needOf, NOTHING_CHOSEN, settleArgs, settlingOf } from './settle.ts';
import { SideColumns } from './SideColumns.tsx';
import { sayChoice, sidesFor, type SideView } from './sides.ts';
import { ThirdForm } from './ThirdForm.tsx';
import { type Inbox, LATER_DRAFT, useLaterNote } from './use-conflicts.ts';

interface ConflictViewProps {
  readonly page: ConflictPage;
  readonly inbox: Inbox;
  readonly me: Me;
  readonly today: string;
  /** The act that is mended here. */
  readonly mending?: Mending | undefined;
}

function Who({ page }: { page: ConflictPage }) {
  const { person, item } = page;
  const facts = [
    sayCode('sex', person.sex),
    person.age === null ? '' : t('ui.units.age', { age: person.age }),
    `${person.township} ${person.village}`,
    person.idNumberMasked,
  ];
  return (
    <header className="file-who">
      <h2 tabIndex={-1}>
        {t('conflicts.heading', { name: person.name, group: sayCode('group', item.groupName) })}
      </h2>
      <span className="quiet">{facts.filter((fact) => fact !== '').join(' · ')}</span>
      <span className="push">
        <TextLink onClick={() => goTo({ screen: 'case', personId: person.personId })}>
          {t('conflicts.openCase')}
        </TextLink>
      </span>
    </header>
  );
}

function MoneyLine({ page }: { page: ConflictPage }) {
  if (!page.item.touchesMoney) return null;
  return (
    <p className="amber-line">
      <Icon name="yuan" />
      <span>
        <b>{t('conflicts.money.head')}</b>
        {t('conflicts.money.bank')}
        <b>{t('conflicts.money.bankWhat')}</b>
        {t('conflicts.money.bankAfter')}
      </span>
    </p>
  );
}

/** What settled, merged and proposed ones say about themselves. */
function Explained({
  page,
  sides,
  today,
}: {
  page: ConflictPage;
  sides: readonly SideView[];
  today: string;
}) {
  const { settlement, item } = page;
  if (settlement) {
    const choice = sayChoice(sides, settlement.choice);
    return (
      <p className="kept-line">
        <Icon name="check" />
        <span>
          {t('conflicts.settled', {
            who: settlement.who,
            when: sayInstant(settlement.at, today),
            choice,
            reason: settlement.reason ?? '',
          })}
        </span>
      </p>
    );
  }
  if (item.kind === 'ask') return null;
  return (
    <p className="locked-line">
      <Icon name={item.kind === 'merged' ? 'check' : 'flag'} />
      <span>{t(`conflicts.explain.${item.kind}`)}</span>
    </p>
  );
}

function LaterNote({ conflictId, today }: { conflictId: number; today: string }) {
  const note = useLaterNote(conflictId);
  if (!note) return null;
  return (
    <p className="amber-line">
      <Icon name="hourglass" />
      <span>{t('conflicts.laterKept', { when: sayInstant(note.savedAt, today), words: note.body })}</span>
    </p>
  );
}

function useSettling(
  { page, inbox, mending }: Pick<ConflictViewProps, 'page' | 'inbox' | 'mending'>,
  sides: readonly SideView[],
) {
  const { item } = page;
  const {
    typed: settling,
    type: setSettling,
    autosave,
  } = useTyping(mending, () => NOTHING_CHOSEN, settlingOf);
  const { issue, isBusy, refusal } = useIssue('conflict.settle');
  const need = needOf(item.groupName, settling);
  const putOff = async (): Promise<void> => {
    await desk().draft.save({
      kind: LATER_DRAFT,
      key: String(item.conflictId),
      body: settling.reason.trim(),
    });
    await readAgain(['drafts']);
    setSettling(NOTHING_CHOSEN);
    if (inbox.nextOpen !== undefined) inbox.open(inbox.nextOpen);
  };
  const settle = async (): Promise<void> => {
    if (need !== null || isBusy) return;
    if (settling.choice === 'later') return putOff();
    await autosave?.settle();
    const number = mending?.page.number;
    const draft =
      number === undefined ? { kind: LATER_DRAFT, key: String(item.conflictId) } : mendDraft(number);
    const args = settleArgs(item.conflictId, item.groupName, settling);
    const result = await issue(args, { draft, replaces: number });
    if (!result.ok) {
      autosave?.open();
      return;
    }
    const choice = sayChoice(sides, settling.choice);
    const words = t('conflicts.done', {
      name: item.personName,
      group: sayCode('group', item.groupName),
      choice,
    });
    inbox.settled({ number: result.number, words, personId: item.personId });
  };
  return { settling, setSettling, need, settle, isBusy, refusal };
}

function Settle(props: ConflictViewProps & { sides: readonly SideView[] }) {
  const { page, sides, today } = props;
  const { settling, setSettling, need, settle, isBusy, refusal } = useSettling(props, sides);
  const id = useId();
  const isLater = settling.choice === 'later';
  const main = t(isLater ? 'conflicts.dock.putOff' : 'conflicts.dock.settle');
  useKeys([
    { key: '←→', label: t('conflicts.keys.move') },
    { key: 'Space', label: t('conflicts.keys.choose') },
    { key: 'F9', label: main, run: () => void settle(), off: need !== null },
    { key: 'Esc', label: t('conflicts.keys.later'), run: goBack },
  ]);
  return (
    <>
      <LaterNote conflictId={page.item.conflictId} today={today} />
      <Choices
        page={page}
        sides={sides}
        chosen={settling.choice}
        onChoose={(choice) => setSettling({ choice })}
      />
      {settling.choice === 'third' && (
        <ThirdForm
          group={page.item.groupName}
          values={settling.third}
          onChange={(third) => setSettling({ third })}
        />
      )}
      <div className="settle-reason">
        <label htmlFor={id}>{t(isLater ? 'conflicts.reasonLater' : 'conflicts.reason')}</label>
        <Input
          id={id}
          value={settling.reason}
          maxLength={300}
          autoComplete="off"
          placeholder={t(isLater ? 'conflicts.laterHint' : 'conflicts.reasonHint')}
          onChange={(event) => setSettling({ reason: event.target.value })}
        />
      </div>
      <RefusalLine code={refusal?.code} />
      <div className="conflict-foot">
        <span className="faint">
          <Icon name="info" /> {t('conflicts.dock.note')}
        </span>
        <span className="push faint" role="status">
          {need !== null && t(`conflicts.dock.${need}`)}
        </span>
        <ActButton keyName="Esc" onClick={goBack}>
          {t('conflicts.dock.later')}
        </ActButton>
        <ActButton main keyName="F9" off={need !== null} isBusy={isBusy} onClick={() => void settle()}>
          {main}
        </ActButton>
      </div>
    </>
  );
}

export function ConflictView(props: ConflictViewProps) {
  const { page, me, today } = props;
  const sides = sidesFor(page, me);
  const mustSettle = page.item.state === 'OPEN' && MUST_SETTLE.some((kind) => kind === page.item.kind);
  return (
    <article className="conflict-view" data-region tabIndex={-1} aria-label={page.person.name}>
      {props.mending && <MendLine page={props.mending.page} isAtField={false} />}
      <Who page={page} />
      <SideColumns page={page} sides={sides} today={today} />
      {mustSettle && <MoneyLine page={page} />}
      <Explained page={page} sides={sides} today={today} />
      {mustSettle && <Settle {...props} sides={sides} />}
    </article>
  );
}
