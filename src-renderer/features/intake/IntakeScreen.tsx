/** The intake screen. */
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';

export function IntakeScreen(_props: { readonly personId?: number; readonly draftKey?: string }) {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('intake.title')} ruled />}>
      <div />
    </Screen>
  );
}
