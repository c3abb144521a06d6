/** The form of one act on the case page. */
import { useTranslation } from 'react-i18next';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { ACT_FORMS, type ActFormName } from './acts.ts';
import type { About, ActForm as Form, Field } from './fields.ts';
import { FieldsForm } from './FieldsForm.tsx';
import type { FormEnds } from './InlineForm.tsx';

interface ActFormProps extends FormEnds {
  readonly name: ActFormName;
  readonly page: CasePage;
  readonly subject: number | undefined;
}

/** 到哪个月止 of a benefit on record says which. */
function labelOf(field: Field, page: CasePage): string {
  if (!field.labelKey) return sayCode('field', field.name);
  const known = page.law.otherBenefits[Number(field.name.slice(2))];
  return t(`acts.label.${field.labelKey}`, {
    benefit: sayCode('otherBenefit', known?.type),
    from: known ? sayMonth(known.from) : '',
  });
}

export function ActForm({ name, page, subject, ...ends }: ActFormProps) {
  useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const about: About = { page, subject, today, role: me?.role ?? 'TOWNSHIP_CLERK' };
  const act: Form = ACT_FORMS[name];
  return (
    <FieldsForm
      {...ends}
      command={act.command}
      title={t(`acts.form.${name}.title`)}
      save={t(`acts.form.${name}.save`)}
      fields={act.fields(about)}
      fresh={act.fresh?.(about)}
      args={(typed) => act.args(typed, about)}
      labelOf={(field) => labelOf(field, page)}
    />
  );
}
