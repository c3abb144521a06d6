/** The written notice to the applicant (S004 art.4): the township's own words, with the reason. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '#shared/rpc/desk-shapes.ts';
import { FormField } from '../../ui/FormField.tsx';
import { type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';

const WORDS_MAX = 300;

interface NotifyRefusalFormProps extends FormEnds {
  readonly application: ApplicationView;
}

export function NotifyRefusalForm({ application, onDone, onCancel }: NotifyRefusalFormProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const form = useInlineForm(
    'application.notifyRefusal',
    { words: words.trim() ? undefined : t('case.refusal.fault') },
    () => ({ applicationId: application.applicationId, words: words.trim() }),
    onDone,
  );
  return (
    <InlineForm title={t('case.refusal.title')} save={t('case.refusal.save')} form={form} onCancel={onCancel}>
      <FormField name="words" label={t('case.refusal.words')} fault={form.shown.words}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={words}
            maxLength={WORDS_MAX}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </FormField>
    </InlineForm>
  );
}
