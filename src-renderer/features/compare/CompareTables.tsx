/** The two tables of the comparison: the month's registers, and the runs so far. */
import { useTranslation } from 'react-i18next';
import { REGISTER_KINDS, type RegisterKind } from '#shared/domain/register.ts';
import type { CompareOverview, ComparisonView, RegisterView } from '#shared/rpc/compare-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount, sayDate, sayMonth } from '../../text/dates.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StateTag } from '../../ui/StateTag.tsx';

interface RegisterLine {
  readonly kind: RegisterKind;
  readonly register: RegisterView | undefined;
}

function RegisterState({ register }: Pick<RegisterLine, 'register'>) {
  const { t } = useTranslation();
  if (!register) return <StateTag icon="hourglass" kind="plain" word={t('compare.registers.none')} />;
  const { state, pagesDone: done, pageCount: all } = register;
  if (state !== 'HANDED_OVER')
    return <StateTag icon="hourglass" kind="amber" word={t('compare.registers.pages', { done, all })} />;
  if (register.isHere) return <StateTag icon="check" kind="green" word={t('compare.registers.here')} />;
  return <StateTag icon="alert" kind="amber" word={t('compare.registers.elsewhere')} />;
}

function useRegisterColumns(today: string): readonly Column<RegisterLine>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'kind',
      title: t('compare.registers.columns.kind'),
      width: 220,
      cell: ({ kind }) => <span className="name">{sayCode('registerKind', kind)}</span>,
    },
    {
      key: 'state',
      title: t('compare.registers.columns.state'),
      width: 200,
      cell: ({ register }) => <RegisterState register={register} />,
    },
    {
      key: 'rows',
      title: t('compare.registers.columns.rows'),
      width: 90,
      align: 'end',
      cell: ({ register }) => register && sayCount(register.rowCount),
    },
    {
      key: 'asOf',
      title: t('compare.registers.columns.asOf'),
      width: 120,
      cell: ({ register }) => register && sayDate(register.asOf, today),
    },
    {
      key: 'source',
      title: t('compare.registers.columns.source'),
      width: 'fill',
      cell: ({ register }) =>
        register && `${register.source} · ${register.handedBy} ${sayDate(register.handedOn, today)}`,
    },
  ];
}

interface RegistersProps {
  readonly overview: CompareOverview;
  readonly onOpen: (kind: RegisterKind) => void;
}

export function RegisterTable({ overview, onOpen }: RegistersProps) {
  const { t } = useTranslation();
  const columns = useRegisterColumns(useSession()?.today ?? '');
  const { month, registers, mayHandOver } = overview;
  const lines = REGISTER_KINDS.map((kind): RegisterLine => {
    return { kind, register: registers.find((each) => each.kind === kind && each.month === month) };
  });
  const title = t('compare.registers.title', { month: sayMonth(month) });
  return (
    <Panel title={title} icon="page">
      <ListTable
        label={title}
        columns={columns}
        groups={[{ key: 'registers', rows: lines }]}
        rowKey={({ kind }) => kind}
        onOpen={({ kind }) => {
          if (mayHandOver.includes(kind)) onOpen(kind);
        }}
      />
    </Panel>
  );
}

function useRunColumns(today: string): readonly Column<ComparisonView>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'month',
      title: t('compare.runs.columns.month'),
      width: 120,
      cell: ({ month }) => sayMonth(month),
    },
    {
      key: 'finished',
      title: t('compare.runs.columns.finished'),
      width: 130,
      cell: ({ finishedOn }) => (finishedOn ? sayDate(finishedOn, today) : t('compare.runs.open')),
    },
    {
      key: 'people',
      title: t('compare.runs.columns.people'),
      width: 240,
      cell: ({ finishedOn, persons, holders }) =>
        finishedOn && t('compare.runs.people', { persons: sayCount(persons), holders: sayCount(holders) }),
    },
    {
      key: 'found',
      title: t('compare.runs.columns.found'),
      width: 'fill',
      cell: ({ finishedOn, raised, seenAgain }) =>
        finishedOn && t('compare.runs.found', { raised: sayCount(raised), again: sayCount(seenAgain) }),
    },
    {
      key: 'reported',
      title: t('compare.runs.columns.reported'),
      width: 150,
      cell: ({ finishedOn, reportedOn }) =>
        reportedOn ? (
          sayDate(reportedOn, today)
        ) : (
          <span className="faint">{finishedOn && t('compare.runs.notReported')}</span>
        ),
    },
  ];
}

interface RunsProps {
  readonly runs: readonly ComparisonView[];
  readonly onOpen: (run: ComparisonView) => void;
}

export function RunTable({ runs, onOpen }: RunsProps) {
  const { t } = useTranslation();
  const columns = useRunColumns(useSession()?.today ?? '');
  return (
    <Panel title={t('compare.runs.title')} icon="list">
      {runs.length === 0 ? (
        <EmptyLine>{t('compare.runs.none')}</EmptyLine>
      ) : (
        <ListTable
          label={t('compare.runs.title')}
          columns={columns}
          groups={[{ key: 'runs', rows: runs }]}
          rowKey={({ comparisonId }) => comparisonId}
          onOpen={onOpen}
        />
      )}
    </Panel>
  );
}
