/** 待核实: what the comparison found, as tasks: what holds money back first. At the township it is answered with evidence and closed, BLOCK by another
 *  person; the county reads along, and the federation what is about certificates (S004 arts 8, 12). */
import { Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import type { FindingList, FindingsInput, FindingView } from '#shared/rpc/compare-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount, sayDate, sayMonth } from '../../text/dates.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { type ListGroup, ListTable } from '../../ui/list/ListTable.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { FindingPage } from './FindingPage.tsx';
import { FindingTag } from './FindingTag.tsx';
import { useFindings } from './use-compare.ts';

const SHOWN = 200;
const VIEWS = ['todo', 'shouldStop', 'shouldReceive', 'closed'] as const;
type View = (typeof VIEWS)[number];

const FILTER: Readonly<Record<View, Pick<FindingsInput, 'show' | 'list'>>> = {
  todo: { show: 'todo' },
  shouldStop: { show: 'todo', list: 'SHOULD_STOP' },
  shouldReceive: { show: 'todo', list: 'SHOULD_RECEIVE' },
  closed: { show: 'closed' },
};

function useColumns(today: string): readonly Column<FindingView>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('compare.findings.columns.name'),
      width: 200,
      cell: ({ name, isHolder, township }) => (
        <>
          <span className="name">{name ?? township}</span>{' '}
          {isHolder && <span className="faint">{t('compare.findings.onlyListed')}</span>}
        </>
      ),
    },
    {
      key: 'village',
      title: t('compare.findings.columns.village'),
      width: 150,
      cell: ({ village }) => village,
    },
    {
      key: 'what',
      title: t('compare.findings.columns.what'),
      width: 'fill',
      cell: ({ code, benefit }) =>
        [sayCode('alert', code), benefit && sayCode('benefitShort', benefit)].filter(Boolean).join(' · '),
    },
    {
      key: 'seen',
      title: t('compare.findings.columns.seen'),
      width: 130,
      cell: ({ firstSeenMonth, timesSeen }) =>
        timesSeen > 1
          ? t('compare.findings.times', { month: sayMonth(firstSeenMonth), n: timesSeen })
          : sayMonth(firstSeenMonth),
    },
    {
      key: 'due',
      title: t('compare.findings.columns.due'),
      width: 150,
      cell: ({ dueOn, isOverdue, state }) => {
        if (!dueOn || state === 'CLOSED') return null;
        const date = sayDate(dueOn, today);
        return isOverdue ? (
          <span className="is-overdue">{t('compare.findings.overdue', { date })}</span>
        ) : (
          date
        );
      },
    },
    {
      key: 'state',
      title: t('compare.findings.columns.state'),
      width: 150,
      cell: ({ state }) => <FindingTag state={state} />,
    },
    {
      key: 'who',
      title: t('compare.findings.columns.who'),
      width: 90,
      cell: ({ closedBy, answeredBy, assignedTo }) => closedBy ?? answeredBy ?? assignedTo,
    },
  ];
}

const SEVERITIES = ['BLOCK_ROSTER', 'VERIFY', 'INFO'] as const;

function groupsOf({ rows }: FindingList): ListGroup<FindingView>[] {
  return SEVERITIES.flatMap((severity) => {
    const of = rows.filter((row) => row.severity === severity);
    if (!of.length) return [];
    const head = (
      <>
        <b>{sayCode('severity', severity)}</b> <span className="faint">{sayCount(of.length)}</span>
      </>
    );
    return [{ key: severity, rows: of, head }];
  });
}

interface ListProps {
  readonly data: FindingList;
  readonly view: View;
  readonly onOpen: (findingId: number) => void;
}

function Findings({ data, view, onOpen }: ListProps) {
  const { t } = useTranslation();
  const columns = useColumns(useSession()?.today ?? '');
  if (data.total === 0) return <EmptyLine>{t(`compare.findings.none.${view}`)}</EmptyLine>;
  const left = data.total - data.rows.length;
  return (
    <>
      <ListTable
        label={t('checks.tabs.findings')}
        columns={columns}
        groups={groupsOf(data)}
        rowKey={({ findingId }) => findingId}
        onOpen={({ findingId }) => onOpen(findingId)}
      />
      {left > 0 && <p className="faint">{t('compare.findings.more', { n: sayCount(left) })}</p>}
    </>
  );
}

interface FindingsProps {
  readonly head: ReactNode;
  readonly findingId?: number | undefined;
}

export function FindingsView({ head, findingId }: FindingsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [view, setView] = useState<View>('todo');
  const [chosen, setChosen] = useState(findingId);
  const isFederation = me !== undefined && bodyOf(me.role) === 'FEDERATION';
  const data = useFindings({ ...FILTER[view], onlyFederation: isFederation, offset: 0, limit: SHOWN });
  const open = data?.rows.find((row) => row.findingId === chosen);
  useKeys([{ key: 'Enter', label: t('compare.keys.open'), off: open !== undefined }]);
  if (open) {
    const close = (): void => setChosen(undefined);
    return (
      <FindingPage key={open.findingId} finding={open} colleagues={data?.colleagues ?? []} onClose={close} />
    );
  }
  return (
    <Screen layout="plain" head={head}>
      <div className="checks-body">
        <p className="checks-line">
          <Radio.Group
            aria-label={t('compare.findings.show')}
            optionType="button"
            value={view}
            options={VIEWS.map((value) => ({ value, label: t(`compare.findings.views.${value}`) }))}
            onChange={(event) => setView(event.target.value as View)}
          />
          {isFederation && <span className="quiet">{t('compare.findings.ofCertificates')}</span>}
        </p>
        {data && <Findings data={data} view={view} onOpen={setChosen} />}
      </div>
    </Screen>
  );
}
