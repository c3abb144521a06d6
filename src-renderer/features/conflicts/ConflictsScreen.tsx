/** The conflicts screen. */
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';

export function ConflictsScreen(_props: { readonly conflictId?: number }) {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('conflicts.title')} ruled />}>
      <div />
    </Screen>
  );
}
