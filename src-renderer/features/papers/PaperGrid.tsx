/** Papers side by side: a small picture each, what it is, when and by whom, and where its bytes are. */
import { useTranslation } from 'react-i18next';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { sayBytes, sayPaper, sayPaperDate, sayState } from './say.ts';
import { isPicture, useThumbnail } from './use-thumbnail.ts';
import './papers.css';

interface PaperGridProps {
  readonly papers: readonly PaperView[];
  readonly onOpen: (paperId: number) => void;
  /** Without it nothing can be taken off here, and where the bytes are is told only of those that cannot be seen: elsewhere that is the
   *  township's affair. */
  readonly onRemove?: (paperId: number) => void;
}

const isOnItsWay = ({ state }: PaperView) => state === 'awaited' || state === 'at-county';

function Face({ paper, today }: { paper: PaperView; today: string | undefined }) {
  const { t } = useTranslation();
  const address = useThumbnail(paper);
  const name = sayPaper(paper, today);
  if (address) return <img src={address} alt={name} draggable={false} />;
  return (
    <span className="paper-blank">
      <Icon name={isOnItsWay(paper) ? 'hourglass' : paper.state === 'closed' ? 'lock' : 'page'} />
      <span className="sr">{name}</span>
      {!isPicture(paper) && <span>{t('papers.pdf', { size: sayBytes(paper.byteCount) })}</span>}
    </span>
  );
}

function PaperCard({ paper, onOpen, onRemove }: Omit<PaperGridProps, 'papers'> & { paper: PaperView }) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const { paperId, material, state, who, mayRemove } = paper;
  return (
    <li className="paper-card" data-paper={paperId}>
      {state === 'closed' ? (
        <span className="paper-face">
          <Face paper={paper} today={today} />
        </span>
      ) : (
        <button type="button" className="paper-face" onClick={() => onOpen(paperId)}>
          <Face paper={paper} today={today} />
        </button>
      )}
      <span className="paper-words">
        <b>{sayCode('material', material)}</b>
        <span className="faint">
          {sayPaperDate(paper, today)} {who}
        </span>
        {(onRemove || isOnItsWay(paper) || state === 'closed') && (
          <span className={`paper-state is-${state}`}>{sayState(paper)}</span>
        )}
        {onRemove && mayRemove && (
          <TextLink danger onClick={() => onRemove(paperId)}>
            {t('papers.remove.act')}
            <span className="sr">{sayPaper(paper, today)}</span>
          </TextLink>
        )}
      </span>
    </li>
  );
}

export function PaperGrid({ papers, onOpen, onRemove }: PaperGridProps) {
  return (
    <ul className="paper-grid">
      {papers.map((paper) => (
        <PaperCard key={paper.paperId} paper={paper} onOpen={onOpen} onRemove={onRemove} />
      ))}
    </ul>
  );
}
