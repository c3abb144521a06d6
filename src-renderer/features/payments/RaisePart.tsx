/** 提标测算: what packs that are to be used next will cost, before a roster is built by them: people, more each month, and back-pay, by subsidy and
 *  township. Counted here a township at a time, from what this desk holds; nothing is written. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addMonths, monthsFromTo } from '#shared/domain/month.ts';
import { addRaises, type RaiseFigures } from '#shared/domain/roster-raise.ts';
import { type Benefit, BENEFITS } from '#shared/domain/state.ts';
import type { RaiseChoices, RaiseOfTownship } from '#shared/rpc/payment-shapes.ts';
import { desk } from '../../data/desk.ts';
import { sayCount, sayDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { MonthRow } from './MonthRow.tsx';
import { useRaiseChoices } from './use-payments.ts';

const MONTH_LENGTH = 7;
const MONTHS_AHEAD = 12;

function sumFen(figures: RaiseFigures, of: 'monthlyFen' | 'backFen'): number {
  return BENEFITS.reduce((sum, benefit) => sum + figures[benefit][of], 0);
}

function RaiseLine({
  name,
  figures,
  benefits,
  isSum = false,
}: {
  name: string;
  figures: RaiseFigures;
  benefits: readonly Benefit[];
  isSum?: boolean;
}) {
  const cells = (benefit: Benefit) => {
    const { persons, monthlyFen, backMonths, backFen } = figures[benefit];
    return [
      [`${benefit}-persons`, sayCount(persons)],
      [`${benefit}-monthly`, sayMoney(monthlyFen)],
      [`${benefit}-months`, sayCount(backMonths)],
      [`${benefit}-back`, sayMoney(backFen)],
    ] as const;
  };
  return (
    <tr className={isSum ? 'payments-sum' : undefined}>
      <th scope="row">{name}</th>
      {benefits.flatMap(cells).map(([key, words]) => (
        <td key={key}>{words}</td>
      ))}
      <td>{sayMoney(sumFen(figures, 'monthlyFen'))}</td>
      <td>{sayMoney(sumFen(figures, 'backFen'))}</td>
    </tr>
  );
}

function RaiseTable({ parts }: { parts: readonly RaiseOfTownship[] }) {
  const { t } = useTranslation();
  const all = addRaises(parts);
  // A subsidy that nobody gets more of has no columns.
  const benefits = BENEFITS.filter((benefit) => all[benefit].persons > 0);
  const columns = ['persons', 'monthly', 'months', 'back'] as const;
  return (
    <>
      <p>
        {t('payments.raise.sum', {
          ...{ persons: sayCount(all.persons), monthly: sayMoney(sumFen(all, 'monthlyFen')) },
          back: sayMoney(sumFen(all, 'backFen')),
        })}
      </p>
      <table className="payments-figures payments-raise">
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {t('payments.raise.township')}
            </th>
            {benefits.map((benefit) => (
              <th key={benefit} colSpan={columns.length} scope="colgroup">
                {t(`codes.benefit.${benefit}`)}
              </th>
            ))}
            <th colSpan={2} scope="colgroup">
              {t('payments.figures.all')}
            </th>
          </tr>
          <tr>
            {benefits.flatMap((benefit) =>
              columns.map((column) => (
                <th key={`${benefit} ${column}`} scope="col">
                  {t(`payments.raise.${column}`)}
                </th>
              )),
            )}
            <th scope="col">{t('payments.raise.monthly')}</th>
            <th scope="col">{t('payments.raise.back')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <RaiseLine key={part.scope} name={part.name} figures={part} benefits={benefits} />
          ))}
          <RaiseLine name={t('payments.raise.county')} figures={all} benefits={benefits} isSum />
        </tbody>
      </table>
    </>
  );
}

type RaiseSet = RaiseChoices['sets'][number];

function Preview({ choices, set }: { choices: RaiseChoices; set: RaiseSet }) {
  const { t } = useTranslation();
  const begins = set.from.slice(0, MONTH_LENGTH);
  const first = begins > choices.month ? begins : choices.month;
  const [month, setMonth] = useState(first);
  const [parts, setParts] = useState<readonly RaiseOfTownship[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [isFaulty, setFaulty] = useState(false);
  const count = async (): Promise<void> => {
    setBusy(true);
    setFaulty(false);
    const found: RaiseOfTownship[] = [];
    try {
      for (const { scope } of choices.townships) {
        const part = await desk().payments.raise({ version: set.version, month, scope });
        if (!part) throw new Error('not to be counted');
        setParts([...found, part]);
        found.push(part);
      }
    } catch {
      setFaulty(true);
      setParts([]);
    }
    setBusy(false);
  };
  return (
    <>
      <p>
        {t('payments.raise.set', {
          document: set.documents.join(t('ui.list.joint')),
          from: sayDate(set.from),
        })}{' '}
        <span className="faint">{set.version}</span>
      </p>
      <div className="payments-build">
        <MonthRow
          name="raiseMonth"
          label={t('payments.raise.month')}
          value={month}
          months={monthsFromTo(choices.month, addMonths(first, MONTHS_AHEAD))}
          onChoose={(chosen) => {
            setMonth(chosen);
            setParts([]);
          }}
        />
        <ActButton isBusy={isBusy} onClick={() => void count()}>
          {t('payments.raise.count')}
        </ActButton>
        {isBusy && (
          <span role="status">
            {t('payments.raise.counting', { done: parts.length, of: choices.townships.length })}
          </span>
        )}
        {isFaulty && <span role="alert">{t('payments.raise.failed')}</span>}
      </div>
      {!isBusy && parts.length > 0 && (
        <>
          <h3>{t('payments.raise.heading', { month: sayMonth(month) })}</h3>
          <RaiseTable parts={parts} />
        </>
      )}
    </>
  );
}

export function RaisePart() {
  const { t } = useTranslation();
  const choices = useRaiseChoices();
  if (!choices?.sets.length) return null;
  return (
    <Panel title={t('payments.raise.title')}>
      {choices.sets.map((set) => (
        <Preview key={`${set.version} ${choices.month}`} choices={choices} set={set} />
      ))}
      <p className="faint">{t('payments.raise.note')}</p>
    </Panel>
  );
}
