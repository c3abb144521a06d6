/** 台账: each phase that was reached and each opening again, and both sheets on paper. */
import type { RolloutView } from '#shared/rpc/document-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayLongDate, sayMoney } from '../../text/dates.ts';
import { type Language, languageNow, t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { NewDocument } from '../documents/DocumentSheet.tsx';
import { officeDocument } from '../documents/values.ts';
import { ReportTable } from './ReportTable.tsx';

const CHINESE = 'zh-CN';
const LEDGER_COLUMNS = ['on', 'phase', 'who', 'signatures', 'reason'] as const;

const phaseWord = (phase: RolloutView['phase'], lng: Language): string =>
  t(`reports.rollout.phases.${phase}`, { lng });
const signs = (all: RolloutView['signatures'], lng: Language): string =>
  all.map(({ body, who }) => `${sayCode('body', body, lng)} ${who}`).join(' · ');

/** On paper Chinese, on the screen in its language. */
function ledgerRows({ ledger }: RolloutView, language: Language): string[][] {
  return ledger.map(({ on, phase, who, signatures, reason }) => [
    sayLongDate(on, language),
    phaseWord(phase, language),
    who,
    signs(signatures, language),
    reason ?? '',
  ]);
}

/** The four conditions, and how each stands. */
function conditionRows({ numbers, financeFen, signatures, ledger, phase }: RolloutView): string[][] {
  const word = (key: 'determined' | 'blocks' | 'totals' | 'history' | 'signatures'): string =>
    t(`reports.rollout.conditions.${key}`, { lng: CHINESE });
  const rows = numbers?.rows ?? [];
  const sum = (key: 'target' | 'determined' | 'blocks'): number =>
    rows.reduce((all, row) => all + row[key], 0);
  const last = ledger.findLast((line) => line.signatures.length > 0);
  const history = numbers?.history;
  const money = phase.startsWith('HISTORY')
    ? [word('history'), '0', history ? String(history.unreconciled) : '']
    : [
        word('totals'),
        sayMoney(financeFen),
        numbers === null || numbers.systemFen === null ? '' : sayMoney(numbers.systemFen),
      ];
  return [
    [word('determined'), String(sum('target')), String(sum('determined'))],
    [word('blocks'), '0', String(sum('blocks'))],
    money,
    [word('signatures'), '2', signs(signatures.length > 0 ? signatures : (last?.signatures ?? []), CHINESE)],
  ];
}

interface LedgerProps {
  readonly rollout: RolloutView;
  readonly nextNumber: string | undefined;
  readonly onPrint: (document: NewDocument) => void;
}

export function Ledger({ rollout, nextNumber, onPrint }: LedgerProps) {
  const me = useMe();
  const today = useSession()?.today ?? '';
  const { ledger, phase } = rollout;
  const common = {
    county: me?.countyName ?? '',
    phase: phaseWord(phase, CHINESE),
    today: today && sayLongDate(today, CHINESE),
  };
  return (
    <Panel title={t('reports.rollout.ledger.title')}>
      {ledger.length === 0 ? (
        <p className="quiet">{t('reports.rollout.ledger.none')}</p>
      ) : (
        <ReportTable
          isOfWords
          heads={LEDGER_COLUMNS.map((column) => t(`reports.rollout.ledger.${column}`))}
          rows={ledgerRows(rollout, languageNow()).map((cells, at) => ({ key: at, cells }))}
        />
      )}
      {nextNumber && (
        <div className="report-acts">
          <ActButton
            icon="printer"
            onClick={() =>
              onPrint(
                officeDocument('LEDGER', nextNumber, { ...common, ledgerRows: ledgerRows(rollout, CHINESE) }),
              )
            }
          >
            {t('reports.rollout.ledger.print')}
          </ActButton>
          <ActButton
            icon="printer"
            off={rollout.numbers === null}
            onClick={() =>
              onPrint(
                officeDocument('SIGN_OFF', nextNumber, { ...common, signOffRows: conditionRows(rollout) }),
              )
            }
          >
            {t('reports.rollout.ledger.signOff')}
          </ActButton>
        </div>
      )}
    </Panel>
  );
}
