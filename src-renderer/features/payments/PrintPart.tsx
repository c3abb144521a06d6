/** Which copy of the roster is printed, and of which township. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copiesFor, type SheetCopy } from '#shared/domain/roster-sheet.ts';
import type { Role } from '#shared/domain/state.ts';
import type { RosterPage } from '#shared/rpc/payment-shapes.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { SheetChoice } from './RosterSheet.tsx';

interface PrintPartProps {
  readonly roster: RosterPage;
  readonly role: Role;
  readonly onPrint: (choice: SheetChoice) => void;
}

export function PrintPart({ roster, role, onPrint }: PrintPartProps) {
  const { t } = useTranslation();
  const copies = copiesFor(role);
  const [copy, setCopy] = useState<SheetCopy | undefined>(copies[0]);
  const [scope, setScope] = useState(
    roster.townships.length === 1 ? (roster.townships[0]?.scope ?? null) : null,
  );
  if (!copy || !roster.rowHash || roster.job) return null;
  return (
    <Panel title={t('payments.print.title')}>
      <div className="payments-build">
        <label>
          {t('payments.print.copy')}{' '}
          <select value={copy} onChange={({ target }) => setCopy(target.value as SheetCopy)}>
            {copies.map((each) => (
              <option key={each} value={each}>
                {t(`payments.print.copies.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('payments.print.place')}{' '}
          <select
            value={scope ?? ''}
            onChange={({ target }) => setScope(target.value ? Number(target.value) : null)}
          >
            <option value="">{t('payments.print.all')}</option>
            {roster.townships.map((township) => (
              <option key={township.scope} value={township.scope}>
                {township.name}
              </option>
            ))}
          </select>
        </label>
        <ActButton icon="printer" onClick={() => onPrint({ rosterId: roster.rosterId, copy, scope })}>
          {t('payments.print.open')}
        </ActButton>
      </div>
    </Panel>
  );
}
