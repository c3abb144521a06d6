/** Whose value is whose. The record's «mine» is the act that arrived later, on whichever desk it is looked at; on the screen
 *  «我的» is the person who looks. Someone who made neither sees both names.                                       */
import type { ConflictPage } from '#shared/rpc/desk-shapes.ts';
import { t } from '../../text/i18n.ts';

export type SideName = 'mine' | 'theirs';

export interface SideView {
  /** The record's name of this side, which is what the command takes. */
  readonly side: SideName;
  readonly title: string;
  readonly unit: string;
  readonly who: string;
  /** Empty for what stands, which no act of anybody is. */
  readonly at: string;
  readonly device: string;
}

/** What was sent on after somebody who moved: what its author wanted, and what stands here, which nobody wrote against it. */
function forwardedSides({ mine }: ConflictPage): [SideView, SideView] {
  const { who, unit, at, device } = mine;
  const nobody = { unit: '', who: '', at: '', device: '' };
  return [
    { side: 'mine', title: who || t('conflicts.sides.theirs'), unit, who, at, device },
    { side: 'theirs', title: t('conflicts.forwarded.stands'), ...nobody },
  ];
}

/** 用高敏改的, 留着现在的, 另写了一个 */
export function sayChoice(sides: readonly SideView[], choice: string | null): string {
  const chosen = sides.find(({ side }) => side === choice);
  if (!chosen) return t('conflicts.settledChoice.third');
  return chosen.at === ''
    ? t('conflicts.forwarded.left')
    : t('conflicts.settledChoice.side', { who: chosen.who });
}

/** The two sides, the looking person's first. */
export function sidesFor(
  page: ConflictPage,
  me: { readonly personName: string; readonly unitName: string },
): [SideView, SideView] {
  if (page.item.kind === 'forwarded') return forwardedSides(page);
  const isMe = (side: ConflictPage['mine']): boolean =>
    side.who === me.personName && side.unit === me.unitName;
  const knows = isMe(page.mine) || isMe(page.theirs);
  const view = (side: SideName): SideView => {
    const { who, unit, at, device } = page[side];
    const title = knows
      ? t(isMe(page[side]) ? 'conflicts.sides.mine' : 'conflicts.sides.theirs')
      : who || t('conflicts.sides.theirs');
    return { side, title, unit, who, at, device };
  };
  return isMe(page.theirs) && !isMe(page.mine)
    ? [view('theirs'), view('mine')]
    : [view('mine'), view('theirs')];
}
