/** A paper in words: what it is and from when, for captions and for those who do not see it. */
import type { PaperView } from '#shared/rpc/desk-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { dateOfInstant, sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';

export function sayPaperDate({ addedAt }: PaperView, today?: string): string {
  return addedAt ? sayDate(dateOfInstant(addedAt), today) : '';
}

/** 身份证，11月23日 */
export function sayPaper(paper: PaperView, today?: string): string {
  return t('papers.name', {
    material: sayCode('material', paper.material),
    date: sayPaperDate(paper, today),
  });
}

const KIB = 1024;
const MIB = KIB * KIB;

/** 1.2 MB; what is small in KB. */
export function sayBytes(count: number): string {
  return count < MIB / 10 ? `${Math.max(1, Math.round(count / KIB))} KB` : `${(count / MIB).toFixed(1)} MB`;
}

/** Where its bytes are: 已上传; of one that has not come, on whose computer it is. */
export function sayState({ state, awaitedFrom }: PaperView): string {
  if (state === 'awaited' && awaitedFrom) return t('papers.awaitedFrom', { computer: awaitedFrom });
  return t(`papers.state.${state}`);
}
