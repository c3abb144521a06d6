/** Which copy of the roster is printed, and of which township. */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copiesFor, type SheetCopy } from '#shared/domain/roster-sheet.ts';
import type { Role } from '#shared/domain/state.ts';
import type { RosterPage } from '#shared/rpc/payment-shapes.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { SheetChoice } from './RosterSheet.tsx';

/** All townships. */
const WHOLE = 0;

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
        <FormField name="copy" label={t('payments.print.copy')}>
          {(control) => (
            <Select
              {...control}
              value={copy}
              options={copies.map((value) => ({ value, label: t(`payments.print.copies.${value}`) }))}
              onChange={setCopy}
            />
          )}
        </FormField>
        <FormField name="place" label={t('payments.print.place')}>
          {(control) => (
            <Select
              {...control}
              value={scope ?? WHOLE}
              options={[
                { value: WHOLE, label: t('payments.print.all') },
                ...roster.townships.map(({ scope: value, name }) => ({ value, label: name })),
              ]}
              onChange={(value) => setScope(value === WHOLE ? null : value)}
            />
          )}
        </FormField>
        <ActButton icon="printer" onClick={() => onPrint({ rosterId: roster.rosterId, copy, scope })}>
          {t('payments.print.open')}
        </ActButton>
      </div>
    </Panel>
  );
}
