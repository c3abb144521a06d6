/** A paper as the evidence of a finding: one that the person has already, or one that is added here as on every case (features/papers). */
import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../data/session.ts';
import { FieldRow } from '../../ui/FieldRow.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AddPapers } from '../papers/AddPapers.tsx';
import { PaperViewer } from '../papers/PaperViewer.tsx';
import { sayPaper } from '../papers/say.ts';
import { useAddPapers } from '../papers/use-add-papers.ts';
import { usePapers } from '../papers/use-papers.ts';

interface ChooserProps {
  readonly personId: number;
  readonly chosen: number | null;
  readonly onChoose: (paperId: number | null) => void;
}

/** What is added while this stands is chosen. */
function useNewest(ids: readonly number[] | undefined, onNew: (paperId: number) => void): void {
  const known = useRef<ReadonlySet<number> | undefined>(undefined);
  const newest = useRef(onNew);
  newest.current = onNew;
  useEffect(() => {
    if (!ids) return;
    const fresh = known.current && ids.find((id) => !known.current?.has(id));
    known.current = new Set(ids);
    if (fresh !== undefined) newest.current(fresh);
  }, [ids]);
}

export function EvidencePaper({ personId, chosen, onChoose }: ChooserProps) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const [isAdding, setAdding] = useState(false);
  const adding = useAddPapers({ personId, applicationId: null });
  const standing = usePapers({ personId })?.standing;
  useNewest(
    standing?.map(({ paperId }) => paperId),
    onChoose,
  );
  // A proof is mostly none of the papers of an application.
  const add = (): void => {
    setAdding(true);
    adding.choose('OTHER');
  };
  return (
    <>
      <FormField name="paperId" label={t('compare.finding.paper')} span={6} isOptional>
        {(control) => (
          <Select
            {...control}
            allowClear
            value={chosen}
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
          <TextLink onClick={add}>{t('compare.finding.paperAdd')}</TextLink>
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
