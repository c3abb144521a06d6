/** «这条后来怎么样了»: one act of this computer, where it is, what the county answered, what was written in it, and what can
 *  be done about it: mend it in its form, settle its conflict, issue again what was put off behind it, or leave it.  */
import { useState } from 'react';
import type { z } from 'zod';
import { MOVED_CODE } from '#shared/domain/conflict.ts';
import type { actPage } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goBack, goTo, type Route } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { sayDeparted } from '../cases/DepartedLines.tsx';
import { Followers } from '../mend/Followers.tsx';
import { actNumber, Aside } from '../mend/MendLine.tsx';
import { mendFormOf, mendRoute, sayPlainWay } from '../mend/routes.ts';
import { sayAct, sayOutcome, writtenIn } from './act-words.ts';
import { ReceiptSlip } from './SlipSheet.tsx';
import { kilobytes } from './numbers.ts';

type Act = z.infer<typeof actPage>;

function ActLink({ words, number }: { words: string; number: number }) {
  return <TextLink onClick={() => goTo({ screen: 'sync', act: number })}>{words}</TextLink>;
}

function ActFacts({ act, today }: { act: Act; today: string }) {
  return (
    <FieldList>
      <FieldRow label={t('sync.act.facts.where')}>
        <FourBox place={act.place} />
      </FieldRow>
      <FieldRow label={t('sync.act.facts.number')}>{actNumber(act.number)}</FieldRow>
      <FieldRow label={t('sync.act.facts.who')}>{act.who}</FieldRow>
      <FieldRow label={t('sync.act.facts.when')}>{sayInstant(act.madeAt, today)}</FieldRow>
      <FieldRow label={t('sync.act.facts.bytes')}>{t('sync.act.kb', { n: kilobytes(act.bytes) })}</FieldRow>
      <FieldRow label={t('sync.act.facts.receipt')}>{act.receipt ?? t('sync.act.noReceipt')}</FieldRow>
      {act.receipt !== null && (
        <FieldRow label={t('sync.act.facts.proof')}>{t(`sync.act.proof.${act.proof}`)}</FieldRow>
      )}
    </FieldList>
  );
}

function Written({ act }: { act: Act }) {
  const lines = writtenIn(act.args);
  if (lines.length === 0) return null;
  return (
    <section className="act-written" aria-label={t('sync.act.written')}>
      <h2>
        {t('sync.act.written')} <span className="faint">{t('sync.act.writtenKept')}</span>
      </h2>
      <FieldList>
        {lines.map(({ label, value }, at) => (
          <FieldRow key={`${at} ${label}`} label={label}>
            {value}
          </FieldRow>
        ))}
      </FieldList>
    </section>
  );
}

/** The field that a refusal points at, where it has a name. */
function fieldNamed({ detail }: Act): string | undefined {
  const { path } = (detail ?? {}) as { path?: readonly string[] };
  const field = path?.at(-1);
  const words = sayCode('field', field);
  return field !== undefined && words !== sayCode('field', 'not-a-field') ? words : undefined;
}

function HistoryLink({ personId, lineId }: { personId: number; lineId: number }) {
  const entry = { kind: 'line', id: lineId } as const;
  return (
    <TextLink onClick={() => goTo({ screen: 'case', personId, entry })}>{t('history.seeEntry')}</TextLink>
  );
}

/** Receipts that hold no more, numbers that it had. */
function PastLines({ past }: Pick<Act, 'past'>) {
  return past.map((said, at) => (
    <li key={at}>
      {said.why === 'lost'
        ? t('sync.act.pastLost', { receipt: said.receipt })
        : t('sync.act.pastNumber', { number: actNumber(said.number), device: said.device })}
    </li>
  ));
}

/** Which act took its place, whose place it took, what stands before it. */
function Lineage({ act, today }: { act: Act; today: string }) {
  const { replacedBy, replaces, behind, isDismissed } = act;
  const field = act.outcome === 'refused' ? fieldNamed(act) : undefined;
  return (
    <ul className="plain-lines">
      {field && <li>{t('sync.act.where', { field })}</li>}
      {replacedBy !== null && (
        <li>
          <ActLink number={replacedBy} words={t('sync.act.replacedBy', { number: actNumber(replacedBy) })} />
        </li>
      )}
      {replaces !== null && (
        <li>
          <ActLink number={replaces} words={t('sync.act.replaces', { number: actNumber(replaces) })} />
        </li>
      )}
      {behind !== null && (
        <li>
          <ActLink number={behind} words={t('sync.act.behind', { number: actNumber(behind) })} />
        </li>
      )}
      <PastLines past={act.past} />
      {act.departed && <li>{t('sync.act.departed', { where: sayDeparted(act.departed, today) })}</li>}
      {isDismissed && replacedBy === null && <li>{t('sync.act.aside')}</li>}
      {act.personId !== null && act.lineId !== null && (
        <li>
          <HistoryLink personId={act.personId} lineId={act.lineId} />
        </li>
      )}
    </ul>
  );
}

/** The screen on which an act is mended; null where it has none, undefined while it is not known. */
function useMendRoute(act: Act | null | undefined): Route | null | undefined {
  const number = act?.number ?? 0;
  const page = useLive(
    ['journal', 'cases'],
    ['journal.mend', number],
    () => desk().journal.mend({ number }),
    { enabled: act?.isMendable === true },
  ).data;
  if (!act?.isMendable) return null;
  return page === undefined ? undefined : page && mendRoute(page);
}

function useActWork(act: Act | null | undefined) {
  const [isLeaving, setLeaving] = useState(false);
  const route = useMendRoute(act);
  const conflictId = act?.conflictId ?? null;
  const isConflict = act?.place === 'needs-you' && conflictId !== null;
  const main = (): void => {
    if (isConflict) goTo({ screen: 'conflicts', conflictId });
    else if (route) goTo(route);
  };
  return {
    isLeaving,
    leave: () => setLeaving(true),
    stay: () => setLeaving(false),
    main,
    hasMain: isConflict || Boolean(route),
    mainWords: t(isConflict ? 'sync.act.settle' : 'sync.act.mend'),
    /** There is no form to open again: what to do is said instead. */
    isPlain: act?.isMendable === true && route === null,
  };
}

type ActWork = ReturnType<typeof useActWork>;

function ActFoot({ act, work, onPrint }: { act: Act; work: ActWork; onPrint: () => void }) {
  const { personId, place } = act;
  // What went after somebody who moved is settled there: here it is only to be known.
  const isOnlyToKnow = place === 'needs-you' && act.code === MOVED_CODE && act.conflictId === null;
  const mayLeave = place === 'needs-you' && !work.isLeaving && !isOnlyToKnow;
  const known = (): void => void desk().journal.dismiss({ number: act.number });
  return (
    <>
      <span className="push" />
      {act.receipt !== null && (
        <ActButton icon="printer" keyName="Ctrl+P" onClick={onPrint}>
          {t('sync.act.print')}
        </ActButton>
      )}
      {personId !== null && (
        <ActButton onClick={() => goTo({ screen: 'case', personId })}>{t('sync.act.openCase')}</ActButton>
      )}
      {mayLeave && <ActButton onClick={work.leave}>{t('sync.act.dismiss')}</ActButton>}
      {isOnlyToKnow && <ActButton onClick={known}>{t('sync.act.known')}</ActButton>}
      {work.hasMain && (
        <ActButton main keyName="F9" onClick={work.main}>
          {work.mainWords}
        </ActButton>
      )}
    </>
  );
}

export function ActView({ number }: { number: number }) {
  const today = useSession()?.today ?? '';
  const act = useLive(['journal', 'conflicts'], ['journal.act', number], () =>
    desk().journal.act({ number }),
  ).data;
  const work = useActWork(act);
  const [isOnPaper, setOnPaper] = useState(false);
  const print = (): void => setOnPaper(true);
  useKeys([
    { key: 'F9', label: work.mainWords, run: work.main, off: !work.hasMain },
    { key: 'Ctrl+P', label: t('sync.act.print'), run: print, off: !act?.receipt },
    { key: 'Esc', label: t('sync.keys.back'), run: goBack },
  ]);
  if (act && isOnPaper) return <ReceiptSlip act={act} onClose={() => setOnPaper(false)} />;
  const crumb = <TextLink onClick={() => goTo({ screen: 'sync' })}>{t('sync.act.crumb')}</TextLink>;
  const head = (
    <PageHead ruled before={crumb} title={t('sync.act.title')} about={number} note={act ? sayAct(act) : ''} />
  );
  if (!act) {
    return (
      <Screen layout="plain" head={head}>
        <div className="act-view">{act === null && <EmptyLine>{t('sync.act.gone')}</EmptyLine>}</div>
      </Screen>
    );
  }
  const hasForm = mendFormOf(act.name) !== 'plain';
  return (
    <Screen layout="plain" head={head} foot={<ActFoot act={act} work={work} onPrint={print} />}>
      <div className="act-view" tabIndex={0}>
        <p className={act.place === 'needs-you' ? 'amber-line' : 'act-outcome'}>{sayOutcome(act)}</p>
        {work.isPlain && <p>{hasForm ? t('mend.plain.notHere') : sayPlainWay(act.name)}</p>}
        <Lineage act={act} today={today} />
        {work.isLeaving && act.place === 'needs-you' && <Aside number={number} onStay={work.stay} />}
        <Followers number={number} isMended={act.replacedBy !== null} />
        <ActFacts act={act} today={today} />
        <Written act={act} />
      </div>
    </Screen>
  );
}
