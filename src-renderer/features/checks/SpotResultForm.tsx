/** What was seen of one person of a spot check; what is not as it should be becomes a task of the township. */
import { useTranslation } from 'react-i18next';
import { isPlainDate } from '#shared/domain/calendar.ts';
import { SPOT_RESULTS } from '#shared/domain/spot-check.ts';
import type { SpotPersonRow } from '#shared/rpc/check-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { type FormEnds, InlineForm, useInlineForm } from '../case/InlineForm.tsx';

interface Typed {
  readonly result: string;
  readonly checkedOn: string;
  readonly checkers: string;
  readonly resultWords: string;
}

interface ResultFormProps extends FormEnds {
  readonly row: SpotPersonRow;
  readonly spotCheckId: number;
}

export function SpotResultForm({ row, spotCheckId, onDone, onCancel }: ResultFormProps) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const checkers = useMe()?.personName ?? '';
  const fresh = (): Typed => ({ result: '', checkedOn: today, checkers, resultWords: '' });
  const typing = useTyping(undefined, fresh, () => ({}));
  const { typed, type } = typing;
  const needsWords = typed.result !== '' && typed.result !== 'CONFIRMED' && !typed.resultWords.trim();
  const form = useInlineForm({
    ...{ command: 'spotCheck.note', typing, onDone },
    faults: {
      result: typed.result ? undefined : t('checks.spot.faults.result'),
      checkedOn: isPlainDate(typed.checkedOn) ? undefined : t('checks.faults.date'),
      checkers: typed.checkers.trim() ? undefined : t('checks.spot.faults.checkers'),
      resultWords: needsWords ? t('checks.spot.faults.words') : undefined,
    },
    args: () => ({
      ...{ spotCheckId, personId: row.personId, result: typed.result, checkedOn: typed.checkedOn },
      checkers: typed.checkers.trim(),
      resultWords: typed.resultWords.trim() || null,
    }),
  });
  return (
    <InlineForm
      title={t('checks.spot.resultOf', { name: row.name, village: row.village })}
      save={t('checks.spot.save')}
      form={form}
      onCancel={onCancel}
    >
      <ChoiceRow
        name="result"
        label={t('checks.columns.result')}
        value={typed.result}
        fault={form.shown.result}
        options={SPOT_RESULTS.map((value) => ({ value, label: sayCode('spotResult', value) }))}
        onChoose={(result) => type({ result })}
      />
      <TextRow
        name="checkedOn"
        label={t('checks.checkedOn')}
        span={2}
        value={typed.checkedOn}
        fault={form.shown.checkedOn}
        most={10}
        onType={(checkedOn) => type({ checkedOn: checkedOn.trim() })}
      />
      <TextRow
        name="checkers"
        label={t('checks.spot.checkers')}
        span={4}
        value={typed.checkers}
        fault={form.shown.checkers}
        most={100}
        onType={(value) => type({ checkers: value })}
      />
      <TextRow
        name="resultWords"
        label={t('checks.spot.seen')}
        value={typed.resultWords}
        fault={form.shown.resultWords}
        most={500}
        lines={2}
        onType={(resultWords) => type({ resultWords })}
      />
    </InlineForm>
  );
}
