/** What was found out about a finding, with what shows it. */
import { useTranslation } from 'react-i18next';
import { FINDING_OUTCOMES } from '#shared/domain/finding.ts';
import type { FindingView } from '#shared/rpc/compare-shapes.ts';
import { useTyping } from '../../data/mend.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { useAddPapers } from '../papers/use-add-papers.ts';
import { EvidencePaper } from './EvidencePaper.tsx';
import { InlineForm, useInlineForm } from '../case/InlineForm.tsx';

interface Answer {
  readonly visitedOn: string;
  readonly outcome: string;
  readonly evidence: string;
  readonly paperId: number | null;
}

export function AnswerForm({ finding, onDone }: { finding: FindingView; onDone: () => void }) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const typing = useTyping(
    undefined,
    (): Answer => ({ visitedOn: today, outcome: '', evidence: '', paperId: null }),
    () => ({}),
  );
  const { typed, type } = typing;
  const { personId } = finding;
  // What is added here is the evidence; a proof is mostly none of the papers of an application.
  const adding = useAddPapers(
    { personId: personId ?? 0, applicationId: null },
    { expected: 'OTHER', onAdded: (paperId) => type({ paperId }) },
  );
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(typed.visitedOn);
  const form = useInlineForm({
    ...{ command: 'finding.answer', typing, onDone },
    faults: {
      outcome: typed.outcome ? undefined : t('compare.finding.faults.outcome'),
      evidence: typed.evidence.trim() ? undefined : t('compare.finding.faults.evidence'),
      paperId: adding.busyWith === undefined ? undefined : t('compare.finding.faults.paperId'),
      visitedOn: isDate ? undefined : t('compare.handOver.dateFault'),
    },
    args: () => ({
      ...{ findingId: finding.findingId, ...typed, evidence: typed.evidence.trim() },
    }),
  });
  return (
    <InlineForm
      title={t('compare.finding.answer')}
      save={t('compare.finding.save')}
      form={form}
      onCancel={onDone}
    >
      <ChoiceRow
        name="outcome"
        label={t('compare.finding.outcome')}
        value={typed.outcome}
        fault={form.shown.outcome}
        options={FINDING_OUTCOMES.map((value) => ({ value, label: sayCode('findingOutcome', value) }))}
        onChoose={(outcome) => type({ outcome })}
      />
      <TextRow
        {...{ name: 'visitedOn', label: t('compare.finding.visitedOn'), value: typed.visitedOn, most: 10 }}
        fault={form.shown.visitedOn}
        span={3}
        onType={(visitedOn) => type({ visitedOn })}
      />
      <TextRow
        {...{ name: 'evidence', label: t('compare.finding.evidence'), value: typed.evidence, most: 300 }}
        fault={form.shown.evidence}
        lines={2}
        onType={(evidence) => type({ evidence })}
      />
      {personId !== null && (
        <EvidencePaper
          {...{ personId, adding }}
          fault={form.shown.paperId}
          chosen={typed.paperId}
          onChoose={(paperId) => type({ paperId })}
        />
      )}
    </InlineForm>
  );
}
