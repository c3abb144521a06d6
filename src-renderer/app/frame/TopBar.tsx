/** Top bar: the product's mark, the search field in the middle of the eye line, and who sits here at which computer.
 *  In Electron the window's own buttons stand over its right end (frame.css leaves them room).                     */
import { useTranslation } from 'react-i18next';
import type { Me } from '../../data/session.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { SearchField } from './SearchField.tsx';

export function TopBar({ me, computerName }: { me: Me | undefined; computerName: string }) {
  const { t } = useTranslation();
  return (
    <header className="top-bar" data-region aria-label={t('frame.regions.top')} tabIndex={-1}>
      <span className="product">
        <span className="product-mark" aria-hidden="true">
          {t('frame.mark')}
        </span>
        {t('frame.product')}
      </span>
      {me && me.role !== 'SUPERVISOR' ? <SearchField /> : <span />}
      <span className="who">
        {me && (
          <>
            <span className="who-unit">{me.unitName}</span>
            <b>
              {me.personName} · {t(`frame.roles.${me.role}`)}
            </b>
          </>
        )}
        <span className="who-computer">
          <Icon name="computer" />
          {computerName}
        </span>
      </span>
    </header>
  );
}
