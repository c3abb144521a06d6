/** Section 4: the account the money goes to. The holder is the applicant's name in pencil until somebody types another.  */
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { maskAccount } from '#shared/domain/mask.ts';
import { ACCOUNT_KINDS } from '#shared/domain/person.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { PencilNote } from './PencilNote.tsx';
import { TextField } from './TextField.tsx';
import type { Intake } from './use-intake.ts';
import { sayNote } from './words.ts';

function HolderField({ intake, off }: { intake: Intake; off: boolean }) {
  const { form, change } = intake;
  const isFromName = form.accountHolder === null && form.name.trim() !== '';
  return (
    <FormField
      name="accountHolder"
      label={t('intake.fields.accountHolder')}
      span={2}
      fault={intake.faultAt('accountHolder')}
      look={sayNote(intake.noteAt('accountHolder'), intake.reading)}
      help={isFromName ? <span className="faint">{t('intake.read.holderFromName')}</span> : undefined}
    >
      {(control) => (
        <Input
          {...control}
          className={isFromName || intake.isPencil('accountHolder') ? 'is-pencil' : ''}
          status={control['aria-invalid'] ? 'error' : ''}
          value={form.accountHolder ?? form.name}
          maxLength={50}
          autoComplete="off"
          disabled={off}
          onChange={(event) => change({ accountHolder: event.target.value })}
        />
      )}
    </FormField>
  );
}

function NumberField({ intake, off }: { intake: Intake; off: boolean }) {
  const { form, change, reading } = intake;
  const [isFocused, setFocused] = useState(false);
  const digits = reading.accountDigits.length;
  const words = isFocused ? 'intake.read.accountTyped' : 'intake.read.accountCount';
  return (
    <FormField
      name="accountNumber"
      label={t('intake.fields.accountNumber')}
      span={4}
      fault={isFocused && !intake.hasTried ? undefined : intake.faultAt('accountNumber')}
      look={isFocused ? undefined : sayNote(intake.noteAt('accountNumber'), reading)}
      help={
        <>
          {digits > 0 && <span className="faint">{t(words, { digits })}</span>}
          {intake.isPencil('accountNumber') && <PencilNote />}
        </>
      }
    >
      {(control) => (
        <SecretInput
          {...control}
          value={form.accountNumber}
          mask={maskAccount}
          isPencil={intake.isPencil('accountNumber')}
          inputMode="numeric"
          off={off}
          onFocused={setFocused}
          onType={(accountNumber) => change({ accountNumber })}
        />
      )}
    </FormField>
  );
}

export function AccountSection({ intake }: { intake: Intake }) {
  const { form, change, faultAt } = intake;
  const off = intake.phase !== 'typing';
  return (
    <>
      <HolderField intake={intake} off={off} />
      <NumberField intake={intake} off={off} />
      <TextField
        intake={intake}
        name="bankName"
        span={3}
        maxLength={50}
        placeholder={t('intake.hints.bank')}
      />
      <FormField
        name="accountKind"
        label={t('intake.fields.accountKind')}
        span={3}
        isGroup
        fault={faultAt('accountKind')}
      >
        {() => (
          <Radio.Group
            value={form.accountKind || null}
            disabled={off}
            onChange={(event) => change({ accountKind: event.target.value as string })}
            options={ACCOUNT_KINDS.map((value) => ({ value, label: sayCode('accountKind', value) }))}
          />
        )}
      </FormField>
    </>
  );
}
