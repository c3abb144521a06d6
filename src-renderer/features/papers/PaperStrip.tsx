/** The same papers beside the facts that are judged; here nothing is added or taken off. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { sayCode, sayList } from '../../text/codes.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { PaperGrid } from './PaperGrid.tsx';
import { PaperViewer } from './PaperViewer.tsx';
import { usePapers } from './use-papers.ts';

/** What a decision of this file waits for, said before it is made. */
function NotArrived({ papers }: { papers: readonly PaperView[] }) {
  const { t } = useTranslation();
  if (!papers.length) return null;
  const names = sayList(papers.map(({ material }) => sayCode('material', material)));
  return (
    <p className="amber-line">
      <Icon name="hourglass" />
      <span>{t('papers.notArrived', { n: papers.length, names })}</span>
    </p>
  );
}

interface PaperStripProps {
  readonly personId: number;
  readonly applicationId: number;
  /** Whether the decision that is due here demands that the papers have arrived (domain/paper-demand.ts). */
  readonly isDemanded: boolean;
}

export function PaperStrip({ personId, applicationId, isDemanded }: PaperStripProps) {
  const { t } = useTranslation();
  const papers = usePapers({ personId });
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
      {isDemanded && (
        <NotArrived
          papers={standing.filter(
            (paper) => paper.applicationId === applicationId && paper.awaitedFrom !== null,
          )}
        />
      )}
      {open !== undefined && (
        <PaperViewer papers={standing} paperId={open} onTurn={setOpen} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}
