/** 更正电话: the number, and the day on which the person said so; that day orders two corrections made apart. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlainDate } from '#shared/domain/calendar.ts';
import { maskPhone } from '#shared/domain/mask.ts';
import type { PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { useSession } from '../../data/session.ts';
import { FormField } from '../../ui/FormField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';
import { ReasonField } from './ReasonField.tsx';

const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;

export function PhoneForm({ person, onDone, onCancel }: FormEnds & { person: PersonFacts }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const [phone, setPhone] = useState('');
  const [statedOn, setStatedOn] = useState(today);
  const [reason, setReason] = useState('');
  const plain = phone.replace(/\s/g, '');
  const isDay = isPlainDate(statedOn) && statedOn <= today;
  const faults = {
    phone: PHONE.test(plain) ? undefined : t('case.phone.faults.phone'),
    statedOn: isDay ? undefined : t('case.phone.faults.statedOn'),
  };
  const args = () => ({
    personId: person.personId,
    contact: { phone: plain, statedOn },
    reason: reason.trim(),
  });
  const form = useInlineForm('person.edit', faults, args, onDone);
  return (
    <InlineForm title={t('case.phone.title')} save={t('case.phone.save')} form={form} onCancel={onCancel}>
      <FormField name="phone" label={t('case.phone.phone')} span={3} fault={form.shown.phone}>
        {(control) => (
          <SecretInput
            {...control}
            value={phone}
            mask={maskPhone}
            inputMode="tel"
            maxLength={20}
            onType={setPhone}
          />
        )}
      </FormField>
      <FormField name="statedOn" label={t('case.phone.statedOn')} span={3} fault={form.shown.statedOn}>
        {(control) => (
          <Input
            {...control}
            value={statedOn}
            maxLength={10}
            onChange={(event) => setStatedOn(event.target.value.trim())}
          />
        )}
      </FormField>
      <ReasonField label={t('case.phone.reason')} value={reason} onChange={setReason} />
    </InlineForm>
  );
}
