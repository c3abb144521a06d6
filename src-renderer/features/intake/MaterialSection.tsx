/** Sections 5 and 7: which papers were seen, and the declarations: the first two have to be made, the others may (c.7). A typed account counts as brought. */
import { Checkbox } from 'antd';
import { MATERIAL_CODES, type MaterialCode } from '#shared/domain/state.ts';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import type { Intake } from './use-intake.ts';

function AccountLine({ intake }: { intake: Intake }) {
  const isTyped = intake.reading.bank !== null;
  return (
    <span className={isTyped ? 'form-read' : 'faint'}>
      {isTyped && <Icon name="check" />}
      {sayCode('material', 'BANK_ACCOUNT')}
      <span className="faint">{t('intake.accountBrought')}</span>
    </span>
  );
}

export function MaterialSection({ intake }: { intake: Intake }) {
  const { form, change, reading } = intake;
  const off = intake.phase !== 'typing';
  const tick = (code: MaterialCode, isOn: boolean): void =>
    change({
      materials: MATERIAL_CODES.filter((one) => (one === code ? isOn : form.materials.includes(one))),
    });
  return (
    <FormField name="materials" label={t('intake.materialsNote')} isGroup fault={intake.faultAt('materials')}>
      {() => (
        <div className="check-grid">
          {reading.needed.map((code) =>
            code === 'BANK_ACCOUNT' ? (
              <AccountLine key={code} intake={intake} />
            ) : (
              <Checkbox
                key={code}
                checked={form.materials.includes(code)}
                disabled={off}
                onChange={(event) => tick(code, event.target.checked)}
              >
                {sayCode('material', code)}
              </Checkbox>
            ),
          )}
        </div>
      )}
    </FormField>
  );
}

export function DeclarationSection({ intake }: { intake: Intake }) {
  const off = intake.phase !== 'typing';
  return (
    <>
      {(['truth', 'privacyNotice', 'checkAuthorised', 'dutyToReport'] as const).map((name) => (
        <div key={name} className="form-field span-6 declaration" data-field={name}>
          <Checkbox
            checked={intake.form[name]}
            disabled={off}
            aria-invalid={Boolean(intake.faultAt(name))}
            onChange={(event) => intake.change({ [name]: event.target.checked })}
          >
            {t(`intake.fields.${name}`)}
          </Checkbox>
          {intake.faultAt(name) && (
            <div className="form-line">
              <span className="form-fault">
                <Icon name="alert" />
                {intake.faultAt(name)}
              </span>
            </div>
          )}
        </div>
      ))}
    </>
  );
}
