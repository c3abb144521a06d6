/** The imports screen. */
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';

export function ImportsScreen() {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('imports.title')} ruled />}>
      <div />
    </Screen>
  );
}
