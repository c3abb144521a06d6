/** 历史补录: what was paid before the rosters began. County-months against finance's figure, what differs from the rules and waits for words, and the
 *  file that brings it in; one person's is entered by hand on the case page. Nothing here is ever paid. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/state.ts';
import type { PastEntry, PastOverview } from '#shared/rpc/past-shapes.ts';
import { useIssue } from '../../data/issue.ts';
import { sayList } from '../../text/codes.ts';
import { sayCount, sayMoney, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { TextRow } from '../../ui/FormRows.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { PastFile } from './PastFile.tsx';
import { usePastWords } from './past-words.ts';
import { usePast } from './use-payments.ts';

const YUAN = /^\d{1,12}(\.\d{1,2})?$/;
const FEN_PER_YUAN = 100;
const MONTHS_AT_ONCE = 36;

function EntryLine({ entry, role, isSignedOff }: { entry: PastEntry; role: Role; isSignedOff: boolean }) {
  const { t } = useTranslation();
  const say = usePastWords();
  const [words, setWords] = useState('');
  const explain = useIssue('past.explain');
  const withdraw = useIssue('past.withdraw');
  const { pastPaymentId, personId, name, township, village, benefit, fromMonth, toMonth, amountFen } = entry;
  const isCounty = role === 'COUNTY_CIVIL_AFFAIRS_APPROVER';
  const press = (act: typeof explain) => void act.issue({ pastPaymentId, words });
  return (
    <li className="payments-past">
      <TextLink onClick={() => goTo({ screen: 'case', personId })}>{name}</TextLink>{' '}
      <span className="faint">
        {township} {village}
      </span>{' '}
      {t('payments.past.entry', {
        ...{ benefit: t(`codes.benefit.${benefit as 'LIVING'}`), from: sayMonth(fromMonth) },
        ...{ to: sayMonth(toMonth), fen: sayMoney(amountFen) },
      })}
      <div className="quiet">{sayList(entry.differences.map(say))}</div>
      {!isSignedOff && (
        <div className="payments-build">
          <TextRow
            name={`past ${pastPaymentId}`}
            label={t('payments.past.words')}
            value={words}
            most={300}
            onType={setWords}
          />
          {isCounty && (
            <ActButton
              size="small"
              isBusy={explain.isBusy}
              off={!words.trim()}
              onClick={() => press(explain)}
            >
              {t('payments.past.explain')}
            </ActButton>
          )}
          <ActButton
            size="small"
            isBusy={withdraw.isBusy}
            off={!words.trim()}
            onClick={() => press(withdraw)}
          >
            {t('payments.past.withdraw')}
          </ActButton>
        </div>
      )}
      <RefusalLine code={(explain.refusal ?? withdraw.refusal)?.code} />
    </li>
  );
}

function fenOf(yuan: string): number | null {
  return YUAN.test(yuan.trim()) ? Math.round(Number(yuan) * FEN_PER_YUAN) : null;
}

function Months({ months, mayType }: { months: PastOverview['months']; mayType: boolean }) {
  const { t } = useTranslation();
  const { issue, isBusy, refusal } = useIssue('past.setMonths');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const entries = Object.entries(typed);
  const isFaulty = entries.some(([, yuan]) => fenOf(yuan) === null);
  const save = async (): Promise<void> => {
    const told = entries.map(([month, yuan]) => ({ month, financeFen: fenOf(yuan) as number }));
    for (let at = 0; at < told.length; at += MONTHS_AT_ONCE)
      await issue({ months: told.slice(at, at + MONTHS_AT_ONCE) });
    setTyped({});
  };
  const titles = ['month', 'persons', 'entered', 'finance', 'differs', 'state'] as const;
  return (
    <>
      <table className="payments-figures">
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {t(`payments.past.columns.${title}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, persons, enteredFen, financeFen, open, isReconciled }) => (
            <tr key={month}>
              <th scope="row">{sayMonth(month)}</th>
              <td>{sayCount(persons)}</td>
              <td>{sayMoney(enteredFen)}</td>
              <td>
                {mayType ? (
                  <Input
                    aria-label={t('payments.past.financeOf', { month: sayMonth(month) })}
                    className="payments-yuan"
                    inputMode="decimal"
                    value={
                      typed[month] ?? (financeFen === null ? '' : (financeFen / FEN_PER_YUAN).toFixed(2))
                    }
                    onChange={({ target }) => setTyped({ ...typed, [month]: target.value })}
                  />
                ) : (
                  financeFen !== null && sayMoney(financeFen)
                )}
              </td>
              <td>{financeFen === null ? '' : sayMoney(enteredFen - financeFen)}</td>
              <td>
                {isReconciled
                  ? t('payments.past.reconciled')
                  : open > 0
                    ? t('payments.past.open', { n: sayCount(open) })
                    : t(financeFen === null ? 'payments.past.untyped' : 'payments.past.differs')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayType && entries.length > 0 && (
        <div className="payments-build">
          <ActButton isBusy={isBusy} off={isFaulty} onClick={() => void save()}>
            {t('payments.past.saveMonths')}
          </ActButton>
          {isFaulty && <span role="alert">{t('acts.fault.yuan')}</span>}
        </div>
      )}
      <RefusalLine code={refusal?.code} />
    </>
  );
}

export function PastPart({ role }: { role: Role }) {
  const { t } = useTranslation();
  const past = usePast();
  if (!past) return null;
  const { months, open, isSignedOff } = past;
  const done = months.filter(({ isReconciled }) => isReconciled).length;
  return (
    <>
      <p className="quiet">{t('payments.past.note')}</p>
      {isSignedOff ? <p>{t('payments.past.signedOff')}</p> : <PastFile />}
      <Panel
        title={t('payments.past.openTitle')}
        count={open.total}
        {...(open.total ? { tone: 'amber' as const } : {})}
      >
        {open.rows.length === 0 ? (
          <p className="faint">{t('payments.past.noneOpen')}</p>
        ) : (
          <ul className="payments-list">
            {open.rows.map((entry) => (
              <EntryLine key={entry.pastPaymentId} entry={entry} {...{ role, isSignedOff }} />
            ))}
          </ul>
        )}
        {open.total > open.rows.length && (
          <p className="faint">{t('payments.past.more', { n: sayCount(open.total - open.rows.length) })}</p>
        )}
      </Panel>
      <Panel title={t('payments.past.monthsTitle')}>
        {months.length === 0 ? (
          <p className="faint">{t('payments.past.noMonths')}</p>
        ) : (
          <>
            <p>{t('payments.past.done', { done: sayCount(done), of: sayCount(months.length) })}</p>
            <Months months={months} mayType={role === 'COUNTY_CIVIL_AFFAIRS_APPROVER' && !isSignedOff} />
          </>
        )}
      </Panel>
    </>
  );
}
