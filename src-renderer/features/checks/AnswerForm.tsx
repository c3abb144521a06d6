/** What was found of one person of a re-check: (1) has the qualification changed, (2) was the money received (S004 art.7). */
import { useTranslation } from 'react-i18next';
import { isPlainDate } from '#shared/domain/calendar.ts';
import { RECHECK_ANSWERS, RECHECK_CHANGES } from '#shared/domain/recheck.ts';
import type { RecheckRow } from '#shared/rpc/check-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { ChoiceRow, TextRows } from '../../ui/FormRows.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { type FormEnds, InlineForm, useInlineForm } from '../case/InlineForm.tsx';

interface Typed {
  readonly answer: string;
  readonly changeKind: string;
  readonly checkedOn: string;
  readonly answerWords: string;
}

interface AnswerFormProps extends FormEnds {
  readonly row: RecheckRow;
  readonly month: string;
}

export function AnswerForm({ row, month, onDone, onCancel }: AnswerFormProps) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const fresh = (): Typed => ({ answer: '', changeKind: '', checkedOn: today, answerWords: '' });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed, type } = typing;
  const isChange = typed.answer === 'CHANGED';
  const isDay = isPlainDate(typed.checkedOn) && typed.checkedOn.slice(0, 7) >= month;
  const form = useInlineForm({
    ...{ command: 'recheck.answer', typing, onDone },
    faults: {
      answer: typed.answer ? undefined : t('checks.recheck.faults.answer'),
      changeKind: isChange && !typed.changeKind ? t('checks.recheck.faults.change') : undefined,
      checkedOn: isDay ? undefined : t('checks.faults.date'),
    },
    args: () => ({
      ...{ recheckId: row.recheckId, personIds: [row.personId], answer: typed.answer },
      changeKind: isChange ? typed.changeKind : null,
      checkedOn: typed.checkedOn,
      answerWords: typed.answerWords.trim() || null,
    }),
  });
  return (
    <InlineForm
      title={t('checks.recheck.answerOf', { name: row.name })}
      save={t('checks.recheck.save')}
      form={form}
      onCancel={onCancel}
    >
      <p className="span-6">
        <TextLink onClick={() => goTo({ screen: 'case', personId: row.personId })}>
          {t('checks.seeCase', { name: row.name })}
        </TextLink>
      </p>
      <ChoiceRow
        name="answer"
        label={t('checks.columns.answer')}
        value={typed.answer}
        fault={form.shown.answer}
        options={RECHECK_ANSWERS.map((value) => ({ value, label: sayCode('recheckAnswer', value) }))}
        onChoose={(answer) => type({ answer })}
      />
      {isChange && (
        <ChoiceRow
          name="changeKind"
          label={t('checks.recheck.changeKind')}
          value={typed.changeKind}
          fault={form.shown.changeKind}
          options={RECHECK_CHANGES.map((value) => ({ value, label: sayCode('recheckChange', value) }))}
          onChoose={(changeKind) => type({ changeKind })}
        />
      )}
      <TextRows
        {...{ typed, type }}
        shown={form.shown}
        rows={[
          { name: 'checkedOn', label: t('checks.checkedOn'), most: 10, span: 2 },
          { name: 'answerWords', label: t('checks.words'), most: 300, span: 4, isOptional: true },
        ]}
      />
    </InlineForm>
  );
}
