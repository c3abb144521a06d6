/** 台账: each phase that was reached and each opening again, and both sheets on paper. */
import type { RolloutView } from '#shared/rpc/document-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayLongDate, sayMoney } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { NewDocument } from '../documents/DocumentSheet.tsx';
import { officeDocument } from '../documents/values.ts';

const CHINESE = 'zh-CN';

const phaseWord = (phase: RolloutView['phase'], lng?: 'zh-CN'): string =>
  t(`reports.rollout.phases.${phase}`, { lng });
const signs = (all: RolloutView['signatures']): string =>
  all.map(({ body, who }) => `${sayCode('body', body, CHINESE)} ${who}`).join(' · ');

function ledgerRows({ ledger }: RolloutView): string[][] {
  return ledger.map(({ on, phase, who, signatures, reason }) => [
    sayLongDate(on, CHINESE),
    phaseWord(phase, CHINESE),
    who,
    signs(signatures),
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
    [word('signatures'), '2', signs(signatures.length > 0 ? signatures : (last?.signatures ?? []))],
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
        <table className="report-table">
          <thead>
            <tr>
              {(['on', 'phase', 'who', 'signatures', 'reason'] as const).map((column) => (
                <th key={column} scope="col" className="is-words">
                  {t(`reports.rollout.ledger.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ledger.map((line, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines are only ever added at the end
              <tr key={at}>
                <td>{sayLongDate(line.on)}</td>
                <td className="is-words">{phaseWord(line.phase)}</td>
                <td className="is-words">{line.who}</td>
                <td className="is-words">{signs(line.signatures)}</td>
                <td className="is-words">{line.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {nextNumber && (
        <div className="report-acts">
          <ActButton
            icon="printer"
            onClick={() =>
              onPrint(officeDocument('LEDGER', nextNumber, { ...common, ledgerRows: ledgerRows(rollout) }))
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
