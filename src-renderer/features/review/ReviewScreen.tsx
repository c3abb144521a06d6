/** The review desks: queue, file, judgement. One screen for the township's preliminary review, the federation's review and
 *  civil affairs' determination; what differs is asked of judgement.ts and compare.ts.                              */
import { bodyOf, isJudging } from '#shared/domain/state.ts';
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import { useMending } from '../../data/mend.ts';
import { useMe, useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { PartialLine } from '../rows/PartialLine.tsx';
import { MendLine } from '../mend/MendLine.tsx';
import { FileView } from './FileView.tsx';
import { JudgePane } from './JudgePane.tsx';
import { mustLookAgain } from './judgement.ts';
import { LastActLine } from './LastActLine.tsx';
import { Queue } from './Queue.tsx';
import { type ReviewDesk, useReviewDesk } from './use-review.ts';
import './review.css';

function headNote(review: ReviewDesk): string {
  const { queue } = review;
  if (!queue || queue.length === 0) return '';
  const today = queue.filter(({ deadline }) => deadline.kind === 'today').length;
  return today > 0
    ? t('review.noteToday', { n: queue.length, today })
    : t('review.note', { n: queue.length });
}

function NothingWaits({ review }: { review: ReviewDesk }) {
  return (
    <div className="review-empty">
      {review.last && <LastActLine last={review.last} />}
      <EmptyLine act={<TextLink onClick={() => goTo({ screen: 'cases' })}>{t('review.emptyAct')}</TextLink>}>
        {t('review.empty')}
      </EmptyLine>
    </div>
  );
}

/** What the answers of a mended judgement are. */
function mendNote(page: MendPage): string {
  return t(mustLookAgain(page) ? 'mend.line.lookAgain' : 'mend.line.asBefore');
}

interface ReviewScreenProps {
  readonly applicationId?: number | undefined;
  /** The act that is to be mended here. */
  readonly mend?: number | undefined;
}

export function ReviewScreen({ applicationId, mend }: ReviewScreenProps) {
  const me = useMe();
  const today = useSession()?.today ?? '';
  const review = useReviewDesk(applicationId);
  const mending = useMending(mend);
  useKeys([
    { key: 'PgDn', label: t('review.keys.next'), run: () => review.step(1) },
    { key: 'PgUp', run: () => review.step(-1) },
  ]);
  const body = me && bodyOf(me.role);
  if (!body || !isJudging(body) || mending === undefined) return null;
  const { queue, file } = review;
  // A township that determines is asked what civil affairs is asked (T15).
  const judging = file?.application.nextStep.command === 'review.determine' ? 'CIVIL_AFFAIRS' : body;
  const isMended = mending !== null && mending.page.target.applicationId === file?.item.applicationId;
  const mended = isMended ? mending : undefined;
  const head = (
    <>
      <PageHead
        ruled
        title={t(`review.title.${judging}`)}
        note={headNote(review)}
        acts={
          <>
            <span className="faint">{t('review.after')}</span>
            <ExportButton what={{ list: 'review' }} off={!queue?.length} />
          </>
        }
      />
      <PartialLine of="today" />
      {mended && <MendLine page={mended.page} isAtField={false} note={mendNote(mended.page)} />}
    </>
  );
  if (queue?.length === 0 && !file) {
    return (
      <Screen layout="plain" head={head}>
        <NothingWaits review={review} />
      </Screen>
    );
  }
  return (
    <Screen layout="file" head={head}>
      <Queue review={review} />
      {file ? (
        <FileView
          key={`file ${file.item.applicationId}`}
          file={file}
          body={judging}
          review={review}
          today={today}
        />
      ) : (
        <div />
      )}
      {file && (
        <JudgePane
          key={`judgement ${file.item.applicationId}`}
          file={file}
          body={judging}
          review={review}
          mending={mended}
        />
      )}
    </Screen>
  );
}
