/** A paper as the evidence of a finding: one that the person has already, or one that is added here as on every case (features/papers). */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../data/session.ts';
import { FieldRow } from '../../ui/FieldRow.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AddPapers } from '../papers/AddPapers.tsx';
import { PaperViewer } from '../papers/PaperViewer.tsx';
import { sayPaper } from '../papers/say.ts';
import type { AddPapers as Adding } from '../papers/use-add-papers.ts';
import { usePapers } from '../papers/use-papers.ts';

interface ChooserProps {
  readonly personId: number;
  readonly adding: Adding;
  readonly chosen: number | null;
  readonly onChoose: (paperId: number | null) => void;
  readonly fault: string | undefined;
}

export function EvidencePaper({ personId, adding, chosen, onChoose, fault }: ChooserProps) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const [isAdding, setAdding] = useState(false);
  const standing = usePapers({ personId })?.standing;
  // One that was added this moment is chosen before the list names it.
  const isListed = standing?.some(({ paperId }) => paperId === chosen);
  return (
    <>
      <FormField
        name="paperId"
        label={t('compare.finding.paper')}
        span={6}
        isOptional
        {...(fault && { fault })}
      >
        {(control) => (
          <Select
            {...control}
            allowClear
            value={isListed ? chosen : null}
            loading={chosen !== null && !isListed}
            placeholder={t(standing?.length ? 'compare.finding.paperChoose' : 'compare.finding.paperNone')}
            options={(standing ?? []).map((paper) => ({
              value: paper.paperId,
              label: [sayPaper(paper, today), paper.fileName].filter(Boolean).join(' · '),
            }))}
            onChange={(value: number | undefined) => onChoose(value ?? null)}
          />
        )}
      </FormField>
      <div className="evidence-add">
        {isAdding ? (
          <AddPapers adding={adding} />
        ) : (
          <TextLink onClick={() => setAdding(true)}>{t('compare.finding.paperAdd')}</TextLink>
        )}
      </div>
    </>
  );
}

/** The paper that was named, to be looked at. */
export function EvidenceRow({ personId, paperId }: { personId: number; paperId: number }) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const [open, setOpen] = useState<number>();
  const papers = usePapers({ personId });
  if (!papers) return null;
  const paper = papers.standing.find((each) => each.paperId === paperId);
  return (
    <FieldRow label={t('compare.finding.paper')}>
      {paper ? (
        <TextLink onClick={() => setOpen(paperId)}>{sayPaper(paper, today)}</TextLink>
      ) : (
        t('compare.finding.paperGone')
      )}
      {open !== undefined && (
        <PaperViewer
          papers={papers.standing}
          paperId={open}
          onTurn={setOpen}
          onClose={() => setOpen(undefined)}
        />
      )}
    </FieldRow>
  );
}
