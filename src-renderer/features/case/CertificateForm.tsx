/** 更正残疾人证, by the federation alone: the number, from which class and grade follow, and until when it holds. */
import { Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { isPlainDate } from '#shared/domain/calendar.ts';
import { type CertificateParsed, parseCertificateNumber } from '#shared/domain/certificate.ts';
import type { PersonFacts } from '#shared/rpc/desk-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { sayCode } from '../../text/codes.ts';
import { FormField } from '../../ui/FormField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { maskCertificate } from '../intake/words.ts';
import { editArgs, type EditArgs } from './edit-args.ts';
import { type Faults, type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';
import { ReasonField } from './ReasonField.tsx';

interface Typed {
  readonly certificateNumber: string;
  readonly certificateExpiresOn: string;
  readonly isLongTerm: boolean;
  readonly reason: string;
}

function written({ certificate, reason = '' }: EditArgs): Partial<Typed> {
  const said = (certificate ?? {}) as {
    certificateNumber?: string;
    certificateExpiresOn?: string | null;
  };
  return {
    certificateNumber: said.certificateNumber ?? '',
    certificateExpiresOn: said.certificateExpiresOn ?? '',
    isLongTerm: said.certificateExpiresOn === null,
    reason,
  };
}

interface FieldsProps {
  readonly typed: Typed;
  readonly type: (change: Partial<Typed>) => void;
  readonly shown: Faults;
  /** What the number says of class and grade. */
  readonly parsed: CertificateParsed;
}

function Fields({ typed, type, shown, parsed }: FieldsProps) {
  const { t } = useTranslation();
  const kind = [sayCode('disabilityClass', parsed.disabilityClass), sayCode('grade', parsed.grade)];
  return (
    <>
      <FormField
        name="certificateNumber"
        label={t('case.facts.certificateNumber')}
        span={4}
        fault={shown.certificateNumber}
        help={parsed.grade !== undefined && <span className="pencil">{kind.join(' · ')}</span>}
      >
        {(control) => (
          <SecretInput
            {...control}
            value={typed.certificateNumber}
            mask={maskCertificate}
            maxLength={30}
            onType={(certificateNumber) => type({ certificateNumber })}
          />
        )}
      </FormField>
      <FormField
        name="certificateExpiresOn"
        label={sayCode('field', 'certificateExpiresOn')}
        span={2}
        fault={shown.certificateExpiresOn}
        help={
          <Checkbox
            checked={typed.isLongTerm}
            onChange={(event) => type({ isLongTerm: event.target.checked })}
          >
            {t('intake.fields.isLongTerm')}
          </Checkbox>
        }
      >
        {(control) => (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.certificateExpiresOn}
            disabled={typed.isLongTerm}
            placeholder={t('case.certificate.expiresHint')}
            maxLength={10}
            onChange={(event) => type({ certificateExpiresOn: event.target.value.trim() })}
          />
        )}
      </FormField>
    </>
  );
}

export function CertificateForm({ person, onDone, onCancel, mending }: FormEnds & { person: PersonFacts }) {
  const { t } = useTranslation();
  const fresh = (): Typed => ({
    certificateNumber: '',
    certificateExpiresOn: person.certificateExpiresOn ?? '',
    isLongTerm: false,
    reason: '',
  });
  const typing = useTyping(mending, fresh, written);
  const { typed, type } = typing;
  const compact = typed.certificateNumber.replace(/\s/g, '').toUpperCase();
  const parsed = parseCertificateNumber(compact, {});
  const isDay = typed.isLongTerm || isPlainDate(typed.certificateExpiresOn);
  const faults = {
    certificateNumber: parsed.grade === undefined ? t('case.certificate.faults.number') : undefined,
    certificateExpiresOn: isDay ? undefined : t('case.certificate.faults.expires'),
  };
  const certificate = {
    certificateNumber: compact,
    certificateExpiresOn: typed.isLongTerm ? null : typed.certificateExpiresOn,
  };
  const args = () => editArgs(person.personId, { certificate }, typed.reason, mending);
  const form = useInlineForm({ command: 'person.edit', typing, faults, args, onDone, mending, written });
  return (
    <InlineForm
      title={t('case.certificate.title')}
      save={t('case.certificate.save')}
      form={form}
      onCancel={onCancel}
    >
      <Fields typed={typed} type={type} shown={form.shown} parsed={parsed} />
      <ReasonField
        label={t('case.bank.reason')}
        value={typed.reason}
        onChange={(reason) => type({ reason })}
      />
    </InlineForm>
  );
}
