/** Section 6: who applies: the person, or somebody for them, with the paper that lets a stranger act (S004 art.1; c.4). */
import { Input, Radio } from 'antd';
import { maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import { AGENT_RELATIONS } from '#shared/domain/person-edit.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { TextField } from './TextField.tsx';
import type { Intake } from './use-intake.ts';

const MASKS = { guardianIdNumber: maskIdNumber, guardianPhone: maskPhone } as const;

function NumberField({ intake, name }: { intake: Intake; name: keyof typeof MASKS }) {
  return (
    <FormField
      name={name}
      label={t(`intake.fields.${name}`)}
      span={3}
      isOptional
      fault={intake.faultAt(name)}
    >
      {(control) => (
        <SecretInput
          {...control}
          value={intake.form[name]}
          mask={MASKS[name]}
          off={intake.phase !== 'typing'}
          onType={(value) => intake.change({ [name]: value })}
        />
      )}
    </FormField>
  );
}

function AgentFields({ intake }: { intake: Intake }) {
  const { form, change, faultAt } = intake;
  return (
    <>
      <TextField intake={intake} name="guardianName" span={3} maxLength={50} />
      <NumberField intake={intake} name="guardianPhone" />
      <NumberField intake={intake} name="guardianIdNumber" />
      <FormField
        name="guardianAuthorisation"
        label={t('intake.fields.guardianAuthorisation')}
        span={3}
        isOptional={form.guardianRelation !== 'ENTRUSTED'}
        fault={faultAt('guardianAuthorisation')}
      >
        {(control) => (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={form.guardianAuthorisation}
            placeholder={t('intake.hints.authorisation')}
            maxLength={100}
            autoComplete="off"
            disabled={intake.phase !== 'typing'}
            onChange={(event) => change({ guardianAuthorisation: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}

export function AgentSection({ intake }: { intake: Intake }) {
  const { form, change, faultAt } = intake;
  const relations = AGENT_RELATIONS.map((value) => ({
    value: value as string,
    label: sayCode('agentRelation', value),
  }));
  return (
    <>
      <FormField
        name="guardianRelation"
        label={t('intake.fields.guardianRelation')}
        isGroup
        fault={faultAt('guardianRelation')}
      >
        {() => (
          <Radio.Group
            value={form.guardianRelation}
            disabled={intake.phase !== 'typing'}
            onChange={(event) => change({ guardianRelation: event.target.value as string })}
            options={[{ value: '', label: t('intake.self') }, ...relations]}
          />
        )}
      </FormField>
      {form.guardianRelation !== '' && <AgentFields intake={intake} />}
    </>
  );
}
