/** The review screen. */
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/PageHead.tsx';
import { Screen } from '../../ui/Screen.tsx';

export function ReviewScreen(_props: { readonly applicationId?: number }) {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('review.title')} ruled />}>
      <div />
    </Screen>
  );
}
