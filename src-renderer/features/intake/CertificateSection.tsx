/** Section 2: the disability certificate, checked against the identity number; class and grade are read from its last two
 *  digits, in pencil.                                                                                               */
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { PencilNote } from './PencilNote.tsx';
import type { Intake } from './use-intake.ts';
import { maskCertificate, sayNote } from './words.ts';

const CERTIFICATE_LENGTH = 20;

/** 前 18 位与身份证号一致 · 肢体 · 二级（重度） */
function CertificateReading({ intake, isFocused }: { intake: Intake; isFocused: boolean }) {
  const { certificate, id, isSevere } = intake.reading;
  const digits = intake.form.certificateNumber.replace(/\s/g, '').length;
  if (certificate.grade === undefined) {
    const isTyping = isFocused && digits > 0 && digits < CERTIFICATE_LENGTH;
    return isTyping ? <span className="faint">{t('intake.read.certificateTyped', { digits })}</span> : null;
  }
  const severity = t(isSevere ? 'intake.read.severe' : 'intake.read.notSevere');
  const classAndGrade = `${sayCode('disabilityClass', certificate.disabilityClass)} · ${sayCode('grade', certificate.grade)}`;
  return (
    <span className="form-read">
      {id.valid && certificate.valid && (
        <>
          <Icon name="check" />
          <span>{t('intake.read.certificateRight')}</span>
        </>
      )}
      <span className="pencil">{t('intake.read.classAndGrade', { classAndGrade, severity })}</span>
    </span>
  );
}

function ExpiryField({ intake, off }: { intake: Intake; off: boolean }) {
  const { form, change, faultAt, isPencil } = intake;
  return (
    <FormField
      name="certificateExpiresOn"
      label={t('intake.fields.certificateExpiresOn')}
      span={2}
      fault={faultAt('certificateExpiresOn')}
      look={sayNote(intake.noteAt('certificateExpiresOn'), intake.reading)}
      help={
        <Checkbox
          checked={form.isLongTerm}
          disabled={off}
          onChange={(event) => change({ isLongTerm: event.target.checked })}
        >
          {t('intake.fields.isLongTerm')}
        </Checkbox>
      }
    >
      {(control) => (
        <Input
          {...control}
          className={isPencil('certificateExpiresOn') ? 'is-pencil' : ''}
          status={control['aria-invalid'] ? 'error' : ''}
          value={form.isLongTerm ? t('intake.fields.isLongTerm') : form.certificateExpiresOn}
          placeholder={t('intake.hints.expires')}
          maxLength={12}
          autoComplete="off"
          disabled={off || form.isLongTerm}
          onChange={(event) => change({ certificateExpiresOn: event.target.value })}
          onBlur={() => {
            const { expiresOn } = intake.reading;
            if (expiresOn && expiresOn !== form.certificateExpiresOn)
              change({ certificateExpiresOn: expiresOn });
          }}
        />
      )}
    </FormField>
  );
}

export function CertificateSection({ intake }: { intake: Intake }) {
  const { form, change, faultAt, isPencil } = intake;
  const [isFocused, setFocused] = useState(false);
  const off = intake.phase !== 'typing';
  return (
    <>
      <FormField
        name="certificateNumber"
        label={t('intake.fields.certificateNumber')}
        span={4}
        fault={isFocused && !intake.hasTried ? undefined : faultAt('certificateNumber')}
        help={
          <>
            <CertificateReading intake={intake} isFocused={isFocused} />
            {isPencil('certificateNumber') && <PencilNote />}
          </>
        }
      >
        {(control) => (
          <SecretInput
            {...control}
            value={form.certificateNumber}
            mask={maskCertificate}
            isPencil={isPencil('certificateNumber')}
            off={off}
            onFocused={setFocused}
            onType={(certificateNumber) => change({ certificateNumber })}
          />
        )}
      </FormField>
      <ExpiryField intake={intake} off={off} />
    </>
  );
}
