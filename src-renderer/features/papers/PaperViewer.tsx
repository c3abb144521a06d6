/** One paper, large: a dialog of the whole window. Larger and smaller by + and −, turned by F8, the next by PgDn, closed by Esc; the focus goes
 *  back to where it came from. A PDF is handed out as a file instead: what is inside one is for a program of its own.    */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { useSession } from '../../data/session.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useBlobAddress } from './bytes.ts';
import { larger, type Look, Picture, smaller, turned, WHOLE } from './Picture.tsx';
import { savePdf } from './save-pdf.ts';
import { sayBytes, sayPaper } from './say.ts';
import { type Content, useContent } from './use-content.ts';
import { isPicture } from './use-thumbnail.ts';

interface PaperViewerProps {
  readonly papers: readonly PaperView[];
  readonly paperId: number;
  readonly onTurn: (paperId: number) => void;
  readonly onClose: () => void;
}

const PERCENT = 100;

function ContentWords({ content }: { content: Content }) {
  const { t } = useTranslation();
  if (content.at === 'here') return null;
  return (
    <p className="viewer-words" role="status">
      {t(`papers.viewer.${content.at}`)}
    </p>
  );
}

function Pdf({ paper, content }: { paper: PaperView; content: Content }) {
  const { t } = useTranslation();
  if (content.at !== 'here') return <ContentWords content={content} />;
  return (
    <div className="viewer-words">
      <p>{t('papers.viewer.pdf', { size: sayBytes(paper.byteCount) })}</p>
      <ActButton icon="download" onClick={() => savePdf(paper, content.blob)}>
        {t('papers.viewer.save')}
      </ActButton>
      <p className="faint">{t('papers.viewer.saveNote')}</p>
    </div>
  );
}

function Stage({ paper, content, look }: { paper: PaperView; content: Content; look: Look }) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const [isBroken, setBroken] = useState(false);
  const address = useBlobAddress(content.at === 'here' ? content.blob : undefined);
  if (!isPicture(paper)) return <Pdf paper={paper} content={content} />;
  if (isBroken) return <p className="viewer-words">{t('papers.viewer.broken')}</p>;
  if (!address) return <ContentWords content={content} />;
  return (
    <Picture address={address} name={sayPaper(paper, today)} look={look} onBroken={() => setBroken(true)} />
  );
}

interface ToolsProps {
  readonly look: Look;
  readonly isPicture: boolean;
  readonly onLook: (look: Look) => void;
  readonly onStep: (by: number) => void;
  readonly hasMore: boolean;
  readonly onClose: () => void;
}

function Tools({ look, isPicture: canLook, onLook, onStep, hasMore, onClose }: ToolsProps) {
  const { t } = useTranslation();
  return (
    <div className="viewer-tools" role="toolbar" aria-label={t('papers.viewer.tools')}>
      {canLook && (
        <>
          <ActButton size="small" keyName="−" off={look.zoom <= 1} onClick={() => onLook(smaller(look))}>
            {t('papers.viewer.smaller')}
          </ActButton>
          <span className="num" role="status">
            {t('papers.viewer.zoom', { percent: Math.round(look.zoom * PERCENT) })}
          </span>
          <ActButton size="small" keyName="+" onClick={() => onLook(larger(look))}>
            {t('papers.viewer.larger')}
          </ActButton>
          <ActButton size="small" keyName="F8" onClick={() => onLook(turned(look))}>
            {t('papers.viewer.turn')}
          </ActButton>
        </>
      )}
      {hasMore && (
        <>
          <ActButton size="small" keyName="PgUp" onClick={() => onStep(-1)}>
            {t('papers.viewer.previous')}
          </ActButton>
          <ActButton size="small" keyName="PgDn" onClick={() => onStep(1)}>
            {t('papers.viewer.next')}
          </ActButton>
        </>
      )}
      <ActButton size="small" keyName="Esc" onClick={onClose}>
        {t('papers.viewer.close')}
      </ActButton>
    </div>
  );
}

function OpenViewer({ papers, paper, onTurn, onClose }: PaperViewerProps & { paper: PaperView }) {
  const { t } = useTranslation();
  const today = useSession()?.today;
  const dialog = useRef<HTMLDialogElement>(null);
  const [look, setLook] = useState(WHOLE);
  const content = useContent(paper);
  const openable = papers.filter(({ state }) => state !== 'closed');
  const at = openable.findIndex(({ paperId }) => paperId === paper.paperId);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => setLook(WHOLE), [paper.paperId]);
  // Closed by the element itself, so that the focus goes back.
  const close = (): void => dialog.current?.close();
  const step = (by: number): void => {
    const next = openable[(at + by + openable.length) % openable.length];
    if (next) onTurn(next.paperId);
  };
  useKeys(
    [
      { key: 'F8', label: t('papers.viewer.turn'), run: () => setLook(turned) },
      { key: 'PgDn', run: () => step(1) },
      { key: 'PgUp', run: () => step(-1) },
      { key: 'Esc', label: t('papers.viewer.close'), run: close },
    ],
    'over',
  );
  const press = (event: KeyboardEvent): void => {
    if (event.key === '+' || event.key === '=') setLook(larger);
    else if (event.key === '-') setLook(smaller);
    else if (event.key === '0') setLook(WHOLE);
  };
  return (
    <dialog
      ref={dialog}
      className="viewer"
      aria-labelledby="viewer-title"
      onClose={onClose}
      onKeyDown={press}
    >
      <header className="viewer-head">
        <h2 id="viewer-title">{sayPaper(paper, today)}</h2>
        <span className="faint">
          {paper.who}
          {openable.length > 1 && ` · ${t('papers.viewer.position', { at: at + 1, of: openable.length })}`}
        </span>
        <Tools
          look={look}
          isPicture={isPicture(paper)}
          onLook={setLook}
          onStep={step}
          hasMore={openable.length > 1}
          onClose={close}
        />
      </header>
      <Stage key={paper.paperId} paper={paper} content={content} look={look} />
    </dialog>
  );
}

/** Nothing when the paper was taken off meanwhile. */
export function PaperViewer(props: PaperViewerProps) {
  const paper = props.papers.find(({ paperId }) => paperId === props.paperId);
  return paper ? <OpenViewer {...props} paper={paper} /> : null;
}
