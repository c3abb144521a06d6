/** 统计: the tables of a month, each with its unit; for outside without small cells (dossier (l)). Ctrl+P prints, Ctrl+E exports. */
import { Checkbox, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addMonths } from '#shared/domain/month.ts';
import { type Body, bodyOf } from '#shared/domain/state.ts';
import {
  CROSS_DIMENSIONS,
  CROSS_MOST,
  type CrossDimension,
  type StatisticTable,
} from '#shared/rpc/statistics-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount, sayMoney, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Screen } from '../../ui/Screen.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import './statistics.css';

const MONTHS_SHOWN = 36;
const OUTSIDE_MOST = 2;

/** A number as its unit is written; what is left out has a mark of its own. */
function useSay(unit: StatisticTable['unit']): (value: number | null | undefined) => string {
  const { t } = useTranslation();
  const isMoney = unit === 'MONEY' || unit === 'STANDARD';
  const isCount = unit === 'PERSONS' || unit === 'PERSON_TIMES';
  const canBeLeftOut = isCount || unit === 'MONEY';
  return (value) => {
    if (value === undefined) return '';
    if (value === null) return canBeLeftOut ? t('compare.statistics.hidden') : '—';
    if (isMoney) return sayMoney(value);
    return isCount ? sayCount(value) : String(value);
  };
}

/** Classes and grades have words of their own beside the rows' codes. */
function rowWord(key: string, code: string, isName: boolean): string {
  if (isName) return code;
  if (key === 'people.class' && code !== 'UNKNOWN') return sayCode('disabilityClass', code);
  if (key === 'people.grade' && code !== 'UNKNOWN') return sayCode('grade', code);
  if (key === 'files') return sayCode('state', code);
  return key === 'findings' ? sayCode('severity', code) : sayCode('statistic', code);
}

function TableView({ table }: { table: StatisticTable }) {
  const { t } = useTranslation();
  const say = useSay(table.unit);
  const { key, unit, columns, rows, sums } = table;
  const title = sayCode('statistic', key);
  const dimensions = rows[0]?.parts?.map(({ dimension }) => dimension) ?? [];
  const columnWord = (code: string): string =>
    key === 'findings' ? sayCode('findingState', code) : sayCode('statistic', code);
  return (
    <section className="statistic" aria-label={title}>
      <h2>{title}</h2>
      <p className="faint">{sayCode('statisticUnit', unit)}</p>
      <table>
        <thead>
          <tr>
            {dimensions.map((dimension) => (
              <th key={dimension} scope="col" className="row-head">
                {sayCode('statisticDimension', dimension)}
              </th>
            ))}
            {dimensions.length === 0 && <td />}
            {columns.map((code) => (
              <th key={code} scope="col">
                {columnWord(code)}
              </th>
            ))}
            {sums && <th scope="col">{t('compare.statistics.sum')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, isName, parts, cells, sum }) => (
            <tr key={code}>
              {parts?.map((part) => (
                <th key={part.dimension} scope="row">
                  {rowWord(`people.${part.dimension}`, part.code, part.isName)}
                </th>
              ))}
              {!parts && <th scope="row">{rowWord(key, code, isName)}</th>}
              {columns.map((column, at) => (
                <td key={column} className="num">
                  {say(cells[at])}
                </td>
              ))}
              {sums && <td className="num">{say(sum)}</td>}
            </tr>
          ))}
        </tbody>
        {sums && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={dimensions.length || 1}>
                {t('compare.statistics.sum')}
              </th>
              {columns.map((column, at) => (
                <td key={column} className="num">
                  {say(sums.cells[at])}
                </td>
              ))}
              <td className="num">{say(sums.sum)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

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

function MonthChoice({
  month,
  today,
  onChoose,
}: Record<'month' | 'today', string> & { onChoose: (month: string) => void }) {
  const { t } = useTranslation();
  const months = Array.from({ length: MONTHS_SHOWN }, (_, ago) => addMonths(today.slice(0, 7), -ago));
  return (
    <label className="checks-month">
      {t('compare.statistics.month')}
      <Select
        size="small"
        aria-label={t('compare.statistics.month')}
        value={month}
        popupMatchSelectWidth={false}
        options={months.map((value) => ({ value, label: sayMonth(value) }))}
        onChange={onChoose}
      />
    </label>
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
