/** The same papers beside the facts that are judged; here nothing is added or taken off. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PaperGrid } from './PaperGrid.tsx';
import { PaperViewer } from './PaperViewer.tsx';
import { usePapers } from './use-papers.ts';

export function PaperStrip({ personId }: { personId: number }) {
  const { t } = useTranslation();
  const papers = usePapers(personId);
  const [open, setOpen] = useState<number>();
  if (!papers) return null;
  const { standing } = papers;
  return (
    <section className="paper-strip" aria-labelledby="paper-strip-title">
      <h3 id="paper-strip-title">
        {t('papers.title')}{' '}
        {standing.length > 0 && <span className="faint">{t('papers.count', { n: standing.length })}</span>}
      </h3>
      {standing.length > 0 ? (
        <PaperGrid papers={standing} onOpen={setOpen} />
      ) : (
        <p className="faint">{t('papers.noneToReview')}</p>
      )}
      {open !== undefined && (
        <PaperViewer papers={standing} paperId={open} onTurn={setOpen} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}
