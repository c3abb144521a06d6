/** One spot check: its people township by township, what was seen of each, and whether the list comes out again from the stored seed. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import type { SpotPersonRow } from '#shared/rpc/check-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayBenefits, sayCode } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t as say } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { type ListGroup, ListTable } from '../../ui/list/ListTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { SpotResultForm } from './SpotResultForm.tsx';
import { SpotSheet } from './SpotSheet.tsx';
import { useSpotCheck } from './use-checks.ts';

function ResultCell({ result }: Pick<SpotPersonRow, 'result'>) {
  const { t } = useTranslation();
  if (!result) return <span className="faint">{t('checks.spot.open')}</span>;
  const isFine = result.result === 'CONFIRMED';
  return (
    <StateTag
      icon={isFine ? 'check' : 'flag'}
      kind={isFine ? 'green' : result.taskState === 'OPEN' ? 'amber' : 'plain'}
      word={sayCode('spotResult', result.result)}
    />
  );
}

function useColumns(today: string): readonly Column<SpotPersonRow>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('checks.columns.name'),
      width: 120,
      cell: ({ name }) => <span className="name">{name}</span>,
    },
    { key: 'village', title: t('checks.columns.village'), width: 136, cell: ({ village }) => village },
    {
      key: 'benefit',
      title: t('checks.columns.benefit'),
      width: 96,
      cell: ({ benefits }) => sayBenefits(benefits),
    },
    { key: 'why', title: t('checks.columns.why'), width: 106, cell: ({ why }) => sayCode('sampleWhy', why) },
    {
      key: 'result',
      title: t('checks.columns.result'),
      width: 92,
      cell: (row) => <ResultCell result={row.result} />,
    },
    {
      key: 'words',
      title: t('checks.words'),
      width: 'fill',
      cell: ({ result }) => (
        <span className="quiet">
          {[
            result?.words,
            result?.taskOutcome && sayCode('taskOutcome', result.taskOutcome),
            result?.taskWords,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      ),
    },
    {
      key: 'by',
      title: t('checks.columns.by'),
      width: 132,
      cell: ({ result }) => result && `${result.checkers} ${sayDate(result.checkedOn, today)}`,
    },
  ];
}

function groupsOf(rows: readonly SpotPersonRow[]): ListGroup<SpotPersonRow>[] {
  const townships = [...new Set(rows.map(({ township }) => township))];
  return townships.map((township): ListGroup<SpotPersonRow> => {
    const of = rows.filter((row) => row.township === township);
    return {
      key: township,
      rows: of,
      head: (
        <>
          <b>{township}</b>{' '}
          <span className="faint">
            {say('checks.spot.done', { n: of.filter(({ result }) => result).length, all: of.length })}
          </span>
        </>
      ),
    };
  });
}

export function SpotPage({ spotCheckId }: { spotCheckId: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const data = useSpotCheck(spotCheckId);
  const [chosen, setChosen] = useState<SpotPersonRow>();
  const [isOnPaper, setOnPaper] = useState(false);
  const columns = useColumns(today);
  useKeys([
    { key: 'Ctrl+P', label: t('checks.print'), run: () => setOnPaper(true) },
    { key: 'Enter', label: t('checks.spot.keys.result') },
  ]);
  if (data === undefined) return null;
  if (data === null) return <p className="checks-body">{t('checks.spot.gone')}</p>;
  const { check, rows, again } = data;
  if (isOnPaper) return <SpotSheet data={data} onClose={() => setOnPaper(false)} />;
  const isMine = me !== undefined && bodyOf(me.role) === check.body;
  const open = (row: SpotPersonRow): void => {
    if (isMine && !row.result) setChosen(row);
    else goTo({ screen: 'case', personId: row.personId });
  };
  const groups = groupsOf(rows);
  const head = (
    <PageHead
      ruled
      before={
        <TextLink onClick={() => goTo({ screen: 'checks', tab: 'spot' })}>{t('checks.title')}</TextLink>
      }
      title={t('checks.spot.titleOf', {
        body: sayCode('spotBody', check.body),
        date: sayDate(check.drawnOn, today),
      })}
      about={spotCheckId}
      note={t('checks.spot.seedWords', { seed: check.seed, again: t(`checks.spot.again.${again}`) })}
      acts={
        <ActButton size="small" icon="printer" keyName="Ctrl+P" onClick={() => setOnPaper(true)}>
          {t('checks.print')}
        </ActButton>
      }
    />
  );
  return (
    <Screen layout="plain" head={head}>
      <div className="checks-body">
        {chosen && (
          <SpotResultForm
            key={chosen.personId}
            row={chosen}
            spotCheckId={spotCheckId}
            onDone={() => setChosen(undefined)}
            onCancel={() => setChosen(undefined)}
          />
        )}
        <ListTable
          label={t('checks.tabs.spot')}
          columns={columns}
          groups={groups}
          rowKey={({ personId }) => personId}
          onOpen={open}
        />
      </div>
    </Screen>
  );
}
