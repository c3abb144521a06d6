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

const MIB = 1024 * 1024;

/** 1.2 MB, at least a tenth. */
export function sayBytes(count: number): string {
  return `${Math.max(0.1, count / MIB).toFixed(1)} MB`;
}
