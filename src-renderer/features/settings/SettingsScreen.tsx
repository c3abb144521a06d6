/** The settings screen. */
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';

export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('settings.title')} ruled />}>
      <div />
    </Screen>
  );
}
