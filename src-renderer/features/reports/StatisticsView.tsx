/** 统计: the tables of a month, each with its unit; for outside without small cells (dossier (l)). Ctrl+P prints, Ctrl+E exports. */
import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Body, bodyOf } from '#shared/domain/state.ts';
import { CROSS_DIMENSIONS, CROSS_MOST, type CrossDimension } from '#shared/rpc/statistics-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Screen } from '../../ui/Screen.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { MonthChoice, TableView } from './StatisticTable.tsx';
import './statistics.css';

const OUTSIDE_MOST = 2;

interface CrossChoiceProps {
  readonly cross: readonly CrossDimension[];
  /** For outside two at most: more would give small cells away. */
  readonly most: number;
  readonly body: Body;
  readonly onChoose: (cross: CrossDimension[]) => void;
}

/** Which dimensions are counted together. */
function CrossChoice({ cross, most, body, onChoose }: CrossChoiceProps) {
  const { t } = useTranslation();
  const isFinance = body === 'FINANCE';
  const offered = CROSS_DIMENSIONS.filter((each) => !isFinance || (each !== 'class' && each !== 'grade'));
  const place = body === 'TOWNSHIP' ? 'village' : 'township';
  const toggle = (dimension: CrossDimension): void =>
    onChoose(cross.includes(dimension) ? cross.filter((each) => each !== dimension) : [...cross, dimension]);
  return (
    <fieldset className="statistics-cross">
      <legend>{t('compare.statistics.cross', { most })}</legend>
      {offered.map((dimension) => (
        <Checkbox
          key={dimension}
          checked={cross.includes(dimension)}
          disabled={!cross.includes(dimension) && cross.length >= most}
          onChange={() => toggle(dimension)}
        >
          {sayCode('statisticDimension', dimension === 'place' ? place : dimension)}
        </Checkbox>
      ))}
    </fieldset>
  );
}

export function StatisticsView({ head }: { head: ReactNode }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const me = useMe();
  const [chosen, setMonth] = useState<string>();
  const [forOutside, setForOutside] = useState(false);
  const [cross, setCross] = useState<CrossDimension[]>([]);
  const month = chosen ?? today.slice(0, 7);
  const data = useLive(
    ['cases', 'session'],
    ['statistics', month, forOutside, cross],
    () => desk().statistics({ month, forOutside, cross }),
    { enabled: month !== '', keepOld: true },
  ).data;
  const chooseOutside = (isOutside: boolean): void => {
    setForOutside(isOutside);
    if (isOutside) setCross(cross.slice(0, OUTSIDE_MOST));
  };
  const print = (): void => window.print();
  useKeys([{ key: 'Ctrl+P', label: t('compare.statistics.print'), run: print }]);
  if (!month) return null;
  return (
    <Screen layout="plain" head={head}>
      <div className="checks-body statistics">
        <p className="checks-line">
          <MonthChoice month={month} today={today} onChoose={setMonth} />
          {data?.isOnlyOutside ? (
            <span className="quiet">{t('compare.statistics.onlyOutside')}</span>
          ) : (
            <Checkbox checked={forOutside} onChange={(event) => chooseOutside(event.target.checked)}>
              {t('compare.statistics.outside')}
            </Checkbox>
          )}
          <span className="push" />
          <ExportButton
            what={{ list: 'statistics', month, scope: forOutside ? 'outside' : 'inside', cross }}
          />
          <ActButton size="small" icon="printer" keyName="Ctrl+P" onClick={print}>
            {t('compare.statistics.print')}
          </ActButton>
        </p>
        {me && (
          <CrossChoice
            cross={cross}
            most={data?.isSuppressed ? OUTSIDE_MOST : CROSS_MOST}
            body={bodyOf(me.role)}
            onChoose={setCross}
          />
        )}
        {data && (
          <p className="statistics-of">
            {t('compare.statistics.of', { unit: data.unit, month: sayMonth(data.month) })}
          </p>
        )}
        {data?.isSuppressed && <p className="faint">{t('compare.statistics.hiddenNote')}</p>}
        {data && data.tables.length === 0 && <EmptyLine>{t('compare.statistics.none')}</EmptyLine>}
        <div className="statistics-tables">
          {data?.tables.map((table) => (
            <TableView key={table.key} table={table} />
          ))}
        </div>
      </div>
    </Screen>
  );
}
