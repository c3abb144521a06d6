/** The review desks: queue, file, judgement. One screen for the township's preliminary review, the federation's review and
 *  civil affairs' determination; what differs is asked of judgement.ts and compare.ts.                              */
import { bodyOf } from '#shared/domain/state.ts';
import { useMe, useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { EmptyLine } from '../../ui/EmptyLine.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { FileView } from './FileView.tsx';
import { JudgePane } from './JudgePane.tsx';
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

export function ReviewScreen({ applicationId }: { readonly applicationId?: number }) {
  const me = useMe();
  const today = useSession()?.today ?? '';
  const review = useReviewDesk(applicationId);
  useKeys([
    { key: 'PgDn', label: t('review.keys.next'), run: () => review.step(1) },
    { key: 'PgUp', run: () => review.step(-1) },
  ]);
  if (!me) return null;
  const body = bodyOf(me.role);
  const { queue, file } = review;
  const head = (
    <PageHead
      ruled
      title={t(`review.title.${body}`)}
      note={headNote(review)}
      acts={
        <>
          <span className="faint">{t('review.after')}</span>
          <ExportButton what={{ list: 'review' }} off={!queue?.length} />
        </>
      }
    />
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
          body={body}
          review={review}
          today={today}
        />
      ) : (
        <div />
      )}
      {file && (
        <JudgePane key={`judgement ${file.item.applicationId}`} file={file} body={body} review={review} />
      )}
    </Screen>
  );
}
