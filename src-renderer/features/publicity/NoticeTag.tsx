/** Where a notice stands: 公示中 第 5/7 天, 有异议, 公示结束. */
import { t } from '../../text/i18n.ts';
import { PUBLICITY_RULE } from '#shared/domain/publicity.ts';
import type { NoticeRow } from '#shared/rpc/publicity-shapes.ts';
import { sayCode } from '../../text/codes.ts';
import type { IconName } from '../../ui/icon/Icon.tsx';
import { StateTag, type TagKind } from '../../ui/StateTag.tsx';

const LOOKS: Readonly<Record<NoticeRow['state'], readonly [IconName, TagKind]>> = {
  PREPARED: ['page', 'plain'],
  IN_PUBLICITY: ['board', 'ink'],
  OBJECTED: ['alert', 'amber'],
  CLOSED: ['check', 'green'],
};

export function NoticeTag({ row }: { row: NoticeRow }) {
  const [icon, kind] = LOOKS[row.state];
  const word = sayCode('noticeState', row.state);
  const days = PUBLICITY_RULE.days;
  const isCounting = row.day !== null && row.day > 0 && !row.isOver;
  const counted = isCounting ? t('publicity.day', { day: Math.min(row.day ?? 0, days), days }) : '';
  return <StateTag icon={icon} kind={kind} word={[word, counted].filter(Boolean).join(' ')} />;
}
