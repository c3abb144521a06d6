/** The sync screen. */
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';

export function SyncScreen(_props: { readonly act?: number }) {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('sync.title')} ruled />}>
      <div />
    </Screen>
  );
}
