/** What both editions of a public notice say in the same words: Chinese whatever the language of the screens, as every document. */
import type { NoticePage, NoticeRow, PublicRowView } from '#shared/rpc/publicity-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import { sayLongDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import type { NewDocument } from '../documents/DocumentSheet.tsx';
import { officeDocument } from '../documents/values.ts';

const CHINESE = 'zh-CN';

/** Who stands on it: the place, the months, how many. */
export function sayScope({ placeName, occasion, fromMonth, toMonth }: NoticeRow, count: number): string {
  const from = sayMonth(fromMonth, CHINESE);
  const to = sayMonth(toMonth, CHINESE);
  const isOneMonth = occasion === 'ALL' || fromMonth === toMonth;
  const months = isOneMonth ? to : t('prints.publicNotice.months', { from, to });
  return t(`prints.publicNotice.scope.${occasion}`, { place: placeName, months, n: count });
}

/** A line of an edition: its place, name, kind, standard, month paid from. */
export function cellsOf(line: PublicRowView, at: number): string[] {
  const { name, village, benefitKind, standardFen, paidSince } = line;
  return [
    String(at + 1),
    village ? t('prints.publicNotice.named', { name, village }) : name,
    sayCode('benefitFull', benefitKind, CHINESE),
    t('prints.publicNotice.monthly', { yuan: sayMoney(standardFen) }),
    paidSince ? sayMonth(paidSince, CHINESE) : '',
  ];
}

/** The days it hangs; a pen writes them on what is printed before it hangs, so that the paper is true whichever day that is. */
function sayPeriod({ postedOn, lastDay }: NoticeRow): string {
  if (postedOn === null) return t('prints.publicNotice.untilByHand');
  const from = sayLongDate(postedOn, CHINESE);
  if (lastDay === null) return t('prints.publicNotice.untilUnknown', { from });
  return t('prints.publicNotice.until', { from, to: sayLongDate(lastDay, CHINESE) });
}

/** The board edition as it is kept when it is printed for the first time. */
export function boardDocument({ row, paper, board }: NoticePage, unit: string): NewDocument {
  const values = { unit, noticeScope: sayScope(row, board.length), noticePeriod: sayPeriod(row) };
  const made = officeDocument('PUBLIC_NOTICE', paper.number, { ...values, noticeRows: board.map(cellsOf) });
  return { ...made, noticeId: row.noticeId, replaces: paper.replaces };
}
