/** Whether the rows here are the county's, as they were last held against one another, and what was put right (SPEC CH5).        */
import { desk } from '../../data/desk.ts';
import { type RowStatus, useRowStatus } from '../../data/rows.ts';
import { useSession } from '../../data/session.ts';
import { sayCount, sayInstant } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import './rows.css';

function checkWords({ state, checkedAt }: RowStatus['check'], today: string): string {
  if (state !== 'same') return t(`rows.check.${state}`);
  return checkedAt ? t('rows.check.same', { time: sayInstant(checkedAt, today) }) : t('rows.check.never');
}

export function RowCheckLine() {
  const today = useSession()?.today ?? '';
  const check = useRowStatus()?.check;
  if (!check) return null;
  const { state, mended } = check;
  return (
    <p className={state === 'same' ? 'faint' : 'partial-line'}>
      {checkWords(check, today)}
      {mended && t('rows.check.mended', { time: sayInstant(mended.at, today), n: sayCount(mended.rows) })}{' '}
      <TextLink onClick={() => void desk().rows.check()}>{t('rows.check.now')}</TextLink>
    </p>
  );
}
