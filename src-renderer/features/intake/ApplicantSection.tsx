/** Section 1: who applies. What the identity number says stands beneath it in pencil. */
import { Select } from 'antd';
import { isWithin, levelOf } from '#shared/domain/division.ts';
import { maskIdNumber, maskPhone } from '#shared/domain/mask.ts';
import { useState } from 'react';
import { heldPlaces, heldTownships, placeName } from '../../data/places.ts';
import { useMe } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { PencilNote } from './PencilNote.tsx';
import { TextField } from './TextField.tsx';
import type { Intake } from './use-intake.ts';

const ID_LENGTH = 18;
const CODE_LENGTH = 12;

/** Villages of a desk's own townships, and the one already chosen. */
export function villagesOf(
  scopes: readonly number[],
  chosen: number | null,
): { value: number; label: string }[] {
  const isOurs = (code: number): boolean => code === chosen || scopes.some((scope) => isWithin(scope, code));
  return heldPlaces()
    .filter(({ code }) => levelOf(code) === 'VILLAGE' && isOurs(code))
    .map(({ code, name }) => ({ value: code, label: name }));
}

/** Those of everybody else, with their township: an application may be handed in anywhere (S004 art.13). */
function villagesElsewhere(scopes: readonly number[]): { value: number; label: string }[] {
  const townships = new Map(heldTownships().map(({ code, name }) => [code, name]));
  return heldPlaces()
    .filter(({ code }) => levelOf(code) === 'VILLAGE' && !scopes.some((scope) => isWithin(scope, code)))
    .map(({ code, name, parent }) => ({
      value: code,
      label: t('intake.villageOf', { village: name, township: townships.get(parent) ?? '' }),
    }));
}

function placeOfRegion(region: string): string {
  const county = placeName(region.padEnd(CODE_LENGTH, '0'));
  return county ? t('intake.read.region', { place: county }) : t('intake.read.regionCode', { code: region });
}

/** 校验对 · 女 · 1968-04-17 · 58 岁 · 首发地 乌兰淖尔旗 */
function IdReading({ intake, isFocused }: { intake: Intake; isFocused: boolean }) {
  const { id, age } = intake.reading;
  const digits = intake.form.idNumber.replace(/\s/g, '').length;
  if (!id.valid) {
    const isTyping = isFocused && digits > 0 && digits < ID_LENGTH;
    return isTyping ? <span className="faint">{t('intake.read.idTyped', { digits })}</span> : null;
  }
  const parts = [
    sayCode('sex', id.sex),
    id.birthDate ?? '',
    t('ui.units.age', { age: age ?? 0 }),
    placeOfRegion(id.region ?? ''),
  ];
  return (
    <span className="form-read">
      <Icon name="check" />
      <span>{t('intake.read.idRight')}</span>
      <span className="pencil">{parts.join(' · ')}</span>
    </span>
  );
}

function IdField({ intake }: { intake: Intake }) {
  const { form, change, faultAt } = intake;
  const [isFocused, setFocused] = useState(false);
  return (
    <FormField
      name="idNumber"
      label={t('intake.fields.idNumber')}
      span={4}
      fault={isFocused && !intake.hasTried ? undefined : faultAt('idNumber')}
      help={<IdReading intake={intake} isFocused={isFocused} />}
    >
      {(control) => (
        <SecretInput
          {...control}
          value={form.idNumber}
          mask={maskIdNumber}
          off={intake.phase !== 'typing'}
          onFocused={setFocused}
          onType={(idNumber) => change({ idNumber })}
        />
      )}
    </FormField>
  );
}

function VillageField({ intake }: { intake: Intake }) {
  const { form, change, faultAt, isPencil } = intake;
  const scopes = useMe()?.scopes ?? [];
  const township = heldTownships().find(({ code }) => scopes.includes(code))?.name;
  const { isElsewhere } = intake.reading;
  return (
    <FormField
      name="hukouVillage"
      label={t('intake.fields.hukouVillage')}
      span={3}
      note={township}
      fault={faultAt('hukouVillage')}
      {...(isElsewhere && { look: t('intake.look.ELSEWHERE') })}
      help={isPencil('hukouVillage') && <PencilNote />}
    >
      {(control) => (
        <Select
          {...control}
          className={isPencil('hukouVillage') ? 'is-pencil' : ''}
          status={control['aria-invalid'] ? 'error' : ''}
          value={form.hukouVillage}
          placeholder={t('intake.hints.village')}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { label: township ?? '', options: villagesOf(scopes, null) },
            { label: t('intake.elsewhere'), options: villagesElsewhere(scopes) },
          ]}
          disabled={intake.phase !== 'typing'}
          onChange={(hukouVillage: number) => change({ hukouVillage })}
        />
      )}
    </FormField>
  );
}

function PhoneField({ intake }: { intake: Intake }) {
  const { form, change, faultAt, isPencil } = intake;
  return (
    <FormField
      name="phone"
      label={t('intake.fields.phone')}
      span={3}
      isOptional
      fault={faultAt('phone')}
      help={isPencil('phone') && <PencilNote />}
    >
      {(control) => (
        <SecretInput
          {...control}
          value={form.phone}
          mask={maskPhone}
          isPencil={isPencil('phone')}
          inputMode="tel"
          maxLength={16}
          off={intake.phase !== 'typing'}
          onType={(phone) => change({ phone })}
        />
      )}
    </FormField>
  );
}

export function ApplicantSection({ intake }: { intake: Intake }) {
  return (
    <>
      <TextField intake={intake} name="name" span={2} maxLength={50} />
      <IdField intake={intake} />
      <VillageField intake={intake} />
      <PhoneField intake={intake} />
    </>
  );
}
