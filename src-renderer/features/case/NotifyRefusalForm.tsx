/** The written notice to the applicant (S004 art.4): the township's own words, with the reason. */
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '#shared/rpc/desk-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { FormField } from '../../ui/FormField.tsx';
import { type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';

const WORDS_MAX = 300;

interface NotifyRefusalFormProps extends FormEnds {
  readonly application: ApplicationView;
}

const written = ({ words = '' }: { words?: string }) => ({ words });

export function NotifyRefusalForm({ application, onDone, onCancel, mending }: NotifyRefusalFormProps) {
  const { t } = useTranslation();
  const typing = useTyping(mending, () => ({ words: '' }), written);
  const { words } = typing.typed;
  const form = useInlineForm({
    ...{ command: 'application.notifyRefusal', typing, onDone, mending, written },
    faults: { words: words.trim() ? undefined : t('case.refusal.fault') },
    args: () => ({ applicationId: application.applicationId, words: words.trim() }),
  });
  return (
    <InlineForm title={t('case.refusal.title')} save={t('case.refusal.save')} form={form} onCancel={onCancel}>
      <FormField name="words" label={t('case.refusal.words')} fault={form.shown.words}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={words}
            maxLength={WORDS_MAX}
            onChange={(event) => typing.type({ words: event.target.value })}
          />
        )}
      </FormField>
    </InlineForm>
  );
}
