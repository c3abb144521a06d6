/** 抽查: the checks that county civil affairs and the federation have drawn, what is missing of the year's, and the draw (S004 art.7). */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import type { SpotCheckRow } from '#shared/rpc/check-shapes.ts';
import { desk } from '../../data/desk.ts';
import { newFormId, useIssue } from '../../data/issue.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount, sayDate } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { useSpotChecks } from './use-checks.ts';

const SEED_SIGNS = 16;

function useColumns(today: string): readonly Column<SpotCheckRow>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'drawn',
      title: t('checks.columns.drawnOn'),
      width: 140,
      cell: ({ drawnOn }) => sayDate(drawnOn, today),
    },
    {
      key: 'body',
      title: t('checks.columns.body'),
      width: 140,
      cell: ({ body }) => sayCode('spotBody', body),
    },
    { key: 'by', title: t('checks.columns.by'), width: 110, cell: ({ drawnBy }) => drawnBy },
    {
      key: 'sampled',
      title: t('checks.columns.sampled'),
      width: 170,
      cell: ({ sampled, population }) =>
        t('checks.spot.sampled', { n: sayCount(sampled), all: sayCount(population) }),
    },
    {
      key: 'done',
      title: t('checks.columns.done'),
      width: 150,
      cell: ({ done, sampled }) => t('checks.spot.done', { n: done, all: sampled }),
    },
    {
      key: 'found',
      title: t('checks.columns.found'),
      width: 130,
      cell: ({ notFine }) => (notFine ? t('checks.spot.notFine', { n: notFine }) : ''),
    },
    {
      key: 'seed',
      title: t('checks.columns.seed'),
      width: 'fill',
      cell: ({ seed }) => <span className="num quiet">{seed}</span>,
    },
  ];
}

/** Draws with a seed of chance, and goes to what was drawn. */
function useDraw() {
  const issuing = useIssue('spotCheck.draw');
  const [isDrawing, setDrawing] = useState(false);
  const draw = async (): Promise<void> => {
    setDrawing(true);
    try {
      const drawn = await desk().checks.drawSpotCheck({ seed: newFormId().slice(0, SEED_SIGNS) });
      const answer = await issuing.issue(drawn);
      const [spotCheckId] = answer.ok ? answer.ids : [];
      if (spotCheckId !== undefined) goTo({ screen: 'checks', tab: 'spot', spotCheckId });
    } finally {
      setDrawing(false);
    }
  };
  return { draw: () => void draw(), isBusy: isDrawing || issuing.isBusy, refusal: issuing.refusal?.code };
}

function Missing() {
  const { t } = useTranslation();
  const data = useSpotChecks();
  return (
    <ul className="plain-lines spot-years">
      {data?.years.map(({ body, drawn, missing, dueOn }) => (
        <li key={body} className={missing === 'NONE' ? '' : 'is-missing'}>
          {missing !== 'NONE' && <Icon name="alert" />}
          {t('checks.spot.drawnOfYear', { body: sayCode('spotBody', body), n: drawn })}
          {missing !== 'NONE' &&
            dueOn &&
            ` ${t(`checks.spot.missing.${missing}`, { by: sayDate(dueOn, data.today), n: data.rule.perYear })}`}
        </li>
      ))}
    </ul>
  );
}

export function SpotView({ head }: { head: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const data = useSpotChecks();
  const columns = useColumns(data?.today ?? '');
  const { draw, isBusy, refusal } = useDraw();
  const body = me && bodyOf(me.role);
  const mayDraw = body === 'FEDERATION' || body === 'CIVIL_AFFAIRS';
  useKeys([
    { key: 'F9', label: t('checks.spot.draw'), off: !mayDraw || isBusy, run: draw },
    { key: 'Enter', label: t('checks.keys.open') },
  ]);
  const foot = mayDraw && (
    <>
      <span className="quiet">{data && t('checks.spot.rule', data.rule)}</span>
      <span className="push" />
      <ActButton main keyName="F9" isBusy={isBusy} onClick={draw}>
        {t('checks.spot.draw')}
      </ActButton>
    </>
  );
  return (
    <Screen layout="plain" head={head} foot={foot}>
      <div className="checks-body">
        <RefusalLine code={refusal} />
        {/* A township is not told what the county has drawn. */}
        {body !== 'TOWNSHIP' && <Missing />}
        {data && data.checks.length === 0 && (
          <EmptyLine>{t(mayDraw ? 'checks.spot.none' : 'checks.spot.noneHere')}</EmptyLine>
        )}
        {data && data.checks.length > 0 && (
          <ListTable
            label={t('checks.tabs.spot')}
            columns={columns}
            groups={[{ key: 'checks', rows: data.checks }]}
            rowKey={({ spotCheckId }) => spotCheckId}
            onOpen={({ spotCheckId }) => goTo({ screen: 'checks', tab: 'spot', spotCheckId })}
          />
        )}
      </div>
    </Screen>
  );
}
