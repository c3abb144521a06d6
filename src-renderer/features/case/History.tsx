/** The whole history: who, when, on which computer, and where the act is now. Newest first; nothing is ever left out. */
import { useTranslation } from 'react-i18next';
import type { CasePage, HistoryRow } from '#shared/rpc/desk-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayStamp } from '../../text/dates.ts';
import { FourBox } from '../../ui/FourBox.tsx';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { sayDetails } from './details.ts';

const ICONS: readonly (readonly [prefix: string, icon: IconName])[] = [
  ['review.return', 'back'],
  ['review.forwardReturn', 'back'],
  ['review.refuse', 'cross'],
  ['application.notifyRefusal', 'cross'],
  ['review.', 'stamp'],
  ['conflict.', 'fork'],
  ['paper.remove', 'cross'],
  ['person.register', 'transfer'],
  ['person.', 'pen'],
];

function iconOf(action: string): IconName {
  return ICONS.find(([prefix]) => action.startsWith(prefix))?.[1] ?? 'page';
}

export function History({ page: { history } }: { page: CasePage }) {
  const { t } = useTranslation();
  const note =
    history.length > 0
      ? `${t('case.history.note')} · ${t('case.history.count', { n: history.length })}`
      : undefined;
  return (
    <Panel title={t('case.history.title')} note={note}>
      {history.length === 0 ? (
        <p className="quiet">{t('case.history.none')}</p>
      ) : (
        <table className="history">
          <thead className="sr">
            <tr>
              <th scope="col">{t('case.history.columns.at')}</th>
              <th scope="col">{t('case.history.columns.what')}</th>
              <th scope="col">{t('case.history.columns.device')}</th>
              <th scope="col">{t('case.history.columns.place')}</th>
            </tr>
          </thead>
          <tbody>
            {history.map((line) => (
              <HistoryLine key={`${line.at} ${line.action} ${line.device}`} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function HistoryLine({ line }: { line: HistoryRow }) {
  const { t } = useTranslation();
  const more = [
    line.reasonCode && sayCode('reason', line.reasonCode),
    ...sayDetails(line.details),
    line.words && t('case.reasonWords', { words: line.words }),
    line.documentKind &&
      t('case.history.document', {
        kind: sayCode('document', line.documentKind),
        number: line.documentNumber ?? '',
      }),
    line.receipt && t('case.history.receipt', { receipt: line.receipt }),
  ].filter(Boolean);
  return (
    <tr>
      <td className="faint nowrap">{sayStamp(line.at)}</td>
      <td>
        <Icon name={iconOf(line.action)} /> {sayCode('action', line.action)}{' '}
        <span className="faint">{line.who}</span>
        {more.length > 0 && (
          <div className="history-more">
            {more.map((words) => (
              <span key={words}>{words}</span>
            ))}
          </div>
        )}
      </td>
      <td className="faint nowrap">{line.device}</td>
      <td className="nowrap">
        <FourBox place={line.place} />
      </td>
    </tr>
  );
}
