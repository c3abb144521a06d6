/** What came of a task of a check. The act itself (suspension, exit, a new account) is done on the person's page; here it is written down. */
import { useTranslation } from 'react-i18next';
import { TASK_OUTCOMES } from '#shared/domain/recheck.ts';
import type { CheckTask } from '#shared/rpc/check-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { sayCode } from '../../text/codes.ts';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { goTo } from '../../ui/route.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { type FormEnds, InlineForm, useInlineForm } from '../case/InlineForm.tsx';
import { sayTask } from './TaskTable.tsx';

interface Typed {
  readonly taskOutcome: string;
  readonly taskWords: string;
}

export function TaskForm({ task, onDone, onCancel }: FormEnds & { task: CheckTask }) {
  const { t } = useTranslation();
  const typing = useTyping(
    undefined,
    (): Typed => ({ taskOutcome: '', taskWords: '' }),
    () => ({}),
  );
  const { typed, type } = typing;
  const isRecheck = task.kind === 'recheck';
  const form = useInlineForm({
    ...{ command: isRecheck ? 'recheck.closeTask' : 'spotCheck.closeTask', typing, onDone },
    faults: {
      taskOutcome: typed.taskOutcome ? undefined : t('checks.tasks.faults.outcome'),
      taskWords: typed.taskWords.trim() ? undefined : t('checks.tasks.faults.words'),
    },
    args: () => ({
      ...(isRecheck ? { answerId: task.taskId } : { resultId: task.taskId }),
      taskOutcome: typed.taskOutcome,
      taskWords: typed.taskWords.trim(),
    }),
  });
  return (
    <InlineForm
      title={t('checks.tasks.close', { name: task.name, what: sayTask(task) })}
      save={t('checks.tasks.save')}
      form={form}
      onCancel={onCancel}
    >
      <p className="span-6">
        <TextLink onClick={() => goTo({ screen: 'case', personId: task.personId })}>
          {t('checks.seeCase', { name: task.name })}
        </TextLink>{' '}
        <span className="faint">{t('checks.tasks.first')}</span>
      </p>
      <ChoiceRow
        name="taskOutcome"
        label={t('checks.tasks.outcome')}
        value={typed.taskOutcome}
        fault={form.shown.taskOutcome}
        options={TASK_OUTCOMES.map((value) => ({ value, label: sayCode('taskOutcome', value) }))}
        onChoose={(taskOutcome) => type({ taskOutcome })}
      />
      <TextRow
        name="taskWords"
        label={t('checks.words')}
        value={typed.taskWords}
        fault={form.shown.taskWords}
        most={300}
        lines={2}
        onType={(taskWords) => type({ taskWords })}
      />
    </InlineForm>
  );
}
