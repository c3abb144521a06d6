/** 更正电话: the number, where the person lives when that was said too, and the day on which they said so; that day orders two
 *  corrections made apart.                                                                                            */
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { isPlainDate } from '#shared/domain/calendar.ts';
import { maskPhone } from '#shared/domain/mask.ts';
import type { PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { useSession } from '../../data/session.ts';
import { FormField } from '../../ui/FormField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { editArgs, type EditArgs } from './edit-args.ts';
import { type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';
import { ReasonField } from './ReasonField.tsx';

const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;

interface Typed {
  readonly phone: string;
  readonly residenceAddress: string;
  readonly statedOn: string;
  readonly reason: string;
}

function written({ contact, reason = '' }: EditArgs): Partial<Typed> {
  const said = contact as { phone: string | null; residenceAddress?: string | null; statedOn: string };
  return {
    phone: said?.phone ?? '',
    residenceAddress: said?.residenceAddress ?? '',
    statedOn: said?.statedOn ?? '',
    reason,
  };
}

export function PhoneForm({ person, onDone, onCancel, mending }: FormEnds & { person: PersonFacts }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const fresh = (): Typed => ({ phone: '', residenceAddress: '', statedOn: today, reason: '' });
  const typing = useTyping(mending, fresh, written);
  const { typed, type } = typing;
  const plain = typed.phone.replace(/\s/g, '');
  const isDay = isPlainDate(typed.statedOn) && typed.statedOn <= today;
  const faults = {
    phone: PHONE.test(plain) ? undefined : t('case.phone.faults.phone'),
    statedOn: isDay ? undefined : t('case.phone.faults.statedOn'),
  };
  const contact = {
    phone: plain,
    statedOn: typed.statedOn,
    ...(typed.residenceAddress.trim() && { residenceAddress: typed.residenceAddress.trim() }),
  };
  const args = () => editArgs(person.personId, { contact }, typed.reason, mending);
  const form = useInlineForm({ command: 'person.edit', typing, faults, args, onDone, mending, written });
  return (
    <InlineForm title={t('case.phone.title')} save={t('case.phone.save')} form={form} onCancel={onCancel}>
      <FormField name="phone" label={t('case.phone.phone')} span={3} fault={form.shown.phone}>
        {(control) => (
          <SecretInput
            {...control}
            value={typed.phone}
            mask={maskPhone}
            inputMode="tel"
            maxLength={20}
            onType={(phone) => type({ phone })}
          />
        )}
      </FormField>
      <FormField name="statedOn" label={t('case.phone.statedOn')} span={3} fault={form.shown.statedOn}>
        {(control) => (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.statedOn}
            maxLength={10}
            onChange={(event) => type({ statedOn: event.target.value.trim() })}
          />
        )}
      </FormField>
      <FormField
        name="residenceAddress"
        label={t('case.facts.address')}
        isOptional
        fault={form.shown.residenceAddress}
      >
        {(control) => (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.residenceAddress}
            placeholder={person.residenceAddress ?? undefined}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => type({ residenceAddress: event.target.value })}
          />
        )}
      </FormField>
      <ReasonField
        label={t('case.phone.reason')}
        value={typed.reason}
        onChange={(reason) => type({ reason })}
      />
    </InlineForm>
  );
}
