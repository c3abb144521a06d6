/** «这条后来怎么样了»: one act of this computer, where it is, what the county answered, what was written in it, and what can
 *  be done about it. A refused intake goes back into the form as it was typed.                                       */
import { useState } from 'react';
import type { z } from 'zod';
import type { actPage } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { newFormId } from '../../data/issue.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FourBox } from '../../ui/FourBox.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { formOfArgs, INTAKE_DRAFT } from '../intake/form.ts';
import { sayAct, sayOutcome, writtenIn } from './act-words.ts';
import { kilobytes } from './numbers.ts';

type Act = z.infer<typeof actPage>;

function ActFacts({ act, today }: { act: Act; today: string }) {
  return (
    <FieldList>
      <FieldRow label={t('sync.act.facts.where')}>
        <FourBox place={act.place} />
      </FieldRow>
      <FieldRow label={t('sync.act.facts.number')}>{String(act.number).padStart(4, '0')}</FieldRow>
      <FieldRow label={t('sync.act.facts.who')}>{act.who}</FieldRow>
      <FieldRow label={t('sync.act.facts.when')}>{sayInstant(act.madeAt, today)}</FieldRow>
      <FieldRow label={t('sync.act.facts.bytes')}>{t('sync.act.kb', { n: kilobytes(act.bytes) })}</FieldRow>
      <FieldRow label={t('sync.act.facts.receipt')}>{act.receipt ?? t('sync.act.noReceipt')}</FieldRow>
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

/** Puts a refused intake back as a draft, under a form id of its own: it will be another act. */
async function backToForm(act: Act, today: string): Promise<void> {
  const form = formOfArgs(act.args, today);
  if (!form) return;
  const key = newFormId();
  await desk().draft.save({ kind: INTAKE_DRAFT, key, body: JSON.stringify(form) });
  goTo({ screen: 'intake', draftKey: key });
}

function useActWork(act: Act | null | undefined, today: string) {
  const [isDismissed, setDismissed] = useState(false);
  const needsYou = act?.place === 'needs-you';
  const canRefill = needsYou && act.name === 'application.submit' && act.outcome === 'refused';
  const dismiss = async (): Promise<void> => {
    if (!act) return;
    await desk().journal.dismiss({ number: act.number });
    setDismissed(true);
  };
  const conflictId = act?.conflictId ?? null;
  const main = (): void => {
    if (conflictId !== null) goTo({ screen: 'conflicts', conflictId });
    else if (act && canRefill) void backToForm(act, today);
  };
  const hasMain = needsYou && (conflictId !== null || canRefill);
  const mainWords = t(conflictId === null ? 'sync.act.backToForm' : 'sync.act.settle');
  return { needsYou, isDismissed, dismiss, main, hasMain, mainWords };
}

function ActFoot({ act, work }: { act: Act; work: ReturnType<typeof useActWork> }) {
  const { personId } = act;
  return (
    <>
      <span className="faint" role="status">
        {work.isDismissed && t('sync.act.dismissed')}
        {work.needsYou && !work.isDismissed && t('sync.act.dismissNote')}
      </span>
      <span className="push" />
      {personId !== null && (
        <ActButton onClick={() => goTo({ screen: 'case', personId })}>{t('sync.act.openCase')}</ActButton>
      )}
      {work.needsYou && <ActButton onClick={() => void work.dismiss()}>{t('sync.act.dismiss')}</ActButton>}
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
  const work = useActWork(act, today);
  useKeys([
    { key: 'F9', label: work.mainWords, run: work.main, off: !work.hasMain },
    { key: 'Esc', label: t('sync.keys.back'), run: goBack },
  ]);
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
  return (
    <Screen layout="plain" head={head} foot={<ActFoot act={act} work={work} />}>
      <div className="act-view">
        <p className={work.needsYou ? 'amber-line' : 'act-outcome'}>{sayOutcome(act)}</p>
        <ActFacts act={act} today={today} />
        <Written act={act} />
      </div>
    </Screen>
  );
}
