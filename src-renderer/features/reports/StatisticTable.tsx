/** One table of statistics with its unit, and the choice of a month; of the desk's own tables and of those that the centre counts. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { addMonths } from '#shared/domain/month.ts';
import type { RolloutPhase } from '#shared/domain/rollout.ts';
import type { StatisticTable } from '#shared/rpc/statistics-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayCount, sayMoney, sayMonth } from '../../text/dates.ts';
import './statistics.css';

const MONTHS_SHOWN = 36;

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

export function TableView({ table }: { table: StatisticTable }) {
  const { t } = useTranslation();
  const say = useSay(table.unit);
  const { key, unit, columns, rows, sums } = table;
  const title = sayCode('statistic', key);
  const hasRowSums = rows.some(({ sum }) => sum !== undefined);
  const dimensions = rows[0]?.parts?.map(({ dimension }) => dimension) ?? [];
  const columnWord = (code: string): string => {
    if (key === 'region.rollout') return t(`reports.rollout.phases.${code as RolloutPhase}`);
    return key === 'findings' ? sayCode('findingState', code) : sayCode('statistic', code);
  };
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
            {hasRowSums && <th scope="col">{t('compare.statistics.sum')}</th>}
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
              {hasRowSums && <td className="num">{say(sum)}</td>}
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
              {hasRowSums && <td className="num">{say(sums.sum)}</td>}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

export function MonthChoice({
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
