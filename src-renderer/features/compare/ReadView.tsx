/** What was read of a register's file: how many people, which columns, which rows could not be read; or why nothing was. */
import { useTranslation } from 'react-i18next';
import type { RegisterLook } from '#shared/rpc/compare-shapes.ts';
import { sayCode, sayCodes } from '../../text/codes.ts';
import { sayCount } from '../../text/dates.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import type { Looked } from './use-compare.ts';

export type Read = Extract<RegisterLook, { ok: true }>;

function Alert({ words }: { words: string }) {
  return (
    <p className="refusal-line" role="alert">
      <Icon name="alert" />
      <span>{words}</span>
    </p>
  );
}

export function LookFault({ looked }: { looked: Looked }) {
  const { t } = useTranslation();
  if ('fault' in looked) return <Alert words={t(`compare.handOver.${looked.fault}`)} />;
  if (looked.look.ok) return null;
  const { message, fields } = looked.look;
  return (
    <Alert words={message ?? t('compare.handOver.columns', { fields: sayCodes('registerField', fields) })} />
  );
}

export function ReadView({ look }: { look: Read }) {
  const { t } = useTranslation();
  const columns = look.columns.map(({ field, header }) =>
    t('compare.handOver.column', { field: sayCode('registerField', field), header }),
  );
  return (
    <section aria-label={t('compare.handOver.read')}>
      <p>
        <b>{look.fileName}</b> ·{' '}
        {t('compare.handOver.counts', { people: sayCount(look.people), rows: sayCount(look.rowCount) })}
      </p>
      <p className="quiet">
        {t('compare.handOver.found')}
        {columns.join(' ')}
      </p>
      {look.faultCount > 0 && (
        <>
          <Alert
            words={t(look.canTake ? 'compare.handOver.leftOut' : 'compare.handOver.notWhole', {
              n: sayCount(look.faultCount),
            })}
          />
          <ul className="plain-lines">
            {look.faults.map(({ sheet, row, fault, field }) => (
              <li key={`${sheet} ${row}`}>
                {t('compare.handOver.faultAt', { sheet, row, field: sayCode('registerField', field) })}
                {sayCode('registerFault', fault)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
