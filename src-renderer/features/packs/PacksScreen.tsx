/** 政策包: which packs count here, standards by month with their documents, the numbers of the procedure and who set them, what the last one changed of whom, and — for the county's civil
 *  affairs — issuing the next from its signed file, after a look at what it would change. Read-only for everybody else.                 */
import { useTranslation } from 'react-i18next';
import type { PackNumberRow, PackRow } from '#shared/rpc/pack-shapes.ts';
import { usePacks } from '../../data/packs.ts';
import { sayCode } from '../../text/codes.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { ChangedCases } from './ChangedCases.tsx';
import { IssuePack } from './IssuePack.tsx';
import { PackBelow, PackKeys } from './PackKeys.tsx';
import { sayAmount, sayCell, sayDay, sayFault, sayFrom, sayNumber, sayValue } from './say.ts';
import './packs.css';

function Standards({ pack }: { pack: PackRow }) {
  const { t } = useTranslation();
  if (!pack.standards.length) return <p className="faint">{t('packs.noStandards')}</p>;
  return (
    <table className="packs-table">
      <thead>
        <tr>
          <th>{t('packs.columns.benefit')}</th>
          <th>{t('packs.columns.cell')}</th>
          <th>{t('packs.columns.from')}</th>
          <th>{t('packs.columns.to')}</th>
          <th className="is-end">{t('packs.columns.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {pack.standards.map((standard) => (
          <tr key={standard.id}>
            <td>{sayCode('benefit', standard.benefit)}</td>
            <td>{sayCell(standard)}</td>
            <td>{sayFrom(standard.from)}</td>
            <td>{sayFrom(standard.to) || t('packs.open')}</td>
            <td className="is-end">{sayAmount(standard.amountFen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pack({ pack }: { pack: PackRow }) {
  const { t } = useTranslation();
  return (
    <section className="packs-one">
      <h3>
        {pack.name} <span className="quiet">{pack.documentNo ?? ''}</span>{' '}
        <span className={pack.isInForce ? '' : 'faint'}>
          {t(pack.isInForce ? 'packs.inForce' : 'packs.notInForce')}
        </span>
      </h3>
      <p className="quiet">
        {pack.issuedBy === null
          ? t('packs.ofProgram')
          : t('packs.issued', {
              unit: pack.issuedBy,
              published: sayDay(pack.publishedOn),
              from: sayDay(pack.validFrom),
            })}
        {pack.reason ? ` ${t('packs.reason', { reason: pack.reason })}` : ''}
      </p>
      <Standards pack={pack} />
    </section>
  );
}

function Numbers({ numbers }: { numbers: readonly PackNumberRow[] }) {
  const { t } = useTranslation();
  return (
    <table className="packs-table packs-numbers">
      <thead>
        <tr>
          <th>{t('packs.numberColumns.name')}</th>
          <th className="is-end">{t('packs.numberColumns.value')}</th>
          <th>{t('packs.numberColumns.by')}</th>
        </tr>
      </thead>
      <tbody>
        {numbers.map(({ name, value, setBy }) => (
          <tr key={name}>
            <td>{sayNumber(name)}</td>
            <td className="is-end">{sayValue(value)}</td>
            <td className={setBy === null ? 'faint' : undefined}>{setBy ?? t('packs.byDefault')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function PacksScreen() {
  const { t } = useTranslation();
  const { data, isError } = usePacks();
  if (!data) return isError ? <p className="today-main">{t('ui.readFailed')}</p> : null;
  return (
    <Screen layout="plain" head={<PageHead title={t('packs.title')} note={data.version} ruled />}>
      <div className="packs">
        <PackBelow below={data.below} />
        <ChangedCases overview={data} />
        <Panel title={t('packs.held')} icon="page">
          {data.packs.map((pack) => (
            <Pack key={pack.name} pack={pack} />
          ))}
        </Panel>
        {data.mayIssue && <IssuePack />}
        <Panel title={t('packs.numbers')} icon="clock">
          <Numbers numbers={data.numbers} />
        </Panel>
        {data.offers.map((offer) => (
          <Panel
            key={`${offer.name} ${offer.at ?? ''}`}
            title={t('packs.offer', { name: offer.name })}
            icon="flag"
          >
            <p>{t(offer.state === 'REFUSED' ? 'packs.offerRefused' : 'packs.offerWaits')}</p>
            <ul className="plain-lines">
              {offer.faults.map((fault) => (
                <li key={`${fault.code} ${fault.month ?? ''} ${fault.benefit ?? ''}`}>{sayFault(fault)}</li>
              ))}
            </ul>
          </Panel>
        ))}
        {data.orders.length > 0 ? (
          <Panel title={t('packs.orders')} icon="clock">
            <ul className="plain-lines">
              {data.orders.map(({ name, documentNo, startsOn, state, judged, changed }) => (
                <li key={name}>
                  {t(state === 'DONE' ? 'packs.orderDone' : 'packs.orderOpen', {
                    ...{ name, document: documentNo ?? '', from: sayDay(startsOn), judged, changed },
                  })}
                </li>
              ))}
            </ul>
          </Panel>
        ) : (
          data.mayIssue && <EmptyLine>{t('packs.noOrders')}</EmptyLine>
        )}
        <PackKeys keys={data.keys} distrusted={data.distrusted} />
      </div>
    </Screen>
  );
}
