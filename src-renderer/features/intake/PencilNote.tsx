/** Names where a pencilled field came from. */
import { t } from '../../text/i18n.ts';

export function PencilNote() {
  return <span className="faint">{t('intake.read.fromRegister')}</span>;
}
