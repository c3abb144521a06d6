/** One village's list of a month or quarter: opened by somebody, answered person by person, «unchanged» for many at once only here, where the list is before
 *  one's eyes. F9 opens it, then answers the rest as unchanged; Enter answers the person in focus. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecheckRow, RecheckVillage } from '#shared/rpc/check-shapes.ts';
import { bodyOf } from '#shared/domain/state.ts';
import { RECHECK_PEOPLE_MAX } from '#shared/domain/recheck.ts';
import { useIssue } from '../../data/issue.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayDate, sayInstant, sayMonths } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goBack, goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { RecheckSheet } from './RecheckSheet.tsx';
import { sayTask } from './TaskTable.tsx';
import { useRecheckVillage } from './use-checks.ts';

function AnswerCell({ row }: { row: RecheckRow }) {
  const { t } = useTranslation();
  if (!row.answer)
    return (
      <span className="faint">
        {t(row.recheckId === null ? 'checks.recheck.late' : 'checks.recheck.open')}
      </span>
    );
  const { answer, changeKind, taskState } = row.answer;
  const isPlain = answer === 'UNCHANGED';
  return (
    <StateTag
      icon={isPlain ? 'check' : 'flag'}
      kind={isPlain ? 'green' : taskState === 'OPEN' ? 'amber' : 'plain'}
      word={sayTask({ kind: 'recheck', what: answer, changeKind })}
    />
  );
}

function useColumns(today: string): readonly Column<RecheckRow>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('checks.columns.name'),
      width: 130,
      cell: ({ name }) => <span className="name">{name}</span>,
    },
    {
      key: 'number',
      title: sayCode('field', 'idNumber'),
      width: 180,
      cell: ({ idNumberMasked }) => <span className="num">{idNumberMasked}</span>,
    },
    {
      key: 'benefit',
      title: t('checks.columns.benefit'),
      width: 110,
      cell: ({ benefits }) => (benefits.length ? sayBenefits(benefits) : t('checks.recheck.left')),
    },
    {
      key: 'answer',
      title: t('checks.columns.answer'),
      width: 220,
      cell: (row) => <AnswerCell row={row} />,
    },
    {
      key: 'words',
      title: t('checks.words'),
      width: 'fill',
      cell: ({ answer }) => <span className="quiet">{answer?.words}</span>,
    },
    {
      key: 'by',
      title: t('checks.columns.by'),
      width: 160,
      cell: ({ answer }) => answer && `${answer.by} ${sayDate(answer.checkedOn, today)}`,
    },
  ];
}

/** The day that a bulk answer names: today, or the last of the month for a list that is answered late. */
function bulkDay(today: string, month: string): string {
  return today.slice(0, 7) < month ? `${month}-01` : today;
}

interface ListActs {
  readonly main: (() => void) | undefined;
  readonly mainWord: string;
  readonly isBusy: boolean;
  readonly refusal: string | undefined;
}

/** Opening the list, or, once it is open, «unchanged» for whoever has no answer yet. */
function useListActs(data: RecheckVillage | undefined): ListActs {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const opening = useIssue('recheck.open');
  const answering = useIssue('recheck.answer');
  const rows = data?.rows ?? [];
  const unlisted = rows.filter(({ recheckId }) => recheckId === null).map(({ personId }) => personId);
  const waiting = rows.filter(({ recheckId, answer }) => recheckId !== null && answer === null);
  const first = waiting[0]?.recheckId ?? null;
  const inOne = waiting.filter(({ recheckId }) => recheckId === first).map(({ personId }) => personId);
  const open = (): void => {
    if (!data) return;
    const personIds = unlisted.slice(0, RECHECK_PEOPLE_MAX);
    void opening.issue({ division: data.division, month: data.month, personIds });
  };
  const answerRest = (): void => {
    if (!data) return;
    void answering.issue({
      ...{ recheckId: first, personIds: inOne.slice(0, RECHECK_PEOPLE_MAX), answer: 'UNCHANGED' },
      ...{ changeKind: null, answerWords: null, checkedOn: bulkDay(today, data.month) },
    });
  };
  const isOpening = unlisted.length > 0;
  const mainWord = isOpening
    ? t(data?.openedAt ? 'checks.recheck.addRest' : 'checks.recheck.openList', { n: unlisted.length })
    : t('checks.recheck.restUnchanged', { n: inOne.length });
  return {
    main: isOpening ? open : inOne.length ? answerRest : undefined,
    mainWord,
    isBusy: opening.isBusy || answering.isBusy,
    refusal: opening.refusal?.code ?? answering.refusal?.code,
  };
}

function ListHead({ data, today }: { data: RecheckVillage; today: string }) {
  const { t } = useTranslation();
  const answered = data.rows.filter(({ answer }) => answer !== null).length;
  const note = data.openedAt
    ? t('checks.recheck.openedBy', {
        ...{ who: data.openedBy, when: sayInstant(data.openedAt, today) },
        ...{ answered, n: data.rows.length },
      })
    : t('checks.recheck.notYet', { n: data.rows.length });
  return (
    <PageHead
      ruled
      before={
        <TextLink onClick={() => goTo({ screen: 'checks', tab: 'recheck', month: data.month })}>
          {t('checks.title')}
        </TextLink>
      }
      title={t('checks.recheck.titleOf', {
        village: data.name,
        month: sayMonths(data.month, data.lastMonth),
      })}
      about={data.division}
      note={note}
    />
  );
}

export function RecheckList({ village, month }: { village: number; month: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const data = useRecheckVillage(village, month);
  const [chosen, setChosen] = useState<RecheckRow>();
  const [isOnPaper, setOnPaper] = useState(false);
  const columns = useColumns(today);
  const acts = useListActs(data);
  const isTownship = me !== undefined && bodyOf(me.role) === 'TOWNSHIP';
  const canAct = isTownship && acts.main !== undefined;
  useKeys([
    { key: 'F9', label: acts.mainWord, off: !canAct, run: () => acts.main?.() },
    { key: 'Ctrl+P', label: t('checks.print'), run: () => setOnPaper(true) },
    { key: 'Enter', label: t('checks.recheck.keys.answer') },
    { key: 'Esc', run: goBack },
  ]);
  if (!data) return null;
  if (isOnPaper) return <RecheckSheet data={data} onClose={() => setOnPaper(false)} />;
  const open = (row: RecheckRow): void => {
    if (isTownship && row.recheckId !== null) setChosen(row);
    else goTo({ screen: 'case', personId: row.personId });
  };
  const foot = (
    <>
      <RefusalLine code={acts.refusal} />
      <span className="push" />
      <ActButton icon="printer" keyName="Ctrl+P" onClick={() => setOnPaper(true)}>
        {t('checks.print')}
      </ActButton>
      {canAct && (
        <ActButton main keyName="F9" isBusy={acts.isBusy} onClick={() => acts.main?.()}>
          {acts.mainWord}
        </ActButton>
      )}
    </>
  );
  return (
    <Screen layout="plain" head={<ListHead data={data} today={today} />} foot={foot}>
      <div className="checks-body">
        {chosen && (
          <AnswerForm
            key={chosen.personId}
            row={chosen}
            month={data.month}
            onDone={() => setChosen(undefined)}
            onCancel={() => setChosen(undefined)}
          />
        )}
        {data.rows.length === 0 ? (
          <EmptyLine>{t('checks.recheck.nobody')}</EmptyLine>
        ) : (
          <ListTable
            label={t('checks.tabs.recheck')}
            columns={columns}
            groups={[{ key: 'people', rows: data.rows }]}
            rowKey={({ personId }) => personId}
            onOpen={open}
          />
        )}
      </div>
    </Screen>
  );
}
