/** The history on paper: what the page shows, of the kind and the way round that were chosen, every entry of it; numbers masked. Printed by the
 *  window itself.                                                                                                    */
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import type { HistoryFilter } from '#shared/rpc/history-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayPlace } from '../../text/codes.ts';
import { dateOfInstant, sayCount, sayLongDate, sayTime } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';
import '../intake/paper.css';
import { ENTRIES_MAX, HISTORY_TOPICS, type HistoryOrder } from './use-history.ts';
import { keyOf, sayMore, sayWhat } from './words.ts';

interface HistorySheetProps {
  readonly person: CasePage['person'];
  readonly filter: HistoryFilter;
  readonly order: HistoryOrder;
  readonly onClose: () => void;
}

const COLUMNS = ['at', 'what', 'who', 'device', 'place'] as const;

function Lines({ person, filter, order }: Omit<HistorySheetProps, 'onClose'>) {
  const { personId } = person;
  const page = useLive(HISTORY_TOPICS, ['history.page', personId, filter, order, ENTRIES_MAX], () =>
    desk().history.page({ personId, filter, order, offset: 0, limit: ENTRIES_MAX }),
  ).data;
  if (!page) return null;
  const kind = t(`history.filters.${filter}`);
  return (
    <>
      <p>{t('history.sheet.count', { filter: kind, n: sayCount(page.entries.length) })}</p>
      <table className="paper-table history-paper">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`history.sheet.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.entries.map((entry) => (
            <tr key={keyOf(entry.key)}>
              <td>{entry.at && `${dateOfInstant(entry.at)} ${sayTime(entry.at)}`}</td>
              <td>{[sayWhat(entry), ...sayMore(entry)].join(' · ')}</td>
              <td>{entry.who}</td>
              <td>{entry.device}</td>
              <td>{sayPlace(entry.place)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function HistorySheet(props: HistorySheetProps) {
  const { person, onClose } = props;
  const me = useMe();
  const session = useSession();
  const print = (): void => window.print();
  useKeys([
    { key: 'Ctrl+P', label: t('history.sheet.print'), run: print },
    { key: 'F9', run: print },
    { key: 'Esc', label: t('history.sheet.back'), run: onClose },
  ]);
  if (!me || !session) return null;
  const foot = (
    <>
      <span className="push" />
      <ActButton keyName="Esc" onClick={onClose}>
        {t('history.sheet.back')}
      </ActButton>
      <ActButton main icon="printer" keyName="Ctrl+P" onClick={print}>
        {t('history.sheet.print')}
      </ActButton>
    </>
  );
  const about = t('history.sheet.about', {
    name: person.name,
    idNumber: person.idNumberMasked ?? '',
    village: `${person.township} ${person.village}`,
  });
  return (
    <Screen
      layout="plain"
      head={<PageHead ruled title={t('history.sheet.title')} about="sheet" note={person.name} />}
      foot={foot}
    >
      <div className="paper-desk" tabIndex={0}>
        <article className="paper is-long">
          <header>
            <p className="paper-title">{t('history.sheet.title')}</p>
            <p>{about}</p>
          </header>
          <Lines {...props} />
          <footer>
            <span>
              {t('history.sheet.foot', {
                unit: me.unitName,
                who: me.personName,
                when: `${sayLongDate(session.today)} ${sayTime(session.now)}`,
                computer: me.computerName,
              })}
            </span>
          </footer>
        </article>
      </div>
    </Screen>
  );
}
