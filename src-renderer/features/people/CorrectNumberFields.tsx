/** The two fields of a correction: the number as the ID card has it, and on what grounds. */
import { Input } from 'antd';
import { useState } from 'react';
import { maskIdNumber } from '#shared/domain/mask.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import type { Correction, CorrectionReading } from './correct.ts';

interface CorrectNumberFieldsProps {
  readonly correction: Correction;
  readonly reading: CorrectionReading;
  readonly hasTried: boolean;
  /** What the act was refused for, at the number. */
  readonly refused?: string;
  readonly onChange: (correction: Correction) => void;
}

function NumberRead({
  reading,
  typed,
  isFocused,
}: {
  reading: CorrectionReading;
  typed: string;
  isFocused: boolean;
}) {
  const { parsed } = reading;
  const digits = typed.replace(/\s/g, '').length;
  if (!parsed.valid)
    return isFocused && digits > 0 ? (
      <span className="faint">{t('people.correct.idTyped', { digits })}</span>
    ) : null;
  return (
    <span className="form-read">
      <Icon name="check" />
      <span>{t('people.correct.idRight')}</span>
      <span className="pencil">{[sayCode('sex', parsed.sex), parsed.birthDate].join(' · ')}</span>
    </span>
  );
}

export function CorrectNumberFields(props: CorrectNumberFieldsProps) {
  const { correction, reading, hasTried, refused, onChange } = props;
  const [isFocused, setFocused] = useState(false);
  const [wasLeft, setLeft] = useState(false);
  const isShown = hasTried || (wasLeft && !isFocused && correction.idNumber.trim() !== '');
  return (
    <div className="form-grid">
      <FormField
        name="idNumber"
        label={t('people.correct.idNumber')}
        span={3}
        fault={refused ?? (isShown ? reading.idNumber : undefined)}
        help={<NumberRead reading={reading} typed={correction.idNumber} isFocused={isFocused} />}
      >
        {(control) => (
          <SecretInput
            {...control}
            value={correction.idNumber}
            mask={maskIdNumber}
            onFocused={setFocused}
            onLeave={() => setLeft(true)}
            onType={(idNumber) => onChange({ ...correction, idNumber })}
          />
        )}
      </FormField>
      <FormField
        name="reason"
        label={t('people.correct.reason')}
        span={3}
        fault={hasTried ? reading.reason : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={correction.reason}
            maxLength={300}
            autoComplete="off"
            status={control['aria-invalid'] ? 'error' : ''}
            placeholder={t('people.correct.reasonHint')}
            onChange={(event) => onChange({ ...correction, reason: event.target.value })}
          />
        )}
      </FormField>
    </div>
  );
}
