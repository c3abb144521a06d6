/** Whose signature this computer believes, with fingerprints to compare with the unit's own; what came signed by somebody else; where the county has
 *  fallen below a level raised since. Nothing here can be clicked away: it goes when the cause goes.                                      */
import { useTranslation } from 'react-i18next';
import type { PacksOverview } from '#shared/rpc/pack-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { Panel } from '../../ui/Panel.tsx';
import { fingerprint, sayFrom } from './say.ts';

export function PackBelow({ below }: Pick<PacksOverview, 'below'>) {
  const { t } = useTranslation();
  if (!below.length) return null;
  return (
    <Panel title={t('packs.below')} icon="flag" count={below.length}>
      <p>{t('packs.belowNote')}</p>
      <ul className="plain-lines">
        {below.map(({ name, documentNo, benefit, month }) => (
          <li key={`${name} ${benefit} ${month}`}>
            {t('packs.belowCell', {
              ...{
                name,
                month: sayFrom(month),
                document: documentNo ?? '',
                benefit: sayCode('benefit', benefit),
              },
            })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function PackKeys({ keys, distrusted }: Pick<PacksOverview, 'keys' | 'distrusted'>) {
  const { t } = useTranslation();
  return (
    <Panel title={t('packs.keys')} icon="stamp">
      {distrusted.map(({ name, documentNo }) => (
        <p key={name} role="alert">
          {t('packs.distrusted', { name, document: documentNo ?? '' })}
        </p>
      ))}
      <p className="quiet">{t(keys.length ? 'packs.keysNote' : 'packs.noKeys')}</p>
      {keys.length > 0 && (
        <table className="packs-table">
          <thead>
            <tr>
              <th>{t('packs.keyColumns.unit')}</th>
              <th>{t('packs.keyColumns.region')}</th>
              <th>{t('packs.keyColumns.fingerprint')}</th>
              <th>{t('packs.keyColumns.standing')}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map(({ keyId, region, unitName, standing }) => (
              <tr key={keyId}>
                <td>{unitName}</td>
                <td>{region || t('packs.whole')}</td>
                <td className="packs-print">{fingerprint(keyId)}</td>
                <td className={standing === 'REFUSED' ? 'packs-refused' : undefined}>
                  {t(`packs.keyStanding.${standing}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
