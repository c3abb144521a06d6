/** 材料照片 on the case page: what is there, adding, looking, taking off. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf } from '#shared/domain/state.ts';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayDate } from '../../text/dates.ts';
import { focusField } from '../../ui/FormField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { AddPapers, type AddWords } from './AddPapers.tsx';
import { PaperGrid } from './PaperGrid.tsx';
import { PaperViewer } from './PaperViewer.tsx';
import { RemovePaper } from './RemovePaper.tsx';
import { type AddPapers as Adding, useAddPapers } from './use-add-papers.ts';
import { type Papers, usePapers } from './use-papers.ts';

interface PapersPanelProps {
  readonly personId: number;
  /** The file that new papers belong to. */
  readonly applicationId: number | null;
}

interface PapersViewProps {
  readonly papers: Papers;
  readonly adding: Adding;
  /** What is added, where it is no paper of a case. */
  readonly words?: AddWords;
  readonly none: string;
  readonly mayAdd: boolean;
}

/** Those taken off, with who and why: the record stays. */
function Removed({ papers }: { papers: readonly PaperView[] }) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  if (!papers.length) return null;
  return (
    <details className="papers-removed">
      <summary>{t('papers.removed.title', { n: papers.length })}</summary>
      <ul>
        {papers.map(({ paperId, material, removed }) => (
          <li key={paperId} className="faint">
            {t('papers.removed.line', {
              material: sayCode('material', material),
              date: removed ? sayDate(dateOfInstant(removed.at), today) : '',
              who: removed?.who ?? '',
              reason: removed?.reason ?? '',
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What is there, adding to it, looking at one, taking one off. */
export function PapersView({ papers, adding, words, none, mayAdd }: PapersViewProps) {
  const [open, setOpen] = useState<number>();
  const [removing, setRemoving] = useState<number>();
  const { standing, removed } = papers;
  /** The focus goes back to the paper that stays, or to where the next one is added. */
  const endRemoving = (isRemoved: boolean): void => {
    setRemoving(undefined);
    if (isRemoved) focusField('paperMaterial');
    else document.querySelector<HTMLElement>(`[data-paper="${removing}"] .text-link`)?.focus();
  };
  const toRemove = standing.find(({ paperId }) => paperId === removing);
  return (
    <>
      {toRemove && <RemovePaper key={toRemove.paperId} paper={toRemove} onEnd={endRemoving} />}
      {standing.length > 0 ? (
        <PaperGrid papers={standing} onOpen={setOpen} {...(mayAdd && { onRemove: setRemoving })} />
      ) : (
        <p className="quiet">{none}</p>
      )}
      {mayAdd && <AddPapers adding={adding} words={words} />}
      <Removed papers={removed} />
      {open !== undefined && (
        <PaperViewer papers={standing} paperId={open} onTurn={setOpen} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

export function PapersPanel({ personId, applicationId }: PapersPanelProps) {
  const { t } = useTranslation();
  const me = useMe();
  const papers = usePapers({ personId });
  const adding = useAddPapers({ personId, applicationId });
  if (!papers) return null;
  const count = papers.standing.length;
  return (
    <Panel title={t('papers.title')} note={count > 0 && t('papers.count', { n: count })}>
      <PapersView
        papers={papers}
        adding={adding}
        none={t('papers.none')}
        mayAdd={me !== undefined && bodyOf(me.role) === 'TOWNSHIP'}
      />
    </Panel>
  );
}
